"""CodeDeploy must move traffic between the target groups that the service and its listener use."""

from collections.abc import Iterable

from model.texts.codedeploy import PRIMARY_NOT_BEHIND_LISTENER
from model.texts.ecs import TARGET_GROUP_UNUSED
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER_RULE, TARGET_GROUP, UNKNOWN, Resource, Unknown, items, read
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known
from policy.symptom import Symptom
from policy.views.topology import deployment_groups, forwarders_of, forwards, listeners, pair, rules_on, services

NOT_HERE = "it is not part of this program, or not known yet"


@stack_rule(
    remedy="Name the two target groups of the service and its listener in the deployment group.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html",
    severity="high",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=f"the release ends with {PRIMARY_NOT_BEHIND_LISTENER.quote()}.",
)
def pair_fits_service(stack: Stack, options: Options) -> Findings:
    """Service and production listener use the target groups of the deployment group's pair.

    CodeDeploy looks for the live target group in three places: at the service, behind the production listener and
    in the pair. Where they differ no deployment starts, and AWS reports it only then.

    Looks at every deployment group for ECS. The service's target group must be one of the pair, and the production
    listener, or one of its rules, must forward to one of the pair. The weight does not matter, nor which of the
    two it is, since each release swaps them; only before anything is created must the listener forward to the very
    group that the service starts with. The listener may be another program's, if this one has the rule. A rule for
    another service on the same listener is let through, and so are all actions of the test listener.
    """
    for group in deployment_groups(stack):
        if links := [linked for _, linked in pair(stack, group)]:
            yield from _service(stack, group, links)
            yield from _listeners(stack, group, links)


def _service(stack: Stack, group: Resource, links: list[Linked]) -> Findings:
    released = services(stack, group)
    if released is UNKNOWN or len(released) != 1:
        yield Undecided(resource=group, path="ecsService", reason=f"which service it releases: {NOT_HERE}")
        return
    (service,) = released
    for index, entry in items(service.get("loadBalancers")):
        path = f"loadBalancers[{index}].targetGroupArn"
        arn = read(entry, "targetGroupArn")
        if arn is None:
            continue  # A Classic Load Balancer, which has no target groups.
        used = [stack.linked(service, "loadBalancers", arn, TARGET_GROUP, by="arn")]
        held = _meet(used, links)
        if held is UNKNOWN:
            yield Undecided(resource=service, path=path, reason=f"whether the pair of {group.name} has it: {NOT_HERE}")
        elif held is False:
            yield Violation(
                resource=service,
                path=path,
                wrong=f"{_listed(used)} is not one of the pair of {group.name}: {_listed(links)}",
                fix=f"name one of the pair here, or put this target group into the pair of {group.name}.",
            )
        elif _starts_apart(used, behind := _behind(stack, group), links):
            yield Violation(
                resource=service,
                path=path,
                wrong=f"{_listed(used)}, while the production listener forwards to {_listed(behind)}",
                cost=f"{TARGET_GROUP_UNUSED.quote()}, or the first release ends with"
                f" {PRIMARY_NOT_BEHIND_LISTENER.quote()}.",
                fix="start with the same target group in both places.",
            )


def _listeners(stack: Stack, group: Resource, links: list[Linked]) -> Findings:
    for path, found, forwarders in forwarders_of(stack, group, ("production",)):
        if found is UNKNOWN or not found:
            if _meet(_forwarded(stack, forwarders), links) is not True:
                yield Undecided(resource=group, path=path, reason=NOT_HERE)
            continue
        for listener in found:
            held = _meet(_forwarded(stack, (listener, *rules_on(stack, listener))), links)
            if held is False and len(found) == 1 and not _strayed(stack, links):
                yield Violation(
                    resource=listener,
                    path="defaultActions",
                    wrong=f"neither it nor a rule on it forwards to the pair of {group.name}: {_listed(links)}",
                    fix="forward to the live one of the pair.",
                )
            elif held is not True:
                reason = f"whether production's forwards to the pair of {group.name}: {NOT_HERE}"
                yield Undecided(resource=listener, path="defaultActions", reason=reason)


def _behind(stack: Stack, group: Resource) -> list[Linked]:
    """The target groups behind the production listener of a deployment group."""
    return _forwarded(
        stack,
        [forwarder for _, _, forwarders in forwarders_of(stack, group, ("production",)) for forwarder in forwarders],
    )


def _strayed(stack: Stack, links: list[Linked]) -> bool:
    """Whether a rule forwards to the pair on a listener that is not known: it may be production's."""
    rules = [rule for rule in stack.of(LISTENER_RULE) if listeners(stack, rule) is UNKNOWN]
    return _meet(_forwarded(stack, rules), links) is not False


def _forwarded(stack: Stack, forwarders: Iterable[Resource]) -> list[Linked]:
    """The target groups behind listeners and rules."""
    return [linked for forwarder in forwarders for _, linked in forwards(stack, forwarder)]


def _meet(some: list[Linked], others: list[Linked]) -> bool | Unknown:
    """Whether the two have a target group in common. One outside the program is not one of the program."""
    if set(known(*some)) & set(known(*others)):
        return True
    return UNKNOWN if UNKNOWN in (*some, *others) or () in others else False


def _starts_apart(used: list[Linked], behind: list[Linked], links: list[Linked]) -> bool:
    """Whether service and listener are to start with different groups of the pair, none of which exists yet.

    Once they exist, a release may have swapped them, and the program may have seen it of one and not the other.
    """
    before_create = all(one.get("arn") is UNKNOWN for one in known(*used + behind))
    return before_create and _meet(behind, links) is True and _meet(used, behind) is False


def _listed(links: list[Linked]) -> str:
    return ", ".join(sorted({one.name for one in known(*links)})) or "a target group outside the program"
