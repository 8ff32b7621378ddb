"""Runs a Pulumi program, or a piece of one, without an engine and keeps what it declared, as plain values.

Property names are the camelCase ones of the wire, the same that policies see. `preview=True` is a first preview: what
the provider fills in (names, defaults) is there, and what AWS would decide (ids, ARNs, host names) is unknown.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pulumi
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.proto.resource_pb2 import RegisterResourceResponse
from pulumi.runtime.settings import get_root_resource
from pulumi.runtime.stack import Stack

from policy.wire import plain
from verdict import sdk
from verdict.durations import minutes
from verdict.program import Declared, Place, Program
from verdict.providers import Answer, Creates, Previews

PROJECT = "bluegreen"
ROOT_TYPE = "pulumi:pulumi:Stack"

Lookups = Mapping[str, dict[str, Any]]
"""Answers by the token of the function, e.g. `aws:index/getRegion:getRegion`."""


@dataclass(frozen=True, kw_only=True)
class Recorded(Declared):
    """One resource, as the program asked for it and as the engine would know it."""

    inputs: dict[str, Any]
    depends_on: frozenset[str]
    """Types and names, by `depends_on` or by a value."""
    replace_with: frozenset[str]
    delete_before_replace: bool
    protect: bool
    """Whether Pulumi refuses to delete it."""
    formerly_below: frozenset[str] = frozenset()
    """URNs of the components that it may have been part of before, by its aliases; empty for the stack itself."""
    remote: bool
    """Whether it is a component that its own provider makes: what is inside only an engine sees."""

    @property
    def key(self) -> str:
        return f"{self.type}::{self.name}"

    @property
    def parent(self) -> str:
        """Type and name, e.g. `bluegreen:index:Network::web`."""
        return _key(self.parent_urn)


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Everything a run declared. The order in which it reaches the engine varies; here parents come first."""

    resources: list[Recorded]
    registered: dict[str, dict[str, Any]]
    """What each component registered as its outputs, by type and name."""
    exported: dict[str, Any]
    """The stack's outputs; empty in a preview, where most are unknown."""
    failures: list[str]
    """Why the provider would refuse the program; only a preview looks for these."""

    def program(self, stack: str, folder: Path, secrets: Sequence[str] = ()) -> Program:
        """As it is judged, for a stack of the project in this folder, of which these keys are encrypted."""
        unread = (f"encrypted values are not read: {', '.join(secrets)}",) if secrets else ()
        remote = sorted({one.type for one in self.resources if one.remote})
        hidden = (
            (f"what is inside these only an engine sees, so it is not judged: {', '.join(remote)}",) if remote else ()
        )
        return Program(
            name=stack,
            resources=self.resources,
            folder=folder,
            file=folder / f"Pulumi.{stack}.yaml",
            notes=(*unread, *hidden),
        )

    def all(self, type: str) -> list[Recorded]:
        """Those of one type."""
        return [resource for resource in self.resources if resource.type == type]

    def one(self, type: str, name: str | None = None) -> Recorded:
        """The only one of a type (and a name); AssertionError when there are none or more."""
        found = [resource for resource in self.all(type) if name in (None, resource.name)]
        assert len(found) == 1, f"{type} {name or ''}: {[resource.key for resource in found] or 'none'}"
        return found[0]


def record(
    build: Callable[[], object],
    *,
    lookups: Lookups | Mocks | None = None,
    preview: bool = False,
    stack: str = "test",
    project: str = PROJECT,
    region: str = "us-east-1",
) -> Recording:
    """What `build` declares. A look-up that has no answer fails, so no component can hide one; Mocks answer all."""
    provider = Previews(region) if preview else Creates(region)
    recorder = _Recorder(lookups if isinstance(lookups, Mocks) else _Lookups(lookups or {}), provider)
    # A logger of its own, without handlers: the errors that the program logs are printed, and nothing else.
    logger = logging.Logger("program", logging.WARNING)
    exported: dict[str, Any] = {}
    with sdk.alone():
        set_mocks(recorder.mocks, project=project, stack=stack, preview=preview, monitor=recorder, logger=logger)
        root = get_root_resource()
        assert isinstance(root, Stack)
        root.outputs.clear()

        def run() -> pulumi.Output[None]:
            build()
            return pulumi.Output.all(**root.outputs).apply(exported.update)

        pulumi.runtime.test(run)()
    return Recording(
        resources=sorted(recorder.recorded, key=lambda resource: (resource.urn.count("$"), resource.key)),
        registered=recorder.registered,
        exported=exported,
        failures=sorted(provider.failures),
    )


class _Lookups(Mocks):
    """Answers look-ups."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        if args.token not in self._lookups:
            raise AssertionError(f"nothing may be looked up here, but {args.token} was")
        return self._lookups[args.token], []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        raise AssertionError(f"nothing may be looked up here, but the {args.typ} {args.resource_id} was")


class _Recorder(MockMonitor):
    def __init__(self, mocks: Mocks, provider: Creates | Previews) -> None:
        super().__init__(mocks)
        self.recorded: list[Recorded] = []
        self.registered: dict[str, dict[str, Any]] = {}
        self._provider = provider

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """As the engine makes it, with the types of all components around; the mock's own has only the nearest."""
        around = parent.split("::")[2] if parent else ROOT_TYPE
        return super().make_urn("", type_ if around == ROOT_TYPE else f"{around}${type_}", name)

    def RegisterResource(self, request: Any) -> Any:
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.type == ROOT_TYPE:
            return RegisterResourceResponse(urn=urn)
        if request.custom:
            answer = self._provider.answer(request.type, request.name, request.object)
        else:
            answer = Answer(checked=request.object, outputs=request.object)
        secrets: set[str] = set()
        self.recorded.append(
            Recorded(
                type=request.type,
                name=request.name,
                urn=urn,
                inputs=plain(request.object, secrets),
                checked=plain(answer.checked, secrets),
                outputs=plain(answer.outputs, secrets),
                parent_urn=request.parent,
                edges={name: frozenset(made_of.urns) for name, made_of in request.propertyDependencies.items()},
                depends_on=frozenset(map(_key, request.dependencies)),
                depends_on_urns=frozenset(request.dependencies),
                update_minutes=minutes(request.customTimeouts.update),
                ignore_changes=tuple(request.ignoreChanges),
                replace_with=frozenset(map(_key, request.replace_with)),
                delete_before_replace=request.deleteBeforeReplace,
                protect=request.protect,
                formerly_below=frozenset(one.spec.parentUrn for one in request.aliases if _moved(one.spec)),
                remote=request.remote,
                place=_place(request.sourcePosition),
                secrets=frozenset(secrets),
            )
        )
        return RegisterResourceResponse(urn=urn, id=answer.id, object=answer.outputs)

    def RegisterResourceOutputs(self, request: Any) -> Any:
        self.registered[_key(request.urn)] = plain(request.outputs)
        return super().RegisterResourceOutputs(request)


def _place(position: Any) -> Place | None:
    path = unquote(urlsplit(position.uri).path)
    return Place(file=Path(path), line=position.line) if path else None


def _moved(alias: Any) -> bool:
    return alias.noParent or bool(alias.parentUrn)


def _key(urn: str) -> str:
    """`type::name`, without the parents."""
    _stack, _project, types, name = urn.split("::", 3)
    return f"{types.split('$')[-1]}::{name}"
