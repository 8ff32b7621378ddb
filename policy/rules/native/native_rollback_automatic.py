"""ECS itself must roll back a bad release by its own strategy, instead of a person who notices it."""

from typing import Any

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy


@resource_rule(
    SERVICE,
    remedy="Set alarms with alarmNames, enable and rollback, or a deploymentCircuitBreaker with enable and rollback.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html",
    severity="high",
    symptoms=(Symptom.NOT_STOPPED,),
    cost="ECS keeps starting tasks that fail, or leaves a bad release in production, until somebody rolls it back.",
)
def native_rollback_automatic(service: Resource, options: Options) -> Findings:
    """A release by ECS's own strategy rolls back by itself when it fails.

    ECS sees a failed release in two ways: alarms that go off while traffic moves and during the bake time, and the
    circuit breaker, which counts tasks that do not start. Each rolls the release back only where `rollback` is on,
    and neither is on unless the program sets it.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY; one of the two that rolls back is enough. Alarms
    must be named. A lifecycle hook rolls back what its tests find and nothing after it, so it does not count. For
    CodeDeploy see `rollback-automatic`.
    """
    strategy = native_strategy(service)
    if strategy is None:
        return
    alarms = _rolls_back(service, "alarms")
    if service.get("alarms", "alarmNames", default=[]) == []:
        alarms = False
    answers = (alarms, _rolls_back(service, "deploymentCircuitBreaker"))
    if True in answers:
        return
    if UNKNOWN in (strategy, *answers):
        yield Undecided(
            resource=service, path="alarms", reason="the strategy, the alarms or the circuit breaker are not known yet"
        )
        return
    yield Violation(
        resource=service,
        path="alarms",
        wrong=f"with strategy {strategy}, neither alarms nor deploymentCircuitBreaker roll a release back",
        fix="name the alarms of the target groups in alarms, with enable and rollback true, and turn both on in"
        " deploymentCircuitBreaker.",
    )


def _rolls_back(service: Resource, block: str) -> Any:
    """True, False or UNKNOWN."""
    switches = [service.get(block, name, default=False) for name in ("enable", "rollback")]
    if any(switch not in (True, "true", UNKNOWN) for switch in switches):
        return False
    return UNKNOWN if UNKNOWN in switches else True
