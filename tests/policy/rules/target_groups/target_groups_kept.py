"""target-groups-kept: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, ignoring, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass

SECONDS = 1796342841
PAIR = ("loadBalancerInfo", "targetGroupPairInfo", "targetGroups")


def named(name: str, group: str = "green", program: Program = NATIVE) -> Program:
    return change(program, group, "name", to=name)


def released(name: str, program: Program = BLUE_GREEN) -> Program:
    return change(named(name, program=program), "release", *PAIR, 1, "name", to=name)


def random(keepers: Any, name: Any = UNKNOWN, program: Program = NATIVE, kind: str = "Pet") -> Program:
    """The name of green is made of a random text with these keepers."""
    props = {"keepers": keepers} if keepers else {}
    suffix = Declared(f"random:index/random{kind}:Random{kind}", "suffix", props)
    return (suffix, *change(unknown(program, "green", "name", of="suffix"), "green", "name", to=name))


STOPS: dict[str, Case] = {
    "seconds": Case(released(f"shop-green-{SECONDS}"), on="green", says="the next run has another one"),
    "seconds, in a first preview": Case(released(f"shop-green-{SECONDS}", FIRST_PREVIEW), on="green"),
    "both of ECS's own strategy": Case(
        named(f"b-{SECONDS}", "blue", named(f"g-{SECONDS}", program=NATIVE_PREVIEW)), on="blue", count=2
    ),
    "a date with its time": Case(named("green-202611292307"), on="green", says="name: "),
    "a random text that the clock changes": Case(
        random({"run": str(SECONDS)}), on="green", says="made of suffix, whose keepers hold a time"
    ),
    "the same, in a first preview": Case(random({"run": f"{SECONDS}.12"}, program=NATIVE_PREVIEW), on="green"),
    "the same, once it is there": Case(
        random({"port": "4000", "run": "2026-11-29T23:07:21.5"}, "green-abcdef", kind="Id"), on="green"
    ),
    "a prefix": Case(change(NATIVE, "green", "namePrefix", to="202611292307"), on="green"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "fixed names": BLUE_GREEN,
    "a date that was typed": named("green-20261129"),
    "a number that is no time": named("green-1234567890"),
    "a name that is ignored": ignoring(named(f"green-{SECONDS}"), "green", "name"),
    "a group of a service that ECS rolls": named(f"api-{SECONDS}", "group", ROLLING),
    "a random text": random({}),
    "a random text, in a first preview": random({}, program=NATIVE_PREVIEW, kind="String"),
    "a random text that the port changes": random({"port": "4000"}, kind="Id"),
    "a random text that is there, and that another resource may change": random({"vpc": UNKNOWN}, "green-abcdef"),
    "a random text that is ignored": ignoring(random({"run": str(SECONDS)}), "green", "name"),
    "a name that the provider gives": change(NATIVE_PREVIEW, "green", "name", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a random text that another resource changes": Case(random({"vpc": UNKNOWN}), on="green"),
    "a random text, of which it is not known what changes it": Case(random(UNKNOWN), on="green"),
    "a random text and the name of another resource": Case(
        unknown(random({}), "green", "name", of="images"), on="green"
    ),
    "a name of another resource": Case(
        unknown(NATIVE, "green", "name", of="images"), on="green", says="comes from another resource"
    ),
}
