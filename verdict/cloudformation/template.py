"""Reads a template, YAML or JSON, with the line of each resource.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from verdict.cloudformation.loops import HEAD
from verdict.program import Place

LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions"
"""The macro whose functions are known here."""


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
    metadata: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Template:
    """A template, with intrinsic functions in their long form, and loops as they are written."""

    file: Path
    parameters: Mapping[str, Any]
    mappings: Mapping[str, Any]
    conditions: Mapping[str, Any]
    resources: Mapping[str, Any]
    outputs: Mapping[str, Any]
    lines: Mapping[str, int]
    """Of the names of resources, as they are written."""
    macros: tuple[str, ...]
    """What rewrites it when it is deployed, but for what is known here."""
    hooks: tuple[str, ...]
    """The types of its `Hooks`: `AWS::CodeDeploy::BlueGreen` lets CodeDeploy do what an update would."""

    def written(self, key: str, resource: Any) -> Written | None:
        """An entry of `Resources`, which is in the file under this key; None for what is none."""
        if not isinstance(resource, dict) or "Type" not in resource:
            return None
        return Written(
            type=str(resource["Type"]),
            properties=_section(resource, "Properties"),
            condition=str(resource.get("Condition") or ""),
            depends_on=tuple(_listed(resource.get("DependsOn"))),
            metadata=_section(resource, "Metadata"),
            place=Place(file=self.file, line=self.lines.get(key, 1)),
        )


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
    return Template(
        file=file.resolve(),
        parameters=_section(found, "Parameters"),
        mappings=_section(found, "Mappings"),
        conditions=_section(found, "Conditions"),
        resources=found["Resources"],
        outputs=_section(found, "Outputs"),
        lines=_lines(root),
        macros=tuple(one for one in _macros(found.get("Transform")) if one != LANGUAGE_EXTENSIONS),
        hooks=tuple(str(one.get("Type")) for one in _section(found, "Hooks").values() if isinstance(one, dict)),
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
    """The line of each resource's name, also inside of loops."""
    return next((dict(_named(node)) for key, node in root.value if key.value == "Resources"), {})


def _named(resources: Any) -> Iterator[tuple[str, int]]:
    for name, node in resources.value:
        yield name.value, name.start_mark.line + 1
        if str(name.value).startswith(HEAD) and isinstance(node, yaml.SequenceNode):
            for body in node.value:
                if isinstance(body, yaml.MappingNode):
                    yield from _named(body)


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
