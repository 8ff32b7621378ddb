"""One service: its listeners, both target groups, its tasks, who releases it, and what stops a release."""

from urllib.parse import urlsplit

from model.strategy import Strategy
from ops.architecture.band import Arrow, Band, Box, Place
from ops.architecture.hosts import hosts
from ops.architecture.mover import hooks, mover
from ops.architecture.resources import Properties, Resources

LISTENER, RULE, GROUP = "aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule", "aws:lb/targetGroup:TargetGroup"
SERVICE, TASK = "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition"
PIPELINE = "aws:codepipeline/pipeline:Pipeline"
SCALING = "aws:appautoscaling/target:Target"

USERS, PRODUCTION, BLUE, BLUE_TASKS = (0, 0), (0, 1), (0, 2), (0, 3)
TESTERS, TEST, GREEN, GREEN_TASKS = (1, 0), (1, 1), (1, 2), (1, 3)
TOPIC, MOVER, ALARMS, REPOSITORY = (2, 0), (2, 1), (2, 2), (2, 3)
HOOKS, PIPELINE_ROW = (3, 1), 4


def band(name: str, names: Properties, resources: Resources) -> Band:
    """`names` are the service's outputs."""
    service = resources.one(SERVICE, name=names["service"], cluster=names["cluster"])
    rolling = names["strategy"] == Strategy.ROLLING.value
    alarms = [alarm for alarm in names["alarm_names"].split(",") if alarm]
    boxes = {
        USERS: Box("users"),
        PRODUCTION: _listener("production", names["url"], names["production_rule_arn"], resources),
        BLUE: _group("blue", names, resources),
        BLUE_TASKS: Box("tasks" if rolling else "blue tasks", _tasks(names, service, resources)),
        TOPIC: Box("SNS topic", (names["topic_arn"].rpartition(":")[2],)),
        MOVER: mover(names, service, resources),
        REPOSITORY: Box("images", (names["repository_url"].rpartition("/")[2] or "of any registry",)),
    }
    arrows = [
        Arrow(USERS, PRODUCTION),
        Arrow(PRODUCTION, BLUE),
        Arrow(BLUE, BLUE_TASKS),
        Arrow(MOVER, TOPIC),
    ]
    if not rolling:
        boxes |= {
            TESTERS: Box("testers"),
            TEST: _listener("test", names["test_url"], names["test_rule_arn"], resources),
            GREEN: _group("green", names, resources),
            GREEN_TASKS: Box("green tasks", ("during a release",)),
        }
        arrows += [
            Arrow(TESTERS, TEST),
            Arrow(PRODUCTION, GREEN, dashed=True),
            Arrow(TEST, GREEN, dashed=True),
            Arrow(GREEN, GREEN_TASKS, dashed=True),
            Arrow(MOVER, TEST),
            Arrow(REPOSITORY, GREEN_TASKS),
        ]
    if alarms:
        boxes[ALARMS] = Box(f"{len(alarms)} alarms", ("on blue and on green", "stop a release"))
        arrows.append(Arrow(ALARMS, MOVER))
    if asked := hooks(names, service):
        boxes[HOOKS] = asked
        arrows.append(Arrow(HOOKS, MOVER))
    stages = _pipeline(names, resources)
    boxes |= stages
    arrows += [Arrow(one, (row, column + 1)) for one in stages for row, column in [one] if (row, column + 1) in stages]
    return Band(f"Service {name}", boxes, arrows)


def _listener(what: str, url: str, rule_arn: str, resources: Resources) -> Box:
    """A brought one is known by its URL alone."""
    rule = resources.one(RULE, arn=rule_arn)
    listener = resources.one(LISTENER, arn=rule.get("listenerArn", rule_arn))
    parts = urlsplit(url)
    protocol = listener.get("protocol") or parts.scheme.upper()
    port = listener.get("port") or parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    return Box(f"{what} listener", (f"{protocol} {port:g}", *_conditions(rule)))


def _conditions(rule: Properties) -> tuple[str, ...]:
    """What a request must have to be the service's."""
    found: list[str] = []
    for one in rule.get("conditions", ()):
        for kind in ("hostHeader", "pathPattern"):
            found += one.get(kind, {}).get("values", ())
    return (", ".join(found), f"priority {rule['priority']:g}") if found and "priority" in rule else ()


def _group(colour: str, names: Properties, resources: Resources) -> Box:
    found = resources.one(GROUP, arn=names[f"{colour}_target_group_arn"])
    check = found.get("healthCheck", {})
    return Box(
        f"{colour} target group",
        (
            names[f"{colour}_target_group_name"],
            f"{found['protocol']} {found['port']:g}" if found else "",
            f"health check {check['path']}" if check.get("path") else "",
        ),
        colour,
    )


def _tasks(names: Properties, service: Properties, resources: Resources) -> tuple[str, ...]:
    task = resources.one(TASK, family=names["task_definition_family"])
    where = f"service/{names['cluster']}/{names['service']}"
    scaling = resources.one(SCALING, resourceId=where)
    count = f"{service.get('desiredCount', 0):g}"
    if scaling:
        count = f"{scaling['minCapacity']:g} to {scaling['maxCapacity']:g}"
    size = f"{task['cpu']} CPU units, {task['memory']} MiB" if task.get("cpu") and task.get("memory") else ""
    return f"{count} of {names['task_definition_family']}", size, f"on {hosts(names['capacity_provider'], resources)}"


def _pipeline(names: Properties, resources: Resources) -> dict[Place, Box]:
    """Its stages, side by side."""
    found = resources.one(PIPELINE, name=names.get("pipeline") or "")
    stages = found.get("stages", ())
    return {
        (PIPELINE_ROW, column): Box(stage["name"], ("stage of the pipeline", *_actions(stage)))
        for column, stage in enumerate(stages)
    }


def _actions(stage: Properties) -> tuple[str, ...]:
    return tuple(f"{one['category']} by {one['provider']}" for one in stage.get("actions", ()))
