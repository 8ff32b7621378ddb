"""The package schema is scanned from the SDK's sources; here the SDK is imported, and says the same of itself."""

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from pulumi import _types
from pulumi.runtime.proto import provider_pb2

from local_aws.provider import schema
from tests.local_aws.provider.plugin import Plugin

Spec = dict[str, Any]
PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number"}
MODULES = """
alb appautoscaling autoscaling cloudwatch codebuild codedeploy codepipeline ec2 ecr ecs iam lambda_ lb s3 sns sqs vpc
"""
"""What a program for ECS and its delivery is made of; all modules would take minutes."""


@pytest.fixture(scope="module")
def package(plugin: Plugin) -> Spec:
    """What the plugin answers with."""
    return json.loads(plugin.stub.GetSchema(provider_pb2.GetSchemaRequest()).schema)


def test_it_has_every_resource_and_function_of_the_package(package: Spec) -> None:
    spec = find_spec("pulumi_aws")
    assert spec is not None
    assert spec.origin is not None
    registered = re.findall(r'^   "(aws:[^"]+)": "\w+",?$', Path(spec.origin).read_text(encoding="utf-8"), re.MULTILINE)
    assert package["resources"].keys() == {*registered}
    assert len(package["functions"]) > 680
    assert package["functions"]["aws:index/getRegion:getRegion"]["outputs"]["properties"]["region"] == {
        "type": "string"
    }
    assert package["provider"]["inputProperties"]["region"] == {"type": "string"}


def test_secrets_and_former_types_are_those_of_the_sdk(package: Spec) -> None:
    assert package["resources"]["aws:rds/cluster:Cluster"]["inputProperties"]["masterPassword"]["secret"]
    assert package["resources"]["aws:rds/cluster:Cluster"]["inputProperties"]["engine"].get("secret") is None
    former = {"type": "aws:applicationloadbalancing/listener:Listener"}
    assert package["resources"]["aws:alb/listener:Listener"]["aliases"] == [former]


def test_every_type_that_it_refers_to_is_in_it(package: Spec) -> None:
    named = re.findall(r"'#/types/([^']+)'", repr(package))
    assert {one.replace("%2F", "/") for one in named} <= package["types"].keys()


@pytest.mark.parametrize("file", sorted(schema.FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_what_can_be_created_here_has_the_properties_that_the_package_has(file: Any, package: Spec) -> None:
    for token in yaml.safe_load(file.read_text(encoding="utf-8")):
        known, ours = package["resources"][token], schema.type_of(token)
        assert ours is not None
        assert ours.properties.keys() == known["inputProperties"].keys(), token
        assert {*ours.outputs} <= known["properties"].keys(), token
        assert [name for name, one in ours.properties.items() if one.required] == known["requiredInputs"], token


@pytest.mark.parametrize("module", MODULES.split())
def test_properties_are_those_that_the_sdk_has_at_run_time(module: str, package: Spec) -> None:
    sdk = import_module(f"pulumi_aws.{module}")
    tokens = [token for token in package["resources"] if token.startswith(f"aws:{module.rstrip('_')}/")]
    assert tokens
    for token in tokens:
        spec, name = package["resources"][token], token.rpartition(":")[2]
        arguments = getattr(sdk, f"{name}InitArgs", None) or getattr(sdk, f"{name}Args")
        assert spec["properties"].keys() == _types.resource_types(getattr(sdk, name)).keys()
        _agree(package, {"properties": spec["inputProperties"], "required": spec["requiredInputs"]}, arguments)


def _agree(package: Spec, spec: Spec, arguments: type, seen: tuple[type, ...] = ()) -> None:
    """An object of the schema and the class of the SDK that it must have come from."""
    wire = _types.input_type_py_to_pulumi_names(arguments)
    parameters = inspect.signature(arguments).parameters.values()
    assert [wire[one.name] for one in parameters if one.default is inspect.Parameter.empty] == spec["required"], (
        arguments
    )
    assert {*wire.values()} <= spec["properties"].keys(), arguments  # What AWS returns beyond them may be in it, too.
    for name, annotation in _types.input_type_types(arguments).items():
        _same(package, spec["properties"][name], annotation, (*seen, arguments))


def _same(package: Spec, spec: Spec, annotation: Any, seen: tuple[type, ...]) -> None:
    kind = _types.unwrap_type(annotation)
    if kind in PLAIN:
        assert spec["type"] == PLAIN[kind]
    elif get_origin(kind) is Sequence:
        _same(package, spec["items"], get_args(kind)[0], seen)
    elif get_origin(kind) is Mapping:
        _same(package, spec["additionalProperties"], get_args(kind)[1], seen)
    elif isinstance(kind, type) and issubclass(kind, Enum):
        assert [member["value"] for member in _target(package, spec)["enum"]] == [member.value for member in kind]
    elif _types.is_input_type(kind):
        if kind not in seen:
            _agree(package, _target(package, spec), kind, seen)
    else:
        # A text or an object (policies), a text or an enumeration, an asset or an archive.
        assert "oneOf" in spec or spec == {"$ref": "pulumi.json#/Archive"}


def _target(package: Spec, spec: Spec) -> Spec:
    return package["types"][spec["$ref"].removeprefix("#/types/").replace("%2F", "/")]
