"""Tags as the provider sees them: the program's, the provider's own defaults, and both together in `tagsAll`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local_aws.provider.values import UNKNOWN, has_unknown


@dataclass(frozen=True, kw_only=True)
class TagConfig:
    """The provider's `defaultTags` and `ignoreTags`."""

    defaults: Mapping[str, str] = field(default_factory=dict)
    ignored_keys: frozenset[str] = frozenset()
    ignored_prefixes: tuple[str, ...] = ()

    def ignores(self, key: str) -> bool:
        """Whether a tag is left alone: the provider's configuration ignores it, or it is AWS's own."""
        return key.startswith(("aws:", *self.ignored_prefixes)) or key in self.ignored_keys


def merged(tag_config: TagConfig, own: Any) -> Any:
    """`tagsAll`: the defaults overlaid by the resource's tags; unknown as a whole when any tag is unknown."""
    if has_unknown(own):
        return UNKNOWN
    return {key: value for key, value in {**tag_config.defaults, **(own or {})}.items() if not tag_config.ignores(key)}


def split(
    tag_config: TagConfig, everything: Mapping[str, str], own: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    """What AWS has, as `tags` and `tagsAll`; a default tag is in `tags` only where the program wrote it too."""
    seen = {key: value for key, value in everything.items() if not tag_config.ignores(key)}
    tags = {key: value for key, value in seen.items() if key in own or tag_config.defaults.get(key) != value}
    return tags, seen
