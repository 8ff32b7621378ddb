"""What a team brings: what is said of keys that do not go together, and of what AWS shows."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from components.domain import Domain
from settings import bring
from settings.brought.bring import Brought
from settings.brought.checks import OF_WHAT_IS_MADE
from settings.keys import Keys
from tests.settings.configured import refusal, settings
from verdict.brought import ACCOUNT, Account, NothingThere
from verdict.recording import record
from verdict.stacks import configuration, declared

LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/50dc6c495c0c9188/"
VPC: dict[str, Any] = {
    "id": "vpc-0000000000000000a",
    "privateSubnetIds": ["subnet-0000000000000001a", "subnet-0000000000000001b"],
}
PUBLIC = {"publicSubnetIds": ["subnet-0000000000000002a", "subnet-0000000000000002b"]}
BY_TAGS = {"tags": {"Name": "team"}, "privateSubnetTags": {"Tier": "private"}}
BALANCER = {"productionListenerArn": f"{LISTENER}a1", "testListenerArn": f"{LISTENER}b2"}
CLUSTER = {"name": "team", "capacityProvider": "hosts"}
SHARED = {"vpc": VPC, "loadBalancer": BALANCER}
ROLE = "arn:aws:iam::123456789012:role/team/web"
LOGS = {"logGroup": "/team/web", "logRetentionDays": 30}
KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
PIPED = {"rollout": "external", "pipeline": {"source": {"key": "source.zip"}}}
TOPIC = "arn:aws:sns:us-east-1:123456789012:team"
DUAL_STACK = {"ipAddressType": "dualstack", "ingressCidrs": ["0.0.0.0/0", "::/0"]}
ON_HOSTS = {"vpc": VPC | PUBLIC, "cluster": CLUSTER, "instanceType": ""}

TOGETHER: dict[str, tuple[dict[str, Any], list[str]]] = {
    "two ways to a VPC": (
        {"vpc": VPC | BY_TAGS | PUBLIC},
        ["bluegreen:vpc: must say which VPC, by id or tags and not by both"],
    ),
    "no subnets for tasks": (
        {"vpc": {"id": VPC["id"]} | PUBLIC},
        ["must say where tasks and hosts are", "privateSubnetIds or privateSubnetTags"],
    ),
    "a misspelt key": ({"vpc": VPC | {"privateSubnets": []}}, ["bluegreen:vpc.privateSubnets", "did you mean private"]),
    "no subnets for the load balancer": ({"vpc": VPC}, ["bluegreen:vpc: has no publicSubnetIds", "bring a"]),
    "subnets that nothing needs": (
        {"vpc": VPC | PUBLIC, "loadBalancer": BALANCER},
        ["bluegreen:vpc.publicSubnetIds: the load balancer is brought", "take it out"],
    ),
    "a load balancer without its VPC": ({"loadBalancer": BALANCER}, ["its own VPC alone", "bluegreen:vpc"]),
    "one listener": ({"vpc": VPC, "loadBalancer": {"testListenerArn": f"{LISTENER}b2"}}, ["productionListenerArn and"]),
    "one listener twice": (
        {"vpc": VPC, "loadBalancer": BALANCER | {"testListenerArn": f"{LISTENER}a1"}},
        ["bluegreen:loadBalancer: has one listener twice"],
    ),
    "listeners of two load balancers": (
        {"vpc": VPC, "loadBalancer": BALANCER | {"testListenerArn": f"{LISTENER.replace('shared', 'other')}b2"}},
        ["listeners of two load balancers"],
    ),
    "a listener of another region": (
        SHARED | {"loadBalancer": {key: arn.replace("us-east-1", "eu-west-1") for key, arn in BALANCER.items()}},
        ["is not in us-east-1 (aws:region)"],
    ),
    "a cluster without its capacity": ({"cluster": {"name": "team"}}, ["must have name and capacityProvider"]),
    "Fargate on hosts": (
        {"cluster": CLUSTER | {"capacityProvider": "FARGATE"}},
        ["bluegreen:cluster.capacityProvider = FARGATE", "bluegreen:launchType is EC2"],
    ),
    "hosts in a VPC that is made": ({"cluster": CLUSTER}, ["its hosts are in a VPC", "bring that as bluegreen:vpc"]),
    "hosts on Fargate": ({"cluster": CLUSTER, "launchType": "FARGATE"}, ["is not Fargate"]),
    "a key of a VPC that is made": (
        {"vpc": VPC | PUBLIC, "natGateways": 2},
        ["bluegreen:natGateways = 2: is about what the program makes", "bluegreen:vpc brings", "take it out"],
    ),
    "a key of a load balancer that is made": (SHARED | {"accessLogDays": 3}, ["bluegreen:accessLogDays = 3"]),
    "permissions of a task role that is brought": (
        {
            "taskRoleArn": ROLE,
            "taskPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            "taskPermissions": [{"actions": ["s3:GetObject"], "resources": ["*"]}],
        },
        ["bluegreen:taskPolicyArns: would be added", "bluegreen:taskPermissions: would be added", "never changed"],
    ),
    "keys of secrets for an execution role that is brought": (
        {
            "executionRoleArn": ROLE,
            "secrets": {"A": "arn:aws:ssm:us-east-1:123456789012:parameter/a"},
            "secretsKeyArns": ["arn:aws:kms:us-east-1:123456789012:key/a"],
        },
        ["bluegreen:secretsKeyArns: would be added to the execution role", "take it out"],
    ),
    "a role for a release that moves nothing": (
        {"releaseRoleArn": ROLE, "strategy": "rolling", "launchType": "FARGATE", "instanceType": ""},
        ["bluegreen:releaseRoleArn = arn:aws:iam::", "rolling moves none"],
    ),
    "how long a log group that is brought keeps logs": (
        {"logGroup": "/team/web", "logRetentionDays": 7},
        ["bluegreen:logRetentionDays = 7: is about a log group that is made", "take it out"],
    ),
    "a key for a log group that is brought": (
        LOGS | {"logKeyArn": KEY},
        ["bluegreen:logKeyArn = arn:aws:kms:", "never changed; take it out"],
    ),
    "what an entry of services says of a log group that it brings": (
        {"services": {"orders": {"paths": ["/o"], "priority": 1} | LOGS | {"logRetentionDays": 7}, "web": {}}},
        ["bluegreen:services.orders.logRetentionDays = 7", "bluegreen:services.orders.logGroup"],
    ),
    "the stack's key for log groups that are brought all": (
        {"logKeyArn": KEY, "logRetentionDays": 30, "services": {"web": {"logGroup": "/team/web"}}},
        ["bluegreen:logKeyArn = arn:aws:kms:", "bluegreen:services.web.logGroup"],
    ),
    "a key of another region": (
        {"logKeyArn": KEY.replace("us-east-1", "eu-west-1")},
        ["bluegreen:logKeyArn = arn:aws:kms:eu-west-1:", "us-east-1 (aws:region)"],
    ),
    "a topic of another region": (
        {"topicArn": TOPIC.replace("us-east-1", "eu-west-1")},
        ["bluegreen:topicArn = arn:aws:sns:eu-west-1:", "us-east-1 (aws:region)"],
    ),
    "a topic of another region, of one of the services": (
        {"services": {"web": {"topicArn": TOPIC.replace("us-east-1", "eu-west-1")}}},
        ["bluegreen:services.web.topicArn"],
    ),
    "a key of hosts that are made": (
        ON_HOSTS | {"maxHosts": 9, "instanceType": "t3.large"},
        ["bluegreen:maxHosts = 9", "bluegreen:instanceType = t3.l"],
    ),
}


@pytest.mark.parametrize("what", TOGETHER)
def test_keys_that_do_not_go_together_are_refused(what: str) -> None:
    changes, words = TOGETHER[what]
    said = refusal(**changes)
    for word in words:
        assert word in said


def test_what_the_stack_says_of_log_groups_is_about_those_of_other_services_too() -> None:
    orders = {"paths": ["/o"], "priority": 1, "logGroup": "/team/orders"}
    made = settings(logKeyArn=KEY, logRetentionDays=7, services={"orders": orders, "web": {}}, maxHosts=8)
    assert [one.log_group for one in made.services] == ["/team/orders", ""]


def test_keys_of_what_is_made_are_known_with_their_defaults() -> None:
    keys, defaults = Keys.model_fields, declared()
    for named in OF_WHAT_IS_MADE.values():
        for key, default in named.items():
            assert defaults[keys[key].alias or key]["default"] == default


def test_a_network_that_is_brought_has_its_own_ways_out_and_addresses() -> None:
    """What is checked of a network that is made is not: an image outside of ECR, many tasks, hooks."""
    assert settings(vpc=VPC | PUBLIC, desiredCount=1000, maxHosts=500, launchType="FARGATE", instanceType="")


def test_tasks_on_hosts_that_are_brought_have_addresses_of_their_own() -> None:
    made = settings(**ON_HOSTS)
    assert (made.launch_type, made.network_mode, made.host_group) == ("EC2", "awsvpc", None)
    assert made.target_ports == ((made.container_port, made.container_port),)


def test_hosts_that_are_brought_have_an_architecture_that_nobody_here_knows() -> None:
    assert settings(**ON_HOSTS, architecture="ARM64").architecture == "ARM64"


PROBE = {"hooks": [{"at": "AfterAllowTestTraffic", "probe": {}}]}
GROUP = "sg-0000000000000000a"
Change = Callable[[Account], None]


@dataclass
class Rules:
    """An account whose groups have these rules alone: group, outward, protocol, ports, and who is at the other end."""

    rules: Sequence[tuple[str, bool, str, tuple[int, int], str]]

    def __call__(self, account: Account) -> None:
        account.getSecurityGroupRules = lambda given: {"ids": [str(number) for number in range(len(self.rules))]}
        account.getSecurityGroupRule = self._rule

    def _rule(self, given: dict[str, Any]) -> dict[str, Any]:
        group, outward, protocol, (first, last), other = self.rules[int(given["securityGroupRuleId"])]
        end = "referencedSecurityGroupId" if other.startswith("sg-") else "cidrIpv4"
        end = "prefixListId" if other.startswith("pl-") else end
        return {
            "securityGroupId": group,
            "isEgress": outward,
            "ipProtocol": protocol,
            "fromPort": first,
            "toPort": last,
            end: other,
        }


def changed(function: str, **answer: Any) -> Change:
    """An account that answers a look-up otherwise."""

    def change(account: Account) -> None:
        before = getattr(account, function)
        setattr(account, function, lambda given: before(given) | answer)

    return change


def subnet(end: str, **answer: Any) -> Change:
    """One whose subnets with ids that end so are otherwise."""

    def change(account: Account) -> None:
        before = account.getSubnet
        account.getSubnet = lambda given: before(given) | (answer if given["id"].endswith(end) else {})

    return change


def routes(end: str, *routes: dict[str, str]) -> Change:
    """One whose subnets with ids that end so lead elsewhere."""

    def change(account: Account) -> None:
        before = account.getRouteTable
        account.getRouteTable = lambda given: (
            {"routes": [*routes], "associations": []} if given["routeTableId"].endswith(end) else before(given)
        )

    return change


def failing(function: str, words: str) -> Change:
    def change(account: Account) -> None:
        def fail(given: dict[str, Any]) -> dict[str, Any]:
            raise NothingThere(words)

        setattr(account, function, fail)

    return change


def allowing(document: dict[str, Any]) -> Change:
    """One whose topics have this policy."""

    def change(account: Account) -> None:
        account.getResource = lambda given: {"properties": json.dumps({"PolicyDocument": document})}

    return change


def denying(*pairs: tuple[str, str], missing: Sequence[str] = (), decision: str = "implicitDeny") -> Change:
    """One whose roles may not do these, each an action and the end of a resource."""

    def change(account: Account) -> None:
        account.getPrincipalPolicySimulation = lambda given: {
            "results": [
                {
                    "actionName": action,
                    "resourceArn": resource,
                    "allowed": not any(action == one and resource.endswith(end) for one, end in pairs),
                    "missingContextKeys": list(missing),
                    "decision": decision,
                }
                for action in given["actionNames"]
                for resource in given["resourceArns"]
            ]
        }

    return change


def trusting(*services: str) -> Change:
    """One whose roles trust these."""
    statement = {"Effect": "Allow", "Principal": {"Service": [*services]}, "Action": "sts:AssumeRole"}
    return changed("getRole", assumeRolePolicy=json.dumps({"Statement": [statement]}))


def together(*changes: Change | None) -> Change:
    """One that is otherwise in several ways."""

    def change(account: Account) -> None:
        for one in changes:
            if one:
                one(account)

    return change


def rule_of(target_group: str) -> Change:
    """One with a rule of each priority on the listeners."""
    arn = f"arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/{target_group}/73e2d6bc24d8a067"
    forwards = [{"targetGroups": [{"arn": arn, "weight": 100}], "stickinesses": []}]

    def change(account: Account) -> None:
        account.getListenerRule = lambda given: {
            "actions": [{"type": "forward", "order": 1, "targetGroupArn": arn, "forwards": forwards}]
        }

    return change


def brought(change: Change | None = None, **keys: Any) -> Brought:
    config = configuration("dev", **keys)
    account = Account("us-east-1", config)
    if change:
        change(account)
    found: list[Brought | SystemExit] = []

    def build() -> None:
        try:
            found.append(bring(settings(**keys), ACCOUNT, {"Stack": "dev"}))
        except SystemExit as ended:
            found.append(ended)

    record(build, lookups=account)
    if isinstance(found[0], SystemExit):
        raise found[0]
    return found[0]


OWN_GROUP = changed("getLoadBalancer", securityGroups=[GROUP])
OUT = (GROUP, True, "tcp", (32768, 60999), "10.0.16.0/24")
REFUSED: dict[str, tuple[dict[str, Any], Change | None, list[str]]] = {
    "a VPC that is not there": (
        {"vpc": VPC | PUBLIC},
        failing("getVpc", "no matching EC2 VPC found"),
        ["bluegreen:vpc: AWS shows none", "no matching EC2 VPC found"],
    ),
    "tags that no subnet has": (
        {"vpc": BY_TAGS | PUBLIC},
        changed("getSubnets", ids=[]),
        ["bluegreen:vpc.privateSubnetTags: no subnet of vpc-", "has these tags"],
    ),
    "a subnet of another VPC": (
        {"vpc": VPC | PUBLIC},
        subnet("1b", vpcId="vpc-other"),
        ["bluegreen:vpc.privateSubnetIds: subnet-0000000000000001b is in vpc-other, and not in vpc-0000000000000000a"],
    ),
    "subnets in one zone": (
        {"vpc": VPC | PUBLIC},
        subnet("", availabilityZone="us-east-1a"),
        ["bluegreen:vpc.privateSubnetIds: all are in us-east-1a", "publicSubnetIds: 2 are in us-east-1a"],
    ),
    "a public subnet that is none": (
        {"vpc": VPC | PUBLIC},
        routes("2a"),
        ["subnet-0000000000000002a has no route 0.0.0.0/0 to an internet gateway"],
    ),
    "a dual-stack load balancer in a subnet without IPv6": (
        {"vpc": VPC | PUBLIC} | DUAL_STACK,
        subnet("2b", ipv6CidrBlock=""),
        ["publicSubnetIds: subnet-0000000000000002b has no block of IPv6", "set bluegreen:ipAddressType to ipv4"],
    ),
    "a dual-stack load balancer whose way out is of IPv4 alone": (
        {"vpc": VPC | PUBLIC} | DUAL_STACK,
        routes("2a", {"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}),
        ["subnet-0000000000000002a has no route ::/0 to an internet gateway"],
    ),
    "an internal dual-stack load balancer in a subnet without IPv6": (
        {"vpc": VPC, "internal": True} | DUAL_STACK,
        subnet("1a", ipv6CidrBlock=""),
        ["privateSubnetIds: subnet-0000000000000001a has no block of IPv6"],
    ),
    "tasks in a public subnet": (
        {"vpc": VPC | PUBLIC, "launchType": "FARGATE", "instanceType": ""},
        routes("1a", {"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}),
        ["subnet-0000000000000001a leads to the internet by a gateway", "could not pull its image"],
    ),
    "tasks in a zone where the load balancer is not": (
        {"vpc": VPC | PUBLIC},
        subnet("1b", availabilityZone="us-east-1d"),
        ["subnet-0000000000000001b is in us-east-1d, where the load balancer is not", "would get no requests"],
    ),
    "hooks that nobody can let in": (
        {"vpc": VPC | PUBLIC} | PROBE,
        together(routes("1a"), routes("1b")),
        ["bluegreen:hooks: ", "have no NAT gateway with a public address"],
    ),
    "a cluster that is not there": (
        ON_HOSTS,
        failing("getCluster", "couldn't find resource"),
        ["bluegreen:cluster.name: AWS shows none", "couldn't find resource"],
    ),
    "a cluster that goes": (
        ON_HOSTS,
        changed("getCluster", status="DEPROVISIONING"),
        ["bluegreen:cluster.name = team: is DEPROVISIONING"],
    ),
    "a capacity provider of another cluster": (
        ON_HOSTS,
        changed("getResource", properties='{"CapacityProviders": ["FARGATE", "spot"]}'),
        ["bluegreen:cluster.capacityProvider = hosts: team has FARGATE, spot"],
    ),
    "a listener that is not there": (
        SHARED,
        failing("getListener", "ListenerNotFound: One or more listeners not found"),
        ["bluegreen:loadBalancer.productionListenerArn: AWS shows none", "ListenerNotFound"],
    ),
    "a load balancer of another VPC": (
        SHARED,
        changed("getLoadBalancer", vpcId="vpc-other"),
        ["shared is in vpc-other, and bluegreen:vpc is vpc-0000000000000000a"],
    ),
    "tasks in a zone where a load balancer that is brought is not": (
        SHARED,
        subnet("1b", availabilityZone="us-east-1d"),
        ["subnet-0000000000000001b is in us-east-1d", "shared is in us-east-1a, us-east-1b"],
    ),
    "a priority that somebody else has": (
        SHARED | {"priority": 7},
        rule_of("web-prod-blue-1a2b3c4"),
        ["bluegreen:priority = 7: a rule of the listener", f"{LISTENER}a1", f"{LISTENER}b2", "take a number that is"],
    ),
    "a priority that somebody else has, of one of the services": (
        SHARED | {"services": {"orders": {"priority": 7, "paths": ["/orders"]}, "web": {}}},
        rule_of("orders-blue-1a2b3c4"),
        ["bluegreen:services.orders.priority = 7"],
    ),
    "a priority that nobody may see": (
        SHARED,
        failing("getListenerRule", "AccessDenied: not authorized to perform DescribeRules"),
        ["nobody can say whether priority 50000 is free", "AccessDenied"],
    ),
    "a load balancer that is not let out": (
        SHARED,
        Rules([OUT]),
        ["does not let TCP 32768-60999 out to 10.0.17.0/24, where targets are", "add that outbound rule", "or bring"],
    ),
    "a load balancer that is not let out on all ports": (
        SHARED,
        Rules([(GROUP, True, "tcp", (32768, 40000), "0.0.0.0/0"), (GROUP, True, "tcp", (40002, 65535), "0.0.0.0/0")]),
        ["out to 10.0.16.0/24"],
    ),
    "a load balancer that is let out to a group that is not brought": (
        SHARED,
        Rules([(GROUP, True, "-1", (-1, -1), "sg-00000000000000abc")]),
        ["or bring a targetSecurityGroupId that it lets out to"],
    ),
    "targets that let nobody in": (
        SHARED | {"loadBalancer": BALANCER | {"targetSecurityGroupId": "sg-00000000000000abc"}},
        Rules([(GROUP, True, "-1", (-1, -1), "sg-00000000000000abc")]),
        ["bluegreen:loadBalancer.targetSecurityGroupId = sg-00000000000000abc: does not let TCP 32768-60999 in from"],
    ),
    "a repository that is not there": (
        {"repository": "team/web"},
        failing("getRepository", "RepositoryNotFoundException"),
        ["bluegreen:repository: AWS shows none", "RepositoryNotFoundException"],
    ),
    "a log group that is not there": (
        LOGS,
        failing("getLogGroup", "couldn't find resource"),
        ["bluegreen:logGroup: AWS shows none"],
    ),
    "a log group that is not there, of one of the services": (
        {"services": {"web": LOGS}},
        failing("getLogGroup", "couldn't find resource"),
        ["bluegreen:services.web.logGroup: AWS shows none"],
    ),
    "a key that is not there": (
        {"logKeyArn": KEY},
        failing("getKey", "NotFoundException"),
        ["bluegreen:logKeyArn: AWS shows none"],
    ),
    "a key that goes": (
        {"logKeyArn": KEY},
        changed("getKey", keyState="PendingDeletion"),
        [f"bluegreen:logKeyArn = {KEY}: is PendingDeletion"],
    ),
    "a key that only signs": (
        {"logKeyArn": KEY},
        changed("getKey", keySpec="RSA_2048"),
        [f"bluegreen:logKeyArn = {KEY}: is RSA_2048", "SYMMETRIC_DEFAULT"],
    ),
    "a role that is not there": (
        {"taskRoleArn": ROLE},
        failing("getRole", "NoSuchEntity"),
        ["bluegreen:taskRoleArn: AWS shows none"],
    ),
    "a role of another path": (
        {"taskRoleArn": ROLE},
        changed("getRole", arn=ROLE.replace("team/", "")),
        ["the role of that name is arn:aws:iam::123456789012:role/web; set the key to that"],
    ),
    "a role of another account": (
        {"taskRoleArn": ROLE.replace("123456789012", "210987654321")},
        None,
        ["bluegreen:taskRoleArn = ", "is of the account 210987654321"],
    ),
    "a task role that trusts hosts": (
        {"taskRoleArn": ROLE},
        trusting("ec2.amazonaws.com"),
        [f"bluegreen:taskRoleArn = {ROLE}: does not let ecs-tasks.amazonaws.com take it"],
    ),
    "a role of releases that trusts ECS, with CodeDeploy": (
        {"releaseRoleArn": ROLE},
        trusting("ecs.amazonaws.com"),
        [f"bluegreen:releaseRoleArn = {ROLE}: does not let codedeploy.amazonaws.com take it"],
    ),
    "a role of releases that trusts CodeDeploy, with ECS": (
        {"releaseRoleArn": ROLE, "strategy": "native"},
        trusting("codedeploy.amazonaws.com"),
        ["does not let ecs.amazonaws.com take it"],
    ),
    "an execution role that cannot write the log": (
        {"executionRoleArn": ROLE} | LOGS,
        denying(("logs:PutLogEvents", ":log-stream:web/web/1234567")),
        [
            f"bluegreen:executionRoleArn = {ROLE}: does not allow logs:PutLogEvents on",
            ":log-group:/team/web:",
            "allow it where the role is made",
        ],
    ),
    "an execution role that cannot sign in to ECR": (
        {"executionRoleArn": ROLE},
        denying(("ecr:GetAuthorizationToken", "*")),
        ["does not allow ecr:GetAuthorizationToken on *"],
    ),
    "an execution role that is kept from the repository": (
        {"executionRoleArn": ROLE, "repository": "team/web"},
        denying(("ecr:BatchGetImage", ":repository/team/web"), decision="explicitDeny"),
        ["does not allow ecr:BatchGetImage on"],
    ),
    "a task role without ECS Exec's permissions": (
        {"taskRoleArn": ROLE, "exec": True},
        denying(("ssmmessages:OpenDataChannel", "*")),
        ["bluegreen:taskRoleArn", "does not allow ssmmessages:OpenDataChannel on *"],
    ),
    "CodeDeploy's role for servers": (
        {"releaseRoleArn": ROLE},
        denying(("ecs:UpdateServicePrimaryTaskSet", "")),
        ["bluegreen:releaseRoleArn", "does not allow ecs:UpdateServicePrimaryTaskSet"],
    ),
    "CodeDeploy's role that is kept from the topic": (
        {"releaseRoleArn": ROLE, "topicArn": TOPIC},
        denying(("sns:Publish", ":team"), decision="explicitDeny"),
        [f"does not allow sns:Publish on {TOPIC}"],
    ),
    "a topic that is not there": (
        {"topicArn": TOPIC},
        failing("getTopic", "no matching SNS Topic found"),
        ["bluegreen:topicArn: AWS shows none"],
    ),
    "a topic of another account": (
        {"topicArn": TOPIC.replace("123456789012", "210987654321")},
        None,
        ["is of the account 210987654321, and the stack is in 123456789012"],
    ),
    "a topic that alarms cannot publish to": (
        {"topicArn": TOPIC},
        allowing(
            {
                "Statement": {
                    "Effect": "Allow",
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                    "Action": "sns:*",
                }
            }
        ),
        [f"bluegreen:topicArn = {TOPIC}: its policy does not let CloudWatch's alarms publish", "cloudwatch.amazonaws"],
    ),
    "a topic that a pipeline's events cannot be published to": (
        {"topicArn": TOPIC, **PIPED},
        allowing(
            {
                "Statement": {
                    "Effect": "Allow",
                    "Principal": {"Service": "cloudwatch.amazonaws.com"},
                    "Action": "sns:Publish",
                }
            }
        ),
        ["its policy does not let a pipeline's events publish", "events.amazonaws.com"],
    ),
    "a repository that keeps the tag which a pipeline moves": (
        {"repository": "team/web", **PIPED},
        changed("getRepository", imageTagMutability="IMMUTABLE"),
        ["bluegreen:repository = team/web: keeps its tags (IMMUTABLE), and the pipeline's tag latest moves"],
    ),
    "services that let each other not in": (
        SHARED
        | {
            "loadBalancer": BALANCER | {"targetSecurityGroupId": "sg-00000000000000abc"},
            "namespace": {"name": "shop"},
        },
        Rules(
            [
                (GROUP, True, "-1", (-1, -1), "0.0.0.0/0"),
                ("sg-00000000000000abc", False, "tcp", (32768, 60999), GROUP),
            ]
        ),
        ["targetSecurityGroupId = sg-00000000000000abc: does not let TCP 32768-60999 in from itself"],
    ),
    "a namespace that is not there": (
        {"namespace": {"name": "shop", "existing": True}},
        failing("getHttpNamespace", "couldn't find resource"),
        ["bluegreen:namespace.name: AWS shows none", "couldn't find resource"],
    ),
    "a hosted zone that is not there": (
        {"domain": "api.example.com", "hostedZone": "Z1"},
        failing("getZone", "no matching Route53 Hosted Zone found"),
        ["bluegreen:hostedZone: AWS shows none", "no matching Route53 Hosted Zone found"],
    ),
    **{
        f"a domain that is not in {zone}": (
            {"domain": "api.example.com", "hostedZone": "Z1"},
            changed("getZone", name=zone),
            [f"bluegreen:domain = api.example.com: is not in the hosted zone {zone} (bluegreen:hostedZone)"],
        )
        for zone in ("example.org", "ample.com", "www.api.example.com")
    },
    "hooks that are not let in": (
        SHARED | PROBE,
        Rules([(GROUP, True, "-1", (-1, -1), "0.0.0.0/0"), (GROUP, False, "tcp", (443, 443), "0.0.0.0/0")]),
        ["bluegreen:hooks: ", "from 203.0.113.1/32", "does not let TCP 8443 in"],
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_will_not_do_is_refused_before_anything_is_made(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    keys, change, words = REFUSED[what]
    with pytest.raises(SystemExit):
        brought(together(OWN_GROUP, change), **keys)
    said = capsys.readouterr().err
    assert "so nothing was changed" in said
    for word in words:
        assert word in said


@pytest.mark.parametrize("zone", ["example.com", "api.example.com"])
def test_a_domain_is_in_its_zone(zone: str) -> None:
    keys = {"domain": "api.example.com", "hostedZone": "Z1"}
    assert brought(changed("getZone", name=f"{zone}."), **keys).domain == Domain(name="api.example.com", zone_id="Z1")
    assert brought().domain is None


TAKEN: dict[str, tuple[dict[str, Any], Change | None]] = {
    "as it must be": (SHARED | PROBE, None),
    "by tags": ({"vpc": BY_TAGS, "loadBalancer": BALANCER}, None),
    "rules of this stack": (SHARED, rule_of("web-dev-green-1a2b3c4")),
    "let out on ports of two rules, to a part of all addresses": (
        SHARED,
        Rules([(GROUP, True, "tcp", (32768, 40000), "10.0.0.0/8"), (GROUP, True, "6", (40001, 65535), "10.0.16.0/23")]),
    ),
    "let out to what a prefix list may hold": (SHARED, Rules([(GROUP, True, "-1", (-1, -1), "pl-1")])),
    "let out to the targets' group, which lets in the load balancer's": (
        SHARED | {"loadBalancer": BALANCER | {"targetSecurityGroupId": "sg-00000000000000abc"}},
        Rules(
            [
                (GROUP, True, "tcp", (32768, 60999), "sg-00000000000000abc"),
                ("sg-00000000000000abc", False, "tcp", (32768, 60999), GROUP),
            ]
        ),
    ),
    "let out to the targets' group, which lets in the load balancer's subnets": (
        SHARED | {"loadBalancer": BALANCER | {"targetSecurityGroupId": "sg-00000000000000abc"}},
        Rules(
            [
                (GROUP, True, "tcp", (32768, 60999), "sg-00000000000000abc"),
                ("sg-00000000000000abc", False, "tcp", (1024, 65535), "10.0.0.0/16"),
            ]
        ),
    ),
    "hosts with public addresses in public subnets": (
        {"vpc": VPC | PUBLIC},
        together(
            routes("1a", {"cidrBlock": "0.0.0.0/0", "gatewayId": "igw-1"}), subnet("1a", mapPublicIpOnLaunch=True)
        ),
    ),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_as_it_must_be_is_taken(what: str) -> None:
    keys, change = TAKEN[what]
    found = brought(together(OWN_GROUP, change), **keys)
    assert found.network
    assert len(found.network.private_subnet_ids) == 2
    assert (found.load_balancer is not None) == ("loadBalancer" in keys)


OWN = {
    "repository": "team/web",
    "executionRoleArn": ROLE,
    "taskRoleArn": ROLE,
    "releaseRoleArn": ROLE,
    "topicArn": TOPIC,
    **LOGS,
}
ALARMS_MAY = {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": ["SNS:Publish"]}
OF_THE_FIRST_DAY = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["SNS:Publish", "SNS:Subscribe"]}
OWN_TAKEN: dict[str, Change | None] = {
    "as it must be": None,
    "a topic that lets alarms in": allowing({"Statement": [ALARMS_MAY]}),
    "a topic that lets everything of the account in": allowing({"Statement": [OF_THE_FIRST_DAY]}),
    "roles that trust who takes them": trusting("ecs-tasks.amazonaws.com", "codedeploy.amazonaws.com"),
    "permissions that depend on the call": denying(("logs:PutLogEvents", ""), missing=["aws:SourceVpc"]),
    "what a policy of the resource may allow": denying(("sns:Publish", ""), ("ecr:BatchGetImage", "")),
    "permissions that nobody may see": failing("getPrincipalPolicySimulation", "AccessDenied"),
}


@pytest.mark.parametrize("what", OWN_TAKEN)
def test_what_a_service_brings_is_taken(what: str) -> None:
    found = brought(OWN_TAKEN[what], **OWN)
    url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/web"
    assert found.registries["web"].repository_url == url


def test_of_the_services_that_bring_a_repository_each_has_its_own() -> None:
    services = {"orders": {"paths": ["/o"], "priority": 1, "repository": "orders"}, "web": {}}
    assert list(brought(services=services).registries) == ["orders"]


def test_a_cluster_whose_capacity_providers_nobody_may_see_is_taken() -> None:
    found = brought(failing("getResource", "AccessDenied: cloudformation:GetResource"), **ON_HOSTS)
    assert found.cluster
    assert found.cluster.capacity_provider_name == "hosts"


def test_what_is_not_brought_is_not_looked_up() -> None:
    assert brought() == Brought()


def test_subnets_come_in_the_order_of_their_zones_so_that_a_second_up_shows_no_change() -> None:
    one, other = VPC["privateSubnetIds"]
    found = brought(
        together(subnet("1a", availabilityZone="us-east-1b"), subnet("1b", availabilityZone="us-east-1a")), **SHARED
    )
    assert found.network
    assert found.network.private_subnet_ids == [other, one]


def test_probes_call_an_internal_load_balancer_inside_of_the_vpc() -> None:
    inside: dict[str, Any] = {"internal": True, "ingressCidrs": ["10.0.0.0/8"], "testCidrs": ["10.0.0.0/8"]}
    found = brought(changed("getNatGateway", publicIp=""), vpc=VPC, **inside, **PROBE)
    assert found.network
    assert found.network.nat_addresses == []


def test_a_subnet_without_a_route_table_has_the_main_one() -> None:
    found = brought(together(changed("getRouteTables", ids=[]), routes("main")), **SHARED)
    assert found.network
    assert found.network.nat_addresses == []
