"""The resources of a plan, as they will be once it is applied."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policy.reading import read
from verdict import shapes
from verdict.cloudformation.resources import made
from verdict.cloudformation.types import mapped
from verdict.durations import minutes
from verdict.program import MOVED, Declared
from verdict.terraform import cloud_control, names, references, sources, values
from verdict.terraform.naming import Naming
from verdict.terraform.references import INDEX, Configured, References
from verdict.terraform.sources import Block, Module

SCALER = "aws_appautoscaling_target"
"""Sets the number of tasks of a service, which a program ignores therefore."""

GOING = (["delete"], ["forget"])
"""The actions after which a resource is no part of the program any more."""


NOWHERE = Configured(configuration={}, written=Module())
"""The module of what is no longer in the configuration."""


@dataclass(frozen=True, kw_only=True)
class _Change:
    """One resource of the plan."""

    address: str
    type: str
    name: str
    module: Configured
    configured: Mapping[str, Any]
    written: Block | None
    change: Mapping[str, Any]


class Reader:
    """A plan that is read: its resources, and what was lost on the way."""

    def __init__(self, found: Mapping[str, Any], root: Configured) -> None:
        self._changes = [
            _change(one, root)
            for one in found.get("resource_changes", ())
            if one.get("mode") == "managed" and one["change"]["actions"] not in GOING
        ]
        self._scaled = any(change.type == SCALER for change in self._changes)
        self.references = References(change.address for change in self._changes)
        self.unmapped: set[str] = set()
        """Types of AWS that Pulumi's provider does not have."""
        self.naming = Naming()
        self.unwritten: list[str] = []
        """The addresses whose `.tf` file is not there."""

    def resources(self) -> Iterator[Declared]:
        """All that the plan leaves there."""
        for change in self._changes:
            if change.type.startswith(cloud_control.PREFIX):
                yield from self._of_cloud_control(change)
            elif change.type.startswith("aws_"):
                if token := names.token_of(change.type):
                    yield self._declared(change, token)
                else:
                    self.unmapped.add(change.type)

    def _declared(self, change: _Change, token: str) -> Declared:
        shape, renamed = shapes.resource(token), names.PROPERTIES.get(change.type, {})
        after, unknown = change.change.get("after") or {}, _mapping(change.change.get("after_unknown"))
        self.naming.learn(
            token, {names.property_of(name, shape.fields, renamed): name for name in {**after, **unknown}}
        )
        written = _body(change) or change.configured.get("expressions", {})
        outputs = values.properties(after, unknown, written, shape, renamed)
        # Of a live resource the plan has all that AWS says of it: only what is written is an input.
        live = change.change.get("before") is not None
        own = {names.property_of(name, shape.fields, renamed) for name in written}
        if change.written is None:
            self.unwritten.append(change.address)
        return Declared(
            type=token,
            name=change.address,
            urn=change.address,
            checked={name: value for name, value in outputs.items() if name in own or not live},
            outputs={**values.decided_by_aws(unknown, shape, renamed), **outputs},
            edges=self._edges(change, shape, renamed),
            secrets=frozenset(values.secrets(after, change.change.get("after_sensitive"))),
            update_minutes=minutes(read(after, "timeouts", "update")),
            depends_on_urns=self.references.before(change.module, change.address),
            ignore_changes=tuple(self._ignored(change, lambda path: names.path_of(path, shape, renamed))),
            place=change.written.place if change.written else None,
        )

    def _of_cloud_control(self, change: _Change) -> Iterator[Declared]:
        type = cloud_control.type_of(change.type)
        kind = mapped(type)
        if kind is None:
            self.unmapped.add(change.type)
            return
        self.naming.learn_cloud_control(kind.type)
        if change.written is None:
            self.unwritten.append(change.address)
        after, unknown = change.change.get("after") or {}, _mapping(change.change.get("after_unknown"))
        written = _body(change) or change.configured.get("expressions", {})
        mentions = {cloud_control.pascal(name): found for name, found in self._mentions(change).items()}
        given = cloud_control.properties(after, unknown, written or None)
        for one in made(type, kind, change.address, change.name, given, mentions):
            yield Declared(
                type=one.type,
                name=one.name,
                urn=one.name,
                checked=one.checked,
                outputs=one.outputs,
                edges=one.edges,
                secrets=frozenset(values.secrets(after, change.change.get("after_sensitive"))),
                depends_on_urns=self.references.before(change.module, change.address),
                ignore_changes=tuple(self._ignored(change, lambda path: cloud_control.ignored(path, kind))),
                place=change.written.place if change.written else None,
            )

    def _edges(self, change: _Change, shape: shapes.Shape, renamed: Mapping[str, str]) -> dict[str, frozenset[str]]:
        mentions = self._mentions(change).items()
        return {names.property_of(name, shape.fields, renamed): found for name, found in mentions}

    def _mentions(self, change: _Change) -> dict[str, frozenset[str]]:
        """The addresses that each property is made of."""
        mentions: dict[str, frozenset[str]] = {}
        expressions = change.configured.get("expressions", {})
        body = change.written.body if change.written else {}
        for name in {**expressions, **body}:
            # The plan's configuration leaves dynamic blocks out, also inside of others.
            mentioned = (*references.mentioned(expressions.get(name)), *sources.references(body.get(name)))
            if found := self.references.to(mentioned, change.module, change.address):
                mentions[name] = found
        return mentions

    def _ignored(self, change: _Change, pulumis: Callable[[str], str]) -> Iterator[str]:
        if change.written is None:
            yield from MOVED
            if self._scaled:
                yield "desiredCount"
        else:
            yield from map(pulumis, change.written.ignored)


def _mapping(value: Any) -> Mapping[str, Any]:
    """Terraform writes `false` for an object of which everything is known."""
    return value if isinstance(value, dict) else {}


def _body(change: _Change) -> dict[str, Any]:
    return change.module.with_variables(change.written.body) if change.written else {}


def _change(one: Mapping[str, Any], root: Configured) -> _Change:
    module = root
    path = INDEX.sub("", one.get("module_address", "")).split(".")
    for name in path[1::2]:
        module = module.children.get(name, NOWHERE)
    own = f"{one['type']}.{one['name']}"
    return _Change(
        address=one["address"],
        type=one["type"],
        name=one["name"],
        module=module,
        configured=module.resource(own),
        written=module.written.resources.get(own),
        change=one["change"],
    )
