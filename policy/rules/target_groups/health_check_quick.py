"""Each release waits for health checks: a slow check delays it, and one that always passes protects nothing."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items, whole
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.strategies import moves_traffic
from policy.views.topology import pairs, target_groups

# Seconds between checks, and how many in a row make a target healthy: what AWS's provider sends, and what AWS
# takes where the program has no health check at all.
INTERVAL, SENT, ABSENT = 30, 3, 5


@stack_rule(
    level="advisory",
    remedy="Check a path of the application every few seconds, with healthyThreshold 2 and no errors in the matcher.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html",
    severity="low",
    symptoms=(Symptom.UNHEALTHY, Symptom.SLOW),
    cost="every release waits for its tasks to become healthy, while twice the tasks run, and a rollback after it too.",
    options=(
        Option(
            name="maxSeconds",
            description="The longest that a good task may take to become healthy: interval times healthyThreshold.",
            default=90,
            minimum=10,
            maximum=3000,
        ),
    ),
)
def health_check_quick(stack: Stack, options: Options) -> Findings:
    """The health check of a blue/green release finds a good task soon, and a bad one at all.

    A release moves no traffic before the new tasks are healthy. That takes interval times healthyThreshold, two
    and a half minutes by AWS's default: a single success may do for a task that answers at once, but one that
    failed a check while it started needs all of them. A check that accepts error pages lets a broken release
    through; one on a path that nobody chose fails wherever `/` is a redirect or an error.

    Looks at the target groups of deployment groups for ECS and of blue/green services. Wants a path, unless AWS
    has filled in `/` already, which then works; interval times healthyThreshold within the bound; and no range of
    the matcher that reaches 400 or more. Single codes such as `200,401` are taken as intended and let through. The
    matcher and path of gRPC, and checks by TCP, are left alone.
    """
    for target_group in _released(stack):
        check = target_group.declared("healthCheck")
        interval = whole(target_group.declared("healthCheck", "interval", default=INTERVAL))
        threshold = whole(
            target_group.declared("healthCheck", "healthyThreshold", default=ABSENT if check is None else SENT)
        )
        yield from _quick(target_group, interval, threshold, options["maxSeconds"])
        if _by_http(target_group):
            yield from _path_and_matcher(target_group)


def _released(stack: Stack) -> tuple[Resource, ...]:
    """The target groups that take part in blue/green releases, each once."""
    links = [linked for _, groups in pairs(stack) for _, linked in groups]
    for service in stack.of(SERVICE):
        if moves_traffic(service) is True:
            for _, entry in items(service.get("loadBalancers")):
                links += [linked for _, linked in target_groups(stack, service, entry)]
    return known(*links)


def _quick(group: Resource, interval: int | Unknown | None, threshold: int | Unknown | None, most: int) -> Findings:
    path = "healthCheck.interval"
    if interval is UNKNOWN or threshold is UNKNOWN:
        yield Undecided(resource=group, path=path, reason="how often it is checked is not known yet")
    elif interval is not None and threshold is not None and interval * threshold > most:
        yield Violation(
            resource=group,
            path=path,
            wrong=f"{threshold} checks, one every {interval} s, take {interval * threshold} s, more than {most}",
            fix="set an interval such as 10 and a healthyThreshold such as 2.",
        )


def _by_http(group: Resource) -> bool:
    """Whether it is checked by HTTP and not by gRPC; AWS checks by TCP where a TCP group says nothing."""
    absent = group.declared("healthCheck") is None
    own = group.declared("healthCheck", "protocol", default=group.get("protocol") if absent else "HTTP")
    return own in ("HTTP", "HTTPS") and group.declared("protocolVersion") != "GRPC"


def _path_and_matcher(group: Resource) -> Findings:
    path, matcher = group.declared("healthCheck", "path"), group.declared("healthCheck", "matcher", default="")
    if path is None:
        yield Violation(
            resource=group,
            path="healthCheck.path",
            wrong="not set, so the check asks for /",
            cost="where the application answers / with a redirect or an error, no task becomes healthy.",
            fix="set a path that answers 200 only if the application works.",
        )
    if matcher is UNKNOWN:
        yield Undecided(resource=group, path="healthCheck.matcher", reason="it is not known yet")
        return
    for codes in str(matcher).split(","):
        first, _, last = codes.partition("-")
        number = whole(last)
        if isinstance(number, int) and number >= 400:
            yield Violation(
                resource=group,
                path="healthCheck.matcher",
                wrong=f"{first.strip()} to {number} counts as healthy, which are errors from 400 on",
                cost="tasks that answer with errors are healthy, and get the traffic.",
                fix="set the codes that a good answer has, such as 200-299.",
            )
