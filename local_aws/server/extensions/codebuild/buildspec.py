"""A buildspec: what a build runs, and which of its files are artifacts.

CodeBuild user guide, "Build specification reference for CodeBuild" (read 2026-11). Left out: runtime versions, caches,
reports, batches, proxies, `run-as` and `on-failure: RETRY`, which change nothing here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from model.texts import codebuild as say
from model.texts.codes import YAML_FILE_ERROR
from model.texts.text import Text

PHASES = ("install", "pre_build", "build", "post_build")
VERSIONS = ("0.1", "0.2")


class _Mapping(dict[Any, Any]):
    """Of a document, with the line where it begins."""

    line: int


class _Loader(yaml.SafeLoader):
    """Mappings with their lines."""

    def mapping(self, node: yaml.MappingNode) -> Iterator[_Mapping]:
        """As SafeLoader makes one: empty first, since it may refer to itself."""
        made = _Mapping()
        made.line = node.start_mark.line + 1
        yield made
        made.update(self.construct_mapping(node))


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.mapping)


class BadBuildspec(Exception):
    """What fails a build with this buildspec."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.words)


@dataclass(frozen=True, kw_only=True)
class Phase:
    """Commands, and those that run whatever came of them."""

    commands: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    """`finally`."""
    goes_on: bool = False
    """`on-failure: CONTINUE`."""


@dataclass(frozen=True, kw_only=True)
class Artifacts:
    """Files of the source folder by patterns."""

    files: tuple[str, ...]
    base: str = "."
    """`base-directory`."""
    flat: bool = False
    """`discard-paths`."""
    without: tuple[str, ...] = ()
    """`exclude-paths`."""


@dataclass(frozen=True, kw_only=True)
class Buildspec:
    """What a buildspec says."""

    shell: str = "sh"
    variables: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Variable -> name of a parameter of Systems Manager."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Variable -> `secret-id:json-key:version-stage:version-id`."""
    exported: tuple[str, ...] = ()
    phases: Mapping[str, Phase] = field(default_factory=dict)
    artifacts: Artifacts | None = None
    secondary: Mapping[str, Artifacts] = field(default_factory=dict)


def read(content: str) -> Buildspec:
    """What the text says, YAML or JSON. Raises BadBuildspec."""
    try:
        document = yaml.load(content, _Loader)
    except yaml.YAMLError as error:
        raise _bad(" ".join(str(error).split())) from error
    if not isinstance(document, dict):
        raise _bad("expected a mapping with version and phases")
    version = str(document.get("version"))
    if version not in VERSIONS:
        raise BadBuildspec(say.BUILDSPEC_VERSION.with_values(version=version))
    env, phases = _mapping(document, "env"), _mapping(document, "phases")
    if not phases:
        raise _bad("phases: expected one or more phases")
    for name in phases:
        if name not in PHASES:
            raise BadBuildspec(say.BUILDSPEC_PHASE.with_values(phase=name))
    artifacts = _mapping(document, "artifacts")
    secondary = _mapping(artifacts, "secondary-artifacts")
    return Buildspec(
        shell=str(env.get("shell") or "sh"),
        variables=_texts(env, "variables"),
        parameters=_texts(env, "parameter-store"),
        secrets=_texts(env, "secrets-manager"),
        exported=_list(env, "exported-variables"),
        phases={name: _phase(phase or {}) for name, phase in phases.items()},
        artifacts=_artifacts(artifacts) if "files" in artifacts else None,
        secondary={name: _artifacts(_mapping(secondary, name)) for name in secondary},
    )


def _phase(phase: Any) -> Phase:
    if not isinstance(phase, dict):
        raise _bad("expected a phase with commands")
    return Phase(
        commands=_commands(phase.get("commands")),
        last=_commands(phase.get("finally")),
        goes_on=phase.get("on-failure") == "CONTINUE",
    )


def _commands(commands: Any) -> tuple[str, ...]:
    commands = [commands] if isinstance(commands, str) else commands or []
    if not isinstance(commands, list):
        raise _bad("expected a list of commands")
    for number, command in enumerate(commands):
        if isinstance(command, _Mapping):
            text = say.BUILDSPEC_COMMAND.with_values(number=number, line=command.line, before=command.line - 1)
            raise BadBuildspec(text)
        if not isinstance(command, str | int | float):
            raise _bad(f"Expected Commands[{number}] to be of string type")
    return tuple(str(command) for command in commands)


def _artifacts(artifacts: Mapping[str, Any]) -> Artifacts:
    return Artifacts(
        files=_list(artifacts, "files"),
        base=str(artifacts.get("base-directory") or "."),
        flat=str(artifacts.get("discard-paths", "no")).lower() in ("yes", "true"),
        without=_list(artifacts, "exclude-paths"),
    )


def _mapping(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = values.get(name) or {}
    if not isinstance(value, dict):
        raise _bad(f"{name}: expected a mapping")
    return value


def _texts(values: Mapping[str, Any], name: str) -> dict[str, str]:
    return {key: _text(value) for key, value in _mapping(values, name).items()}


def _list(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = values.get(name) or []
    if not isinstance(value, str | list):
        raise _bad(f"{name}: expected a list")
    return tuple(str(one) for one in ([value] if isinstance(value, str) else value))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bad(problem: str) -> BadBuildspec:
    return BadBuildspec(replace(YAML_FILE_ERROR, words=problem))
