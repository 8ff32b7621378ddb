"""What differs between old and new inputs, by the schema's idea of equality, and what that does to the resource."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local_aws.provider.archives import fingerprint, is_archive
from local_aws.provider.lifecycle.texts import normalized
from local_aws.provider.schema import Property
from local_aws.provider.values import UNKNOWN
from model.property_path import PropertyPath, is_under, written

Fields = Mapping[str, Property]


@dataclass(frozen=True)
class Difference:
    """One place where old and new differ."""

    path: PropertyPath
    verb: str
    """add, update or delete."""
    replaces: bool
    """Whether AWS can't change it in place."""

    @property
    def text(self) -> str:
        """The path as Pulumi writes it, e.g. `ingress[0].fromPort` or `tags["a.b"]`."""
        return written(self.path)

    def is_under(self, pattern: str) -> bool:
        """Whether it is at or below a path as Pulumi writes it (`tags`, `tags["a.b"]`, `ingress[*].self`)."""
        return is_under(self.path, pattern)


def differences(
    fields: Fields, old: Mapping[str, Any], new: Mapping[str, Any], path: PropertyPath = ()
) -> Iterator[Difference]:
    """Every difference between two objects with these properties.

    A computed property that is left out keeps its value; two spellings of one meaning are no difference.
    """
    for key, prop in fields.items():
        yield from _compare(prop, old.get(key), new.get(key), (*path, key))


def same(prop: Property, old: Any, new: Any) -> bool:
    """Whether a change from old to new is no difference."""
    return next(_compare(prop, old, new, ()), None) is None


def unset(value: Any) -> bool:
    """Whether it counts as absent: the real provider's schema has no null for texts, numbers and lists."""
    return value is None or value is False or value in ("", 0) or value == [] or value == {}


def _compare(prop: Property, old: Any, new: Any, path: PropertyPath) -> Iterator[Difference]:
    if _equal_by_absence(prop, old, new):
        return
    if old is None or new is None or old == UNKNOWN or new == UNKNOWN:
        verb = "add" if old is None else "delete" if new is None else "update"
        yield Difference(path, verb, _forces(prop, new if old is None else old))
    elif prop.type == "object" and isinstance(old, dict) and isinstance(new, dict):
        yield from differences(prop.fields, old, new, path)
    elif prop.is_list and isinstance(old, list) and isinstance(new, list):
        yield from (_set if prop.is_set else _list)(prop, old, new, path)
    elif prop.type == "map(string)" and isinstance(old, dict) and isinstance(new, dict):
        yield from _map(prop, old, new, path)
    elif _scalar(prop, old) != _scalar(prop, new):
        yield Difference(path, "update", prop.force_new)


def _equal_by_absence(prop: Property, old: Any, new: Any) -> bool:
    """Whether one side is absent and that means the value of the other side."""
    if new is None:
        return prop.computed or unset(old) or (prop.default is not None and old == prop.default)
    return old is None and (unset(new) or new == prop.default)


def _list(prop: Property, old: list[Any], new: list[Any], path: PropertyPath) -> Iterator[Difference]:
    member = prop.members
    for i in range(max(len(old), len(new))):
        if i >= len(new):
            yield Difference((*path, i), "delete", _forces(prop, old[i]))
        elif i >= len(old):
            yield Difference((*path, i), "add", _forces(prop, new[i]))
        else:
            yield from _compare(member, old[i], new[i], (*path, i))


def _set(prop: Property, old: list[Any], new: list[Any], path: PropertyPath) -> Iterator[Difference]:
    """A changed member is one removed and one added; where both have one index, that is an update."""
    member = prop.members
    removed = {i: one for i, one in enumerate(old) if not any(same(member, one, other) for other in new)}
    added = {i: one for i, one in enumerate(new) if not any(same(member, other, one) for other in old)}
    for i in sorted(removed.keys() | added.keys()):
        verb = "update" if i in removed and i in added else "delete" if i in removed else "add"
        forces = any(_forces(prop, members[i]) for members in (removed, added) if i in members)
        yield Difference((*path, i), verb, forces)


def _map(prop: Property, old: dict[str, Any], new: dict[str, Any], path: PropertyPath) -> Iterator[Difference]:
    for key in sorted(old.keys() | new.keys()):
        if key not in new or key not in old:
            yield Difference((*path, key), "add" if key in new else "delete", prop.force_new)
        elif UNKNOWN in (old[key], new[key]) or _text(old[key]) != _text(new[key]):
            yield Difference((*path, key), "update", prop.force_new)


def _forces(prop: Property, value: Any) -> bool:
    """Whether adding or removing the value as a whole replaces: it, or something given inside it, does."""
    if prop.force_new:
        return True
    if isinstance(value, list):
        return any(_forces(prop, member) for member in value)
    return isinstance(value, dict) and any(
        _forces(field, value[key]) for key, field in prop.fields.items() if key in value and not unset(value[key])
    )


def _scalar(prop: Property, value: Any) -> Any:
    if is_archive(value):
        return fingerprint(value)
    normal = normalized(prop.same, value)
    if prop.type in ("integer", "number"):
        try:
            return float(normal)
        except (TypeError, ValueError):
            return normal
    return _text(normal) if isinstance(normal, bool | int | float) else normal


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
