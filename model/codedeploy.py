"""CodeDeploy's limits for ECS, and the names that it keeps for itself."""

from collections.abc import Mapping
from typing import Final

TWO_DAYS_MINUTES: Final = 2880
"""The longest that the old tasks may stay (API reference, BlueInstanceTerminationOption), and that a shift may take, by
CodeDeploy's own way of counting (`shift.counted_minutes`)."""

APPROVAL_MINUTES: Final = 7200
"""The longest between the start of the new tasks and the shift, 120 hours (user guide, limits): a wait for approval is
a part of it."""

HOOK_EVENTS: Final[Mapping[str, str]] = {
    "BeforeInstall": "PRE_SCALE_UP",
    "AfterInstall": "POST_SCALE_UP",
    "AfterAllowTestTraffic": "POST_TEST_TRAFFIC_SHIFT",
    "BeforeAllowTraffic": "PRE_PRODUCTION_TRAFFIC_SHIFT",
    "AfterAllowTraffic": "POST_PRODUCTION_TRAFFIC_SHIFT",
}
"""The lifecycle events that call a function, one each (user guide, AppSpec hooks for ECS), and the stages at which
ECS's own strategies are as far."""

MOST_ALARMS: Final = 10
"""Of one deployment group (API reference, AlarmConfiguration)."""

MOST_TRIGGERS: Final = 10
"""Of one deployment group (user guide, limits)."""

CONFIG_PREFIX: Final = "CodeDeployDefault."
"""Deployment configurations whose names begin like this are AWS's own, and nobody else may make one."""

SERVERS_DEFAULT_CONFIG: Final = f"{CONFIG_PREFIX}OneAtATime"
"""For servers; AWS's provider sends it for a group that names none, whatever the group is for."""

MEMBER_PREFIXES: Final[Mapping[str, str]] = {"timeBasedCanary": "canary", "timeBasedLinear": "linear"}
"""The API's members of a shift's block say again which block they are in: `canaryInterval`, `linearPercentage`."""
