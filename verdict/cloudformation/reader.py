"""The resources of a template, and of those nested in it."""

from collections.abc import Iterator, Mapping, Set
from itertools import chain
from pathlib import Path
from typing import Any

from policy.reading import UNKNOWN
from verdict.cloudformation import loops, parameters, template
from verdict.cloudformation.intrinsics import LEFT_OUT, Intrinsics, Traced
from verdict.cloudformation.nesting import OUTPUTS, STACK, file_of
from verdict.cloudformation.resources import made
from verdict.cloudformation.seen import Seen
from verdict.cloudformation.template import Template, Written
from verdict.cloudformation.types import Mapped, mapped
from verdict.program import MOVED, Declared

BESIDE = ("AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle")
"""Types that are nothing in AWS."""


class Reader:
    """One template, deployed with these parameters."""

    def __init__(
        self,
        found: Template,
        stack: str,
        given: Mapping[str, Traced],
        seen: Seen,
        *,
        prefix: str = "",
        around: frozenset[Path] = frozenset(),
        waits_for: frozenset[str] = frozenset(),
    ) -> None:
        self._template, self._stack, self._seen, self._prefix = found, stack, seen, prefix
        self._files = around | {found.file}
        self._waits_for = waits_for
        """What is there before any of its resources."""
        self._children: dict[str, Reader | None] = {}
        self._used: set[str] = set()
        """The nested stacks whose outputs were looked at."""
        values = parameters.values(found.parameters, given)
        conditions: dict[str, Any] = {}
        self._intrinsics = Intrinsics(
            parameters=values, mappings=found.mappings, conditions=conditions, stack=stack, resolve=self._attribute
        )
        known = self._intrinsics.value
        conditions.update((name, one) for _, name, one in loops.made(found.conditions, known))
        self._outputs = {name: one for _, name, one in loops.made(found.outputs, known)}
        self._resources: dict[str, Written] = {}
        for key, name, one in loops.made(found.resources, known):
            if name.startswith(loops.HEAD) or loops.left(one):
                seen.loops.append(f"{prefix}{name.removeprefix(loops.HEAD)}")
            elif written := found.written(key, one):
                self._resources[name] = written
        seen.macros |= dict.fromkeys(found.macros)
        seen.hooks |= dict.fromkeys(found.hooks)

    def resources(self) -> Iterator[Declared]:
        """All that the template makes; what a condition leaves open is made."""
        for logical, written in self._resources.items():
            there = self._intrinsics.condition(written.condition) if written.condition else True
            if there is UNKNOWN:
                self._seen.maybe.append(self._prefix + logical)
            if there is False or written.type in BESIDE:
                continue
            if written.type == STACK:
                if child := self._nested(logical):
                    yield from child.resources()
                else:
                    self._seen.stacks.setdefault(self._prefix + logical, "")
            elif kind := mapped(written.type):
                yield from self._declared(logical, written, kind)
            else:
                self._seen.unmapped[written.type] += 1

    def names(self) -> frozenset[str]:
        """The URNs of all that it makes, with what is nested in it."""
        return frozenset(chain.from_iterable(self._names(logical) for logical in self._resources))

    def output(self, name: str) -> Traced:
        """The value of an output."""
        declared = self._outputs.get(name)
        return self._intrinsics.traced(declared.get("Value") if isinstance(declared, dict) else {"Ref": name})

    def _names(self, logical: str) -> frozenset[str]:
        """The URN of a resource; of a nested stack those in it."""
        written = self._resources.get(logical)
        if written and written.type == STACK:
            child = self._nested(logical)
            return child.names() if child else frozenset()
        return frozenset({self._prefix + logical})

    def _nested(self, logical: str) -> "Reader | None":
        """The reader of a nested stack; None where its template is not there."""
        if logical not in self._children:
            self._children[logical] = None  # While it is made: one that is made of itself is none.
            self._children[logical] = self._child(logical, self._resources[logical])
        return self._children[logical]

    def _child(self, logical: str, written: Written) -> "Reader | None":
        url = self._intrinsics.value(written.properties.get("TemplateURL"))
        file = file_of(self._template.file.parent, url, written.metadata)
        if file is None or file in self._files:
            return None
        try:
            found = template.read(file)
        except template.NoTemplate as error:
            self._seen.stacks[self._prefix + logical] = str(error)
            return None
        passed = written.properties.get("Parameters")
        around, self._used = self._used, set()
        given = {
            name: self._intrinsics.traced(one) for name, one in (passed if isinstance(passed, dict) else {}).items()
        }
        used, self._used = self._used, around
        return Reader(
            found,
            f"{self._stack}-{logical}",
            {name: one for name, one in given.items() if one.value is not LEFT_OUT},
            self._seen,
            prefix=f"{self._prefix}{logical}.",
            around=self._files,
            waits_for=self._waits(written, used).union(*(one.made_of for one in given.values())),
        )

    def _waits(self, written: Written, used: Set[str]) -> frozenset[str]:
        """What is there before it: an output is there when all of its stack is."""
        return self._waits_for.union(*map(self._names, (*written.depends_on, *used)))

    def _declared(self, logical: str, written: Written, kind: Mapped) -> Iterator[Declared]:
        self._seen.types[kind.type] = written.type
        self._used = set()
        traced = {property: self._intrinsics.traced(value) for property, value in written.properties.items()}
        given = {property: one.value for property, one in traced.items() if one.value is not LEFT_OUT}
        mentions = {property: one.made_of for property, one in traced.items()}
        waits = self._waits(written, self._used)
        # CloudFormation makes a name up, of the logical ID and random characters.
        for one in made(written.type, kind, self._prefix + logical, logical, given, mentions):
            yield Declared(
                type=one.type,
                name=one.name,
                urn=one.name,
                checked=one.checked,
                outputs=one.outputs,
                edges=one.edges,
                depends_on_urns=waits,
                secrets=frozenset(self._intrinsics.secrets),
                # It compares a template with the last one, never with AWS: what a release moves, it leaves.
                ignore_changes=MOVED,
                place=written.place,
            )

    def _attribute(self, logical: str, attribute: str) -> Traced:
        """What `Ref` or `Fn::GetAtt` gives: known where it is a name, as the template or its logical ID says it."""
        written = self._resources.get(logical)
        if not written:
            return Traced(value=UNKNOWN)
        if written.type == STACK:
            child = self._nested(logical)
            if not child or not attribute.startswith(OUTPUTS):
                return Traced(value=UNKNOWN)
            self._used.add(logical)
            return child.output(attribute.removeprefix(OUTPUTS))
        return Traced(value=self._name(logical, attribute, written), made_of=frozenset({self._prefix + logical}))

    def _name(self, logical: str, attribute: str, written: Written) -> Any:
        kind = mapped(written.type)
        target = kind.attribute(attribute) if kind else ""
        if not kind or not target:
            return UNKNOWN
        for name, place in {
            **{name: name[0].lower() + name[1:] for name in written.properties},
            **kind.properties,
        }.items():
            if place == target and name in written.properties:
                value = self._intrinsics.value(written.properties[name])
                return logical if value is LEFT_OUT else value
        return logical if target == kind.name else UNKNOWN
