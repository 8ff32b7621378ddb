"""ECS gives each stage of a release a day, and a whole one 30 days."""

from model.native import BLOCKS, RELEASE_MINUTES, STAGE_MINUTES
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.durations import BLOCK, bake_minutes, pause_minutes, step_waits
from policy.views.strategies import native_strategy


@resource_rule(
    SERVICE,
    remedy="Take fewer steps, and shorter waits: what the alarms need to see a bad release is enough.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/linear-deployment.html",
    severity="medium",
    symptoms=(Symptom.RELEASE_FAILS, Symptom.SLOW),
    cost="ECS gives up on the release after 30 days, before all of its waits are over.",
)
def native_release_bounded(service: Resource, options: Options) -> Findings:
    """A release by ECS itself ends within the time that ECS gives it.

    A whole release may take 30 days. A stage of it, such as a step of the traffic or the bake time, may take 24 hours:
    a wait of 1440 minutes, which the API takes, is all of these, and AWS recommends to stay below.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY: adds up the waits between the steps and the bake
    time. That pauses, waited out, take the release past 30 days is only advice, since somebody may answer sooner; and
    so is a wait that is exactly a day. Functions of hooks, which may answer IN_PROGRESS for as long as the stage lasts,
    are not part of the program.
    """
    strategy = native_strategy(service)
    if strategy is None:
        return
    steps, bake, pauses = step_waits(service), bake_minutes(service), pause_minutes(service)
    block = BLOCKS.get(strategy) if strategy is not UNKNOWN else None
    waits = {"bakeTimeInMinutes": bake}
    if block and steps is not UNKNOWN and steps.times:
        waits[f"{block.name}.{block.wait}"] = steps.minutes
    for name, minutes in waits.items():
        if minutes == STAGE_MINUTES:
            yield Violation(
                resource=service,
                path=f"{BLOCK}.{name}",
                wrong=f"{minutes} minutes, the whole day after which ECS rolls a release back",
                cost="a stage that takes 24 hours is one too many: ECS rolls the release back.",
                fix=f"set it below {STAGE_MINUTES}.",
                advice=True,
            )
    parts = {"steps": steps if steps is UNKNOWN else steps.total, "bake time": bake, "pauses": pauses}
    known = {name: minutes for name, minutes in parts.items() if isinstance(minutes, int) and minutes > 0}
    total = sum(known.values())
    if total >= RELEASE_MINUTES:
        listed = ", ".join(f"{name} {minutes}" for name, minutes in known.items())
        yield Violation(
            resource=service,
            path=BLOCK,
            wrong=f"a release takes {total} minutes ({listed}), and ECS gives it {RELEASE_MINUTES}",
            fix="take larger steps or shorter waits.",
            advice=total - known.get("pauses", 0) < RELEASE_MINUTES,
        )
    elif UNKNOWN in (steps, pauses):
        reason = "how many minutes its steps and pauses take is not known yet"
        yield Undecided(resource=service, path=BLOCK, reason=reason)
