"""AWS's provider accepts any numbers in a deployment configuration; CodeDeploy does not."""

from typing import Any

from model.codedeploy import CONFIG_PREFIX, TWO_DAYS_MINUTES
from model.shift import BLOCKS, SHARES_PERCENT, ShiftKind, counted_minutes
from model.texts.codedeploy import HEALTHY_HOSTS, OTHER_SHIFT, SHIFT_INTERVAL, SHIFT_PERCENT
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_CONFIG, UNKNOWN, Resource, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

ROUTING = "trafficRoutingConfig"


@resource_rule(
    DEPLOYMENT_CONFIG,
    remedy="Give a configuration for ECS the one block that its type has, with 1 to 99 percent and at most two days.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations-create.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=SHIFT_PERCENT.quote(),
)
def deployment_config_valid(config: Resource, options: Options) -> Findings:
    """A deployment configuration for ECS has values that CodeDeploy accepts.

    A configuration is never changed, only replaced. When CodeDeploy refuses the new one, the deployment
    groups that were to have it keep the old one, in the middle of an update.

    Looks at deployment configurations with computePlatform ECS: the type of routing has its own block and no
    other, percentages and intervals are within CodeDeploy's limits, there are no minimum healthy hosts, and the
    name is not one of AWS's. Configurations for servers and functions are left alone, and one without any routing
    is let through: whether CodeDeploy accepts it is not documented.
    """
    platform = config.get("computePlatform")
    if platform is UNKNOWN:
        yield Undecided(resource=config, path="computePlatform", reason="it is not known yet")
    if platform != "ECS":
        return
    name = config.get("deploymentConfigName")
    if isinstance(name, str) and name.startswith(CONFIG_PREFIX):
        yield Violation(
            resource=config,
            path="deploymentConfigName",
            wrong=f"{name}: names that begin with {CONFIG_PREFIX} are AWS's own",
            cost="CodeDeploy refuses the name.",
            fix="give it another name, or name AWS's configuration in the deployment group and remove this one.",
        )
    if config.get("minimumHealthyHosts") is not None:
        yield Violation(
            resource=config,
            path="minimumHealthyHosts",
            wrong="it is set, and ECS has no hosts to count",
            cost=HEALTHY_HOSTS.quote(),
            fix="remove minimumHealthyHosts.",
        )
    kind = config.get(ROUTING, "type", default="AllAtOnce")
    if kind is UNKNOWN:
        yield Undecided(resource=config, path=ROUTING, reason="it is not known yet")
    else:
        yield from _blocks(config, kind)


def _blocks(config: Resource, kind: ShiftKind) -> Findings:
    for other, name in BLOCKS.items():
        if other != kind and config.get(ROUTING, name) is not None:
            yield Violation(
                resource=config,
                path=f"{ROUTING}.{name}",
                wrong=f"it is set, but the type is {kind}",
                cost=OTHER_SHIFT.quote(block=f"{name[0].upper()}{name[1:]}", kind=kind),
                fix=f"remove {name}, or set type to {other}.",
            )
    if kind in BLOCKS:
        path, block = f"{ROUTING}.{BLOCKS[kind]}", config.get(ROUTING, BLOCKS[kind])
        percent, minutes = whole(read(block, "percentage")), whole(read(block, "interval"))
        yield from _percentage(config, path, percent)
        yield from _interval(config, kind, percent, minutes)
        if UNKNOWN in (percent, minutes):
            yield Undecided(resource=config, path=path, reason="the percentage or the interval is not known yet")


def _percentage(config: Resource, path: str, percent: Any) -> Findings:
    if percent is not UNKNOWN and percent not in SHARES_PERCENT:
        yield Violation(
            resource=config,
            path=f"{path}.percentage",
            wrong="no whole number is set" if percent is None else f"{percent} percent",
            fix="set 1 to 99; all at once is type AllAtOnce.",
        )


def _interval(config: Resource, kind: ShiftKind, percent: Any, minutes: Any) -> Findings:
    if minutes is UNKNOWN:
        return
    total = minutes or 0
    if total > 0 and percent in SHARES_PERCENT:
        total = counted_minutes(kind, percent, total)
    if minutes is None or minutes < 1 or total > TWO_DAYS_MINUTES:
        wrong = "no whole number is set" if minutes is None else f"{minutes} minutes"
        yield Violation(
            resource=config,
            path=f"{ROUTING}.{BLOCKS[kind]}.interval",
            wrong=wrong if total in (minutes, 0) else f"{wrong}, {total} in all steps",
            cost=SHIFT_INTERVAL.quote(most=TWO_DAYS_MINUTES)
            if kind == "TimeBasedCanary"
            else "CodeDeploy refuses it: all intervals together must be at most 2880 minutes (two days).",
            fix="set at least 1 minute, and at most two days from the first step to the last.",
        )
