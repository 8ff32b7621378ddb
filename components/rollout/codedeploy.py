"""CodeDeploy moves the service: all new tasks start beside the old ones, then it moves the traffic."""

from collections.abc import Sequence

from pulumi import Input, ResourceOptions

from components import formerly
from components.front import Front
from components.rollout.deployment_group import CodeDeploy, CodeDeployArgs
from components.rollout.rollout import Control, Rollout, RolloutArgs


class CodeDeployRollout(Rollout):
    """A service of the controller CODE_DEPLOY, and beside it what CodeDeploy needs to move it."""

    def __init__(self, name: str, args: RolloutArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        codedeploy = CodeDeploy(
            name,
            CodeDeployArgs(
                cluster_name=args.cluster_name,
                service_name=self.name,
                production_listener_arn=args.front.production_listener_arn,
                test_listener_arn=args.front.test_listener_arn,
                target_group_names=[args.target_groups.blue.name, args.target_groups.green.name],
                shift=args.plan.shift,
                termination_wait_minutes=args.plan.termination_wait_minutes,
                ready_wait_minutes=args.plan.ready_wait_minutes,
                alarm_names=args.alarm_names,
                topic_arn=args.topic_arn,
                listener_arns=_listeners(args.front),
                called_arns=args.called_arns,
                task_role_arns=args.task_role_arns,
                region=args.region,
                account=args.account,
                tags=args.tags,
                permissions_boundary_arn=args.permissions_boundary_arn,
                role_arn=args.release_role_arn,
            ),
            opts=ResourceOptions(parent=self, aliases=[formerly.AT_THE_TOP]),
        )
        self.application = codedeploy.application_name
        self.deployment_group = codedeploy.group_name
        self.deployment_config = codedeploy.config_name

    def control(self, name: str, args: RolloutArgs) -> Control:
        """A release moves the service to the other target group, too: an update of the service itself may not (ECS API
        reference, UpdateService)."""
        return Control(ignored=["loadBalancers"])


def _listeners(front: Front) -> Sequence[Input[str]]:
    return [front.listener_arns] if front.listener_arns else [front.production_listener_arn, front.test_listener_arn]
