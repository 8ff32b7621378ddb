"""Every type and function that the stand-in knows."""

from functools import cache
from importlib import import_module

from local_aws.provider.kind import Kind, Lookup

# Read one at a time, when a program first uses the service: importing all of them would slow every start.
MODULES = ("autoscaling", "cloudwatch", "codedeploy", "ec2", "ecr", "ecs", "iam", "lb", "sns")

SECRETS = {"aws:ssm/getParameter:getParameter": ("value",)}
"""Results of functions that are secret whatever the program says."""


def kind_of(token: str) -> Kind | None:
    """The kind with this canonical token; None when it isn't known."""
    module = token.partition(":")[2].partition("/")[0]
    module = "ec2" if module == "vpc" else module
    return _kinds(module).get(token) if module in MODULES else None


def lookup_of(token: str) -> Lookup | None:
    """The function with this token; None when it isn't known."""
    from local_aws.provider.kinds.lookups import LOOKUPS

    return LOOKUPS.get(token)


@cache
def _kinds(module: str) -> dict[str, Kind]:
    kinds: tuple[Kind, ...] = import_module(f"{__name__}.{module}").KINDS
    return {kind.token: kind for kind in kinds}
