"""Auto Scaling group: the hosts.

On the local AWS instances are in service, and gone, at once; so nothing here waits, and the properties about waiting
are kept in the state only.
"""

from typing import Any

from botocore import xform_name

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.case import fields, from_aws, pascal, request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.values import Props

_TOKEN = "aws:autoscaling/group:Group"
_NAMES = {
    "name": "AutoScalingGroupName",
    "launchConfiguration": "LaunchConfigurationName",
    "loadBalancers": "LoadBalancerNames",
    "protectFromScaleIn": "NewInstancesProtectedFromScaleIn",
}
_ELSEWHERE = frozenset(
    {"tags", "suspendedProcesses", "enabledMetrics", "targetGroupArns", "loadBalancers", "trafficSources", "warmPool"}
)
"""Changed by calls of their own."""
_WRITE_ONLY = (
    "namePrefix",
    "forceDelete",
    "forceDeleteWarmPool",
    "ignoreFailedScalingActivities",
    "initialLifecycleHooks",
    "instanceRefresh",
    "metricsGranularity",
    "minElbCapacity",
    "waitForCapacityTimeout",
    "waitForElbCapacity",
    "warmPool",
)
"""AWS never returns these."""
_SPELLED_APART = ("region", "tags", "launchTemplate", "suspendedProcesses", "enabledMetrics")
"""AWS returns these in a form of its own."""
_ATTACHED = {
    "targetGroupArns": ("LoadBalancerTargetGroups", "targetGroupArns"),
    "loadBalancers": ("LoadBalancers", "loadBalancerNames"),
    "trafficSources": ("TrafficSources", "trafficSources"),
}
_SWITCHED = {
    "enabledMetrics": ("enable_metrics_collection", "disable_metrics_collection", "Metrics"),
    "suspendedProcesses": ("suspend_processes", "resume_processes", "ScalingProcesses"),
}
_CLEARED: Props = {
    "capacityRebalance": False,
    "defaultInstanceWarmup": -1,
    "instanceMaintenancePolicy": {"minHealthyPercentage": -1, "maxHealthyPercentage": -1},
    "maxInstanceLifetime": 0,
    "placementGroup": "",
    "terminationPolicies": ["Default"],
}
"""What an update sends for a property that the program has removed; AWS keeps what isn't sent."""
_SIZES = ("minSize", "maxSize", "desiredCapacity")


def create(aws: Aws, props: Props) -> str:
    """Makes the group; with initial hooks it is empty until the hooks are there."""
    autoscaling = aws.client("autoscaling")
    id: str = props["name"]
    # 0 and unset are the same desired capacity: AWS takes the minimum.
    wanted = {key: value for key, value in props.items() if value or key != "desiredCapacity"}
    asked = _request(aws, "CreateAutoScalingGroup", wanted) | {"Tags": _tags(id, props)}
    hooks = props.get("initialLifecycleHooks") or []
    sizes = {pascal(key): asked[pascal(key)] for key in _SIZES if pascal(key) in asked}
    autoscaling.create_auto_scaling_group(**asked | (dict.fromkeys(sizes, 0) if hooks else {}))
    with initializing(id):
        for hook in hooks:
            asked = request(autoscaling, "PutLifecycleHook", hook, {"name": "LifecycleHookName"})
            autoscaling.put_lifecycle_hook(AutoScalingGroupName=id, **asked)
        if hooks:
            autoscaling.update_auto_scaling_group(AutoScalingGroupName=id, **sizes)
        _switch(aws, id, {}, props)
    return id


def _request(aws: Aws, operation: str, props: Props) -> dict[str, Any]:
    spelled = dict(props)
    if props.get("vpcZoneIdentifiers"):
        spelled["vpcZoneIdentifier"] = ",".join(props["vpcZoneIdentifiers"])
    if props.get("launchTemplate"):
        given = props["launchTemplate"]
        # AWS refuses an id and a name together; where both are known the id is the one that lasts.
        which = {"launchTemplateId": given["id"]} if given.get("id") else {"launchTemplateName": given.get("name")}
        spelled["launchTemplate"] = which | {"version": given.get("version")}
    return request(aws.client("autoscaling"), operation, spelled, _NAMES)


def _tags(id: str, props: Props) -> list[dict[str, Any]]:
    group = {"ResourceId": id, "ResourceType": "auto-scaling-group"}
    return [{pascal(key): tag[key] for key in _TAG} | group for tag in props.get("tags") or ()]


_TAG = ("key", "value", "propagateAtLaunch")


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The group as AWS returns it."""
    group = _find(aws, id)
    if not group:
        return None
    inputs = fields(_TOKEN, *_WRITE_ONLY, *_SPELLED_APART)
    template = group.get("LaunchTemplate")
    policies = group.get("TerminationPolicies", [])
    return {
        **dict.fromkeys(inputs),
        **from_aws(inputs, group, _NAMES),
        "launchTemplate": template
        and {
            "id": template.get("LaunchTemplateId"),
            "name": template.get("LaunchTemplateName"),
            "version": template.get("Version", "$Default"),
        },
        "vpcZoneIdentifiers": [subnet for subnet in group.get("VPCZoneIdentifier", "").split(",") if subnet],
        "terminationPolicies": policies if policies != ["Default"] or known.get("terminationPolicies") else None,
        "suspendedProcesses": [process["ProcessName"] for process in group.get("SuspendedProcesses", [])],
        "enabledMetrics": [metric["Metric"] for metric in group.get("EnabledMetrics", [])],
        "tags": [{key: tag[pascal(key)] for key in _TAG} for tag in group.get("Tags", [])],
        "arn": group["AutoScalingGroupARN"],
        "predictedCapacity": group.get("PredictedCapacity", 0),
        "warmPoolSize": group.get("WarmPoolSize", 0),
    }


def _find(aws: Aws, id: str) -> dict[str, Any] | None:
    answer = aws.client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[id])
    return next(iter(answer["AutoScalingGroups"]), None)


def update(aws: Aws, id: str, change: Change) -> None:
    """The group itself, then in the real provider's order its tags, what it is attached to, and its switches."""
    autoscaling, keys = aws.client("autoscaling"), change.keys
    if keys - _ELSEWHERE:
        # A changed health check takes its grace period along, and each update says whether new instances are protected.
        along = {"healthCheckGracePeriod"} if "healthCheckType" in keys else set()
        changed = {key: change.new.get(key, _CLEARED.get(key)) for key in keys - _ELSEWHERE | along}
        changed["protectFromScaleIn"] = bool(change.new.get("protectFromScaleIn"))
        asked = _request(aws, "UpdateAutoScalingGroup", changed)
        autoscaling.update_auto_scaling_group(AutoScalingGroupName=id, **asked)
    if "tags" in keys:
        _retag(aws, id, change)
    for name in sorted(keys & _ATTACHED.keys()):
        _attach(aws, id, name, change)
    if change.new.get("instanceRefresh") and _refreshes(change):
        asked = request(autoscaling, "StartInstanceRefresh", change.new["instanceRefresh"])
        autoscaling.start_instance_refresh(AutoScalingGroupName=id, **asked)
    _switch(aws, id, change.old, {key: change.new.get(key) for key in keys})


def _retag(aws: Aws, id: str, change: Change) -> None:
    old, new = (_tags(id, side) for side in (change.old, change.new))
    kept = {tag["Key"] for tag in new}
    if put := [tag for tag in new if tag not in old]:
        aws.client("autoscaling").create_or_update_tags(Tags=put)
    if removed := [tag for tag in old if tag["Key"] not in kept]:
        aws.client("autoscaling").delete_tags(Tags=removed)


def _attach(aws: Aws, id: str, name: str, change: Change) -> None:
    call, member = _ATTACHED[name]
    old, new = change.old.get(name) or [], change.new.get(name) or []
    autoscaling = aws.client("autoscaling")
    for verb, which in (("Detach", _without(old, new)), ("Attach", _without(new, old))):
        if which:
            asked = request(autoscaling, verb + call, {member: which})
            getattr(autoscaling, xform_name(verb + call))(AutoScalingGroupName=id, **asked)


def _without(these: list[Any], those: list[Any]) -> list[Any]:
    return [one for one in these if one not in those]


def _refreshes(change: Change) -> bool:
    """Whether a new template, or a property among the triggers, asks for new instances."""
    # Triggers are upstream's names: snake_case, and tag for tags.
    triggers = {name.replace("_", "") for name in change.new["instanceRefresh"].get("triggers") or ()}
    triggers |= {"launchtemplate", "launchconfiguration", "mixedinstancespolicy"}
    return any(key.lower() in triggers or key.lower().removesuffix("s") in triggers for key in change.keys)


def _switch(aws: Aws, id: str, old: Props, new: Props) -> None:
    autoscaling = aws.client("autoscaling")
    if new.get("warmPool"):
        autoscaling.put_warm_pool(AutoScalingGroupName=id, **request(autoscaling, "PutWarmPool", new["warmPool"]))
    elif "warmPool" in new and old.get("warmPool"):
        autoscaling.delete_warm_pool(AutoScalingGroupName=id)
    for name, (on, off, member) in _SWITCHED.items():
        if name not in new:
            continue
        had, wanted = set(old.get(name) or ()), set(new[name] or ())
        if had - wanted:
            getattr(autoscaling, off)(AutoScalingGroupName=id, **{member: sorted(had - wanted)})
        if wanted - had:
            # AWS has metrics at one granularity only, and wants it named.
            how = {"Granularity": "1Minute"} if name == "enabledMetrics" else {}
            getattr(autoscaling, on)(AutoScalingGroupName=id, **{member: sorted(wanted - had)}, **how)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Empties the group, unless `forceDelete` lets AWS do so, and deletes it."""
    autoscaling = aws.client("autoscaling")
    force = bool(known.get("forceDelete"))
    if not _find(aws, id):
        return
    if known.get("warmPool"):
        autoscaling.delete_warm_pool(AutoScalingGroupName=id, ForceDelete=True)
    if not force:
        autoscaling.update_auto_scaling_group(AutoScalingGroupName=id, MinSize=0, MaxSize=0, DesiredCapacity=0)
    autoscaling.delete_auto_scaling_group(AutoScalingGroupName=id, ForceDelete=force)


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
