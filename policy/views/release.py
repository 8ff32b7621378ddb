"""What a deployment group says of its releases: whether they are ECS's, and how the traffic moves."""

from model.codedeploy import CONFIG_PREFIX, SERVERS_DEFAULT_CONFIG
from model.shift import BLOCKS, PREDEFINED, Shift
from policy.reading import DEPLOYMENT_CONFIG, UNKNOWN, Resource, Unknown, read, whole
from policy.stack import Linked, Stack, only


def for_ecs(group: Resource) -> bool:
    """Whether a deployment group is for ECS; those for servers and functions have no service and no pair."""
    pair = group.get("loadBalancerInfo", "targetGroupPairInfo")
    return group.get("ecsService") is not None or (pair is not None and pair is not UNKNOWN)


def configurations(stack: Stack, group: Resource) -> Linked:
    """The deployment configuration of a group, where the program has it."""
    name = group.get("deploymentConfigName", default=SERVERS_DEFAULT_CONFIG)
    return stack.linked(group, "deploymentConfigName", name, DEPLOYMENT_CONFIG, by="deploymentConfigName")


def shift(stack: Stack, group: Resource) -> Shift | Unknown | None:
    """How releases of the group move the traffic.

    None when AWS would refuse the configuration, UNKNOWN when it is not known or not part of the program.
    """
    name = group.get("deploymentConfigName", default=SERVERS_DEFAULT_CONFIG)
    if isinstance(name, str) and name.startswith(CONFIG_PREFIX):
        return PREDEFINED.get(name)
    config = only(configurations(stack, group))
    return custom_shift(config) if config else UNKNOWN


def custom_shift(config: Resource) -> Shift | Unknown | None:
    """How a deployment configuration of the program moves the traffic; None when AWS would refuse it."""
    routing = config.get("trafficRoutingConfig", default={})
    kind = read(routing, "type", default="AllAtOnce")
    if kind is UNKNOWN:
        return UNKNOWN
    if kind == "AllAtOnce":
        return Shift("AllAtOnce")
    if kind not in BLOCKS:
        return None
    percent, minutes = (whole(read(routing, BLOCKS[kind], name)) for name in ("percentage", "interval"))
    if UNKNOWN in (percent, minutes):
        return UNKNOWN
    if not (isinstance(percent, int) and isinstance(minutes, int)):
        return None
    try:
        return Shift(kind, percent, minutes)
    except ValueError:
        return None
