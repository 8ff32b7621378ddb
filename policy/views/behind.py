"""Which load balancer a listener or a rule is on, and what they surely forward to."""

from policy.reading import LISTENER, UNKNOWN, Resource, Unknown, text_of
from policy.stack import Stack, known, only
from policy.views.topology import balancers, forwards, listeners

Shared = Resource | str
"""A load balancer or a listener of the program, or the ARN of one that it does not have."""


def load_balancer(stack: Stack, way: Resource) -> Shared | Unknown:
    """The load balancer of a listener or a rule; the ARN of a listener has that of its load balancer inside."""
    home = listener(stack, way)
    if isinstance(home, Resource):
        return only(balancers(stack, home)) or text_of(home.get("loadBalancerArn"))
    front, _, named = str(home).partition(":listener/")
    return f"{front}:loadbalancer/{named.rpartition('/')[0]}" if named.count("/") == 3 else UNKNOWN


def listener(stack: Stack, way: Resource) -> Shared | Unknown:
    """The listener of a rule; a listener is its own."""
    return way if way.type == LISTENER else only(listeners(stack, way)) or text_of(way.get("listenerArn"))


def forwarded(stack: Stack, way: Resource) -> tuple[Resource, ...]:
    """The target groups of the program that a listener or a rule surely forwards to, with whatever weight.

    An ARN that is not known yet leads to all that the actions were made of. Where these are more than the ARNs, such
    as all that a component has, nobody knows which are meant.
    """
    links = [linked for _, linked in forwards(stack, way)]
    found = known(*links)
    return found if len(found) <= len(links) else ()


def named(shared: Shared) -> str:
    """As people call it."""
    return shared.name if isinstance(shared, Resource) else shared
