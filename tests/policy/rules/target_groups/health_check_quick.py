"""health-check-quick: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, linear, target_group
from tests.policy.rules.rule_case import Case, Pass


def green(*path: str, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "green", *path, to=to)


def check(program: Program = BLUE_GREEN, **settings: Any) -> Program:
    return green("healthCheck", to=settings, program=program)


def checked(program: Program, name: str, to: Any) -> Program:
    return green("healthCheck", name, to=to, program=program)


def depending(program: Program) -> Program:
    """The program whose health check is made of another resource's outputs."""
    return tuple(
        Declared(one.type, one.name, one.props, {"healthCheck": ["cluster"]}) if one.name == "green" else one
        for one in program
    )


STOPS: dict[str, Case] = {
    "ten checks": Case(checked(BLUE_GREEN, "healthyThreshold", 10), on="green", says="150 s"),
    "a check a minute": Case(checked(BLUE_GREEN, "interval", 60), on="green", says="120 s"),
    "numbers as text": Case(checked(BLUE_GREEN, "interval", "60"), on="green", says="120 s"),
    "a second longer than allowed": Case(
        checked(BLUE_GREEN, "interval", 31), on="green", says="62 s, more than 60", options={"maxSeconds": 60}
    ),
    "as slow as AWS is by itself": Case(check(interval=30, healthyThreshold=5, path="/healthy"), on="green"),
    "no threshold, which is 3": Case(check(interval=31, path="/healthy"), on="green", says="93 s"),
    "no health check": Case(green("healthCheck", to=None), on="green", says="150 s", count=2),
    "no health check, in a first preview": Case(
        green("healthCheck", to=UNKNOWN, program=FIRST_PREVIEW), on="green", says="150 s", count=2
    ),
    "too slow, in a first preview": Case(checked(FIRST_PREVIEW, "interval", 60), on="green", says="120 s"),
    "too slow, for ECS's own strategy": Case(checked(linear(NATIVE), "interval", 60), on="green", says="120 s"),
    "too slow, for ECS's own strategy in a first preview": Case(checked(NATIVE_PREVIEW, "interval", 60), on="green"),
    "too slow, for a service that a pipeline's deployment group releases": Case(
        change(without(BLUE_GREEN, "release"), "blue", "healthCheck", "interval", to=60), on="blue"
    ),
    "too slow, for a service of another program": Case(
        checked(without(BLUE_GREEN, "service"), "interval", 60), on="green"
    ),
    "errors for healthy, from the first on": Case(checked(BLUE_GREEN, "matcher", "200-400"), on="green", says="400"),
    "errors for healthy, after good answers": Case(checked(BLUE_GREEN, "matcher", "200-299,300-404"), on="green"),
    "errors for healthy, after a space": Case(checked(BLUE_GREEN, "matcher", "200, 404-499"), on="green", says="404"),
    "no path, by HTTPS": Case(check(protocol="HTTPS"), on="green", says="asks for /"),
    "no path, of a TCP group that is checked by HTTP": Case(
        green("protocol", to="TCP", program=check(interval=10)), on="green", says="asks for /"
    ),
    "no path": Case(checked(BLUE_GREEN, "path", None), on="green", says="asks for /"),
    "no path, in a first preview": Case(checked(FIRST_PREVIEW, "path", UNKNOWN), on="green", says="asks for /"),
    "errors for healthy": Case(checked(BLUE_GREEN, "matcher", "200-499"), on="green", says="200 to 499"),
    "errors for healthy, among others": Case(checked(BLUE_GREEN, "matcher", "200,300-404"), on="green", says="404"),
    "slow and blind": Case(checked(checked(BLUE_GREEN, "matcher", "200-499"), "interval", 60), on="green", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "two checks in half a minute": BLUE_GREEN,
    "two checks in half a minute, in a first preview": FIRST_PREVIEW,
    "ECS's own strategy": NATIVE,
    "what AWS's provider sends, which is a minute and a half": check(path="/healthy"),
    "what AWS's provider sends, in a first preview": check(
        FIRST_PREVIEW, path="/healthy", matcher=UNKNOWN, timeout=UNKNOWN
    ),
    "as long as is allowed": Pass(checked(BLUE_GREEN, "interval", 60), {"maxSeconds": 120}),
    "the path that AWS has filled in": checked(BLUE_GREEN, "path", "/"),
    "good answers": checked(BLUE_GREEN, "matcher", "200-399"),
    "a page that asks who is there": checked(BLUE_GREEN, "matcher", "200,401"),
    "gRPC": green("protocolVersion", to="GRPC", program=check(matcher="0-99", healthyThreshold=2)),
    "a group of a Network Load Balancer without a health check": Pass(
        green("protocol", to="TCP", program=green("healthCheck", to=None)), {"maxSeconds": 150}
    ),
    "the same, in a first preview": Pass(
        green("protocol", to="TCP", program=green("healthCheck", to=UNKNOWN, program=FIRST_PREVIEW)),
        {"maxSeconds": 150},
    ),
    "no interval, which AWS's provider refuses": checked(BLUE_GREEN, "interval", "x"),
    "no threshold, which AWS's provider refuses": checked(BLUE_GREEN, "healthyThreshold", "y"),
    "a group of unknown origin, which other rules report": unlinked(
        change(without(BLUE_GREEN, "release"), "service", "loadBalancers", 0, "targetGroupArn", to=UNKNOWN), "service"
    ),
    "a version of the protocol that the preview does not know": green("protocolVersion", to=UNKNOWN),
    "a group of a Network Load Balancer": green("protocol", to="TCP", program=check(protocol="TCP")),
    "a slow check of a service that ECS rolls": change(ROLLING, "group", "healthCheck", to={"interval": 300}),
    "a slow check of a group that takes no part": (
        *BLUE_GREEN,
        *change((target_group("third"),), "third", "healthCheck", to={"interval": 300}),
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown interval": Case(depending(checked(BLUE_GREEN, "interval", UNKNOWN)), on="green", says="how often"),
    "an unknown threshold": Case(
        depending(checked(BLUE_GREEN, "healthyThreshold", UNKNOWN)), on="green", says="how often"
    ),
    "an unknown matcher": Case(depending(checked(BLUE_GREEN, "matcher", UNKNOWN)), on="green", says="matcher"),
    "an unknown health check": Case(depending(green("healthCheck", to=UNKNOWN)), on="green", says="how often"),
}
