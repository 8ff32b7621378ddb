"""What the stand-in knows of one `aws:*` type: four conversations with AWS.

A kind says what is sent and what is read. Everything that holds for every type (names, defaults, checks, differences,
tags, previews) is done once from the type's entry in `schema/`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # Whoever reads the schema alone needs no boto3, which takes a while to import.
    from local_aws.provider.aws import Aws

Props = dict[str, Any]
"""Properties by their camelCase wire names, as plain values; absent means unset."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """An update in place: what was, what shall be, and the top-level properties that differ."""

    old: Props
    new: Props
    keys: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One resource type, e.g. `aws:ec2/vpc:Vpc`."""

    token: str
    create: Callable[["Aws", Props], str]
    """Sends what the real provider would send for these checked inputs; returns the new id."""
    read: Callable[["Aws", str, Props], Props | None]
    """Everything AWS says of the id: inputs, outputs and `tagsAll`. None when it is gone.

    The last known state is given for what AWS doesn't tell (write-only values, the spelling the program chose);
    it is empty on import.
    """
    delete: Callable[["Aws", str, Props], None]
    """Removes it; already gone is success. The props are the last known state."""
    update: Callable[["Aws", str, Change], None] | None = None
    """Sends what changed. None where every change replaces."""
    canonical: Callable[[Props], Props] | None = None
    """Applied to both sides before they are compared, where the schema alone can't say what is equal."""
    replaces: Callable[[Change], frozenset[str]] | None = None
    """Of the properties that differ, those that replace because of their values; `forceNew` ones come on top."""
    unsettled: Callable[[Change], frozenset[str]] | None = None
    """Outputs that a preview of this update can't know; the others keep their old values."""


class PartlyCreated(Exception):
    """A create that failed after AWS had given an id: the resource exists, is kept in the state and finished later."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


@contextmanager
def exists(id: str) -> Iterator[None]:
    """Wraps the calls of a create that come after the resource exists; their error is the cause of `PartlyCreated`."""
    try:
        yield
    except Exception as error:
        raise PartlyCreated(id) from error


Lookup = Callable[["Aws", Props], Props]
"""One `aws:…:get…` function: arguments in, result out."""
