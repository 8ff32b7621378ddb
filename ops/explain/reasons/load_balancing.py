"""What Elastic Load Balancing's texts come from."""

from model.texts import elbv2 as say
from ops.explain.reasons.reason import Reason, Reasons

REASONS: Reasons = {
    say.GROUP_IN_USE: Reason(
        cause="A listener or rule still forwards to {target_group}. After a release that is often CodeDeploy's or ECS's"
        " doing: both groups stay in the forward, one with weight 0.",
        fix="Take the group out of the listener and its rules first. When a group is replaced, make the new one and"
        " move the listener before the old one is deleted.",
    ),
    say.GROUPS_OF_TWO_LOAD_BALANCERS: Reason(
        cause="{target_groups} belong to another load balancer, mostly the old one of a replacement.",
        fix="Replace the target groups together with the load balancer: a group has one for its life.",
    ),
    say.GROUP_OF_ANOTHER_VPC: Reason(
        cause="{target_groups} and {load_balancer} are in two VPCs, so the one can't lead to the other.",
        fix="Make the target groups in the load balancer's VPC. Targets of type ip may then have addresses of a peered"
        " one.",
    ),
    say.PROTOCOL_VERSION: Reason(
        cause="Targets that speak {version} are reached through listeners that speak HTTPS only.",
        fix="Give the listener the protocol HTTPS and a certificate, or the target groups the protocol version HTTP1.",
    ),
    say.WEIGHT_ON_NETWORK: Reason(
        cause="A listener of a Network Load Balancer was given weights, which AWS takes since November 2025 only.",
        fix="Forward to one target group and leave weight out, or update what calls AWS.",
        rule="network-load-balancer-all-at-once",
    ),
    say.DEFAULT_RULE_MODIFIED: Reason(
        cause="{rule} is a listener's default rule, which changes with the listener only.",
        fix="Change the listener's default actions, or make a rule of your own with a path such as /*.",
        rule="native-takes-a-rule",
    ),
    say.DEFAULT_RULE_DELETED: Reason(
        cause="{rule} is a listener's default rule and lives as long as the listener.",
        fix="Delete the listener, or only the rules that were made on it.",
    ),
    say.DELETION_PROTECTED: Reason(
        cause="{arn} is protected from deletion, as a production load balancer ought to be.",
        fix="Set enableDeletionProtection to false and run `pulumi up`, then destroy.",
    ),
    say.NAME_TOO_LONG: Reason(
        cause="The name {name} is longer than 32 characters.", fix="Shorten it, or leave it to Pulumi."
    ),
    say.SAME_ZONE: Reason(
        cause="Two of the load balancer's subnets are in one availability zone.", fix="Name one subnet a zone."
    ),
    say.ONE_ZONE: Reason(
        cause="The load balancer's subnets are all in one availability zone.",
        fix="Name subnets in two zones or more.",
    ),
    say.NO_IPV6: Reason(
        cause="The load balancer is to have IPv6 addresses, and one of its subnets has no block of them.",
        fix="Give each of its subnets an ipv6CidrBlock, or set ipAddressType to ipv4.",
    ),
    say.NO_CERTIFICATE: Reason(
        cause="The listener is for HTTPS and has no certificate.", fix="Set certificateArn, issued in this region."
    ),
    say.CERTIFICATE_NOT_FOUND: Reason(
        cause="The certificate {certificate} is not there, not issued yet, or of another region.",
        fix="Wait until the certificate is validated, and take one of the load balancer's region.",
    ),
    say.NO_TARGET_GROUP: Reason(
        cause="The listener or rule forwards to nothing.", fix="Name the target group, the live one of the pair."
    ),
    say.SAME_TARGET_GROUP: Reason(
        cause="A forward action names one target group twice.", fix="Name blue and green once each."
    ),
    say.SECURITY_GROUP_NOT_FOUND: Reason(
        cause="The security group {group} is not there, or of another VPC or region.",
        fix="Refer to the resource in place of an id.",
    ),
    say.SUBNET_NOT_FOUND: Reason(
        cause="The subnet {subnet} is not there, or of another region.", fix="Refer to the resource in place of an id."
    ),
    say.WEIGHT: Reason(cause="A weight is below 0 or above 999.", fix="Use 100 and 0 between releases."),
    say.ATTRIBUTE_UNKNOWN: Reason(
        cause="Target groups of this kind have no attribute {key}.", fix="Correct the name, or leave it out."
    ),
    say.ATTRIBUTE_RANGE: Reason(cause="{key} is {value}.", fix="Set {key} to a value in {least}-{most}."),
    say.MATCHER: Reason(
        cause="The health check expects the status {code}.",
        fix="Expect a status from 200 to 499, best 200 alone.",
    ),
    say.NO_INSTANCE: Reason(
        cause="{target} is no running instance of the target group's VPC.",
        fix="Let ECS register targets; the type of the target group must fit the network mode.",
        rule="target-type-fits-network",
    ),
    say.NO_ADDRESS: Reason(
        cause="{target} is no IPv4 address: often an instance id for a group of type ip.",
        fix="Let ECS register targets; the type of the target group must fit the network mode.",
        rule="target-type-fits-network",
    ),
    say.ADDRESS_OUTSIDE: Reason(
        cause="{target} lies outside the target group's VPC.",
        fix="Register addresses of the VPC, or give the zone all for one outside of it.",
    ),
    # Why a target is not healthy
    say.CHECKS_FAILED: Reason(
        cause="The health check got no answer it expects: the program is not up, listens elsewhere, or answers with an"
        " error.",
        fix="Call the health check's path on the task's port from inside the VPC, and read the container's log.",
        rule="health-check-on-traffic-port",
    ),
    say.CHECKS_ANSWERED: Reason(
        cause="The program answered the health check with {codes}: it runs, and does not like the path, or is not"
        " ready.",
        fix="Correct the health check's path or its expected status; 301 and 302 mean a redirect, 404 a wrong path,"
        " 503 a program that waits for something.",
    ),
    say.CHECKS_TIMED_OUT: Reason(
        cause="The health check got no answer in time: a security group keeps the load balancer out, the port is wrong,"
        " or the task is too busy.",
        fix="Admit the load balancer's security group to the task's port (32768 to 65535 where host ports are dynamic),"
        " and give the task enough CPU.",
        rule="targets-open-to-load-balancer",
    ),
    say.DUPLICATE_LISTENER: Reason(
        cause="The load balancer {balancer} has a listener on that port already, maybe one that another program made.",
        fix="Choose another port, or add a rule to the listener that is there.",
        rule="listener-ports-differ",
    ),
    say.PRIORITY_IN_USE: Reason(
        cause="Another rule of the listener has priority {priority}.",
        fix="Give the rule a priority that nobody has.",
        rule="rule-priorities-differ",
    ),
    say.INCOMPATIBLE_PROTOCOLS: Reason(
        cause="The listener's protocol and the target group's belong to two kinds of load balancers, or do not go"
        " together.",
        fix="Behind an Application Load Balancer use HTTP or HTTPS for both, behind a Network Load Balancer TCP, TLS or"
        " UDP.",
        rule="listener-fits-target-group",
    ),
    say.LOG_BUCKET_DENIED: Reason(
        cause="AWS writes an object as a test when a load balancer's log is switched on. The bucket {bucket} is not"
        " there, its policy does not let Elastic Load Balancing write (or not yet: it was made side by side with the"
        " load balancer), or it encrypts with a key of KMS.",
        fix="Let logdelivery.elasticloadbalancing.amazonaws.com do s3:PutObject on PREFIX/AWSLogs/ACCOUNT/* of the"
        " bucket, encrypt it with SSE-S3, and make the load balancer wait for the policy (depends_on).",
        rule="access-logs-writable",
    ),
    say.LOG_BUCKET_ELSEWHERE: Reason(
        cause="The bucket {bucket} is of another region than the load balancer {balancer}.",
        fix="Name a bucket of the load balancer's region.",
    ),
    say.LOG_BUCKET_EMPTY: Reason(
        cause="A log is switched on and {key} names no bucket.", fix="Name the bucket, or switch the log off."
    ),
}
