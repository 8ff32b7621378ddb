"""A load balancer has one listener for a port."""

from model.texts.elbv2 import DUPLICATE_LISTENER
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.behind import load_balancer, named
from policy.views.repeats import repeats


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
    ports = ((one, load_balancer(stack, one), whole(one.get("port"))) for one in stack.of(LISTENER))
    for one in repeats(ports):
        if one.first is None:
            reason = f"whether another listener of {named(one.place)} has it is not known yet"
            yield Undecided(resource=one.resource, path="port", reason=reason)
        else:
            yield Violation(
                resource=one.resource,
                path="port",
                wrong=f"{one.number}, and so has {one.first.name} on {named(one.place)}",
                fix=f"choose another port, or make it a rule of {one.first.name}.",
            )
