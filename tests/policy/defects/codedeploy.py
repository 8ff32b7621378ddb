"""Defects of releases by CodeDeploy."""

from collections.abc import Mapping, Sequence
from typing import Any

from model.shift import PREDEFINED
from policy.reading import (
    ALARM,
    APPLICATION,
    DEPLOYMENT_CONFIG,
    DEPLOYMENT_GROUP,
    LISTENER,
    LISTENER_RULE,
    LOAD_BALANCER,
    SERVICE,
    TARGET_GROUP,
)
from tests.policy.defects.defect import ANY, OURS, Broken, defect
from tests.policy.defects.draft import ENTRY, PAIR, Draft, Step
from verdict.recording import Recorded

TERMINATION = ("blueGreenDeploymentConfig", "terminateBlueInstancesOnDeploymentSuccess")
READY = ("blueGreenDeploymentConfig", "deploymentReadyOption")


@defect(*OURS)
def application_for_ecs(draft: Draft) -> Broken:
    application, prop = draft.one(APPLICATION), "computePlatform"
    platform = draft.pick("Server", "Lambda", None)
    return draft.put(application, prop, to=platform) if platform else draft.drop(application, prop)


@defect(*OURS)
def service_for_codedeploy(draft: Draft) -> Broken:
    service, prop = draft.one(SERVICE), "deploymentController"
    controller = draft.pick("ECS", "EXTERNAL", None)
    return draft.put(service, prop, to={"type": controller}) if controller else draft.drop(service, prop)


@defect(*OURS)
def deployment_style_for_ecs(draft: Draft) -> Broken:
    group = draft.one(DEPLOYMENT_GROUP)
    wrong = {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"}
    name = draft.pick(*wrong, None)
    if name is None:
        return draft.drop(group, "deploymentStyle")
    return draft.put(group, "deploymentStyle", name, to=wrong[name])


@defect(*OURS)
def deployment_group_shape(draft: Draft) -> Broken:
    group = draft.one(DEPLOYMENT_GROUP)
    groups, listeners = (*PAIR, "targetGroups"), (*PAIR, f"{draft.pick('prod', 'test')}TrafficRoute", "listenerArns")
    defects: dict[tuple[Step, ...], Sequence[Any]] = {
        ("ecsService", "serviceName"): ["", None],
        ("ecsService", "clusterName"): ["", None],
        groups: [[{"name": "web"}], [{"name": "web"}] * 2, [{"name": "web"}, {"name": "blue"}, {"name": "green"}]],
        listeners: [[], ["arn:aws:test:::one", "arn:aws:test:::two"]],
        PAIR: [None],
    }
    path = draft.pick(*defects)
    value = draft.pick(*defects[path])
    return draft.drop(group, *path) if value is None else draft.put(group, *path, to=value)


@defect(*OURS)
def no_servers_in_ecs_group(draft: Draft) -> Broken:
    wrong: dict[tuple[Step, ...], Any] = {
        ("autoscalingGroups",): ["hosts"],
        ("ec2TagFilters",): [{"key": "Name", "type": "KEY_AND_VALUE", "value": "web"}],
        ("loadBalancerInfo", "elbInfos"): [{"name": "web"}],
        ("loadBalancerInfo", "targetGroupInfos"): [{"name": "web"}],
    }
    path = draft.pick(*wrong)
    return draft.put(draft.one(DEPLOYMENT_GROUP), *path, to=wrong[path])


@defect(*OURS)
def one_deployment_group_a_service(draft: Draft) -> Broken:
    group = draft.one(DEPLOYMENT_GROUP)
    second = draft.copy(group, "second")
    draft.put(second, "deploymentGroupName", to=draft.text(r"[a-z]{12}"))
    if draft.pick(True, False):
        draft.put(second, "deploymentConfigName", to=draft.pick(*PREDEFINED))
    return group, second


@defect(*OURS)
def pair_fits_service(draft: Draft) -> Broken:
    third = draft.copy(draft.one(TARGET_GROUP, "green"), "third")
    if draft.pick(True, False):
        return draft.refer(draft.one(SERVICE), *ENTRY, "targetGroupArn", to=third)
    draft.forward(draft.one(LISTENER_RULE, "production"), {"third": draft.number(1, 999)})
    return draft.forward(draft.one(LISTENER, "production"), {"third": draft.number(1, 999)})


@defect(*OURS)
def pair_behind_one_load_balancer(draft: Draft) -> Broken:
    other = draft.copy(draft.one(LOAD_BALANCER), "other")
    listener = draft.copy(draft.one(LISTENER, "production"), "elsewhere")
    draft.put(listener, "port", to=draft.number(1, 65535))
    draft.refer(listener, "loadBalancerArn", to=other)
    return draft.forward(listener, {draft.pick("blue", "green"): draft.number(1, 999)})


@defect(*OURS)
def deployment_config_known(draft: Draft) -> Broken:
    group, prop = draft.one(DEPLOYMENT_GROUP), "deploymentConfigName"
    name = draft.pick(
        "OneAtATime", "AllAtOnce", "LambdaAllAtOnce", "LambdaCanary10Percent5Minutes", "ECSCanary10Percent5Minute",
        "ECSLinear10PercentEvery1Minute", f"ECSCanary{draft.number(11, 99)}Percent5Minutes", None,
    )  # fmt: skip
    return draft.put(group, prop, to=f"CodeDeployDefault.{name}") if name else draft.drop(group, prop)


@defect(*OURS)
def deployment_config_valid(draft: Draft) -> Broken:
    kind, block = draft.pick(("TimeBasedCanary", "timeBasedCanary"), ("TimeBasedLinear", "timeBasedLinear"))
    percent = draft.number(1, 50)
    good = {"percentage": percent, "interval": 1}
    percents = draft.number(-100, 0), draft.number(100, 1000)
    intervals = 0, draft.number(-100, -1), draft.number(2881, 10_000)
    routing = draft.pick(
        {"type": kind, block: good | {"percentage": draft.pick(*percents)}},
        {"type": kind, block: good | {"interval": draft.pick(*intervals)}},
        {"type": kind, block: {"percentage": percent}},
        {"type": kind},
        {"type": "AllAtOnce", block: good},
        {"type": "TimeBasedLinear", "timeBasedLinear": good | {"interval": 2880 // (100 // percent) + 1}},
    )
    return _config(draft, routing)


@defect(*OURS)
def traffic_shift_bounded(draft: Draft) -> Broken:
    """Between an hour and the two days that AWS takes."""
    percent = draft.number(1, 50)
    linear = draft.number(60 // (-(-100 // percent) - 1) + 1, 2880 // (100 // percent))
    routing = draft.pick(
        {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": percent, "interval": linear}},
        {"type": "TimeBasedCanary", "timeBasedCanary": {"percentage": percent, "interval": draft.number(61, 2880)}},
    )
    return _config(draft, routing)


def _config(draft: Draft, routing: Mapping[str, Any]) -> Recorded:
    return draft.add(
        DEPLOYMENT_CONFIG,
        "custom",
        {"deploymentConfigName": "custom", "computePlatform": "ECS", "trafficRoutingConfig": routing},
    )


@defect(*OURS)
def network_load_balancer_all_at_once(draft: Draft) -> Broken:
    protocol = draft.pick("TCP", "TLS")
    draft.put(draft.one(LOAD_BALANCER), "loadBalancerType", to="network")
    for end in (*draft.all(TARGET_GROUP), *draft.all(LISTENER)):
        draft.put(end, "protocol", to=protocol)
    steps = [name for name, shift in PREDEFINED.items() if shift.kind != "AllAtOnce"]
    return draft.put(draft.one(DEPLOYMENT_GROUP), "deploymentConfigName", to=draft.pick(*steps))


@defect(*OURS)
def termination_wait_bounded(draft: Draft) -> Broken:
    group, minutes = draft.one(DEPLOYMENT_GROUP), "terminationWaitTimeInMinutes"
    match draft.pick("long", "short", "never", "unset", "nothing"):
        case "long":
            return draft.put(group, *TERMINATION, minutes, to=draft.number(61, 10_000))
        case "short":
            return draft.put(group, *TERMINATION, minutes, to=draft.number(-5, 4))
        case "never":
            return draft.put(group, *TERMINATION, "action", to="KEEP_ALIVE")
        case "unset":
            return draft.drop(group, *TERMINATION, minutes)
        case _:
            return draft.drop(group, *TERMINATION)


@defect(*OURS)
def ready_wait_bounded(draft: Draft) -> Broken:
    stop, go = "STOP_DEPLOYMENT", "CONTINUE_DEPLOYMENT"
    option = draft.pick(
        {"actionOnTimeout": draft.pick(stop, go), "waitTimeInMinutes": draft.number(1441, 10_000)},
        {"actionOnTimeout": go, "waitTimeInMinutes": draft.number(1, 1440)},
        {"actionOnTimeout": stop, "waitTimeInMinutes": 0},
        {"actionOnTimeout": stop},
        {"waitTimeInMinutes": draft.number(1, 1440)},
        None,
    )
    group = draft.one(DEPLOYMENT_GROUP)
    return draft.put(group, *READY, to=option) if option else draft.drop(group, *READY)


@defect(*ANY)
def release_fits_caller(draft: Draft) -> Broken:
    if not draft.all(DEPLOYMENT_GROUP):
        service = draft.put(draft.one(SERVICE), "waitForSteadyState", to=True)
        return draft.put(service, "deploymentConfiguration", "bakeTimeInMinutes", to=str(draft.number(356, 1439)))
    group, minutes = draft.one(DEPLOYMENT_GROUP), draft.number(356, 2880)
    if draft.pick(True, False):
        return draft.put(group, *TERMINATION, "terminationWaitTimeInMinutes", to=minutes)
    return draft.put(group, *READY, to={"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": minutes})


@defect(*OURS)
def rollback_automatic(draft: Draft) -> Broken:
    group = draft.one(DEPLOYMENT_GROUP)
    some = ["DEPLOYMENT_FAILURE"], ["DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"], []
    rollback = draft.pick(
        {"enabled": False, "events": ["DEPLOYMENT_FAILURE"]}, {"enabled": True, "events": draft.pick(*some)}, None
    )
    return (
        draft.put(group, "autoRollbackConfiguration", to=rollback)
        if rollback
        else draft.drop(group, "autoRollbackConfiguration")
    )


@defect(*OURS)
def rollback_alarms_set(draft: Draft) -> Broken:
    group, block = draft.one(DEPLOYMENT_GROUP), "alarmConfiguration"
    match draft.pick("none", "off", "unnamed", "many", "unread"):
        case "none":
            return draft.drop(group, block)
        case "off":
            return draft.put(group, block, "enabled", to=False)
        case "unnamed":
            return draft.put(group, block, "alarms", to=[])
        case "many":
            return draft.put(group, block, "alarms", to=[f"alarm-{n}" for n in range(draft.number(11, 30))])
        case _:
            return draft.put(group, block, "ignorePollAlarmFailure", to=True)


@defect(*ANY)
def alarms_watch_both_groups(draft: Draft) -> Broken:
    """All alarms that are named are on the same group."""
    ours = draft.all(DEPLOYMENT_GROUP)
    owner = ours[0] if ours else draft.one(SERVICE)
    path = ("alarmConfiguration", "alarms") if ours else ("alarms", "alarmNames")
    colour = draft.pick("blue", "green")
    names = [draft.get(one, "name") for one in draft.all(ALARM) if colour in one.name]
    return draft.put(owner, *path, to=names[: draft.number(1, len(names))])


@defect(*ANY)
def alarm_scope(draft: Draft) -> Broken:
    alarm = draft.pick(*draft.all(ALARM))
    if draft.pick(True, False):
        return draft.put(alarm, draft.pick("evaluationPeriods", "datapointsToAlarm"), to=1)
    draft.drop(alarm, "dimensions", "TargetGroup")
    for index, query in enumerate(draft.get(alarm, "metricQueries") or ()):
        if "metric" in query:
            draft.drop(alarm, "metricQueries", index, "metric", "dimensions", "TargetGroup")
    return alarm
