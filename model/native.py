"""Releases that ECS moves by itself: how their traffic is said to move, limits, and what ECS fills in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from model.strategy import Strategy

BAKE_MINUTES: Final = 1440
"""The longest that both versions may stay at one step or after the last, 24 hours (ECS API reference,
DeploymentConfiguration)."""

STAGE_MINUTES: Final = 1440
"""A stage, or a step of the traffic, that takes so long ends the release, and ECS rolls it back (ECS developer guide,
lifecycle stages of blue/green, linear and canary deployments; it recommends to stay below). Pauses have their own."""

RELEASE_MINUTES: Final = 43_200
"""The longest that a whole release may take, 30 days (the same)."""

DEFAULT_BAKE_MINUTES: Final = 15
"""After the last step, where nobody says it (CloudFormation reference, DeploymentConfiguration)."""

PAUSE_MINUTES: Final = 20160
"""The longest that a PAUSE hook may wait, two weeks (botocore's model, DeploymentLifecycleHookTimeoutConfiguration)."""

DEFAULT_PAUSE_MINUTES: Final = 1440
"""Where nobody says it (the same)."""

PAUSE_ACTIONS: Final = ("CONTINUE", "ROLLBACK")
"""What ECS may do when nobody answers in time; ROLLBACK where nobody says it (the same)."""

STEP_STAGES: Final = ("PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")
"""The stages whose hooks run at each step of LINEAR and CANARY (ECS developer guide, lifecycle hooks)."""

NO_PAUSE: Final = ("TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")
"""The stages at which ECS cannot pause (ECS API reference, DeploymentLifecycleHook)."""

HOOK_STAGES: Final = (
    "RECONCILE_SERVICE",
    "PRE_SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
)
"""The stages that take hooks (botocore's model, DeploymentLifecycleHookStage)."""

APPROVAL_STAGE: Final = "POST_TEST_TRAFFIC_SHIFT"
"""Where a release of ours pauses for approval: green has the test traffic by then, and nothing else."""

MOST_HOOKS: Final = 10
"""Of each type, of one service (ECS developer guide, lifecycle hooks)."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """The member of `deploymentConfiguration` that says how one strategy moves traffic in steps."""

    name: str
    percent: str
    """Its member with the share of a step, in tenths of a percent up to 100."""
    least_percent: float
    default_percent: float
    wait: str
    """Its member with the minutes after a step."""
    default_minutes: int

    def step(self, configuration: Mapping[str, Any]) -> tuple[float, int]:
        """Percent of a step, and the minutes after it: what the `deploymentConfiguration` says, or AWS fills in."""
        said = configuration.get(self.name) or {}
        return float(said.get(self.percent, self.default_percent)), int(said.get(self.wait, self.default_minutes))


BLOCKS: Final[Mapping[Strategy, Block]] = {
    Strategy.LINEAR: Block(
        name="linearConfiguration",
        percent="stepPercent",
        least_percent=3,
        default_percent=10.0,
        wait="stepBakeTimeInMinutes",
        default_minutes=6,
    ),
    Strategy.CANARY: Block(
        name="canaryConfiguration",
        percent="canaryPercent",
        least_percent=0.1,
        default_percent=5.0,
        wait="canaryBakeTimeInMinutes",
        default_minutes=10,
    ),
}
"""botocore's model, LinearConfiguration and CanaryConfiguration; the defaults as observed on AWS in August 2026."""
