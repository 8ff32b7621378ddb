"""Blue and green swap roles, so an alarm on one of them watches every second release."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known
from policy.symptom import Symptom
from policy.views.alarms import rollback_alarms, watched
from policy.views.topology import pairs
from policy.views.turns import turns


@stack_rule(
    remedy="Make the same alarms for both target groups, by the dimension TargetGroup, and name all of them.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    severity="high",
    symptoms=(Symptom.SECOND_RELEASE, Symptom.NOT_STOPPED),
    cost="every second release is unwatched: its tasks are in the target group that no alarm watches.",
)
def alarms_watch_both_groups(stack: Stack, options: Options) -> Findings:
    """The alarms of a release watch both target groups alike.

    The two swap roles at each release. Alarms on one of them see every second release only, which nobody notices
    before a bad release of the other group.

    Looks at the alarms that a deployment group for ECS names, and those of a service with ECS's own blue/green,
    linear or canary strategy. As soon as one of them is on a target group, each group of the pair must be on one,
    by the dimension TargetGroup of a load balancer's metric or of a query.

    Lets alarms through if none of them is on a target group: an alarm on the whole load balancer (see
    alarm-scope), on the service, or on a custom metric follows the traffic, whichever group takes it. Where the
    program's alarms watch both groups, an alarm of another program beside them is taken to exist.
    """
    for owner, links in pairs(stack):
        named = rollback_alarms(stack, owner)
        if not named:  # No alarms, or none that are on.
            continue
        groups, unclear = turns(owner, links)
        yield from unclear
        yield from _compare(stack, owner, groups, named)


def _compare(stack: Stack, owner: Resource, groups: list[Resource], named: list[tuple[str, Linked]]) -> Findings:
    alarms = known(*(linked for _, linked in named))
    foreign = [path for path, linked in named if linked is UNKNOWN or not linked]
    found = [linked for alarm in alarms for linked in watched(stack, alarm)]
    seen = known(*found)
    missing = [group for group in groups if group not in seen]
    path = named[0][0].partition("[")[0]
    if missing and foreign:
        yield Undecided(
            resource=owner,
            path=foreign[0],
            reason=f"whether it watches {_names(missing)} is not known, as this alarm is not part of the program",
        )
    elif missing and UNKNOWN in found:
        yield Undecided(
            resource=owner,
            path=path,
            reason=f"whether {_names(missing)} is watched is not known yet: an alarm's target group is unknown",
        )
    elif found:
        others = _names([group for group in groups if group in seen]) or "another target group"
        for group in missing:
            yield Violation(
                resource=owner,
                path=path,
                wrong=f"no alarm here watches target group {group.name}, but {others} is watched",
                fix=f"add an alarm with the dimension TargetGroup of {group.name}, and name it here.",
            )


def _names(groups: list[Resource]) -> str:
    return " and ".join(group.name for group in groups)
