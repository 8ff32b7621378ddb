"""ECS's own strategies need the second target group and the listener rule at every load balancer of a service."""

from model.strategy import NATIVE, Strategy
from model.texts.native import CLASSIC_LOAD_BALANCER, NO_ADVANCED, SOME_WITHOUT_ADVANCED
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy, released_by

ADVANCED = "advancedConfiguration"


@resource_rule(
    SERVICE,
    remedy="Give every entry of loadBalancers an advancedConfiguration and a targetGroupArn.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-implementation.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{NO_ADVANCED.quote()}: ECS refuses the service.",
)
def native_load_balancers_complete(service: Resource, options: Options) -> Findings:
    """Every load balancer of a service that ECS moves traffic for has an advancedConfiguration.

    ECS moves traffic from one target group to another at a listener rule, with a role, and needs the names of all
    of these. A service that changes from the rolling strategy has none of them yet.

    Looks at services under the ECS controller. With BLUE_GREEN, LINEAR or CANARY every entry of `loadBalancers`
    has an `advancedConfiguration`; with ROLLING all have one or none has. A Classic Load Balancer (`elbName`) can
    have none. A service without load balancers is let through: with Service Connect, or with neither, ECS accepts
    it. `native-groups-differ` checks which target groups they are.
    """
    if released_by(service, NATIVE | {Strategy.ROLLING}) is False:
        return
    strategy = native_strategy(service)
    entries = [(f"loadBalancers[{index}]", entry) for index, entry in items(service.get("loadBalancers"))]
    blocks = [read(entry, ADVANCED) for _, entry in entries]
    some = any(block not in (None, UNKNOWN) for block in blocks)
    for (path, entry), block in zip(entries, blocks, strict=True):
        if block is UNKNOWN or (block is None and strategy is UNKNOWN):
            if strategy is not None or some:
                yield Undecided(resource=service, path=path, reason="it is not known yet, or the strategy is not")
        elif block is None and isinstance(strategy, str):
            yield Violation(
                resource=service,
                path=f"{path}.{ADVANCED}",
                wrong=f"not set, with strategy {strategy}",
                fix="set alternateTargetGroupArn, productionListenerRule and roleArn in it, or strategy ROLLING.",
            )
        elif block is None and some:
            yield Violation(
                resource=service,
                path=f"{path}.{ADVANCED}",
                wrong="not set, but another entry of loadBalancers has one",
                cost=f"{SOME_WITHOUT_ADVANCED.quote()}.",
                fix="set it on all entries or on none.",
            )
        elif block is not None and read(entry, "elbName") is not None:
            yield Violation(
                resource=service,
                path=f"{path}.elbName",
                wrong="a Classic Load Balancer with an advancedConfiguration",
                cost=f"{CLASSIC_LOAD_BALANCER.quote()}.",
                fix="use target groups of an Application or a Network Load Balancer.",
            )
