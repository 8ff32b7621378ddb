"""What Elastic Load Balancing says."""

from model.texts.text import Text

RULES = "github.com/badmintoncryer/cdk-preflight: rules/elbv2/"
"""Rules that quote what AWS answered when they were tried on it."""

GROUPS_OF_TWO_LOAD_BALANCERS = Text(
    words="The following target groups cannot be associated with more than one load balancer: {target_groups}",
    code="TargetGroupAssociationLimit",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/22005",
)
GROUP_OF_ANOTHER_VPC = Text(
    words="The following target groups are in a different VPC than load balancer {load_balancer}: {target_groups}",
    code="InvalidConfigurationRequest",
    seen="quoted",
    source="https://github.com/aws/copilot-cli/issues/5473",
)
DUPLICATE_LISTENER = Text(
    words="A listener already exists on this port for this load balancer '{balancer}'",
    code="DuplicateListener",
    seen="quoted",
    source="https://github.com/hashicorp/terraform/issues/26407",
)
PRIORITY_IN_USE = Text(
    words="Priority '{priority}' is currently in use",
    code="PriorityInUse",
    seen="quoted",
    source="https://github.com/hashicorp/terraform/issues/24239",
)
INCOMPATIBLE_PROTOCOLS = Text(
    words="The listener and the following target groups have incompatible protocols",
    code="IncompatibleProtocols",
    seen="quoted",
    source="CreateListener",
)
PROTOCOL_VERSION = Text(
    words="Listener protocol '{protocol}' is not supported with a target group with the protocol-version '{version}'",
    code="InvalidLoadBalancerAction",
    seen="quoted",
    source="CreateListener",
)
NAME_TOO_LONG = Text(
    words="The load balancer name '{name}' cannot be longer than '32' characters",
    code="ValidationError",
    seen="quoted",
    source="CreateLoadBalancer",
)
DELETION_PROTECTED = Text(
    words="Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
    code="OperationNotPermitted",
    seen="quoted",
    source="https://github.com/rebuy-de/aws-nuke/issues/1240",
)
DEFAULT_RULE_MODIFIED = Text(
    words="Default rule '{rule}' cannot be modified",
    code="OperationNotPermitted",
    seen="quoted",
    source="https://github.com/FeLvi-zzz/tentez/pull/32",
)
DEFAULT_RULE_DELETED = Text(
    words="Default rule '{rule}' cannot be deleted",
    code="OperationNotPermitted",
    seen="unseen",
    source="DeleteRule",
)
SAME_ZONE = Text(
    words="A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    code="InvalidConfigurationRequest",
    seen="quoted",
    source=RULES + "pf-elbv2-lb-one-subnet-per-az",
)
ONE_ZONE = Text(
    words="At least two subnets in two different Availability Zones must be specified",
    code="ValidationError",
    seen="quoted",
    source="CreateLoadBalancer",
)
NO_IPV6 = Text(
    words="You must specify subnets with an associated IPv6 CIDR block.",
    code="ValidationError",
    seen="quoted",
    source="https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4852",
)
NO_CERTIFICATE = Text(
    words="A certificate must be specified for HTTPS listeners",
    code="ValidationError",
    seen="quoted",
    source="CreateListener",
)
CERTIFICATE_NOT_FOUND = Text(
    words="Certificate '{certificate}' not found",
    code="CertificateNotFound",
    seen="quoted",
    source="CreateListener",
)
NO_TARGET_GROUP = Text(
    words="A target group ARN must be specified",
    code="ValidationError",
    seen="quoted",
    source="CreateListener",
)
SAME_TARGET_GROUP = Text(
    words="Target groups in a forward action must be unique",
    code="ValidationError",
    seen="unseen",
    source="CreateListener",
)
SECURITY_GROUP_NOT_FOUND = Text(
    words="Security group '{group}' does not exist",
    code="InvalidSecurityGroup",
    seen="unseen",
    source="CreateLoadBalancer",
)
SUBNET_NOT_FOUND = Text(
    words="The subnet ID '{subnet}' does not exist",
    code="SubnetNotFound",
    seen="quoted",
    source="CreateLoadBalancer",
)
WEIGHT = Text(
    words="The weight for each target group must be between 0 and 999, inclusive",
    code="ValidationError",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/24805",
)
ATTRIBUTE_UNKNOWN = Text(
    words="Target group attribute key '{key}' is not recognized",
    code="ValidationError",
    seen="quoted",
    source="github.com/getmoto/moto: moto/elbv2/models.py",
)
ATTRIBUTE_RANGE = Text(
    words="'{key}' value '{value}' must be between '{least}-{most}' inclusive",
    code="ValidationError",
    seen="quoted",
    source="github.com/getmoto/moto: moto/elbv2/models.py",
)
MATCHER = Text(
    words="Health check matcher HTTP code '{code}' must be within '{first}-{last}'",
    code="ValidationError",
    seen="unseen",
    source="CreateTargetGroup",
)
NO_INSTANCE = Text(
    words="The following targets are not valid instances: '{target}'",
    code="InvalidTarget",
    seen="quoted",
    source="RegisterTargets",
)
NO_ADDRESS = Text(
    words="The IP address '{target}' is not a valid IPv4 address",
    code="ValidationError",
    seen="quoted",
    source="https://github.com/ansible-collections/community.aws/issues/1441",
)
ADDRESS_OUTSIDE = Text(
    words="The Availability Zone is required for IP address '{target}' because it is not in the VPC",
    code="ValidationError",
    seen="quoted",
    source="https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3714",
)
GROUP_IN_USE = Text(
    words="Target group '{target_group}' is currently in use by a listener or a rule",
    code="ResourceInUse",
    seen="quoted",
    source="DeleteTargetGroup",
)
WEIGHT_ON_NETWORK = Text(
    words="You cannot specify a target group weight on load balancers of type 'network'",
    seen="quoted",
    source="CreateListener",
)
LOG_BUCKET_DENIED = Text(
    words="Access Denied for bucket: {bucket}. Please check S3bucket permission",
    code="InvalidConfigurationRequest",
    seen="quoted",
    source="https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1956",
)
"""Also where the bucket encrypts with a key of KMS: https://github.com/aws/aws-cdk/issues/21947."""
LOG_BUCKET_ELSEWHERE = Text(
    words="S3Bucket: {bucket} is not located in the same region with ELB: {balancer}",
    code="InvalidConfigurationRequest",
    seen="quoted",
    source="https://github.com/hashicorp/terraform/issues/12010",
)
LOG_BUCKET_EMPTY = Text(
    words="The value of '{key}' cannot be empty",
    code="ValidationError",
    seen="quoted",
    source="https://github.com/terraform-aws-modules/terraform-aws-alb/issues/7",
)

# Why a target is not healthy
CHECKS_FAILED = Text(words="Health checks failed", seen="documented", source="DescribeTargetHealth")
CHECKS_ANSWERED = Text(
    words="Health checks failed with these codes: [{codes}]", seen="documented", source="DescribeTargetHealth"
)
CHECKS_TIMED_OUT = Text(words="Request timed out", seen="documented", source="DescribeTargetHealth")
