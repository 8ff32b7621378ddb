"""Who moves the traffic of a service when it gets a new task definition, and how."""

from enum import StrEnum


class Strategy(StrEnum):
    """One way to release, by AWS's word for it (ECS API reference, DeploymentController, DeploymentConfiguration)."""

    CODEDEPLOY = "CODE_DEPLOY"
    """CodeDeploy starts all new tasks beside the old ones, and then moves the traffic by its deployment group."""
    BLUE_GREEN = "BLUE_GREEN"
    """ECS itself does, all at once; LINEAR and CANARY in steps."""
    LINEAR = "LINEAR"
    CANARY = "CANARY"
    ROLLING = "ROLLING"
    """ECS replaces tasks one after the other, as far as the service's percentages let it."""
    EXTERNAL = "EXTERNAL"
    """A tool of the user's own moves task sets."""

    @property
    def controller(self) -> str:
        """The service's `deploymentController`."""
        return self.value if self in (Strategy.CODEDEPLOY, Strategy.EXTERNAL) else "ECS"


NATIVE = frozenset({Strategy.BLUE_GREEN, Strategy.LINEAR, Strategy.CANARY})
"""ECS's own strategies that move traffic."""

MOVING_TRAFFIC = NATIVE | {Strategy.CODEDEPLOY}
"""All new tasks start beside the old ones, and then the traffic moves: blue/green releases."""


def possible(controller: str | None, strategy: str | None) -> frozenset[Strategy]:
    """The strategies of a service with this controller and strategy; None: it is not known which it has.

    Empty where AWS would refuse them. `strategy` counts under the controller ECS alone.
    """
    return frozenset(
        one
        for one in Strategy
        if controller in (None, one.controller) and (one.controller != "ECS" or strategy in (None, one))
    )
