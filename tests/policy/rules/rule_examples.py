"""Runs the examples of the rules, programs in Pulumi YAML, in a first preview."""

import json
import re
from typing import Any

import yaml

from tests.policy.analyzer import UNKNOWN, Declared, Program

REFERENCE = re.compile(r"\$\{([\w-]+)\.(\w+)}")


def program_of(text: str) -> Program:
    """The resources of a program."""
    return tuple(_declared(name, resource) for name, resource in yaml.safe_load(text)["resources"].items())


def _declared(name: str, resource: dict[str, Any]) -> Declared:
    package, module, kind = resource["type"].split(":")
    props = resource.get("properties", {})
    edges = {
        prop: sorted({match[0] for match in REFERENCE.findall(json.dumps(value))}) for prop, value in props.items()
    }
    return Declared(
        f"{package}:{module}/{kind[0].lower()}{kind[1:]}:{kind}",
        name,
        {"name": name, **{prop: _value(value) for prop, value in props.items()}},
        {prop: made_of for prop, made_of in edges.items() if made_of},
        ignore_changes=tuple(resource.get("options", {}).get("ignoreChanges", ())),
        depends_on=tuple(one.strip("${}") for one in resource.get("options", {}).get("dependsOn", ())),
    )


def _value(value: Any) -> Any:
    """A value in a first preview: names are known, what AWS gives is not, and neither is a text around it."""
    if isinstance(value, dict):
        if "fn::toJSON" in value:
            text = json.dumps(value["fn::toJSON"])
            return UNKNOWN if REFERENCE.search(text) else text
        return {key: _value(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, str) and (references := REFERENCE.findall(value)):
        name, attribute = references[0]
        return name if value == f"${{{name}.name}}" and attribute == "name" else UNKNOWN
    return value
