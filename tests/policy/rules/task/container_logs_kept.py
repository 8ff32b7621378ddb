"""container-logs-kept: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.image_pinned import in_component, watched
from tests.policy.rules.task.task_sized import containers


def logging(program: Program, configuration: object) -> Program:
    return change(
        program, "tasks", "containerDefinitions", to=task({"containerPort": 4000}, logConfiguration=configuration)
    )


def awslogs(program: Program, **options: str) -> Program:
    named = {f"awslogs-{name.replace('_', '-')}": value for name, value in options.items()}
    return logging(program, {"logDriver": "awslogs", "options": named})


ROUTER = task(name="log-router", cpu=None, firelensConfiguration={"type": "fluentbit"})


def routed(program: Program, driver: object, *more: str) -> Program:
    """The container with this driver, beside others."""
    options = {"logDriver": driver, "options": {"Name": "datadog"}}
    return containers(program, task({"containerPort": 4000}, logConfiguration=options), *more)


STOPS: dict[str, Case] = {
    "FireLens without a router": Case(
        routed(BLUE_GREEN, "awsfirelens"), on="tasks", says="“When awsfirelens log driver is specified"
    ),
    "FireLens without a router, in a first preview": Case(
        routed(FIRST_PREVIEW, "awsfirelens", task(name="agent", cpu=None)),
        on="tasks",
        says='containerDefinitions["web"].logConfiguration.logDriver',
    ),
    "FireLens without a router, in a rolling service": Case(routed(ROLLING, "awsfirelens"), on="tasks"),
    "a router to which no container sends": Case(
        containers(BLUE_GREEN, task(), ROUTER), on="tasks", says="“When a firelensConfiguration object is specified"
    ),
    "no log configuration": Case(logging(BLUE_GREEN, None), on="tasks", says="no log driver"),
    "in a first preview": Case(logging(FIRST_PREVIEW, None), on="tasks", says="no log driver"),
    "no log driver": Case(logging(BLUE_GREEN, {"options": {}}), on="tasks", says="no log driver"),
    "an empty log driver": Case(logging(BLUE_GREEN, {"logDriver": ""}), on="tasks", says="no log driver"),
    "of a rolling service with a circuit breaker": Case(watched(logging(ROLLING, None)), on="tasks"),
    "of a rolling service that nobody releases": Case(
        logging(ROLLING, None), on="tasks", says="no log driver", advised=True
    ),
    "awslogs that ECS refuses, whoever releases": Case(logging(ROLLING, {"logDriver": "awslogs"}), on="tasks"),
    "in a sidecar": Case(
        change(
            BLUE_GREEN,
            "tasks",
            "containerDefinitions",
            to=task()[:-1] + "," + task(name="agent", logConfiguration=None)[1:],
        ),
        on="tasks",
        says="agent",
    ),
    "awslogs without options": Case(
        logging(BLUE_GREEN, {"logDriver": "awslogs"}),
        on="tasks",
        says="requires options: awslogs-group, awslogs-region",
    ),
    "awslogs without a region": Case(
        awslogs(BLUE_GREEN, group="/ecs/web"), on="tasks", says="requires options: awslogs-region”"
    ),
    "awslogs without a group": Case(
        awslogs(BLUE_GREEN, region="eu-west-1"), on="tasks", says="requires options: awslogs-group”"
    ),
    "awslogs with an empty group": Case(
        awslogs(BLUE_GREEN, group="", region="eu-west-1"), on="tasks", says="awslogs-group is not set"
    ),
    "awslogs without a stream prefix on Fargate": Case(
        awslogs(NATIVE, group="/ecs/web", region="eu-west-1"), on="tasks", says="to include awslogs-stream-prefix"
    ),
    "awslogs without anything on Fargate": Case(
        awslogs(NATIVE), on="tasks", says="awslogs-group and awslogs-region and awslogs-stream-prefix are not set"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "awslogs": BLUE_GREEN,
    "awslogs, in a first preview": FIRST_PREVIEW,
    "awslogs on Fargate": NATIVE,
    "a group that the component does not know": in_component(
        FIRST_PREVIEW,
        logConfiguration={
            "logDriver": "awslogs",
            "options": {"awslogs-group": UNKNOWN, "awslogs-region": "eu-west-1"},
        },
    ),
    "awslogs without a stream prefix on hosts": awslogs(BLUE_GREEN, group="/ecs/web", region="eu-west-1"),
    **{
        driver: logging(BLUE_GREEN, {"logDriver": driver})
        for driver in ("fluentd", "gelf", "journald", "json-file", "splunk", "syslog")
    },
    "FireLens with its router": routed(BLUE_GREEN, "awsfirelens", ROUTER),
    "FireLens with its router, of one container of two": routed(BLUE_GREEN, "awsfirelens", ROUTER, task(name="agent")),
    "FireLens on Fargate": routed(NATIVE, "awsfirelens", ROUTER),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "a log driver that not even the component knows": Case(
        in_component(FIRST_PREVIEW, logConfiguration={"logDriver": UNKNOWN}), on="tasks", says="log driver"
    ),
    "a log driver that not even the component knows, of a router": Case(
        in_component(FIRST_PREVIEW, logConfiguration={"logDriver": UNKNOWN}, firelensConfiguration={"type": "fluentd"}),
        on="tasks",
        says="log driver",
    ),
    "options that not even the component knows": Case(
        in_component(FIRST_PREVIEW, logConfiguration={"logDriver": "awslogs", "options": UNKNOWN}),
        on="tasks",
        says="options",
    ),
}
