"""target-groups-kept: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass

SECONDS = 1796342841
PAIR = ("loadBalancerInfo", "targetGroupPairInfo", "targetGroups")


def named(name: str, group: str = "green", program: Program = NATIVE) -> Program:
    return change(program, group, "name", to=name)


def released(name: str, program: Program = BLUE_GREEN) -> Program:
    return change(named(name, program=program), "release", *PAIR, 1, "name", to=name)


STOPS: dict[str, Case] = {
    "seconds": Case(released(f"shop-green-{SECONDS}"), on="green", says="the next run has another one"),
    "seconds, in a first preview": Case(released(f"shop-green-{SECONDS}", FIRST_PREVIEW), on="green"),
    "both of ECS's own strategy": Case(
        named(f"b-{SECONDS}", "blue", named(f"g-{SECONDS}", program=NATIVE_PREVIEW)), on="blue", count=2
    ),
    "a date with its time": Case(named("green-202611292307"), on="green", says="name: "),
    "a prefix": Case(change(NATIVE, "green", "namePrefix", to="202611292307"), on="green"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "fixed names": BLUE_GREEN,
    "a date that was typed": named("green-20261129"),
    "a number that is no time": named("green-1234567890"),
    "a name that is ignored": ignoring(named(f"green-{SECONDS}"), "green", "name"),
    "a group of a service that ECS rolls": named(f"api-{SECONDS}", "group", ROLLING),
    "a name that the provider gives": change(NATIVE_PREVIEW, "green", "name", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a name of another resource": Case(
        unknown(NATIVE, "green", "name", of="images"), on="green", says="comes from another resource"
    ),
}
