"""Reads what the next release of a stack depends on. AWS is asked only, and nothing is changed."""

from dataclasses import replace
from typing import Any

from model.fargate import FARGATE_PROVIDERS
from model.moving.launch import Launch, Place
from model.moving.revision import Revision
from model.moving.traffic import HealthCheck
from model.strategy import Strategy
from ops.aws import Aws
from ops.refusal import Refused
from ops.rehearsal.configuration import by_codedeploy, configuration
from ops.rehearsal.hosts import Hosts
from ops.rehearsal.scene import Group, Scene
from ops.rehearsal.task_definitions import revision
from ops.releases import releases_of
from ops.target import Target, number

Shape = dict[str, Any]


def scene_of(target: Target, aws: Aws, task_definition: str = "") -> Scene:
    """The stack's service as it is now, and a release of this revision.

    Without one: of what the program has registered since the last release, else of another of the same shape.
    """
    return _Live(target, aws).scene(task_definition)


class _Live:
    def __init__(self, target: Target, aws: Aws) -> None:
        self._target = target
        self._aws = aws
        self._names = target.names
        self._releases = releases_of(target, aws)

    def scene(self, task_definition: str) -> Scene:
        service = self._releases.service()
        if service is None:
            raise Refused(f"there is no service {self._names.service}", "run `pulumi up` first")
        said = configuration(service)
        codedeploy = by_codedeploy(self._target, self._aws) if said.strategy is Strategy.CODEDEPLOY else None
        live, following = self._revisions(service, task_definition or self._names.task_definition)
        alarms = self._alarms(codedeploy.alarm_names if codedeploy else said.alarm_names)
        launch = self._launch(service)
        hosts, scaling = None, None
        if not all(place.on_fargate for place in launch.places):
            cluster = Hosts(self._aws, self._names.cluster)
            provider = cluster.provider(launch.places[0].provider)
            hosts = cluster.now(self._names.service, live.requirements, provider)
            scaling = cluster.scaling(provider, hosts)
        return Scene(
            service=self._names.service,
            live=live,
            following=following,
            container=self._names.container_name,
            port=int(self._names.container_port),
            desired=service["desiredCount"],
            configuration=said,
            codedeploy=codedeploy,
            groups=self._groups(service, alarms),
            grace_seconds=service.get("healthCheckGracePeriodSeconds", 0),
            launch=launch,
            hosts=hosts,
            scaling=scaling,
            network_load_balancer="/net/" in self._names.production_listener_arn,
            active_alarms=tuple(one["AlarmName"] for one in alarms if one["StateValue"] == "ALARM"),
        )

    def _revisions(self, service: Shape, wanted: str) -> tuple[Revision, Revision]:
        """What serves, and what is released; of one that serves already, another of the same shape."""
        arn = self._releases.live()
        apart = any(one["type"] == "distinctInstance" for one in service.get("placementConstraints", ()))
        mark = service["serviceArn"] if apart else ""
        live = self._revision(arn, mark)
        if number(wanted) > number(arn):
            return live, self._revision(wanted, mark)
        family, _, last = live.name.rpartition(":")
        return live, replace(live, name=f"{family}:{int(last) + 1}")

    def _revision(self, arn: str, apart: str) -> Revision:
        found = self._aws.client("ecs").describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return revision(found, apart)

    def _launch(self, service: Shape) -> Launch:
        """A release starts its tasks on the stack's capacity providers; what serves now is there, too."""
        by_codedeploy = self._target.capacity_providers if self._target.by_codedeploy else []
        if strategy := by_codedeploy or service.get("capacityProviderStrategy"):
            return Launch(places=tuple(_place(item) for item in strategy))
        return Launch(places=(Place(on_fargate=service.get("launchType") == "FARGATE"),))

    def _groups(self, service: Shape, alarms: list[Shape]) -> tuple[Group, Group]:
        """The one with the live tasks first."""
        elb, names = self._aws.client("elbv2"), self._names
        arns = [names.blue_target_group_arn, names.green_target_group_arn]
        described = {
            one["TargetGroupArn"]: one for one in elb.describe_target_groups(TargetGroupArns=arns)["TargetGroups"]
        }
        production = self._weights(names.production_listener_arn, names.production_rule_arn)
        test = self._weights(names.test_listener_arn, names.test_rule_arn)
        live = self._live_group(service, production)
        one, other = (
            _group(
                described[arn],
                elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"],
                production.get(arn),
                test.get(arn),
                alarms,
            )
            for arn in sorted(arns, key=lambda arn: arn != live)
        )
        return one, other

    def _live_group(self, service: Shape, production: dict[str, int]) -> str:
        """That of CodeDeploy's primary task set; ECS says it of no service, so there it is the one with the traffic."""
        for one in service.get("taskSets", ()):
            if one["status"] == "PRIMARY" and one.get("loadBalancers"):
                return one["loadBalancers"][0]["targetGroupArn"]
        if self._target.strategy is Strategy.ROLLING:
            return service["loadBalancers"][0]["targetGroupArn"]
        return max(production, key=lambda arn: production[arn], default=self._names.blue_target_group_arn)

    def _weights(self, listener: str, rule: str) -> dict[str, int]:
        """Of the rule; where the stack has none, of the listener's default action."""
        rules = self._aws.client("elbv2").describe_rules(ListenerArn=listener)["Rules"]
        ours = next((one for one in rules if one["RuleArn"] == rule), None)
        ours = ours or next(one for one in rules if one["IsDefault"])
        forwards = next((one for one in ours["Actions"] if one["Type"] == "forward"), {})
        groups = forwards.get("ForwardConfig", {}).get("TargetGroups", ())
        return {one["TargetGroupArn"]: one.get("Weight", 1) for one in groups}

    def _alarms(self, names: tuple[str, ...]) -> list[Shape]:
        """Those that are there."""
        if not names:
            return []
        found = self._aws.client("cloudwatch").describe_alarms(
            AlarmNames=list(names), AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        )
        return [*found.get("MetricAlarms", ()), *found.get("CompositeAlarms", ())]


def _place(item: Shape) -> Place:
    provider = item["capacityProvider"]
    return Place(
        provider=provider,
        on_fargate=provider in FARGATE_PROVIDERS,
        base=item.get("base", 0),
        weight=item.get("weight", 1),
    )


def _group(
    described: Shape, attributes: list[Shape], production: int | None, test: int | None, alarms: list[Shape]
) -> Group:
    delay = next(one["Value"] for one in attributes if one["Key"] == "deregistration_delay.timeout_seconds")
    suffix = described["TargetGroupArn"].rpartition(":")[2]
    alarm = next((one for one in alarms if _counts_unhealthy(one, suffix)), None)
    group = Group(
        name=described["TargetGroupName"],
        check=HealthCheck(
            interval_seconds=described["HealthCheckIntervalSeconds"],
            healthy_threshold=described["HealthyThresholdCount"],
            unhealthy_threshold=described["UnhealthyThresholdCount"],
        ),
        deregistration_seconds=float(delay),
        production=production,
        test=test,
    )
    if alarm is None:
        return group
    seconds = alarm["Period"] * alarm["EvaluationPeriods"]
    return replace(group, unhealthy_alarm=alarm["AlarmName"], unhealthy_alarm_seconds=seconds)


def _counts_unhealthy(alarm: Shape, target_group: str) -> bool:
    dimensions = {one["Name"]: one["Value"] for one in alarm.get("Dimensions", ())}
    return alarm.get("MetricName") == "UnHealthyHostCount" and dimensions.get("TargetGroup") == target_group
