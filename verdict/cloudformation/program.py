"""A template as the program that is judged."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policy.reading import UNKNOWN, flag
from verdict import shapes
from verdict.cloudformation import details, template
from verdict.cloudformation.intrinsics import LEFT_OUT, REGION, Intrinsics
from verdict.cloudformation.naming import Naming
from verdict.cloudformation.properties import converted, merged
from verdict.cloudformation.template import Template, Written
from verdict.cloudformation.types import Mapped, mapped
from verdict.program import MOVED, Declared, Program
from verdict.providers import completed

BESIDE = ("AWS::CDK::Metadata", "AWS::CloudFormation::WaitConditionHandle")
"""Types that are nothing in AWS."""

ID = re.compile(r"AWS::EC2::\w+::Id")
"""The types of parameters that are the ID of one thing."""


def read(file: Path, parameters: Mapping[str, str]) -> Program:
    """The program of a template, with these parameters; `template.NoTemplate` where the file is none."""
    reader = _Reader(template.read(file), file.name.partition(".")[0], parameters)
    resources = list(reader.resources())
    return Program(
        name=file.name,
        resources=resources,
        folder=Path.cwd(),
        file=file.resolve(),
        notes=tuple(reader.notes()),
        naming=Naming(reader.types),
    )


class _Reader:
    def __init__(self, found: Template, stack: str, parameters: Mapping[str, str]) -> None:
        if unknown := [name for name in parameters if name not in found.parameters]:
            known = ", ".join(found.parameters) or "none"
            raise template.NoTemplate(f"the template has no parameter {unknown[0]!r}; it has {known}")
        self._template = found
        self.types: dict[str, str] = {}
        """Those that were read, by Pulumi's tokens."""
        self._unmapped: Counter[str] = Counter()
        self._maybe: list[str] = []
        self._intrinsics = Intrinsics(
            parameters={name: _parameter(name, one, parameters.get(name)) for name, one in found.parameters.items()},
            secret={name for name, one in found.parameters.items() if _no_echo(one)},
            mappings=found.mappings,
            conditions=found.conditions,
            stack=stack,
            resolve=self._attribute,
        )

    def resources(self) -> Iterator[Declared]:
        """All that the template makes; what a condition leaves open is made."""
        for logical, written in self._template.resources.items():
            made = self._intrinsics.condition(written.condition) if written.condition else True
            if made is UNKNOWN:
                self._maybe.append(logical)
            if made is False or written.type in BESIDE:
                continue
            if kind := mapped(written.type):
                yield from self._declared(logical, written, kind)
            else:
                self._unmapped[written.type] += 1

    def notes(self) -> Iterator[str]:
        """What could not be read."""
        if macros := self._template.macros:
            yield (
                f"{', '.join(macros)} rewrites this template when it is deployed, and what stands here is judged; "
                "to judge the outcome: `aws cloudformation get-template --template-stage Processed`"
            )
        if hooks := self._template.hooks:
            yield f"hooks are not judged: {', '.join(hooks)}"
        if loops := self._template.loops:
            yield f"made by a loop, so not judged: {', '.join(loops)}"
        if self._unmapped:
            types = ", ".join(f"{type} ({count})" for type, count in sorted(self._unmapped.items()))
            yield f"types that are not known here, so not judged: {types}"
        if self._maybe:
            made = ", ".join(self._maybe)
            yield f"a parameter without a value decides whether these are made, so they are judged: {made}"

    def _declared(self, logical: str, written: Written, kind: Mapped) -> Iterator[Declared]:
        self.types[kind.type] = written.type
        given, mentions = self._given(written)
        own, origins = converted(given, kind, shapes.resource(kind.type))
        details.finish(written.type, given, own)
        made = merged(kind.defaults, own)
        if kind.name:
            # CloudFormation makes a name up, of the logical ID and random characters.
            made.setdefault(kind.name, logical)
        edges: dict[str, frozenset[str]] = {}
        for name, targets in origins.items():
            for target in targets if mentions[name] else ():
                edges[target] = edges.get(target, frozenset()) | mentions[name]
        several = list(details.each(written.type, made))
        for index, properties in enumerate(several):
            name = logical if len(several) == 1 else f"{logical}[{index}]"
            yield self._resource(kind.type, name, properties, edges, written)
        for index, (type, properties, made_of) in enumerate(details.parts(written.type, given, made)):
            own_edges = {name: mentions[of] if of else frozenset({logical}) for name, of in made_of.items()}
            yield self._resource(type, f"{logical}/{index}", properties, own_edges, written)

    def _given(self, written: Written) -> tuple[dict[str, Any], dict[str, frozenset[str]]]:
        """The properties, and which resources each mentions."""
        given: dict[str, Any] = {}
        mentions: dict[str, frozenset[str]] = {}
        for name, value in written.properties.items():
            self._intrinsics.mentioned.clear()
            evaluated = self._intrinsics.value(value)
            if evaluated is not LEFT_OUT:
                given[name] = evaluated
                mentions[name] = frozenset(self._intrinsics.mentioned & self._template.resources.keys())
        return given, mentions

    def _attribute(self, logical: str, attribute: str) -> Any:
        """What `Ref` or `Fn::GetAtt` gives: known where it is a name, as the template or its logical ID says it."""
        written = self._template.resources.get(logical)
        kind = mapped(written.type) if written else None
        target = kind.attribute(attribute) if kind else ""
        if not written or not kind or not target:
            return UNKNOWN
        for name, place in {
            **{name: name[0].lower() + name[1:] for name in written.properties},
            **kind.properties,
        }.items():
            if place == target and name in written.properties:
                value = self._intrinsics.value(written.properties[name])
                return logical if value is LEFT_OUT else value
        return logical if target == kind.name else UNKNOWN

    def _resource(
        self, type: str, name: str, properties: dict[str, Any], edges: Mapping[str, frozenset[str]], written: Written
    ) -> Declared:
        filled = completed(type, name, properties, REGION)
        return Declared(
            type=type,
            name=name,
            urn=name,
            checked=merged(filled.checked, properties),
            outputs=merged(filled.outputs, properties),
            edges=edges,
            depends_on_urns=frozenset(written.depends_on),
            secrets=frozenset(self._intrinsics.secrets),
            # CloudFormation compares a template with the last one, never with AWS: what a release moves, it leaves.
            ignore_changes=MOVED,
            place=written.place,
        )


def _no_echo(declared: Any) -> bool:
    """Whether CloudFormation shows a parameter's value to nobody."""
    return isinstance(declared, dict) and flag(declared.get("NoEcho")) is True


def _parameter(name: str, declared: Any, given: str | None) -> Any:
    """A parameter's value: what is given, or its default; UNKNOWN where there is none, or it is looked up.

    For the ID of something that is there already its name stands: whoever mentions it twice means the same.
    """
    kind = str(declared.get("Type", "String")) if isinstance(declared, dict) else "String"
    value = given if given is not None else declared.get("Default") if isinstance(declared, dict) else None
    if value is None and ID.fullmatch(kind):
        return name
    if value is None or kind.startswith("AWS::SSM::Parameter::"):
        return UNKNOWN
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return [one.strip() for one in str(value).split(",")]
    return value
