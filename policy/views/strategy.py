"""ECS's own ways of moving traffic to new tasks, as one service's inputs say them."""

from policy.reading import UNKNOWN, Resource, Unknown

STRATEGIES = ("BLUE_GREEN", "LINEAR", "CANARY")


def own_strategy(service: Resource) -> str | Unknown | None:
    """The strategy by which ECS moves the traffic; None for rolling services and those of other controllers.

    For a service's inputs: in outputs a strategy that the program leaves out is unknown.
    """
    controller = service.get("deploymentController", "type", default="ECS")
    strategy = service.get("deploymentConfiguration", "strategy", default="ROLLING")
    if controller not in (UNKNOWN, "ECS") or strategy not in (UNKNOWN, *STRATEGIES):
        return None
    return UNKNOWN if UNKNOWN in (controller, strategy) else strategy
