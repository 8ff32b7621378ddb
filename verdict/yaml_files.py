"""Files of Pulumi's, read as its engine reads them: a key that stands twice is refused, where YAML takes the last."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader
else:  # The one written in C, where it is there, saves as much time as a rule takes.
    SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(SafeLoader):
    """Says that a key stands twice, and where."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        first: dict[str, yaml.Node] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and (other := first.setdefault(key.value, key)) is not key:
                lines = f"{other.start_mark.line + 1} and {key.start_mark.line + 1}"
                raise yaml.YAMLError(f"{key.value} is there twice, in lines {lines}; keep one of them")
        return super().construct_mapping(node, deep)


def read(file: Path) -> Any:
    """What the file says. YAMLError when nobody can tell."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
