"""CodeDeploy's deployment configurations: the predefined ones and one's own.

Shapes and names: CodeDeploy user guide, "Working with deployment configurations". Texts of refusals: as AWS printed
them to people (see `AwsError` calls); the codes are those that botocore lists for the call.
"""

import uuid
from typing import Any

from moto.codedeploy.models import CodeDeployBackend
from moto.core.utils import utcnow

from local_aws.server.extensions.grafting import AwsError

Config = dict[str, Any]

PLATFORMS = ("Server", "Lambda", "ECS", "Kubernetes")
DEFAULTS = {"Server": "CodeDeployDefault.OneAtATime", "ECS": "CodeDeployDefault.ECSAllAtOnce"}
"""The configuration of a group that names none."""
TWO_DAYS_MINUTES = 2880


def _ecs(routing: Config) -> Config:
    return {"computePlatform": "ECS", "trafficRoutingConfig": routing}


def _linear(percentage: int, interval: int) -> Config:
    shift = {"linearPercentage": percentage, "linearInterval": interval}
    return _ecs({"type": "TimeBasedLinear", "timeBasedLinear": shift})


def _canary(percentage: int, interval: int) -> Config:
    shift = {"canaryPercentage": percentage, "canaryInterval": interval}
    return _ecs({"type": "TimeBasedCanary", "timeBasedCanary": shift})


def _server(kind: str, value: int) -> Config:
    return {"computePlatform": "Server", "minimumHealthyHosts": {"type": kind, "value": value}}


PREDEFINED: dict[str, Config] = {
    "CodeDeployDefault.AllAtOnce": _server("HOST_COUNT", 0),
    "CodeDeployDefault.HalfAtATime": _server("FLEET_PERCENT", 50),
    "CodeDeployDefault.OneAtATime": _server("HOST_COUNT", 1),
    "CodeDeployDefault.ECSAllAtOnce": _ecs({"type": "AllAtOnce"}),
    "CodeDeployDefault.ECSLinear10PercentEvery1Minutes": _linear(10, 1),
    "CodeDeployDefault.ECSLinear10PercentEvery3Minutes": _linear(10, 3),
    "CodeDeployDefault.ECSCanary10Percent5Minutes": _canary(10, 5),
    "CodeDeployDefault.ECSCanary10Percent15Minutes": _canary(10, 15),
}


def everything(backend: CodeDeployBackend) -> dict[str, Config]:
    """Every configuration by name."""
    return PREDEFINED | _custom(backend)


def get(backend: CodeDeployBackend, name: str) -> Config:
    """One configuration; DeploymentConfigDoesNotExistException when there is none of the name."""
    config = everything(backend).get(name)
    if config is None:
        raise AwsError("DeploymentConfigDoesNotExistException", f"No deployment configuration found for name: {name}")
    return {"deploymentConfigName": name, **config}


def create(backend: CodeDeployBackend, params: Config) -> Config:
    """Checks and keeps a custom one."""
    name, platform = params["deploymentConfigName"], params.get("computePlatform") or "Server"
    check_platform(platform)
    if name.startswith("CodeDeployDefault."):
        # Text unchecked; the guide reserves the prefix.
        raise AwsError("InvalidDeploymentConfigNameException", "Names that begin with CodeDeployDefault. are reserved.")
    if name in _custom(backend):
        raise AwsError("DeploymentConfigAlreadyExistsException", f"Deployment configuration {name} already exists.")
    config: Config = {"deploymentConfigId": str(uuid.uuid4()), "computePlatform": platform, "createTime": utcnow()}
    if platform == "Server":
        if not params.get("minimumHealthyHosts"):
            raise AwsError("InvalidMinimumHealthyHostValueException", "Minimum healthy hosts must be specified.")
        config["minimumHealthyHosts"] = params["minimumHealthyHosts"]
    else:
        if params.get("minimumHealthyHosts"):
            raise AwsError(
                "InvalidMinimumHealthyHostValueException",
                f"minimum healthy hosts should be null for {platform} deployment configuration",
            )
        config["trafficRoutingConfig"] = routing = params.get("trafficRoutingConfig") or {"type": "AllAtOnce"}
        _check_routing(routing)
    _custom(backend)[name] = config
    return config


def delete(backend: CodeDeployBackend, name: str) -> None:
    """Removes a custom one that no group names."""
    if name in PREDEFINED:
        raise AwsError("InvalidOperationException", f"The deployment configuration {name} is predefined.")
    for groups in backend.deployment_groups.values():
        for group in groups.values():
            if group.deployment_config_name == name:
                raise AwsError(
                    "DeploymentConfigInUseException",
                    f"Deployment configuration {name} is in use by deployment group {group.deployment_group_name}.",
                )
    _custom(backend).pop(name, None)


def check_platform(platform: str) -> None:
    """Refuses what isn't a compute platform."""
    if platform not in PLATFORMS:
        raise AwsError(
            "InvalidComputePlatformException",
            f"ComputePlatform '{platform}' is not valid. Valid values are [{', '.join(PLATFORMS)}]",
        )


def _check_routing(routing: Config) -> None:
    kind = routing.get("type")
    blocks = {"TimeBasedCanary": "timeBasedCanary", "TimeBasedLinear": "timeBasedLinear"}
    for other, block in blocks.items():
        if routing.get(block) and kind != other:
            raise _bad_routing(f"{block[0].upper()}{block[1:]} Configuration should be null for {kind} type")
    if kind not in blocks:
        return
    shift = routing.get(blocks[kind]) or {}
    word = "canary" if kind == "TimeBasedCanary" else "linear"
    percentage, interval = shift.get(f"{word}Percentage", 0), shift.get(f"{word}Interval", 0)
    if not 1 <= percentage <= 99:
        raise _bad_routing("Valid traffic routing percentage is from 1 to 99")
    # Linear: measured on AWS as floor(100 / percent) x interval; 1440 minutes at 50 % pass, at 49 % they don't.
    steps = 1 if word == "canary" else 100 // percentage
    if not 1 <= interval <= TWO_DAYS_MINUTES // steps:
        raise _bad_routing(f"{word.capitalize()} interval must be between 1 and {TWO_DAYS_MINUTES} minutes (2 days)")


def _bad_routing(message: str) -> AwsError:
    return AwsError("InvalidTrafficRoutingConfigurationException", message)


def _custom(backend: CodeDeployBackend) -> dict[str, Config]:
    return backend.__dict__.setdefault("custom_deployment_configs", {})
