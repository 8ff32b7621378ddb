"""LINEAR and CANARY each have a block that sets how traffic moves."""

from typing import Any

from model.native import BAKE_MINUTES, BLOCKS
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy


@resource_rule(
    SERVICE,
    remedy="Set linearConfiguration with LINEAR, canaryConfiguration with CANARY, with values that AWS takes.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    severity="medium",
    symptoms=(Symptom.REFUSED, Symptom.SLOW),
    cost="ECS refuses the service, or moves traffic by its defaults instead of by what was meant.",
)
def native_shift_complete(service: Resource, options: Options) -> Findings:
    """A service with strategy LINEAR or CANARY sets how its traffic moves.

    The two strategies read their steps from `linearConfiguration` and `canaryConfiguration`. Where the strategy
    changes and the block stays, traffic moves in other steps than those in the program.

    The strategy's block must be there, another's must not, also with BLUE_GREEN. A share is 3 to 100 percent with
    LINEAR and 0.1 to 100 with CANARY, in tenths of a percent; a wait is 0 to 1440 minutes. A value that is left out
    is let through: AWS has defaults for it.
    """
    strategy = native_strategy(service)
    if strategy is None:
        return
    for name, block in BLOCKS.items():
        path = f"deploymentConfiguration.{block.name}"
        given = service.get("deploymentConfiguration", block.name)
        if given is UNKNOWN or (strategy is UNKNOWN and _has_values(given)):
            yield Undecided(resource=service, path=path, reason="it is not known yet, or the strategy is not")
        elif name == strategy and given is None:
            yield Violation(
                resource=service,
                path=path,
                wrong=f"not set, but the strategy is {strategy}",
                fix=f"set {block.name} with {block.percent} and {block.wait}.",
            )
        elif name == strategy:
            yield from _percent(service, f"{path}.{block.percent}", block.least_percent)
            yield from _wait(service, f"{path}.{block.wait}")
        elif _has_values(given):
            yield Violation(
                resource=service,
                path=path,
                wrong=f"set, but the strategy is {strategy}",
                fix=f"remove it, or set strategy {name}.",
            )


def _has_values(block: Any) -> bool:
    """Whether anything is set in it; the provider adds a list of what it filled in itself."""
    return isinstance(block, dict) and any(name != "__defaults" for name in block)


def _percent(service: Resource, path: str, least: float) -> Findings:
    value = _number(service.get(*path.split(".")))
    if value is UNKNOWN:
        yield Undecided(resource=service, path=path, reason="it is not known yet")
    elif value is not None and not (least <= value <= 100 and round(value * 10) == round(value * 10, 6)):
        yield Violation(
            resource=service,
            path=path,
            wrong=f"{value:g} percent",
            fix=f"set {least:g} to 100, in tenths of a percent.",
        )


def _wait(service: Resource, path: str) -> Findings:
    given = service.get(*path.split("."))
    minutes = whole(given)
    if minutes is UNKNOWN:
        yield Undecided(resource=service, path=path, reason="it is not known yet")
    elif given is not None and (not isinstance(minutes, int) or not 0 <= minutes <= BAKE_MINUTES):
        yield Violation(
            resource=service,
            path=path,
            wrong=f"{given} is not a number of whole minutes within a day",
            fix=f"set 0 to {BAKE_MINUTES} minutes.",
        )


def _number(value: Any) -> float | Unknown | None:
    if value is UNKNOWN:
        return UNKNOWN
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
