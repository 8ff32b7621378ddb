"""What an expression of a plan's configuration is made of: the resources, through variables, outputs and locals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from policy.reading import UNKNOWN
from verdict.terraform.sources import Encoded, Module, Sources

VARIABLE = re.compile(r"\$\{var\.([\w-]+)\}")
INDEX = re.compile(r"\[[^\]]*]")
BY_INDEX = ("each.", "count.")
"""What an expression names when each instance of a resource has an index of its own."""


@dataclass(frozen=True, kw_only=True)
class Configured:
    """One module of the configuration, as all its instances have it."""

    configuration: Mapping[str, Any]
    """`root_module`, or the `module` of a call."""
    written: Module
    """Its `.tf` files."""
    parent: "Configured | None" = None
    call: Mapping[str, Any] = field(default_factory=dict)
    """How the parent calls it."""
    children: dict[str, "Configured"] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    """The variables of the root module."""

    def resource(self, address: str) -> Mapping[str, Any]:
        """The configuration of a resource, by its address within the module, without an index."""
        return self._resources.get(address, {})

    @cached_property
    def _resources(self) -> Mapping[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for one in self.configuration.get("resources", ()):
            found.setdefault(one["address"], one)
        return found

    def variable(self, name: str) -> Any:
        """The value of a variable, as far as the plan has it; UNKNOWN otherwise, and where it is sensitive."""
        if self.configuration.get("variables", {}).get(name, {}).get("sensitive"):
            return UNKNOWN
        if name in self.given:
            return self.given[name].get("value", UNKNOWN)
        expression = self.call.get("expressions", {}).get(name)
        if expression is None or not self.parent:
            return self.configuration.get("variables", {}).get(name, {}).get("default", UNKNOWN)
        match expression:
            case {"constant_value": value}:
                return value
            case {"references": [str(one)]} if one.startswith("var."):
                return self.parent.variable(one.removeprefix("var."))
        return UNKNOWN

    def with_variables(self, written: Any) -> Any:
        """What a `.tf` file of the module says, with its variables in their places where they are known."""
        if isinstance(written, dict):
            return {name: self.with_variables(one) for name, one in written.items()}
        if isinstance(written, list):
            return [self.with_variables(one) for one in written]
        if isinstance(written, Encoded):
            return Encoded(self.with_variables(written.value))
        if not isinstance(written, str):
            return written
        if whole := VARIABLE.fullmatch(written):
            value = self.variable(whole[1])
            return written if value is UNKNOWN else value
        return VARIABLE.sub(self._text, written)

    def _text(self, found: re.Match[str]) -> str:
        value = self.variable(found[1])
        return value if isinstance(value, str) else found[0]

    def repeated(self, address: str) -> Any:
        """The `for_each` of a resource, or of the call `module.name`."""
        calls = self.configuration.get("module_calls", {})
        called = calls.get(address.removeprefix("module."), {}) if address.startswith("module.") else {}
        return (called or self.resource(address)).get("for_each_expression")


def configured(plan: Mapping[str, Any], sources: Sources) -> Configured:
    """The whole configuration of a plan."""
    root = plan.get("configuration", {}).get("root_module", {})
    return _below(
        Configured(configuration=root, written=sources.module(sources.folder), given=plan.get("variables", {})),
        sources,
        (),
        sources.folder,
    )


def _below(module: Configured, sources: Sources, path: tuple[str, ...], folder: Path | None) -> Configured:
    """The module with those that it calls."""
    for name, call in module.configuration.get("module_calls", {}).items():
        inside = (*path, name)
        place = sources.folder_of(inside, call.get("source", ""), folder)
        child = Configured(
            configuration=call.get("module", {}), written=sources.module(place), parent=module, call=call
        )
        module.children[name] = _below(child, sources, inside, place)
    return module


class References:
    """Follows expressions to the instances of resources that a plan has."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._instances: dict[str, list[str]] = {}
        self._here: dict[tuple[str, str], list[str]] = {}
        """The instances by the modules around them, with their indexes, and by the address within."""
        self._indexed: dict[tuple[str, str, str], list[str]] = {}
        """The same, by the index as well."""
        self._inside: dict[str, list[str]] = {}
        """All that is in a module, without indexes."""
        for address in addresses:
            around, within = _around(address), _within(address)
            self._instances.setdefault(INDEX.sub("", address), []).append(address)
            self._here.setdefault((around, within), []).append(address)
            self._indexed.setdefault((around, within, _index(address)), []).append(address)
            steps = INDEX.sub("", around).split(".")
            for end in range(2, len(steps), 2):
                self._inside.setdefault(f"{'.'.join(steps[:end])}.", []).append(address)
        self.lost: set[str] = set()
        """The locals that nobody could follow."""

    def to(self, names: Iterable[str], module: Configured, user: str) -> frozenset[str]:
        """The addresses that references lead to."""
        return frozenset(self._all(tuple(names), module, user, frozenset()))

    def before(self, module: Configured, address: str) -> frozenset[str]:
        """The addresses in `depends_on` of a resource, and of the calls of the modules around it."""
        found = self._named(module.resource(_within(address)).get("depends_on"), module, address)
        while module.parent:
            module, call, address = module.parent, module.call, _around(address)[:-1]
            found |= self._named(call.get("depends_on"), module, address)
        return found

    def _named(self, names: Any, module: Configured, user: str) -> frozenset[str]:
        found: set[str] = set()
        for name in names if isinstance(names, list) else ():
            if str(name).startswith("module."):  # All that is in it.
                inside = f"{INDEX.sub('', _around(user) + name)}."
                found.update(self._inside.get(inside, ()))
            else:
                found |= self.to([str(name)], module, user)
        return frozenset(found)

    def _all(
        self, names: tuple[str, ...], module: Configured, user: str, seen: frozenset[tuple[int, str]]
    ) -> Iterator[str]:
        indexed = any(name.startswith(BY_INDEX) for name in names)
        for name in names:
            # Terraform lists `a.b.c`, `a.b` and `a`: the first says it all.
            if not any(other != name and other.startswith((f"{name}.", f"{name}[")) for other in names):
                step = (id(module), name)
                if step not in seen:
                    yield from self._one(name, module, user, seen | {step}, indexed)

    def _one(
        self, name: str, module: Configured, user: str, seen: frozenset[tuple[int, str]], indexed: bool
    ) -> Iterator[str]:
        head, *rest = INDEX.sub("", name).split(".")
        match head:
            case "var" if rest and module.parent:
                given = module.call.get("expressions", {}).get(rest[0])
                yield from self._all(mentioned(given), module.parent, _around(user)[:-1], seen)
            case "local" if rest:
                if rest[0] not in module.written.locals:
                    self.lost.add(f"local.{rest[0]}")
                yield from self._all(module.written.locals.get(rest[0], ()), module, user, seen)
            case "module" if rest and (child := module.children.get(rest[0])):
                inside = f"{_around(user)}module.{rest[0]}."
                outputs = child.configuration.get("outputs", {})
                for output in rest[1:2] or outputs:
                    expression = outputs.get(output, {}).get("expression")
                    yield from self._all(mentioned(expression), child, inside, seen)
            case "each" if rest and rest[0] == "value":
                yield from self._all(mentioned(module.repeated(_within(user))), module, user, seen)
            case "data" if len(rest) > 1:
                data = f"data.{rest[0]}.{rest[1]}"
                expressions = module.resource(data).get("expressions", {})
                yield from self._all(mentioned(expressions), module, user, seen)
            case _ if rest:
                yield from self._resources(name, f"{head}.{rest[0]}", user, indexed)

    def _resources(self, name: str, address: str, user: str, indexed: bool) -> Iterator[str]:
        """The instances that a reference means: the one with this index, with the user's own, or all."""
        around = _around(user)
        written = re.match(rf"{re.escape(address)}(\[[^\]]*])", name)
        index = written[1] if written else _index(user) if indexed else ""
        # The same instance of the module, where it has several.
        if here := self._here.get((around, address)):
            yield from self._indexed.get((around, address, index), here) if index else here
            return
        found = self._instances.get(INDEX.sub("", f"{around}{address}"), [])
        yield from [one for one in found if index and _index(one) == index] or found


def mentioned(expression: Any) -> tuple[str, ...]:
    """The references that an expression of the configuration has, at any depth."""
    return tuple(dict.fromkeys(_mentioned(expression)))


def _mentioned(expression: Any) -> Iterator[str]:
    if isinstance(expression, dict):
        references = expression.get("references")
        if isinstance(references, list) and all(isinstance(one, str) for one in references):
            yield from references
        elif "constant_value" not in expression:
            for one in expression.values():
                yield from _mentioned(one)
    elif isinstance(expression, list):
        for one in expression:
            yield from _mentioned(one)


def _around(user: str) -> str:
    """The modules around a resource, or around a module that is called, with a dot after them."""
    return "".join(re.findall(r"module\.\w[\w-]*(?:\[[^\]]*])?\.", user))


def _within(address: str) -> str:
    """The address within its module, without an index."""
    return INDEX.sub("", address.removeprefix(_around(address)))


def _index(address: str) -> str:
    found = re.search(r"\[[^\]]*]$", address)
    return found[0] if found else ""
