"""An alarm that rolls releases back should watch the tasks of the release, over more than one period."""

from collections.abc import Iterator

from model.texts.codedeploy import ALARM_ACTIVE
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, read, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.alarms import Metric, metrics, rollback_alarms
from policy.views.topology import pairs

NAMESPACE = "AWS/ApplicationELB"


@stack_rule(
    level="advisory",
    remedy="Put the dimension TargetGroup on the alarm's metrics, one alarm for each group, and evaluate two periods.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    severity="medium",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=f"{ALARM_ACTIVE.quote()} A single 503 of the empty test listener is enough, and the alarm stays on for the"
    " next release when no new data comes.",
)
def alarm_scope(stack: Stack, options: Options) -> Findings:
    """An alarm that stops releases is on target groups, and on more than one period.

    A metric of the whole load balancer counts what all its listeners answer. Between releases the test listener
    has no targets, so one request to it, from a scanner for example, is a 503; other services on the load balancer
    add theirs. An alarm on that, or one that a single period triggers, stops good releases; and since such metrics
    have no data while there are no errors, it may stay on.

    Looks at the alarms that a deployment group for ECS names, and those of a service with ECS's own blue/green,
    linear or canary strategy, as far as they are on metrics of an Application Load Balancer. Warns when none of
    these metrics has the dimension TargetGroup, and when one data point is enough. A query that divides a group's
    errors by all requests is let through, and so are alarms on other metrics.
    """
    for owner, _ in pairs(stack):
        for path, linked in rollback_alarms(stack, owner):
            if linked is UNKNOWN or not linked:
                yield Undecided(
                    resource=owner, path=path, reason="what it watches is not known: it is not part of the program"
                )
                continue
            for alarm in linked:
                yield from _scope(alarm)


def _scope(alarm: Resource) -> Findings:
    unknown = [metric for metric in metrics(alarm) if metric.namespace is UNKNOWN]
    balancers = [metric for metric in metrics(alarm) if metric.namespace == NAMESPACE]
    if unknown and not balancers:
        yield Undecided(resource=alarm, path="namespace", reason="it is not known yet")
    if not balancers:
        return
    yield from _width(alarm, balancers)
    periods = whole(alarm.get("evaluationPeriods"))
    points = whole(alarm.get("datapointsToAlarm", default=periods))
    if points == 1:
        path = "evaluationPeriods" if periods == 1 else "datapointsToAlarm"
        yield Violation(
            resource=alarm,
            path=path,
            wrong="1: a single bad period stops a release",
            cost=f"a moment's errors, such as those of one client, stop a good release: {ALARM_ACTIVE.quote()}",
            fix=f"set {path} to 2 or more.",
        )
    elif points is UNKNOWN:
        yield Undecided(resource=alarm, path="evaluationPeriods", reason="it is not known yet")


def _width(alarm: Resource, balancers: list[Metric]) -> Iterator[Violation | Undecided]:
    groups = [read(metric.dimensions, "TargetGroup") for metric in balancers]
    unknown = [metric for metric in balancers if metric.dimensions is UNKNOWN]
    if all(group is None for group in groups):
        yield Violation(
            resource=alarm,
            path=balancers[0].path,
            wrong="no TargetGroup: it is on all that the load balancer answers, the test listener's errors included",
            fix="add the dimension TargetGroup, and make one such alarm for each target group of the pair.",
        )
    elif len(unknown) + groups.count(None) == len(groups):
        yield Undecided(resource=alarm, path=unknown[0].path, reason="the dimensions are not known yet")
