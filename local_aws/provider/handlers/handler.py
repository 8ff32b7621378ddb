"""How the provider handles one `aws:*` type: its calls to AWS to create, read, update and delete a resource.

A handler translates to and from AWS. Everything that holds for every type (names, defaults, checks, differences, tags,
previews) is done once, from the type's schema.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local_aws.provider.values import Props

if TYPE_CHECKING:  # Who reads the schema alone needs no botocore, which takes a while to import.
    from local_aws.provider.handlers.aws import Aws


@dataclass(frozen=True, kw_only=True)
class Change:
    """An update in place: the old state, the new properties, and the top-level properties that differ."""

    old: Props
    new: Props
    keys: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class ResourceHandler:
    """The handler of one resource type, e.g. `aws:ec2/vpc:Vpc`."""

    token: str
    create: Callable[["Aws", Props], str]
    """Sends what the real provider would send for these checked inputs; returns the new id."""
    read: Callable[["Aws", str, Props], Props | None]
    """Everything AWS returns for the id: inputs, outputs and `tagsAll`. None when the resource is gone.

    The last known state is given for what AWS doesn't return (write-only values, the form that the program chose);
    it is empty on import.
    """
    delete: Callable[["Aws", str, Props], None]
    """Removes the resource; already gone is success. The props are the last known state."""
    update: Callable[["Aws", str, Change], None] | None = None
    """Sends what changed. None where every change replaces."""
    canonical: Callable[[Props], Props] | None = None
    """Applied to both sides before they are compared, where the schema alone can't say what is equal."""
    replaces: Callable[[Change], frozenset[str]] | None = None
    """Of the properties that differ, those that replace because of their values; `forceNew` ones come on top."""
    unknown_outputs: Callable[[Change], frozenset[str]] | None = None
    """Outputs that a preview of this update can't know; the others keep their old values."""


class InitFailed(Exception):
    """A create that failed after AWS had given an id: the resource exists, is kept in the state and finished later."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


@contextmanager
def initializing(id: str) -> Iterator[None]:
    """Wraps the calls of a create that come after the resource exists; their error is the cause of `InitFailed`."""
    try:
        yield
    except Exception as error:
        raise InitFailed(id) from error


Lookup = Callable[["Aws", Props], Props]
"""One `aws:…:get…` function: arguments in, result out."""
