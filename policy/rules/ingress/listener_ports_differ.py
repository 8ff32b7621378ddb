"""A load balancer has one listener for a port."""

from model.texts.elbv2 import DUPLICATE_LISTENER
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, UNKNOWN, Resource, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.behind import Shared, load_balancer, named


@stack_rule(
    remedy="Give each listener of a load balancer a port of its own, or make rules of one listener.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{DUPLICATE_LISTENER.quote()}; or AWS answers with the first listener, and deleting one deletes both.",
)
def listener_ports_differ(stack: Stack, options: Options) -> Findings:
    """No two listeners of a load balancer have the same port.

    It happens when a second service brings a listener for 443 of its own, where a rule on the first one was meant.
    AWS refuses the second, or, where both are alike, takes the call as asking for the first once more.

    Looks at all listeners of the program, by load balancer and port. The protocol does not matter: a Network Load
    Balancer takes TCP and UDP on one port by one listener with protocol TCP_UDP.
    """
    taken: dict[tuple[Shared, int], Resource] = {}
    unknown: dict[Shared, Resource] = {}
    for listener in stack.of(LISTENER):
        balancer, port = load_balancer(stack, listener), whole(listener.get("port"))
        if balancer is UNKNOWN or port is None:
            continue
        if port is UNKNOWN:
            unknown.setdefault(balancer, listener)
        elif (first := taken.setdefault((balancer, port), listener)) is not listener:
            yield Violation(
                resource=listener,
                path="port",
                wrong=f"{port}, and so has {first.name} on {named(balancer)}",
                fix=f"choose another port, or make it a rule of {first.name}.",
            )
    for balancer, listener in unknown.items():
        if any(other == balancer for other, _ in taken):
            reason = f"whether another listener of {named(balancer)} has it is not known yet"
            yield Undecided(resource=listener, path="port", reason=reason)
