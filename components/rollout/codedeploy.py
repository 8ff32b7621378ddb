"""CodeDeploy moves the service: all new tasks start beside the old ones, then it moves the traffic."""

from pulumi import ResourceOptions

from components.rollout.deployment_group import CodeDeploy, CodeDeployArgs
from components.rollout.rollout import Control, Rollout, RolloutArgs


class CodeDeployRollout(Rollout):
    """A service of the controller CODE_DEPLOY, and beside it what CodeDeploy needs to move it."""

    def __init__(self, name: str, args: RolloutArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        load_balancer = args.load_balancer
        codedeploy = CodeDeploy(
            name,
            CodeDeployArgs(
                cluster_name=args.cluster_name,
                service_name=self.name,
                production_listener_arn=load_balancer.production_listener.arn,
                test_listener_arn=load_balancer.test_listener.arn,
                target_group_names=[load_balancer.blue.name, load_balancer.green.name],
                shift=args.shift,
                termination_wait_minutes=args.termination_wait_minutes,
                ready_wait_minutes=args.ready_wait_minutes,
                alarm_names=args.alarm_names,
                topic_arn=args.topic_arn,
                region=args.region,
                account=args.account,
                tags=args.tags,
                permissions_boundary_arn=args.permissions_boundary_arn,
            ),
            # Beside the service and not below it: there it was before other strategies came, and a parent is identity.
            opts,
        )
        self.application = codedeploy.application_name
        self.deployment_group = codedeploy.group_name

    def control(self, name: str, args: RolloutArgs) -> Control:
        """A release moves the service to the other target group, too."""
        return Control(ignored=["loadBalancers"])
