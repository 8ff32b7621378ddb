"""Who moves the traffic of a service, as far as the program says."""

from collections.abc import Collection

from model.strategy import MOVING_TRAFFIC, NATIVE, Strategy, possible
from policy.reading import UNKNOWN, Resource, Unknown


def released_by(service: Resource, strategies: Collection[Strategy]) -> bool | Unknown:
    """Whether one of these strategies releases the service."""
    found = _strategies(service)
    return True if found and found <= set(strategies) else UNKNOWN if found & set(strategies) else False


def moves_traffic(service: Resource) -> bool | Unknown:
    """Whether releases of the service start all new tasks beside the old ones and then move the traffic."""
    return released_by(service, MOVING_TRAFFIC)


def native(service: Resource) -> bool | Unknown:
    """Whether ECS itself moves the traffic of a release; CodeDeploy has no part in it."""
    return released_by(service, NATIVE)


def native_strategy(service: Resource) -> Strategy | Unknown | None:
    """The strategy by which ECS moves the traffic; None for rolling services and those of other controllers."""
    found = _strategies(service)
    if not found & NATIVE:
        return None
    return next(iter(found)) if len(found) == 1 else UNKNOWN


def _strategies(service: Resource) -> frozenset[Strategy]:
    controller = service.declared("deploymentController", "type", default="ECS")
    strategy = service.declared("deploymentConfiguration", "strategy", default="ROLLING")
    return possible(*(None if value is UNKNOWN else value for value in (controller, strategy)))
