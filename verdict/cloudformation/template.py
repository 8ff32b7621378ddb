"""Reads a template, YAML or JSON, with the line of each resource.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from verdict.program import Place


class NoTemplate(ValueError):
    """A file that is none; the text is for people."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """One entry of `Resources`."""

    type: str
    properties: Mapping[str, Any]
    condition: str
    """The name of one; empty where it is always made."""
    depends_on: tuple[str, ...]
    """The logical IDs that it waits for."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class Template:
    """A template, with intrinsic functions in their long form."""

    parameters: Mapping[str, Any]
    mappings: Mapping[str, Any]
    conditions: Mapping[str, Any]
    resources: Mapping[str, Written]
    macros: tuple[str, ...]
    """What rewrites it when it is deployed."""
    loops: tuple[str, ...]
    """Entries of `Resources` that are made by `Fn::ForEach`."""
    hooks: tuple[str, ...]
    """The types of its `Hooks`: `AWS::CodeDeploy::BlueGreen` lets CodeDeploy do what an update would."""


def read(file: Path) -> Template:
    """The template; NoTemplate where the file is none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NoTemplate(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NoTemplate(f"{file} is no text; a template is YAML or JSON") from None
    try:
        root = yaml.compose(text, Loader=_Loader)
        found = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise NoTemplate(f"{file} is neither YAML nor JSON: {_words(error)}") from None
    if not isinstance(found, dict) or not isinstance(found.get("Resources"), dict) or not found["Resources"]:
        raise NoTemplate(_no_template(file, found))
    lines = _lines(root)
    resources = {name: one for name, one in found["Resources"].items() if isinstance(one, dict) and "Type" in one}
    return Template(
        parameters=_section(found, "Parameters"),
        mappings=_section(found, "Mappings"),
        conditions=_section(found, "Conditions"),
        resources={
            name: Written(
                type=str(one["Type"]),
                properties=_section(one, "Properties"),
                condition=str(one.get("Condition") or ""),
                depends_on=tuple(_listed(one.get("DependsOn"))),
                place=Place(file=file.resolve(), line=lines.get(name, 1)),
            )
            for name, one in resources.items()
        },
        macros=tuple(_macros(found.get("Transform"))),
        hooks=tuple(str(one.get("Type")) for one in _section(found, "Hooks").values() if isinstance(one, dict)),
        loops=tuple(name for name in found["Resources"] if str(name).startswith("Fn::ForEach::")),
    )


# The one written in C where it is there.
_Safe: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):
    """YAML as CloudFormation reads it: with `!Ref` and its like, and without dates."""


# `2012-10-17`, the version of a policy document, is a text.
_Loader.yaml_implicit_resolvers = {
    first: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def _function(loader: Any, name: str, node: Any) -> dict[str, Any]:
    """`!GetAtt a.b` is `Fn::GetAtt: a.b`; only `Ref` and `Condition` have no `Fn::` before them."""
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _function)


def _lines(root: Any) -> dict[str, int]:
    """The line of each resource's name."""
    for key, node in root.value:
        if key.value == "Resources":
            return {name.value: name.start_mark.line + 1 for name, _ in node.value}
    return {}


def _section(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = found.get(name)
    return section if isinstance(section, dict) else {}


def _listed(value: Any) -> list[str]:
    """The texts of a list, or the one that stands in its place."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _macros(transform: Any) -> list[str]:
    listed = transform if isinstance(transform, list) else [transform]
    return [one if isinstance(one, str) else str(one.get("Name")) for one in listed if isinstance(one, (str, dict))]


def _no_template(file: Path, found: Any) -> str:
    if isinstance(found, dict) and "format_version" in found:
        return f"{file} is a plan or a state of Terraform: judge a plan with --terraform"
    if isinstance(found, dict) and "artifacts" in found and "version" in found:
        return f"{file} is the manifest of `cdk synth`: judge the *.template.json beside it"
    if isinstance(found, dict) and "TemplateBody" in found:
        return f"{file} is the answer of `aws cloudformation get-template`: the template is its TemplateBody"
    return f"{file} is no CloudFormation template: it has no Resources"


def _words(error: yaml.YAMLError) -> str:
    return re.sub(r"\s+", " ", str(error)).replace('in "<unicode string>", ', "")
