"""A release of everything that CodeDeploy can release, as it leaves it behind: by the calls that it makes itself."""

from collections.abc import Callable, Iterator
from typing import Any


def release_all(aws: Callable[[str], Any]) -> None:
    """Move each service of a deployment group to the other target group of its pair; traffic goes 100 to 0."""
    for group in _groups(aws("codedeploy")):
        (balancing,) = group["loadBalancerInfo"]["targetGroupPairInfoList"]
        names = [one["name"] for one in balancing["targetGroups"]]
        pair = [one["TargetGroupArn"] for one in aws("elbv2").describe_target_groups(Names=names)["TargetGroups"]]
        (service,) = group["ecsServices"]
        live = _live(aws("ecs"), service)
        (idle,) = set(pair) - {live}
        routes = [balancing.get(route, {}) for route in ("prodTrafficRoute", "testTrafficRoute")]
        listeners = [arn for route in routes for arn in route.get("listenerArns", [])]
        ways = [way for listener in listeners for way in _ways(aws("elbv2"), listener, pair)]
        if ways:
            _shift(aws("elbv2"), ways, live, idle)
            _replace_tasks(aws("ecs"), service, idle)


def _groups(codedeploy: Any) -> Iterator[dict[str, Any]]:
    for application in codedeploy.list_applications()["applications"]:
        for name in codedeploy.list_deployment_groups(applicationName=application)["deploymentGroups"]:
            found = codedeploy.get_deployment_group(applicationName=application, deploymentGroupName=name)
            yield found["deploymentGroupInfo"]


def _live(ecs: Any, service: dict[str, str]) -> str:
    (found,) = ecs.describe_services(cluster=service["clusterName"], services=[service["serviceName"]])["services"]
    return found["loadBalancers"][0]["targetGroupArn"]


def _ways(elb: Any, listener: str, pair: list[str]) -> Iterator[tuple[str, str]]:
    """The listener and the rules on it that lead to the pair, and to no third group, which CodeDeploy refuses."""
    for rule in elb.describe_rules(ListenerArn=listener)["Rules"]:
        forwards = [one.get("ForwardConfig", {}).get("TargetGroups", []) for one in rule["Actions"]]
        led_to = {one["TargetGroupArn"] for groups in forwards for one in groups}
        if led_to and led_to <= set(pair):
            yield ("listener", listener) if rule["IsDefault"] else ("rule", rule["RuleArn"])


def _shift(elb: Any, ways: list[tuple[str, str]], live: str, idle: str) -> None:
    weights = [{"TargetGroupArn": idle, "Weight": 100}, {"TargetGroupArn": live, "Weight": 0}]
    actions = [{"Type": "forward", "ForwardConfig": {"TargetGroups": weights}}]
    for place, arn in ways:
        if place == "listener":
            elb.modify_listener(ListenerArn=arn, DefaultActions=actions)
        else:
            elb.modify_rule(RuleArn=arn, Actions=actions)


def _replace_tasks(ecs: Any, service: dict[str, str], idle: str) -> None:
    """A second task set takes the first one's place, in the other target group."""
    whose = {"cluster": service["clusterName"], "service": service["serviceName"]}
    (found,) = ecs.describe_services(cluster=whose["cluster"], services=[whose["service"]])["services"]
    (old,) = found["taskSets"]
    balancers = [one | {"targetGroupArn": idle} for one in found["loadBalancers"]]
    new = ecs.create_task_set(**whose, taskDefinition=found["taskDefinition"], loadBalancers=balancers)["taskSet"]
    ecs.update_service_primary_task_set(**whose, primaryTaskSet=new["taskSetArn"])
    ecs.delete_task_set(**whose, taskSet=old["taskSetArn"])
