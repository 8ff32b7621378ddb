"""A task that fails in a release is gone a minute later; its log is all that is left."""

from model.texts.ecs import IDLE_LOG_ROUTER, NO_LOG_ROUTER
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, items
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers
from policy.views.reach import released

LOGS = "logConfiguration"
REQUIRED = ("awslogs-group", "awslogs-region")
PREFIX = "awslogs-stream-prefix"
ROUTER = "firelensConfiguration"


@stack_rule(
    remedy="Give every container a logConfiguration; with awslogs, its group, region and stream prefix.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",
    severity="medium",
    symptoms=(Symptom.UNEXPLAINED,),
    cost="the log goes wherever the host's Docker sends it, mostly a file that goes with the container; on Fargate"
    " there is none.",
)
def container_logs_kept(stack: Stack, options: Options) -> Findings:
    """Every container sends its log somewhere.

    When new tasks fail their health checks, ECS ends them and starts others, and a rollback ends them all. Why
    they failed is in the log of a container that no longer exists.

    Looks at every container: a log driver must be set. Any driver is accepted, FireLens, Fluentd or Splunk as well
    as awslogs; the options of the others are not checked, but that a task has a FireLens router where one of its
    containers sends to it, and none where no container does. The awslogs driver needs a group and a region, on
    Fargate a stream prefix too. Whether the group exists is not checked. It only warns of a container without a
    driver in a task definition that nobody releases: a task by itself, or a rolling service without a circuit
    breaker and alarms.
    """
    reached = released(stack)
    for task_definition in stack.of(TASK_DEFINITION):
        yield from _drivers(task_definition, advice=task_definition not in reached)


def _drivers(task_definition: Resource, *, advice: bool) -> Findings:
    fargate = any(launch == "FARGATE" for _, launch in items(task_definition.get("requiresCompatibilities")))
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    yield from _firelens(task_definition, found)
    for container in found:
        driver = container.get(LOGS, "logDriver")
        path = f"{container.path}.{LOGS}"
        if driver is UNKNOWN:
            yield Undecided(resource=task_definition, path=path, reason="the log driver is not known yet")
        elif driver in (None, ""):
            yield Violation(
                resource=task_definition,
                path=path,
                wrong=f"container {container.name} has no log driver",
                fix="set logDriver to awslogs with awslogs-group, awslogs-region and awslogs-stream-prefix, or to"
                " another driver that keeps logs outside the task.",
                advice=advice,
            )
        elif driver == "awslogs":
            yield from _awslogs(task_definition, container, fargate)


def _firelens(task_definition: Resource, found: tuple[Container, ...]) -> Findings:
    """A router and whoever sends to it come together."""
    routers = [container for container in found if container.get(ROUTER) not in (None, {})]
    senders = [container for container in found if container.get(LOGS, "logDriver") in ("awsfirelens", UNKNOWN)]
    if senders and not routers:
        for sender in senders:
            if sender.get(LOGS, "logDriver") is not UNKNOWN:
                yield Violation(
                    resource=task_definition,
                    path=f"{sender.path}.{LOGS}.logDriver",
                    wrong=f"container {sender.name} logs with awsfirelens, and no container has a {ROUTER}",
                    cost=f"registering the task definition fails: {NO_LOG_ROUTER.quote()}",
                    fix="add a container with the log router, such as AWS for Fluent Bit, or set it to awslogs.",
                )
    elif not senders:
        for router in routers:
            yield Violation(
                resource=task_definition,
                path=f"{router.path}.{ROUTER}",
                wrong=f"container {router.name} routes logs, and no container sends its log there",
                cost=f"registering the task definition fails: {IDLE_LOG_ROUTER.quote()}",
                fix="set logDriver of the other containers to awsfirelens, or remove it.",
            )


def _awslogs(task_definition: Resource, container: Container, fargate: bool) -> Findings:
    path = f"{container.path}.{LOGS}.options"
    if container.get(LOGS, "options") is UNKNOWN:
        yield Undecided(resource=task_definition, path=path, reason="the options are not known yet")
        return
    wanted = [*REQUIRED, PREFIX] if fargate else REQUIRED
    missing = [option for option in wanted if container.get(LOGS, "options", option) in (None, "")]
    if not missing:
        return
    refusal = (
        "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs."
        if missing == [PREFIX]
        else f"Log driver awslogs requires options: {', '.join(one for one in missing if one != PREFIX)}"
    )
    yield Violation(
        resource=task_definition,
        path=path,
        wrong=f"container {container.name} logs with awslogs, but {' and '.join(missing)} {_are(missing)} not set",
        cost=f"registering the task definition fails: “{refusal.removesuffix('.')}”.",
        fix="set awslogs-group to a log group that exists, awslogs-region to its region, and awslogs-stream-prefix.",
    )


def _are(things: list[str]) -> str:
    return "is" if len(things) == 1 else "are"
