"""Container definitions: a JSON text that is compared by what it means to ECS."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import botocore.session

from local_aws.provider.values import Props

Container = dict[str, Any]
_HEALTH_CHECK = {"interval": 30, "retries": 3, "timeout": 5}
"""What ECS takes for what a health check leaves out, in seconds and tries."""


def decoded(text: str) -> list[Container]:
    """The containers in AWS's spelling: keys in any case, unknown ones dropped, as the real provider's decoder does.

    A ValueError says why the text isn't a list of containers.
    """
    try:
        containers = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"containerDefinitions is not JSON: {error}; write it with json.dumps") from error
    if not isinstance(containers, list):
        raise ValueError(f"containerDefinitions must be a JSON list of containers, got {type(containers).__name__}")
    for place, container in enumerate(containers):
        if not container or not isinstance(container, dict):
            raise ValueError(f"containerDefinitions: invalid container definition supplied at index ({place})")
    return _spelled(_shape(), containers)


def encoded(containers: Sequence[Container]) -> str:
    """The text of AWS's containers, as the provider stores it: compact, with sorted keys."""
    return json.dumps(containers, sort_keys=True, separators=(",", ":"))


@cache
def _shape() -> Any:
    model = botocore.session.get_session().get_service_model("ecs")
    return model.shape_for("ContainerDefinitions")


def _spelled(shape: Any, value: Any) -> Any:
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {member.lower(): member for member in shape.members}
        pairs = [(members.get(key.lower()), inner) for key, inner in value.items()]
        return {name: _spelled(shape.members[name], inner) for name, inner in pairs if name and inner is not None}
    if shape.type_name == "list" and isinstance(value, list):
        return [_spelled(shape.member, inner) for inner in value if inner is not None]
    return value


def canonical(text: str, network_mode: str | None) -> str:
    """One text for all that mean the same; a text that isn't container definitions is returned as it is."""
    try:
        containers = decoded(text)
    except ValueError:
        return text
    plain = [_plain(container, network_mode) for container in containers]
    return encoded(sorted(plain, key=lambda one: str(one.get("name"))))


def _plain(container: Container, network_mode: str | None) -> Container:
    """Without what ECS fills in by itself, and in one order."""
    plain: Container = {key: _filled(value) for key, value in container.items()}
    plain.setdefault("essential", True)
    for named in ("environment", "secrets"):
        plain[named] = sorted(plain.get(named, []), key=lambda pair: pair.get("name", ""))
    plain["portMappings"] = [_port(mapping, network_mode) for mapping in plain.get("portMappings", [])]
    if "healthCheck" in plain:
        plain["healthCheck"] = _HEALTH_CHECK | plain["healthCheck"]
    if plain.get("cpu") == 0:
        del plain["cpu"]
    return {key: value for key, value in plain.items() if value not in ([], {})}


def _filled(value: Any) -> Any:
    """Without empty lists, and without members of lists that hold nothing."""
    if isinstance(value, dict):
        filled = {key: _filled(inner) for key, inner in value.items()}
        return {key: inner for key, inner in filled.items() if inner != []}
    if isinstance(value, list):
        return [member for member in map(_filled, value) if member != {} and not _hollow(member)]
    return value


def _hollow(member: Any) -> bool:
    return isinstance(member, dict) and all(value in ("", None) for value in member.values())


def _port(mapping: Props, network_mode: str | None) -> Props:
    plain = dict(mapping)
    if plain.get("protocol") == "tcp":
        del plain["protocol"]
    same = network_mode == "awsvpc" and plain.get("hostPort") == plain.get("containerPort")
    if plain.get("hostPort") == 0 or same:
        plain.pop("hostPort", None)
    return plain
