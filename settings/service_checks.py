"""Which requests each service takes, and in which order services are released."""

from collections import Counter
from collections.abc import Iterator

from model.rule_conditions import MOST_VALUES
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    for one in s.services:
        values = len(one.paths) + len(one.hosts)
        if values > MOST_VALUES:
            yield (
                f"{_key(s, one, 'paths')}: with hosts it has {values}, and a listener rule takes {MOST_VALUES} in all; "
                "take paths with *, or make two services of it"
            )
    if not s.network:
        yield from _shared_listener(s)
    yield from _order(s)


def _key(s: Settings, one: Settings, key: str) -> str:
    return f"bluegreen:services.{one.service_name}.{key}" if s.several else f"bluegreen:{key}"


def _shared_listener(s: Settings) -> Iterator[str]:
    taken = Counter(one.priority for one in s.services)
    for priority in sorted(number for number, times in taken.items() if times > 1):
        names = [one.service_name for one in s.services if one.priority == priority]
        yield (
            f"bluegreen:services: {' and '.join(names)} have priority {priority}, and two rules of a listener can't; "
            "give each one of its own, the lower to what is to be asked first"
        )
    rest = [one for one in s.services if one.takes_the_rest]
    if len(rest) > 1:
        names = " and ".join(one.service_name for one in rest)
        yield (
            f"bluegreen:services: {names} have neither paths nor hosts, so that each would take all requests; "
            "only one service can"
        )
    for one in s.services:
        behind = [
            other.service_name for other in s.services if other.priority > one.priority and one.takes_all_of(other)
        ]
        if behind:
            names = " and ".join(behind)
            what, fix = "every request", "the highest number"
            if not one.takes_the_rest:
                what, fix = f"every request of {names}", "a higher number, or other paths or hosts"
            yield (
                f"{_key(s, one, 'priority')} = {one.priority}: it takes {what}, so that {names} would never get one; "
                f"give it {fix}"
            )


def _order(s: Settings) -> Iterator[str]:
    names = [one.service_name for one in s.several]
    strange = [name for name in s.release_order if name not in names]
    if strange:
        yield (
            f"bluegreen:releaseOrder: has {' and '.join(strange)}, which is none of bluegreen:services "
            f"({', '.join(names) or 'there are none'}); take it out"
        )
