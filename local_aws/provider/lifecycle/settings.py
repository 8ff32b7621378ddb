"""The shapes of those of the provider's settings that the stand-in reads."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local_aws.loopback import shown
from local_aws.provider.lifecycle.errors import Refused

Settings = Mapping[str, Any]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_account(value: Any) -> bool:
    # An id that a stack file has without quotes arrives as a number.
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, str | int) and not isinstance(value, bool)


def _list_of(is_one: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list | tuple) and all(is_one(one) for one in value)


def _map_of(is_one: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Mapping) and all(is_one(one) for one in value.values())


def _object(**members: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, Mapping)
        and value.keys() <= members.keys()
        and all(one is None or members[name](one) for name, one in value.items())
    )


_ACCOUNTS = 'a list of account ids, such as ["123456789012"]'
SHAPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "region": (_is_text, "the name of a region, such as us-east-1"),
    "endpoints": (
        _list_of(_map_of(_is_text)),
        'a list of services with their URLs, such as [{"ecs": "http://127.0.0.1:4566"}]',
    ),
    "allowedAccountIds": (_list_of(_is_account), _ACCOUNTS),
    "forbiddenAccountIds": (_list_of(_is_account), _ACCOUNTS),
    "defaultTags": (_object(tags=_map_of(_is_text)), 'an object with tags, such as {"tags": {"team": "web"}}'),
    "ignoreTags": (
        _object(keys=_list_of(_is_text), keyPrefixes=_list_of(_is_text)),
        'an object with keys and keyPrefixes, such as {"keys": ["owner"]}',
    ),
}


def settings(config: Settings) -> Settings:
    """Those with a value, as lists and objects: the engine sends them as JSON text. Raises `Refused`."""
    found: dict[str, Any] = {}
    for key, value in config.items():
        read = _read(value)
        if read is None:
            continue
        if key in SHAPES:
            fits, what = SHAPES[key]
            if not fits(read):
                raise Refused(f"aws:{key} is {what}; got {shown(value)}")
        found[key] = read
    return found


def _read(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value
