"""The `.tf` and `.tf.json` files beside a plan, for what it leaves out: lines, `lifecycle`, locals, dynamic blocks."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verdict.program import Place

REFERENCE = re.compile(r"(?<![\w.])(?:module|local|var|data|each|[a-z][a-z0-9]*_\w+)(?:\.\w+|\[[^\]]*])+")
"""`aws_lb.web.arn`, `aws_subnet.public[0].id`, `local.group`, `module.app.listener`, `each.value.arn`."""

OVERRIDE = re.compile(r"(^|_)override\.tf(\.json)?$")
ENCODED = re.compile(r"\$\{jsonencode\((.*)\)\}", re.DOTALL)


@dataclass(frozen=True)
class Encoded:
    """What is inside of `jsonencode(…)`."""

    value: Any


@dataclass(frozen=True, kw_only=True)
class Block:
    """A resource as it is written."""

    place: Place
    ignored: tuple[str, ...]
    """Its `ignore_changes`, in Terraform's words; `*` for all."""
    body: Mapping[str, Any]
    """Attributes and blocks, dynamic ones too. Expressions are texts with `${`, or Encoded."""


@dataclass(kw_only=True)
class Module:
    """The `.tf` files of one folder."""

    resources: dict[str, Block] = field(default_factory=dict)
    """By `type.name`, and `data.type.name`."""
    locals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each mentions."""
    unread: list[Path] = field(default_factory=list)
    """Files that could not be read, as they are no HCL that the parser knows."""


class Sources:
    """The modules of a configuration, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._installed = _installed(folder)
        self._modules: dict[Path, Module] = {}

    def folder_of(self, path: tuple[str, ...], source: str, parent: Path | None) -> Path | None:
        """Where a module is, by its names from the root and its `source`; None when it is not beside the plan."""
        if known := self._installed.get(".".join(path)):
            return self.folder / known
        return parent / source if parent and source.startswith(("./", "../")) else None

    def module(self, folder: Path | None) -> Module:
        """What is written there; an empty one where nothing is."""
        if folder is None:
            return Module()
        if folder not in self._modules:
            self._modules[folder] = _read(folder)
        return self._modules[folder]

    @property
    def unread(self) -> list[Path]:
        """The files that could not be read."""
        return [file for module in self._modules.values() for file in module.unread]


def references(expression: Any) -> tuple[str, ...]:
    """Whatever resources, locals, variables and outputs this mentions, at any depth."""
    return tuple(dict.fromkeys(_references(expression)))


def _references(expression: Any) -> Iterator[str]:
    if isinstance(expression, dict):
        for one in expression.values():
            yield from _references(one)
    elif isinstance(expression, list):
        for one in expression:
            yield from _references(one)
    elif isinstance(expression, Encoded):
        yield from _references(expression.value)
    elif isinstance(expression, str) and "${" in expression:
        yield from REFERENCE.findall(expression)


def _installed(folder: Path) -> dict[str, str]:
    """Where `terraform init` has put the modules, by their names from the root."""
    try:
        listed = json.loads((folder / ".terraform" / "modules" / "modules.json").read_text(encoding="utf-8"))
        return {one["Key"]: one["Dir"] for one in listed["Modules"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _loads(text: str) -> dict[str, Any]:
    # Only here: its grammar takes as long as our rules, and a plan may be alone.
    import hcl2

    options = hcl2.SerializationOptions(with_comments=False, explicit_blocks=False, strip_string_quotes=True)
    return hcl2.loads(text, serialization_options=options)


def _read(folder: Path) -> Module:
    module = Module()
    # Terraform takes files that override others last: https://developer.hashicorp.com/terraform/language/files/override
    files = (*folder.glob("*.tf"), *folder.glob("*.tf.json"))
    for file in sorted(files, key=lambda file: (bool(OVERRIDE.search(file.name)), file.name)):
        try:
            text = file.read_text(encoding="utf-8")
            written = (
                json.loads(text) if file.suffix == ".json" else _loads(text if text.endswith("\n") else f"{text}\n")
            )
            if not isinstance(written, dict):
                raise ValueError("no object")
        except Exception:  # The parser's own errors are those of its grammar, and of its library.
            module.unread.append(file)
            continue
        for kind, prefix in (("resource", ""), ("data", "data.")):
            for type, name, body in _named(written.get(kind)):
                place = Place(file=file, line=_line(text, kind, type, name))
                address = f"{prefix}{type}.{name}"
                module.resources[address] = _over(module.resources.get(address), _block(body, place))
        for group in _objects(written.get("locals")):
            module.locals |= {name: references(value) for name, value in group.items()}
    return module


def _named(of_kind: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Type, name and body of each resource."""
    for of_type in _objects(of_kind):
        for type, all_named in of_type.items():
            for named in _objects(all_named):
                for name, bodies in named.items():
                    yield from ((type, name, body) for body in _objects(bodies))


def _objects(written: Any) -> list[dict[str, Any]]:
    """The objects of a list, or the one in its place: JSON has both for blocks.

    https://developer.hashicorp.com/terraform/language/syntax/json
    """
    return [one for one in (written if isinstance(written, list) else [written]) if isinstance(one, dict)]


def _over(below: Block | None, above: Block) -> Block:
    """A block with what an override file says of it."""
    if below is None:
        return above
    return Block(place=below.place, ignored=above.ignored or below.ignored, body={**below.body, **above.body})


def _line(text: str, kind: str, type: str, name: str) -> int:
    kind, type, name = map(re.escape, (kind, type, name))
    head = re.search(rf'^[ \t]*{kind}[ \t]+"?{type}"?[ \t]+"?{name}"?[ \t]*\{{', text, re.MULTILINE)
    if head:
        return text.count("\n", 0, head.start()) + 1
    head = re.search(rf'"{kind}"\s*:.*?"{type}"\s*:.*?(?="{name}"\s*:)', text, re.DOTALL)
    return text.count("\n", 0, head.end()) + 1 if head else 1


def _block(body: Mapping[str, Any], place: Place) -> Block:
    ignored = [
        path for lifecycle in _objects(body.get("lifecycle")) for path in _paths(lifecycle.get("ignore_changes"))
    ]
    return Block(place=place, ignored=tuple(ignored), body=_static(body))


def _static(value: Any) -> Any:
    """Dynamic blocks as if they were written one by one, with what they are made for beside them."""
    if isinstance(value, list):
        return [_static(one) for one in value]
    if isinstance(value, str) and (encoded := ENCODED.fullmatch(value)):
        return _encoded(value, encoded[1])
    if not isinstance(value, dict):
        return value
    found = {name: _static(one) for name, one in value.items() if name not in ("dynamic", "lifecycle")}
    for dynamic in _objects(value.get("dynamic")):
        for name, all_made in dynamic.items():
            for made in _objects(all_made):
                blocks = [
                    _static(block) | {"for_each": made.get("for_each")} for block in _objects(made.get("content"))
                ]
                found[name] = [*_objects(found.get(name)), *blocks]
    return found


def _encoded(whole: str, inside: str) -> Any:
    try:
        return Encoded(_loads(f"it = {inside}\n")["it"])
    except Exception:  # As in _read.
        return whole


def _paths(value: Any) -> list[str]:
    if value in ("all", "${all}"):
        return ["*"]
    return [str(one).removeprefix("${").removesuffix("}") for one in value] if isinstance(value, list) else []
