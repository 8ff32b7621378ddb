"""Without a test listener the first request that new tasks get is a user's."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy

PAIR = ("loadBalancerInfo", "targetGroupPairInfo")


@resource_rule(
    DEPLOYMENT_GROUP,
    SERVICE,
    level="advisory",
    remedy="Add a listener on another port of the same load balancer as testTrafficRoute, or a testListenerRule.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html",
    severity="low",
    symptoms=(Symptom.UNTESTED, Symptom.ERRORS_IN_SHIFT),
    cost="nobody can try the new tasks before users do, and when all traffic moves at once health checks may begin only"
    " after it has moved.",
)
def listener_for_tests_present(resource: Resource, options: Options) -> Findings:
    """New tasks can be tried through a test listener before users reach them.

    The test listener leads to the new tasks as soon as they are healthy. People and hooks can try them there and
    stop the deployment. Without one, hooks after the test traffic have nothing to test, and under CodeDeploy the
    idle target group may stand behind no listener, where AWS checks the health of nothing.

    Looks at deployment groups for ECS, and at services with ECS's own blue/green, linear or canary strategy that
    have a load balancer. Releases work without it, so the rule only warns; a service with Service Connect alone
    has test rules of another kind and is not checked.
    """
    if resource.type == SERVICE:
        yield from _of_service(resource)
    elif resource.get("ecsService") is not None:
        pair = resource.get(*PAIR)
        arns = resource.get(*PAIR, "testTrafficRoute", "listenerArns")
        if arns is UNKNOWN:
            yield Undecided(resource=resource, path=".".join(PAIR), reason="its test route is not known yet")
        elif pair is not None and not arns:
            yield Violation(
                resource=resource,
                path=".".join((*PAIR, "testTrafficRoute")),
                wrong="not set",
                fix="set the listenerArns of a listener on another port of the same load balancer, such as 8443.",
            )


def _of_service(service: Resource) -> Findings:
    strategy = native_strategy(service)
    for index, entry in items(service.get("loadBalancers")) if strategy is not None else ():
        path = f"loadBalancers[{index}].advancedConfiguration"
        block = read(entry, "advancedConfiguration")
        if block is None or (block is not UNKNOWN and read(block, "testListenerRule") not in (None, "")):
            continue  # The provider reads one back as empty that is not set.
        if UNKNOWN in (block, strategy):
            yield Undecided(resource=service, path=path, reason="it is not known yet, or the strategy is not")
        else:
            yield Violation(
                resource=service,
                path=f"{path}.testListenerRule",
                wrong="not set",
                fix="name a rule for tests: on a listener of its own, or one that asks for a header.",
            )
