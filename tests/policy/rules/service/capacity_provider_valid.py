"""capacity-provider-valid: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unlinked
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, arn
from tests.policy.rules.rule_case import Case, Pass

ARN = ("autoScalingGroupProvider", "autoScalingGroupArn")


def second(program: Program = BLUE_GREEN) -> Program:
    """Another capacity provider of the same group."""
    own = find(program, "provider")
    return (*program, replace(own, name="batch", props={**own.props, "name": "batch"}))


def named(name: str, program: Program = BLUE_GREEN) -> Program:
    return change(program, "provider", "name", to=name)


OTHER = arn("autoscaling", "autoScalingGroup:2:autoScalingGroupName/other")
INSTANCES = Declared(
    "aws:ecs/capacityProvider:CapacityProvider",
    "managed",
    {"name": "managed", "managedInstancesProvider": {"infrastructureRoleArn": arn("iam", "role/x")}},
)

STOPS: dict[str, Case] = {
    "one group for two": Case(
        second(), on="batch", says="autoScalingGroupArn: capacity provider provider has the same Auto Scaling group"
    ),
    "one group for two, in a first preview": Case(second(FIRST_PREVIEW), on="batch"),
    "one group of another program for two": Case(
        change(change(unlinked(second(), "batch"), "batch", *ARN, to=OTHER), "provider", *ARN, to=OTHER),
        on="batch",
        says="already being used",
    ),
    **{f"the name {name}": Case(named(name), on="provider", says=name[:60]) for name in ("ecs-hosts", "AWSx", "a b")},
    "a name that is too long": Case(named("h" * 256, FIRST_PREVIEW), on="provider", says="h" * 60),
    "no group": Case(
        change(BLUE_GREEN, "provider", "autoScalingGroupProvider", to=None), on="provider", says="managedInstances"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one provider": BLUE_GREEN,
    "one provider, in a first preview": FIRST_PREVIEW,
    "another group": change(unlinked(second(), "batch"), "batch", *ARN, to=OTHER),
    "the longest name": named("h" * 255),
    "a name that only holds AWS's": named("my-ecs-hosts"),
    "a name that is not known yet": named(UNKNOWN),
    "managed instances": (*BLUE_GREEN, INSTANCES),
    "one provider, of a group that is not known": change(
        unlinked(BLUE_GREEN, "provider"), "provider", *ARN, to=UNKNOWN
    ),
    "no provider": NATIVE,
}

UNDECIDED: dict[str, Case] = {
    "a group that is not known, of two": Case(
        change(unlinked(second(), "batch"), "batch", *ARN, to=UNKNOWN), on="batch", says="which group"
    ),
}
