"""What ECS's texts come from, by what they are about."""

from ops.explain.reasons.ecs import capacity, placement, services, task_definitions
from ops.explain.reasons.reason import Reasons

REASONS: Reasons = {
    **placement.REASONS,
    **services.REASONS,
    **task_definitions.REASONS,
    **capacity.REASONS,
}
