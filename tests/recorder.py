"""Runs a piece of a Pulumi program without an engine and keeps what it declared, as plain values.

Property names are the camelCase ones of the wire, the same that policies see. As in a first preview, `preview=True`
leaves unknown whatever AWS would decide: ids, ARNs, host names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.settings import get_root_resource
from pulumi.runtime.stack import Stack

PROJECT = "bluegreen"

Lookups = Mapping[str, dict[str, Any]]
"""Answers by the token of the function, e.g. `aws:index/getRegion:getRegion`."""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One resource, as the program asked for it."""

    type: str
    name: str
    inputs: dict[str, Any]
    parent: str
    """Type and name, e.g. `bluegreen:index:Network::web`."""
    depends_on: frozenset[str]
    """Types and names, by `depends_on` or by a value."""
    ignore_changes: tuple[str, ...]
    replace_with: frozenset[str]
    delete_before_replace: bool

    @property
    def key(self) -> str:
        return f"{self.type}::{self.name}"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Everything a run declared, by type and name: the order in which they reach the engine varies."""

    resources: list[Declared]
    registered: dict[str, dict[str, Any]]
    """What each component registered as its outputs, by type and name."""
    exported: dict[str, Any]
    """The stack's outputs; empty in a preview, where most are unknown."""

    def all(self, type: str) -> list[Declared]:
        """Those of one type."""
        return [resource for resource in self.resources if resource.type == type]

    def one(self, type: str, name: str | None = None) -> Declared:
        """The only one of a type (and a name); AssertionError when there are none or more."""
        found = [resource for resource in self.all(type) if name in (None, resource.name)]
        assert len(found) == 1, f"{type} {name or ''}: {[resource.key for resource in found] or 'none'}"
        return found[0]


def record(build: Callable[[], object], *, lookups: Lookups | None = None, preview: bool = False) -> Recording:
    """What `build` declares. A look-up that has no answer here fails, so no component can hide one."""
    monitor = _Monitor(_Cloud(lookups or {}, preview))
    set_mocks(monitor.mocks, project=PROJECT, stack="test", preview=preview, monitor=monitor)
    stack = get_root_resource()
    assert isinstance(stack, Stack)
    stack.outputs.clear()
    exported: dict[str, Any] = {}

    def run() -> pulumi.Output[None]:
        build()
        return pulumi.Output.all(**stack.outputs).apply(exported.update)

    pulumi.runtime.test(run)()
    declared = sorted(monitor.declared, key=lambda resource: resource.key)
    return Recording(resources=declared, registered=monitor.registered, exported=exported)


class _Cloud(Mocks):
    """Answers with the inputs, and with made-up values for what AWS would decide."""

    def __init__(self, lookups: Lookups, preview: bool) -> None:
        self.lookups = lookups
        self.preview = preview

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        if args.token not in self.lookups:
            raise AssertionError(f"nothing may be looked up here, but {args.token} was")
        return self.lookups[args.token], []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        if not args.custom:
            return None, args.inputs
        named = {"name": args.name, **args.inputs}
        if self.preview:
            return "", named
        decided = {
            "arn": f"arn:aws:{args.typ}::{args.name}",
            "arnSuffix": f"suffix/{args.name}",
            "dnsName": f"{args.name}.elb.example",
            "repositoryUrl": f"registry.example/{args.name}",
            "latestVersion": 1,
            "deploymentConfigName": args.name,
        }
        return f"{args.name}-id", {**decided, **named}


class _Monitor(MockMonitor):
    def __init__(self, mocks: Mocks) -> None:
        super().__init__(mocks)
        self.declared: list[Declared] = []
        self.registered: dict[str, dict[str, Any]] = {}

    def RegisterResource(self, request: Any) -> Any:
        response = super().RegisterResource(request)
        if request.type != "pulumi:pulumi:Stack":
            self.declared.append(
                Declared(
                    type=request.type,
                    name=request.name,
                    inputs=rpc.deserialize_properties(request.object, keep_unknowns=True),
                    parent=_key(request.parent),
                    depends_on=frozenset(map(_key, request.dependencies)),
                    ignore_changes=tuple(request.ignoreChanges),
                    replace_with=frozenset(map(_key, request.replace_with)),
                    delete_before_replace=request.deleteBeforeReplace,
                )
            )
        return response

    def RegisterResourceOutputs(self, request: Any) -> Any:
        self.registered[_key(request.urn)] = rpc.deserialize_properties(request.outputs, keep_unknowns=True)
        return super().RegisterResourceOutputs(request)


def _key(urn: str) -> str:
    """`type::name`, without the parents."""
    _stack, _project, types, name = urn.split("::")
    return f"{types.split('$')[-1]}::{name}"
