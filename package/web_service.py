"""A service that is released, offered to programs in every language."""

from collections.abc import Collection
from typing import NotRequired, TypedDict, TypeVar

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.alarms import Thresholds
from components.container import Container
from components.front import Front
from components.listener_ports import HTTP
from components.rollout import Plan
from components.routing import Requests
from components.service import Place, Service, ServiceArgs
from components.targets import HealthCheck, Targets
from components.task_definition import LaunchType, TaskDefinitionArgs
from model.rule_conditions import LAST_PRIORITY
from model.shift import Shift
from model.strategy import Strategy
from package.web_platform import each

T = TypeVar("T", bound=str)

STRATEGIES = {"codedeploy": Strategy.CODEDEPLOY, "native": Strategy.BLUE_GREEN, "rolling": Strategy.ROLLING}
ALL_AT_ONCE = Shift("AllAtOnce", name="CodeDeployDefault.ECSAllAtOnce")
LAUNCH_TYPES: tuple[LaunchType, ...] = ("FARGATE", "EC2")


class WebServiceArgs(TypedDict):
    """What runs, where, for which requests, and who releases it."""

    platform: Input[dict[str, str]]
    """`shared` of a Platform."""
    image: str
    region: str
    account: str
    container_port: NotRequired[int]
    """80 where nothing is said."""
    launch_type: NotRequired[str]
    """FARGATE or EC2, as the platform has it; FARGATE where nothing is said."""
    zones: NotRequired[int]
    """How many private subnets the platform has; 2 where nothing is said."""
    desired_count: NotRequired[int]
    """2 where nothing is said."""
    cpu_units: NotRequired[int]
    """256 where nothing is said."""
    memory_mib: NotRequired[int]
    """512 where nothing is said."""
    environment: NotRequired[dict[str, str]]
    secrets: NotRequired[dict[str, str]]
    """Variable name to the ARN in Secrets Manager or the Parameter Store."""
    health_check_path: NotRequired[str]
    """/ where nothing is said."""
    paths: NotRequired[list[str]]
    """Of the requests that it takes; all that no other service takes, where nothing is said."""
    hosts: NotRequired[list[str]]
    priority: NotRequired[int]
    """Of its rules: the lower is asked first."""
    strategy: NotRequired[str]
    """codedeploy, native or rolling; codedeploy where nothing is said."""
    termination_wait_minutes: NotRequired[int]
    """How long blue stays after the traffic moved; 5 where nothing is said."""
    tags: NotRequired[dict[str, str]]


class WebService(ComponentResource):
    """A service behind the blue target group until its first release."""

    service_name: Output[str]
    repository_url: Output[str]
    """Where images are pushed to."""

    def __init__(self, name: str, args: WebServiceArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:WebService", name, None, opts)
        strategy = _one_of("strategy", args.get("strategy", "codedeploy"), STRATEGIES)
        made = Service(
            name,
            ServiceArgs(
                service=name,
                task=_task(name, args),
                desired_count=int(args.get("desired_count", 2)),
                requests=Requests(
                    paths=args.get("paths", ()),
                    hosts=args.get("hosts", ()),
                    priority=int(args.get("priority", LAST_PRIORITY)),
                ),
                targets=Targets(health_check=HealthCheck(path=args.get("health_check_path", "/"))),
                thresholds=Thresholds(),
                hooks=(),
                plan=Plan(
                    strategy=STRATEGIES[strategy],
                    shift=ALL_AT_ONCE,
                    termination_wait_minutes=int(args.get("termination_wait_minutes", 5)),
                    ready_wait_minutes=0,
                ),
                place=_place(args),
                front=_front(args),
            ),
            opts=ResourceOptions(parent=self),
        )
        self.service_name = made.rollout.name
        self.repository_url = Output.from_input(made.registry.repository_url)
        self.register_outputs({"serviceName": self.service_name, "repositoryUrl": self.repository_url})


def _task(name: str, args: WebServiceArgs) -> TaskDefinitionArgs:
    launch_type = _one_of("launchType", args.get("launch_type", "FARGATE"), LAUNCH_TYPES)
    cpu_units, memory_mib = int(args.get("cpu_units", 256)), int(args.get("memory_mib", 512))
    return TaskDefinitionArgs(
        container=Container(
            name=name,
            image=args["image"],
            cpu_units=cpu_units,
            memory_mib=memory_mib,
            environment=args.get("environment", {}),
            secrets=args.get("secrets", {}),
        ),
        container_port=int(args.get("container_port", 80)),
        cpu_units=cpu_units,
        memory_mib=memory_mib,
        launch_type=launch_type,
        network_mode="awsvpc" if launch_type == "FARGATE" else "bridge",
        region=args["region"],
        account=args["account"],
        tags=args.get("tags", {}),
    )


def _place(args: WebServiceArgs) -> Place:
    shared = Output.from_input(args["platform"])
    return Place(
        cluster_name=shared["clusterName"],
        capacity_provider_name=shared["capacityProviderName"],
        vpc_id=shared["vpcId"],
        subnet_ids=each(shared["subnetIds"].apply(lambda ids: ids.split(",")), int(args.get("zones", 2))),
        # Asked by hooks alone, of which none is offered; the same of the port below.
        nat_addresses=(),
    )


def _front(args: WebServiceArgs) -> Front:
    shared = Output.from_input(args["platform"])
    return Front(
        production_listener_arn=shared["productionListenerArn"],
        test_listener_arn=shared["testListenerArn"],
        security_group_id=shared["securityGroupId"],
        target_security_group_id=shared["targetSecurityGroupId"],
        arn_suffix=shared["arnSuffix"],
        url=shared["url"],
        test_url=shared["testUrl"],
        test_port=HTTP.test_port,
    )


def _one_of(argument: str, value: str, allowed: Collection[T]) -> T:
    for one in allowed:
        if one == value:
            return one
    raise ValueError(f"{argument} must be one of {', '.join(allowed)}, got {value!r}")
