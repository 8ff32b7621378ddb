"""The CodeDeploy half of a blue/green service.

Owns the application, the deployment configuration where it is a custom one, the deployment group and, unless the team
brings it, the role. It never starts a deployment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components.roles import trust
from components.rollout.release_role import permissions
from model.codedeploy import TWO_DAYS_MINUTES
from model.partitions import arn, principal
from model.shift import Shift

NOTIFIED_EVENTS = [
    "DeploymentStart",
    "DeploymentReady",
    "DeploymentSuccess",
    "DeploymentFailure",
    "DeploymentStop",
    "DeploymentRollback",
]
"""What the topic is notified of."""


@dataclass(frozen=True, kw_only=True)
class CodeDeployArgs:
    """What CodeDeploy must know to move traffic from one target group to the other."""

    cluster_name: Input[str]
    service_name: Input[str]
    production_listener_arn: Input[str]
    test_listener_arn: Input[str]
    target_group_names: Sequence[Input[str]]
    """Blue's and green's."""
    shift: Shift
    """How traffic moves: as a predefined configuration says, or a custom one, which is made."""
    termination_wait_minutes: int
    """How long blue stays after the traffic moved; a rollback is instant until then."""
    ready_wait_minutes: int
    """How long green waits for approval, and is given up without; two days at most, though CodeDeploy allows five. 0:
    traffic moves as soon as green is healthy."""
    alarm_names: Sequence[Input[str]]
    """Alarms that stop a deployment and roll it back; CodeDeploy takes ten."""
    topic_arn: Input[str]
    listener_arns: Sequence[Input[str]]
    """Of the two listeners, or patterns over them that a preview knows."""
    called_arns: Sequence[Input[str]] = ()
    """Of the functions that a deployment asks."""
    task_role_arns: Sequence[Input[str]] = ()
    """Of the roles that tasks have."""
    region: str
    account: str
    tags: Mapping[str, str]
    permissions_boundary_arn: str | None = None
    """Bounds what the role may do, whatever it is given; None, nothing does."""
    role_arn: str | None = None
    """Of a role that the team brings; None: one is made."""

    def __post_init__(self) -> None:
        for key in ("termination_wait_minutes", "ready_wait_minutes"):
            if not 0 <= getattr(self, key) <= TWO_DAYS_MINUTES:
                raise ValueError(f"{key} must be 0 to {TWO_DAYS_MINUTES} (two days), got {getattr(self, key)}")


class CodeDeploy(ComponentResource):
    """A deployment group wired to one ECS service."""

    application_name: Output[str]
    group_name: Output[str]
    config_name: Input[str]

    def __init__(self, name: str, args: CodeDeployArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:CodeDeploy", name, None, opts)
        child = ResourceOptions(parent=self)

        application = aws.codedeploy.Application(name, compute_platform="ECS", tags=args.tags, opts=child)
        self.config_name = self._configuration(name, args.shift)
        role_arn, granted = (args.role_arn, []) if args.role_arn else self._role(name, args)
        group = aws.codedeploy.DeploymentGroup(
            name,
            app_name=application.name,
            deployment_group_name=name,
            deployment_config_name=self.config_name,
            service_role_arn=role_arn,
            deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
            ecs_service={"cluster_name": args.cluster_name, "service_name": args.service_name},
            load_balancer_info={"target_group_pair_info": _pair(args)},
            blue_green_deployment_config=_waits(args),
            auto_rollback_configuration={
                "enabled": True,
                "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
            },
            alarm_configuration={"enabled": True, "alarms": list(args.alarm_names)},
            trigger_configurations=[
                {"trigger_name": "events", "trigger_events": NOTIFIED_EVENTS, "trigger_target_arn": args.topic_arn}
            ],
            tags=args.tags,
            # CodeDeploy looks at the service with this role as soon as the group is made.
            opts=ResourceOptions(parent=self, depends_on=granted),
        )

        self.application_name = application.name
        self.group_name = group.deployment_group_name
        self.register_outputs({"applicationName": self.application_name, "groupName": self.group_name})

    def _role(self, name: str, args: CodeDeployArgs) -> tuple[Output[str], list[Resource]]:
        """One of its own; its ARN, and what it may do."""
        child = ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-codedeploy",
            assume_role_policy=trust(
                principal(args.region, "codedeploy"),
                account=args.account,
                source=arn(args.region, "codedeploy", args.account, "deploymentgroup:*"),
            ),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        # Named as what stood beside AWS's own policy: a stack that has both gets all of this before that goes.
        policy = aws.iam.RolePolicy(f"{name}-codedeploy", role=role.name, policy=permissions(args), opts=child)
        return role.arn, [policy]

    def _configuration(self, name: str, shift: Shift) -> Input[str]:
        """The name of the deployment configuration, made here where it is a custom one."""
        return (
            shift.name
            or aws.codedeploy.DeploymentConfig(
                name,
                compute_platform="ECS",
                traffic_routing_config=_routing(shift),
                opts=ResourceOptions(parent=self),
            ).deployment_config_name
        )


def _pair(
    args: CodeDeployArgs,
) -> aws.codedeploy.DeploymentGroupLoadBalancerInfoTargetGroupPairInfoArgsDict:
    return {
        "target_groups": [{"name": name} for name in args.target_group_names],
        "prod_traffic_route": {"listener_arns": [args.production_listener_arn]},
        "test_traffic_route": {"listener_arns": [args.test_listener_arn]},
    }


def _waits(args: CodeDeployArgs) -> aws.codedeploy.DeploymentGroupBlueGreenDeploymentConfigArgsDict:
    """AWS takes minutes with STOP_DEPLOYMENT only."""
    ready: aws.codedeploy.DeploymentGroupBlueGreenDeploymentConfigDeploymentReadyOptionArgsDict = {
        "action_on_timeout": "CONTINUE_DEPLOYMENT"
    }
    if args.ready_wait_minutes:
        ready = {"action_on_timeout": "STOP_DEPLOYMENT", "wait_time_in_minutes": args.ready_wait_minutes}
    return {
        "deployment_ready_option": ready,
        "terminate_blue_instances_on_deployment_success": {
            "action": "TERMINATE",
            "termination_wait_time_in_minutes": args.termination_wait_minutes,
        },
    }


def _routing(shift: Shift) -> aws.codedeploy.DeploymentConfigTrafficRoutingConfigArgsDict:
    percent, minutes = shift.percent, shift.interval_minutes
    match shift.kind:
        case "TimeBasedCanary":
            return {"type": shift.kind, "time_based_canary": {"percentage": percent, "interval": minutes}}
        case "TimeBasedLinear":
            return {"type": shift.kind, "time_based_linear": {"percentage": percent, "interval": minutes}}
        case "AllAtOnce":
            return {"type": shift.kind}
