"""A pause is there for a person to decide, once a release."""

from model.native import STEP_STAGES
from model.strategy import Strategy
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy

HOOKS = "deploymentConfiguration.lifecycleHooks"


@resource_rule(
    SERVICE,
    level="advisory",
    remedy="Pause at POST_TEST_TRAFFIC_SHIFT, and leave the action at ROLLBACK.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html",
    severity="medium",
    symptoms=(Symptom.NOT_STOPPED, Symptom.SLOW),
    cost="a release that nobody looked at is approved by the clock, or waits at every step for another approval.",
)
def native_pause_asks_once(service: Resource, options: Options) -> Findings:
    """A pause goes on when somebody says so, and asks once a release.

    Whoever sets a pause wants a person to decide. With CONTINUE as the action when time is up, a night without an
    answer is a yes. At a stage that each step of LINEAR and CANARY passes, each step asks again, with another hook
    id: ten approvals for steps of ten percent, and a release that stands still until the last one.

    Looks at the PAUSE hooks of services with strategy BLUE_GREEN, LINEAR or CANARY. With BLUE_GREEN each stage
    comes once. A pause that is to be silent approval, such as a time to look at graphs, is a reason for an exemption.
    """
    strategy = native_strategy(service)
    if strategy is None:
        return
    for index, hook in items(service.get(*HOOKS.split("."))):
        path = f"{HOOKS}[{index}]"
        if read(hook, "targetType") != "PAUSE":
            continue
        action = read(hook, "timeoutConfiguration", "action")
        stages = [stage for _, stage in items(read(hook, "lifecycleStages"))]
        asking = [stage for stage in stages if stage in STEP_STAGES]
        if action == "CONTINUE":
            yield Violation(
                resource=service,
                path=f"{path}.timeoutConfiguration.action",
                wrong="CONTINUE: a release that nobody answers for is approved when time is up",
                fix="leave it out, or set ROLLBACK.",
            )
        if asking and strategy in (Strategy.LINEAR, Strategy.CANARY):
            yield Violation(
                resource=service,
                path=f"{path}.lifecycleStages",
                wrong=f"a pause at {asking[0]} asks at each step of {strategy}",
                fix="pause at POST_TEST_TRAFFIC_SHIFT, before the first step.",
            )
        if UNKNOWN in (action, *stages) or (asking and strategy is UNKNOWN):
            yield Undecided(resource=service, path=path, reason="its stages or its action are not known yet")
