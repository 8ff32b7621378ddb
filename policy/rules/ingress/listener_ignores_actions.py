"""Releases move the traffic, so the program must not set back where it goes."""

from model.texts.codedeploy import PRIMARY_NOT_BEHIND_LISTENER
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known
from policy.symptom import Symptom
from policy.views.strategies import native
from policy.views.topology import actions, deployment_groups, forwarders_of, forwards, listener_rules, pair


@stack_rule(
    remedy="Add defaultActions to the listener's ignore_changes, and actions to the listener rule's.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html",
    severity="high",
    symptoms=(Symptom.SENT_BACK, Symptom.SECOND_RELEASE),
    cost="after a release the next update sends the traffic back to tasks that are gone, and the next deployment"
    f" fails: {PRIMARY_NOT_BEHIND_LISTENER.quote()}.",
)
def listener_ignores_actions(stack: Stack, options: Options) -> Findings:
    """Listeners and rules that a release moves ignore changes of their actions.

    CodeDeploy rewrites the default actions of its listeners, and the actions of every rule on them that
    forwards to blue or green; ECS's own blue/green rewrites the rules that the service names. The program still
    says blue. Where it does not ignore the difference, an update that sees it, after a refresh or with any other
    change of the listener, sends the traffic to the group that the release has emptied.

    Looks at the listeners of deployment groups for ECS, their test listener too, and at the rules on these, even
    where the listener is of another program, as far as they forward to a target group of the pair: a default
    action that redirects, or a rule to another service's group, belongs to the program. Of services with ECS's
    own strategy it looks at the production and the test rule, or behind a Network Load Balancer at the listeners.
    """
    for group in deployment_groups(stack):
        groups = [linked for _, linked in pair(stack, group)]
        for path, linked, forwarders in forwarders_of(stack, group):
            yield from _outside(group, path, linked)
            for forwarder in forwarders:
                moves = _forwards_to(stack, forwarder, groups)
                if moves is UNKNOWN or moves:
                    yield from _ignoring(forwarder, moves, f"deployment group {group.name}")

    for service in stack.of(SERVICE):
        moves = native(service)
        for index, entry in items(service.get("loadBalancers")) if moves is not False else ():
            for path, linked in listener_rules(stack, service, entry):
                yield from _outside(service, f"loadBalancers[{index}].{path}", linked)
                for forwarder in known(linked):
                    yield from _ignoring(forwarder, moves, f"service {service.name}")


def _ignoring(forwarder: Resource, moves: bool | Unknown, mover: str) -> Findings:
    prop = actions(forwarder)
    if forwarder.ignored & {prop, "*"}:
        return
    if moves is UNKNOWN:
        yield Undecided(
            resource=forwarder, path=prop, reason=f"it is not ignored, and whether {mover} moves it is not known yet"
        )
    else:
        yield Violation(
            resource=forwarder,
            path=prop,
            wrong=f"not in ignore_changes, though releases of {mover} move its traffic",
            fix=f"add {prop} to ignore_changes of {forwarder.name}.",
        )


def _forwards_to(stack: Stack, forwarder: Resource, groups: list[Linked]) -> bool | Unknown:
    """Whether the listener or rule forwards to one of the two target groups."""
    pair_of = set(known(*groups))
    incomplete = any(linked is UNKNOWN or not linked for linked in groups)
    found = [linked for _, linked in forwards(stack, forwarder)]
    if any(linked is not UNKNOWN and pair_of & set(linked) for linked in found):
        return True
    return UNKNOWN if UNKNOWN in found or (found and incomplete) else False


def _outside(resource: Resource, path: str, linked: Linked) -> Findings:
    if linked is UNKNOWN or not linked:
        yield Undecided(
            resource=resource, path=path, reason="it is not part of the program, so what it ignores is not known"
        )
