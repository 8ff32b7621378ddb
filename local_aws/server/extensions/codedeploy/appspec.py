"""The AppSpec of a deployment for ECS: JSON or YAML, its keys in any case, as AWS's own tools write it.

CodeDeploy takes any text; what is wrong with it fails the deployment. CodeDeploy user guide, AppSpec file reference.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from model.codedeploy import HOOK_EVENTS
from model.texts import codedeploy as say
from model.texts.text import Text

SERVICE_TYPE = "AWS::ECS::Service"
VERSIONS = ("0", "0.0")
"""As text: clients send the number 0 or 0.0, or a string."""


class BadAppSpec(Exception):
    """What fails a deployment with this AppSpec."""

    def __init__(self, cause: Text) -> None:
        self.text = say.BAD_APPSPEC.with_values(cause=cause.words)
        super().__init__(self.text.words)


@dataclass(frozen=True, kw_only=True)
class AppSpec:
    """What an AppSpec says; networks and strategies in the shape of ECS's API."""

    task_definition: str
    container: str
    port: int
    platform_version: str = ""
    network: Mapping[str, Any] = field(default_factory=dict)
    """`networkConfiguration`; empty: that of the service."""
    capacity_providers: tuple[Mapping[str, Any], ...] = ()
    """`capacityProviderStrategy`."""
    hooks: Mapping[str, str] = field(default_factory=dict)
    """Lifecycle event -> name or ARN of a function."""


def read(content: str) -> AppSpec:
    """What the text says. Raises BadAppSpec."""
    document = _parsed(content)
    if str(_member(document, "version")) not in VERSIONS:
        raise BadAppSpec(say.APPSPEC_VERSION)
    properties = _properties(_member(document, "Resources"))
    balancing = _mapping(properties, "LoadBalancerInfo")
    return AppSpec(
        task_definition=_text(properties, "TaskDefinition"),
        container=_text(balancing, "ContainerName"),
        port=_number(balancing, "ContainerPort"),
        platform_version=_text(properties, "PlatformVersion", default=""),
        network=_network(properties),
        capacity_providers=_strategy(properties),
        hooks=_hooks(_member(document, "Hooks")),
    )


def _parsed(content: str) -> Mapping[str, Any]:
    try:
        # YAML has no tabs, so that JSON with tabs is no YAML.
        document = json.loads(content)
    except (ValueError, RecursionError):
        try:
            document = yaml.safe_load(content)
        except (yaml.YAMLError, ValueError, RecursionError):
            document = None
    if not isinstance(document, dict):
        raise BadAppSpec(say.APPSPEC_NOT_PARSED)
    return document


def _properties(resources: Any) -> Mapping[str, Any]:
    if (
        isinstance(resources, list)
        and len(resources) == 1
        and isinstance(resources[0], dict)
        and len(resources[0]) == 1
    ):
        (resource,) = resources[0].values()
        if isinstance(resource, dict) and _member(resource, "Type") == SERVICE_TYPE:
            return _mapping(resource, "Properties")
    raise BadAppSpec(say.APPSPEC_RESOURCES)


def _network(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    if _member(properties, "NetworkConfiguration") is None:
        return {}
    network = _mapping(_mapping(properties, "NetworkConfiguration"), "AwsvpcConfiguration")
    return {
        "awsvpcConfiguration": {
            "subnets": _texts(network, "Subnets"),
            "securityGroups": _texts(network, "SecurityGroups"),
            "assignPublicIp": _text(network, "AssignPublicIp"),
        }
    }


def _strategy(properties: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    strategy = _member(properties, "CapacityProviderStrategy") or []
    if not isinstance(strategy, list) or not all(isinstance(item, dict) for item in strategy):
        raise _bad("CapacityProviderStrategy")
    return tuple(
        {
            "capacityProvider": _text(item, "CapacityProvider"),
            "base": _number(item, "Base", default=0),
            "weight": _number(item, "Weight", default=0),
        }
        for item in strategy
    )


def _hooks(hooks: Any) -> dict[str, str]:
    names = {event.lower(): event for event in HOOK_EVENTS}
    found: dict[str, str] = {}
    for hook in hooks if isinstance(hooks, list) else [hooks or {}]:
        for name, function in hook.items() if isinstance(hook, dict) else [("", None)]:
            event = names.get(str(name).lower())
            if event is None or not isinstance(function, str | None):
                raise BadAppSpec(say.APPSPEC_HOOK.with_values(events=", ".join(HOOK_EVENTS)))
            if function:
                found[event] = function
    return found


def _member(values: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in values.items() if str(key).lower() == name.lower()), None)


def _mapping(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = _member(values, name)
    if not isinstance(value, dict):
        raise _bad(name)
    return value


def _text(values: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = _member(values, name)
    if value is None and default is not None:
        return default
    # A platform version such as 1.4 is a number in YAML.
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not str(value).strip():
        raise _bad(name)
    return str(value).strip()


def _texts(values: Mapping[str, Any], name: str) -> list[str]:
    value = _member(values, name)
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise _bad(name)
    return value


def _number(values: Mapping[str, Any], name: str, default: int | None = None) -> int:
    value = _member(values, name)
    if value is None and default is not None:
        return default
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _bad(name)
    return value


def _bad(member: str) -> BadAppSpec:
    return BadAppSpec(say.APPSPEC_MEMBER.with_values(member=member))
