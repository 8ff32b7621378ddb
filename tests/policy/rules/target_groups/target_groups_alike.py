"""target-groups-alike: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, before_create, linear, target_group
from tests.policy.rules.rule_case import Case, Pass

PAIR = ("loadBalancerInfo", "targetGroupPairInfo", "targetGroups")
THIRD = target_group("third")
STICKY = {"type": "lb_cookie", "cookieDuration": 3600, "enabled": True}
UNSTICKY = {"type": "lb_cookie", "cookieDuration": 86400, "enabled": False}


def green(*path: str, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "green", *path, to=to)


def both(*path: str, blue: Any, green: Any, program: Program = BLUE_GREEN) -> Program:
    return change(change(program, "blue", *path, to=blue), "green", *path, to=green)


def in_vpcs(blue: str, green: str, kind: str = "aws:ec2/vpc:Vpc") -> Program:
    """The pair in networks of the program that are not made yet."""
    program = both("vpcId", blue=UNKNOWN, green=UNKNOWN, program=FIRST_PREVIEW)
    of = {"blue": blue, "green": green}
    homes = tuple(Declared(kind, name, {}) for name in sorted({blue, green}))
    return (
        *homes,
        *(
            Declared(one.type, one.name, one.props, {"vpcId": [of[one.name]]}) if one.name in of else one
            for one in program
        ),
    )


def nameless(program: Program) -> Program:
    return change(program, "release", *PAIR, to=[{"name": UNKNOWN}, {"name": UNKNOWN}])


TCP = both("protocol", blue="TCP", green="TCP")
HTTPS = both("protocol", blue="HTTPS", green="HTTPS")
GRPC = both("protocolVersion", blue="GRPC", green="grpc")

STOPS: dict[str, Case] = {
    "another port": Case(green("port", to=443), on="green", says="\nport: 443, but 4000 in blue"),
    "another protocol": Case(green("protocol", to="HTTPS"), on="green", says="\nprotocol: HTTPS, but HTTP"),
    "another version of the protocol": Case(
        green("protocolVersion", to="HTTP2"), on="green", says="\nprotocolVersion: HTTP2, but HTTP1"
    ),
    "another target type": Case(green("targetType", to="ip"), on="green", says="\ntargetType: ip, but instance"),
    "another VPC": Case(green("vpcId", to="vpc-2"), on="green", says="vpc-2"),
    "another VPC, of two that are not made yet": Case(in_vpcs("one", "two"), on="green", says="the id of two"),
    "another path to check": Case(green("healthCheck", "path", to="/"), on="green", says="healthCheck.path"),
    "a fixed port to check": Case(green("healthCheck", "port", to="8080"), on="green", says="healthCheck.port"),
    "another number of checks": Case(green("healthCheck", "healthyThreshold", to=5), on="green", says="5, but 2"),
    "other answers taken for healthy": Case(green("healthCheck", "matcher", to="200-499"), on="green", says="matcher"),
    "no health check of its own": Case(green("healthCheck", to=None), on="green", says="healthyThreshold", count=4),
    "another delay": Case(green("deregistrationDelay", to=300), on="green", says="\nderegistrationDelay: 300"),
    "a delay that is left out, which is 300": Case(
        green("deregistrationDelay", to=None), on="green", says="300, but 60 in blue"
    ),
    "sticky sessions on one": Case(
        green("stickiness", to=STICKY), on="green", says="\nstickiness: lb_cookie  for 3600 s, but off in blue"
    ),
    "sticky sessions of another length": Case(
        both("stickiness", blue=STICKY, green={"type": "lb_cookie"}), on="green", says="86400 s, but"
    ),
    "another slow start": Case(green("slowStart", to=30), on="green", says="\nslowStart: 30, but 0 in blue"),
    "another way to spread requests": Case(
        green("loadBalancingAlgorithmType", to="least_outstanding_requests"), on="green", says="but round_robin"
    ),
    "connections that end on one": Case(
        green("connectionTermination", to=True, program=TCP), on="green", says="connectionTermination: true"
    ),
    "zones of its own, in a first preview": Case(
        green("loadBalancingCrossZoneEnabled", to="true", program=FIRST_PREVIEW), on="green", says="CrossZone"
    ),
    "more tasks that must be healthy": Case(
        green("targetGroupHealth", to={"unhealthyStateRouting": {"minimumHealthyTargetsPercentage": "50"}}),
        on="green",
        says="targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsPercentage: 50, but off",
    ),
    "clients' addresses kept on one alone": Case(
        both("preserveClientIp", blue="false", green="true"), on="green", says="preserveClientIp"
    ),
    "two differences": Case(green("port", to=443, program=green("targetType", to="ip")), on="green", count=2),
    "a difference in a first preview": Case(
        green("healthCheck", "path", to="/", program=FIRST_PREVIEW), on="green", says="healthCheck.path"
    ),
    "a difference while the names are not known": Case(
        nameless(green("port", to=443, program=FIRST_PREVIEW)), on="green", says="port"
    ),
    "a difference between groups of ECS's own strategy": Case(
        green("healthCheck", "interval", to=30, program=NATIVE), on="green", says="healthCheck.interval"
    ),
    "the same in its first preview, moving in steps": Case(
        green("healthCheck", "interval", to=30, program=linear(NATIVE_PREVIEW)), on="green", says="healthCheck.interval"
    ),
    "a difference between groups of a service in another program": Case(
        green("port", to=443, program=without(BLUE_GREEN, "service")), on="green", says="port"
    ),
    "a difference beside an unknown port": Case(
        green("targetType", to="ip", program=both("vpcId", blue="vpc-1", green="vpc-1")), on="green", says="targetType"
    ),
    "no health check of its own beside a shorter one": Case(
        both("healthCheck", blue={"path": "/"}, green=None), on="green", says="unhealthyThreshold: 2, but 3", count=2
    ),
    "checks turned off": Case(green("healthCheck", "enabled", to=False), on="green", says="healthCheck.enabled"),
    "checks by another protocol": Case(
        green("healthCheck", "protocol", to="HTTPS"), on="green", says="healthCheck.protocol"
    ),
    "another timeout": Case(green("healthCheck", "timeout", to=9), on="green", says="healthCheck.timeout: 9, but 5"),
    "another version of HTTPS": Case(
        green("protocolVersion", to="HTTP2", program=both("protocol", blue="HTTPS", green="HTTPS")),
        on="green",
        says="protocolVersion",
    ),
    "another matcher behind HTTPS, left out once": Case(
        green("healthCheck", "matcher", to="404", program=change(HTTPS, "blue", "healthCheck", "matcher", to=None)),
        on="green",
        says="404, but 200",
    ),
    "another interval behind a Network Load Balancer, left out once": Case(
        both("healthCheck", blue={"protocol": "TCP"}, green={"protocol": "TCP", "interval": 10}, program=TCP),
        on="green",
        says="10, but 30",
    ),
    "another cookie": Case(
        both(
            "stickiness",
            blue={"type": "app_cookie", "cookieName": "a"},
            green={"type": "app_cookie", "cookieName": "b"},
        ),
        on="green",
        says="app_cookie b",
    ),
    "a target type that is left out, which is instance": Case(
        green("targetType", to=None, program=change(BLUE_GREEN, "blue", "targetType", to="ip")),
        on="green",
        says="instance, but ip",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "two groups alike": BLUE_GREEN,
    "two groups alike, in a first preview": FIRST_PREVIEW,
    "ECS's own strategy": linear(NATIVE),
    "numbers as text": green("port", to="4000", program=green("healthCheck", "interval", to="15")),
    "defaults written and left out": both(
        "healthCheck",
        blue={
            "enabled": True,
            "healthyThreshold": 3,
            "interval": 30,
            "matcher": "200",
            "path": "/",
            "port": "traffic-port",
            "protocol": "HTTP",
            "timeout": 5,
            "unhealthyThreshold": 3,
        },
        green={"enabled": True},
    ),
    "defaults left out, in a first preview": both(
        "healthCheck",
        blue={"path": "/healthy", "matcher": "200", "timeout": 5},
        green={"path": "/healthy", "matcher": UNKNOWN, "timeout": UNKNOWN},
        program=green("protocolVersion", to=UNKNOWN, program=FIRST_PREVIEW),
    ),
    "no health check of their own, in a first preview": both(
        "healthCheck", blue=UNKNOWN, green=UNKNOWN, program=FIRST_PREVIEW
    ),
    "stickiness off, and as AWS reports it": green("stickiness", to=UNSTICKY),
    "stickiness off, with a length left over": green("stickiness", to={**STICKY, "enabled": False}),
    "sticky sessions on both": both("stickiness", blue=STICKY, green=STICKY),
    "behind a Network Load Balancer, with AWS's timeout left out once": both(
        "healthCheck",
        blue={"protocol": "TCP"},
        green={"protocol": "TCP", "timeout": 10},
        program=both("protocol", blue="TCP", green="TCP"),
    ),
    "attributes as AWS has them where the other says nothing": green(
        "loadBalancingCrossZoneEnabled",
        to="use_load_balancer_configuration",
        program=green("slowStart", to=0, program=green("connectionTermination", to="false")),
    ),
    "health that must be as AWS wants it anyway": green(
        "targetGroupHealth", to={"unhealthyStateRouting": {"minimumHealthyTargetsCount": 1}}
    ),
    "whether the client's address is kept, which depends on the targets": green("preserveClientIp", to="true"),
    "a third group, which takes no turns": (*BLUE_GREEN, change((THIRD,), "third", "port", to=443)[0]),
    "the one VPC that is not made yet": in_vpcs("one", "one"),
    "subnets of the one VPC": in_vpcs("one", "one", kind="aws:ec2/subnet:Subnet"),
    "a service that ECS rolls, with another group named for later": change(
        green("port", to=443, program=NATIVE), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "CODE_DEPLOY with load balancers that are not known yet": change(
        without(before_create(BLUE_GREEN), "release"), "service", "loadBalancers", to=UNKNOWN
    ),
    "no health check of its own, and what AWS makes of that": both(
        "healthCheck",
        blue=None,
        green={
            "healthyThreshold": 5,
            "interval": 30,
            "matcher": "200",
            "path": "/",
            "timeout": 5,
            "unhealthyThreshold": 2,
        },
    ),
    "behind a Network Load Balancer, with AWS's timeout left out in green": both(
        "healthCheck", blue={"protocol": "TCP", "timeout": 10}, green={"protocol": "TCP"}, program=TCP
    ),
    "behind a Network Load Balancer, with no health check in one": both(
        "healthCheck", blue=None, green={"protocol": "TCP", "healthyThreshold": 9}, program=TCP
    ),
    "a version that counts for nothing behind a Network Load Balancer": green(
        "protocolVersion", to="HTTP2", program=TCP
    ),
    "a matcher of gRPC, left out once": green(
        "healthCheck", "matcher", to="12", program=change(GRPC, "blue", "healthCheck", "matcher", to=None)
    ),
    "what AWS calls it, and what it makes of nothing": green(
        "protocolVersion", to="HTTP1", program=green("protocol", to="http", program=green("targetType", to=None))
    ),
    "no stickiness of their own, in a first preview": change(FIRST_PREVIEW, "blue", "stickiness", to=UNKNOWN),
    "sticky sessions turned on by a text, with the usual length": both(
        "stickiness", blue={**STICKY, "enabled": "true", "cookieDuration": "86400"}, green={"type": "lb_cookie"}
    ),
    "stickiness turned off by a text": green("stickiness", to={**STICKY, "enabled": "false"}),
    "no health check of its own, and one that is not known yet": change(
        change(FIRST_PREVIEW, "blue", "healthCheck", to=UNKNOWN), "green", "healthCheck", to=None
    ),
}

UNDECIDED: dict[str, Case] = {
    "a green group of another program": Case(without(BLUE_GREEN, "green"), on="release"),
    "an alternate group of another program": Case(without(NATIVE, "green"), on="service"),
    "an unknown port": Case(green("port", to=UNKNOWN), on="green", says="port"),
    "a VPC that is not known yet": Case(green("vpcId", to=UNKNOWN), on="green", says="vpcId"),
    "subnets of two VPCs, maybe": Case(in_vpcs("one", "two", kind="aws:ec2/subnet:Subnet"), on="green", says="vpcId"),
    "three groups, two of them the pair": Case(
        tuple(
            Declared(one.type, one.name, one.props, {**one.edges, "loadBalancerInfo": ["blue", "green", "third"]})
            if one.name == "release"
            else one
            for one in nameless((*FIRST_PREVIEW, THIRD))
        ),
        on="release",
        says="which two",
    ),
    "a pair that nothing leads to": Case(unlinked(nameless(BLUE_GREEN), "release"), on="release"),
    "stickiness that another resource decides": Case(
        tuple(
            Declared(one.type, one.name, {**one.props, "stickiness": UNKNOWN}, {"stickiness": ["blue"]})
            if one.name == "green"
            else one
            for one in BLUE_GREEN
        ),
        on="green",
        says="stickiness",
    ),
    "an unknown port in blue": Case(change(BLUE_GREEN, "blue", "port", to=UNKNOWN), on="green", says="port"),
    **{
        f"stickiness of which {name} is unknown": Case(
            both("stickiness", blue=STICKY, green={**STICKY, name: UNKNOWN}), on="green", says="stickiness"
        )
        for name in ("enabled", "type", "cookieDuration", "cookieName")
    },
    "a VPC that is one of two": Case(
        tuple(
            Declared(one.type, one.name, one.props, {"vpcId": ["one", "two"]}) if one.name == "green" else one
            for one in in_vpcs("one", "two")
        ),
        on="green",
        says="vpcId",
    ),
    "a slow start that another resource gives": Case(
        unknown(BLUE_GREEN, "green", "slowStart", of="cluster"), on="green", says="slowStart"
    ),
    "an unknown protocol": Case(green("protocol", to=UNKNOWN), on="green", says="protocol"),
    "an unknown interval, which AWS does not fill in": Case(
        green("healthCheck", "interval", to=UNKNOWN), on="green", says="healthCheck.interval"
    ),
}
