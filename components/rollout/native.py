"""ECS itself moves the service: all new tasks start beside the old ones, then it moves the rules of the listeners.

Behind a Network Load Balancer, which has no such rules, it moves the listeners.
"""

from collections.abc import Sequence

import pulumi_aws as aws
from pulumi import Output, Resource, ResourceOptions

from components import formerly
from components.roles import trust
from components.rollout.rollout import Control, Rollout, RolloutArgs
from model.native import APPROVAL_STAGE
from model.partitions import arn, managed_policy, principal
from model.strategy import Strategy

_Hook = aws.ecs.ServiceDeploymentConfigurationLifecycleHookArgsDict

ROLE_POLICY = "AmazonECSInfrastructureRolePolicyForLoadBalancers"


class NativeRollout(Rollout):
    """A service of ECS's strategies BLUE_GREEN, LINEAR and CANARY, and the role by which ECS moves its traffic."""

    def control(self, name: str, args: RolloutArgs) -> Control:
        """The pair of target groups and the rules stay as they are told here, whichever group is live."""
        hooks = [*args.hooks, *([_approval(args.plan.ready_wait_minutes)] if args.plan.ready_wait_minutes else [])]
        self.lifecycle_hooks = len(hooks)
        role_arn, granted = (args.release_role_arn, []) if args.release_role_arn else self._role(name, args)
        return Control(
            deployment_configuration=_deployment(args, hooks),
            advanced_configuration={
                "alternate_target_group_arn": args.target_groups.green.arn,
                "production_listener_rule": args.routing.production_rule_arn,
                "test_listener_rule": args.routing.test_rule_arn,
                "role_arn": role_arn,
            },
            after=granted,
        )

    def _role(self, name: str, args: RolloutArgs) -> tuple[Output[str], list[Resource]]:
        """One of its own; its ARN, and what it may do."""
        child = ResourceOptions(parent=self, aliases=[formerly.of_the_service(name)])
        role = aws.iam.Role(
            f"{name}-infrastructure",
            assume_role_policy=trust(
                principal(args.region, "ecs"), account=args.account, source=arn(args.region, "ecs", args.account, "*")
            ),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        policy = managed_policy(args.region, ROLE_POLICY)
        # A service that goes deregisters its tasks with it: without it, it would stay in DRAINING.
        return role.arn, [
            aws.iam.RolePolicyAttachment(f"{name}-infrastructure", role=role.name, policy_arn=policy, opts=child)
        ]


def _deployment(args: RolloutArgs, hooks: Sequence[_Hook]) -> aws.ecs.ServiceDeploymentConfigurationArgsDict:
    """The provider has minutes as text."""
    percent, minutes = float(args.plan.shift.percent), str(args.plan.shift.interval_minutes)
    deployment: aws.ecs.ServiceDeploymentConfigurationArgsDict = {
        "strategy": args.plan.strategy.value,
        "bake_time_in_minutes": str(args.plan.termination_wait_minutes),
    }
    if args.plan.strategy is Strategy.CANARY:
        deployment["canary_configuration"] = {"canary_percent": percent, "canary_bake_time_in_minutes": minutes}
    elif args.plan.strategy is Strategy.LINEAR:
        deployment["linear_configuration"] = {"step_percent": percent, "step_bake_time_in_minutes": minutes}
    if hooks:
        deployment["lifecycle_hooks"] = hooks
    return deployment


def _approval(minutes: int) -> _Hook:
    """Somebody must continue the release within so many minutes."""
    return {
        "target_type": "PAUSE",
        "lifecycle_stages": [APPROVAL_STAGE],
        "timeout_configuration": {"timeout_in_minutes": str(minutes), "action": "ROLLBACK"},
    }
