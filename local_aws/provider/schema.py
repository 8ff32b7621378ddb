"""The types the stand-in knows, as data: what each property is and what counts as a change of it.

`schema/<service>.yaml` has the types by their tokens. The keys of a type:

- `properties`: the inputs, by camelCase name, see `Property`; `tagsAll` and other results are under `outputs`.
- `outputs`: the names of what AWS returns beyond the inputs.
- `autoname`: which property gets a generated name when the program gives none, see `Autoname`.
- `deleteBeforeReplace`: a replacement always deletes first, as the two can't exist side by side.

And those of a property: `type` (string, integer, number, boolean, object, archive, list(…), map(string)), `required`,
`default`, `computed`, `forceNew`, `set`, `enum`, `range`, `minItems`, `maxItems`, `conflictsWith`, `exactlyOneOf`,
`atLeastOneOf`, `requiredWith`, `same`, `fields`.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "schema"
# Modules of the SDK whose types are in another module's file, or are another module's types.
FILES = {"vpc": "ec2"}
ALIASES = {"alb": "lb", "elasticloadbalancingv2": "lb", "applicationloadbalancing": "lb"}


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property of a type, or of a nested object."""

    type: str
    required: bool = False
    default: Any = None
    """Filled in by Check when the program leaves it out; None: nothing is."""
    computed: bool = False
    """AWS fills it in when it is left out: leaving it out, or removing it later, is no difference."""
    force_new: bool = False
    """A difference at this place replaces the resource, whatever its parents say."""
    is_set: bool = False
    """A list whose order and duplicates don't count."""
    enum: tuple[Any, ...] = ()
    """Allowed values; of a list, of each member."""
    range: tuple[float | None, float | None] | None = None
    """Inclusive, None for open: of a number its value, of a text its length in characters."""
    min_items: int | None = None
    max_items: int | None = None
    conflicts_with: tuple[str, ...] = ()
    """Siblings that can't be given together with it; the last part counts where a path is given."""
    exactly_one_of: tuple[str, ...] = ()
    at_least_one_of: tuple[str, ...] = ()
    required_with: tuple[str, ...] = ()
    same: str | None = None
    """How two texts are compared: policy, plain, ecr-lifecycle (JSON), case, boolean, protocol."""
    fields: dict[str, "Property"] = field(default_factory=dict)
    """The properties of an object, or of each member of a list of objects."""

    @property
    def is_list(self) -> bool:
        """Whether its value is a list."""
        return self.type.startswith("list(")

    @property
    def members(self) -> "Property":
        """What each member of a list is, as a property of its own."""
        member = self.type.removeprefix("list(").removesuffix(")")
        return Property(type=member, force_new=self.force_new, same=self.same, fields=self.fields)


@dataclass(frozen=True, kw_only=True)
class Autoname:
    """How a name is generated: the resource's name, the separator, seven random hex digits."""

    property: str
    max_length: int
    """In characters, random digits included; a longer name is an error and never cut."""
    separator: str
    lowercase: bool = False


@dataclass(frozen=True, kw_only=True)
class ResourceType:
    """One resource type."""

    token: str
    properties: dict[str, Property]
    outputs: tuple[str, ...]
    autoname: Autoname | None = None
    delete_before_replace: bool = False

    @property
    def taggable(self) -> bool:
        """Whether the provider's default tags reach it; an Auto Scaling group, for one, has another form of tags."""
        return "tagsAll" in self.outputs

    @property
    def inputs(self) -> dict[str, Property]:
        """What Check may return: the properties, and `tagsAll`, which Check makes from `tags`."""
        return self.properties | ({"tagsAll": Property(type="map(string)")} if self.taggable else {})


def canonical(token: str) -> str:
    """The token under which a type is known: `aws:alb/listener:Listener` is `aws:lb/listener:Listener`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.partition("/")
    return f"{package}:{ALIASES.get(module, module)}/{name}"


def type_of(token: str) -> ResourceType | None:
    """The type with this canonical token; None when the stand-in doesn't know it."""
    module = token.partition(":")[2].partition("/")[0]
    return _load(FILES.get(module, module)).get(token)


@cache
def _load(service: str) -> dict[str, ResourceType]:
    file = FOLDER / f"{service}.yaml"
    if not file.is_file():
        return {}
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {token: _resource_type(token, keys) for token, keys in raw.items()}


def _resource_type(token: str, keys: dict[str, Any]) -> ResourceType:
    name = keys.get("autoname")
    return ResourceType(
        token=token,
        properties={key: _property(value) for key, value in keys["properties"].items()},
        outputs=tuple(keys["outputs"]),
        autoname=name
        and Autoname(
            property=name["property"],
            max_length=name["maxLength"],
            separator=name["separator"],
            lowercase=name.get("lowercase", False),
        ),
        delete_before_replace=keys.get("deleteBeforeReplace", False),
    )


def _property(keys: dict[str, Any]) -> Property:
    return Property(
        type=keys["type"],
        required=keys.get("required", False),
        default=keys.get("default"),
        computed=keys.get("computed", False),
        force_new=keys.get("forceNew", False),
        is_set=keys.get("set", False),
        enum=tuple(keys.get("enum", ())),
        range=tuple(keys["range"]) if "range" in keys else None,
        min_items=keys.get("minItems"),
        max_items=keys.get("maxItems"),
        conflicts_with=_siblings(keys, "conflictsWith"),
        exactly_one_of=_siblings(keys, "exactlyOneOf"),
        at_least_one_of=_siblings(keys, "atLeastOneOf"),
        required_with=_siblings(keys, "requiredWith"),
        same=keys.get("same"),
        fields={name: _property(value) for name, value in keys.get("fields", {}).items()},
    )


def _siblings(keys: dict[str, Any], relation: str) -> tuple[str, ...]:
    # Upstream writes whole paths (launchTemplate.name); all that occur here name a sibling.
    return tuple(name.rpartition(".")[2] for name in keys.get(relation, ()))
