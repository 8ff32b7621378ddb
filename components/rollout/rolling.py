"""ECS replaces the tasks of the service one after the other; no traffic moves between target groups."""

from components.rollout.rollout import Control, Rollout, RolloutArgs
from model.percents import can_move
from model.strategy import Strategy


class RollingRollout(Rollout):
    """A service whose new and old tasks share the blue target group while a release goes on."""

    def control(self, name: str, args: RolloutArgs) -> Control:
        low, high = args.plan.minimum_healthy_percent, args.plan.maximum_percent
        if not can_move(args.desired_count, low, high):
            raise ValueError(f"{low} to {high} percent of {args.desired_count} tasks let a rolling update move none")
        return Control(
            deployment_configuration={"strategy": Strategy.ROLLING.value},
            minimum_healthy_percent=low,
            maximum_percent=high,
        )
