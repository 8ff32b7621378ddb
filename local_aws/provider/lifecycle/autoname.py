"""Autonaming: the resource's name, a separator, seven random hex digits."""

import hashlib
from dataclasses import dataclass

from local_aws.provider.schema import Autoname
from model.names import RANDOM_DIGITS


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What the engine says of a resource's name."""

    resource: str
    """The resource's name in the program."""
    seed: bytes = b""
    """Random, but the same in the preview and the update of one run."""
    proposed: str = ""
    """A name by the project's own autonaming pattern; empty when none is set."""
    enforced: bool = False
    """The proposed name must be taken as it is."""
    disabled: bool = False
    """The project turns autonaming off: the program must give every name."""


class NameRefused(ValueError):
    """No name can be generated; the text says why."""


def generated_name(rule: Autoname, naming: Naming) -> str:
    """The name by this rule. One that is too long is never cut: it raises `NameRefused`."""
    if naming.disabled:
        raise NameRefused(
            f"automatic naming is disabled in this project, so {rule.property!r} must be given for {naming.resource!r}"
        )
    name = naming.proposed or f"{naming.resource}{rule.separator}{_digits(naming)}"
    if rule.lowercase and not naming.enforced:
        name = name.lower()
    if len(name) > rule.max_length:
        prefix = naming.proposed or f"{naming.resource}{rule.separator}"
        raise NameRefused(
            f"could not make instance of {naming.resource!r}: name {prefix} plus {RANDOM_DIGITS} random chars is "
            f"longer than maximum length {rule.max_length}; use a shorter resource name, or set {rule.property!r}"
        )
    return name


def _digits(naming: Naming) -> str:
    return hashlib.sha256(naming.seed + naming.resource.encode()).hexdigest()[:RANDOM_DIGITS]
