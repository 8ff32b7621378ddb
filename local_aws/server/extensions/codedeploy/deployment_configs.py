"""CodeDeploy's deployment configurations: predefined and custom.

Shapes and names: CodeDeploy user guide, "Working with deployment configurations". Texts of refusals: as AWS printed
them to people (see `AwsError` calls); the codes are those that botocore lists for the call.
"""

import uuid
from typing import Any

from moto.codedeploy.models import CodeDeployBackend
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow

from local_aws.server.extensions.patching import AwsError, patches
from model.codedeploy import CONFIG_PREFIX, MEMBER_PREFIXES, SERVERS_DEFAULT_CONFIG, TWO_DAYS_MINUTES
from model.shift import BLOCKS, SHARES_PERCENT, Shift, counted_minutes
from model.shift import PREDEFINED as SHIFTS
from model.texts.codedeploy import (
    CONFIG_EXISTS,
    CONFIG_IN_USE,
    HEALTHY_HOSTS,
    NO_HEALTHY_HOSTS,
    OTHER_SHIFT,
    PREDEFINED_CONFIG,
    RESERVED_NAME,
    SHIFT_INTERVAL,
    SHIFT_PERCENT,
    TOTAL_SHIFT,
    UNKNOWN_CONFIG,
    UNKNOWN_PLATFORM,
)

Config = dict[str, Any]

PLATFORMS = ("Server", "Lambda", "ECS", "Kubernetes")
DEFAULTS = {"Server": SERVERS_DEFAULT_CONFIG, "ECS": f"{CONFIG_PREFIX}ECSAllAtOnce"}
"""The configuration of a group that names none."""


def _ecs(shift: Shift) -> Config:
    routing: Config = {"type": shift.kind}
    if shift.kind != "AllAtOnce":
        block = BLOCKS[shift.kind]
        prefix = MEMBER_PREFIXES[block]
        routing[block] = {f"{prefix}Percentage": shift.percent, f"{prefix}Interval": shift.interval_minutes}
    return {"computePlatform": "ECS", "trafficRoutingConfig": routing}


def _server(type: str, value: int) -> Config:
    return {"computePlatform": "Server", "minimumHealthyHosts": {"type": type, "value": value}}


PREDEFINED: dict[str, Config] = {
    f"{CONFIG_PREFIX}AllAtOnce": _server("HOST_COUNT", 0),
    f"{CONFIG_PREFIX}HalfAtATime": _server("FLEET_PERCENT", 50),
    SERVERS_DEFAULT_CONFIG: _server("HOST_COUNT", 1),
    **{name: _ecs(shift) for name, shift in SHIFTS.items()},
}


@patches(CodeDeployResponse)
def create_deployment_config(self: CodeDeployResponse) -> ActionResult:
    """A custom configuration."""
    config = _create(self.codedeploy_backend, self._get_params())
    return ActionResult({"deploymentConfigId": config["deploymentConfigId"]})


@patches(CodeDeployResponse)
def get_deployment_config(self: CodeDeployResponse) -> ActionResult:
    """A predefined or a custom configuration."""
    config = get(self.codedeploy_backend, self._get_param("deploymentConfigName"))
    return ActionResult({"deploymentConfigInfo": config})


@patches(CodeDeployResponse)
def list_deployment_configs(self: CodeDeployResponse) -> ActionResult:
    """All names, in one page."""
    return ActionResult({"deploymentConfigsList": list(everything(self.codedeploy_backend))})


@patches(CodeDeployResponse)
def delete_deployment_config(self: CodeDeployResponse) -> EmptyResult:
    """Refused while a deployment group names it, and for predefined ones; unknown is fine."""
    _delete(self.codedeploy_backend, self._get_param("deploymentConfigName"))
    return EmptyResult()


def everything(backend: CodeDeployBackend) -> dict[str, Config]:
    """Every configuration by name."""
    return PREDEFINED | _custom(backend)


def get(backend: CodeDeployBackend, name: str) -> Config:
    """One configuration; DeploymentConfigDoesNotExistException when there is none of the name."""
    config = everything(backend).get(name)
    if config is None:
        raise AwsError.of(UNKNOWN_CONFIG, config=name)
    return {"deploymentConfigName": name, **config}


def _create(backend: CodeDeployBackend, params: Config) -> Config:
    """Checks and keeps a custom one."""
    name, platform = params["deploymentConfigName"], params.get("computePlatform") or "Server"
    check_platform(platform)
    if name.startswith(CONFIG_PREFIX):
        # The guide reserves the prefix.
        raise AwsError.of(RESERVED_NAME)
    if name in _custom(backend):
        raise AwsError.of(CONFIG_EXISTS, config=name)
    config: Config = {"deploymentConfigId": str(uuid.uuid4()), "computePlatform": platform, "createTime": utcnow()}
    if platform == "Server":
        if not params.get("minimumHealthyHosts"):
            raise AwsError.of(NO_HEALTHY_HOSTS)
        config["minimumHealthyHosts"] = params["minimumHealthyHosts"]
    else:
        if params.get("minimumHealthyHosts"):
            raise AwsError.of(HEALTHY_HOSTS, platform=platform)
        config["trafficRoutingConfig"] = routing = params.get("trafficRoutingConfig") or {"type": "AllAtOnce"}
        _check_routing(routing)
    _custom(backend)[name] = config
    return config


def _delete(backend: CodeDeployBackend, name: str) -> None:
    """Removes a custom one that no group names."""
    if name in PREDEFINED:
        raise AwsError.of(PREDEFINED_CONFIG, config=name)
    for groups in backend.deployment_groups.values():
        for group in groups.values():
            if group.deployment_config_name == name:
                raise AwsError.of(CONFIG_IN_USE, config=name, group=group.deployment_group_name)
    _custom(backend).pop(name, None)


def check_platform(platform: str) -> None:
    """Refuses what isn't a compute platform."""
    if platform not in PLATFORMS:
        raise AwsError.of(UNKNOWN_PLATFORM, platform=platform, platforms=", ".join(PLATFORMS))


def _check_routing(routing: Config) -> None:
    type: Any = routing.get("type")
    for other, block in BLOCKS.items():
        if routing.get(block) and type != other:
            raise AwsError.of(OTHER_SHIFT, block=f"{block[0].upper()}{block[1:]}", kind=type)
    if type not in BLOCKS:
        return
    numbers, prefix = routing.get(BLOCKS[type]) or {}, MEMBER_PREFIXES[BLOCKS[type]]
    percent, minutes = numbers.get(f"{prefix}Percentage", 0), numbers.get(f"{prefix}Interval", 0)
    if percent not in SHARES_PERCENT:
        raise AwsError.of(SHIFT_PERCENT)
    if minutes < 1 or counted_minutes(type, percent, minutes) > TWO_DAYS_MINUTES:
        raise AwsError.of(SHIFT_INTERVAL if prefix == "canary" else TOTAL_SHIFT, most=TWO_DAYS_MINUTES)


def _custom(backend: CodeDeployBackend) -> dict[str, Config]:
    return backend.__dict__.setdefault("custom_deployment_configs", {})
