"""A resource in a first preview, without an engine, a plugin or AWS: for programs that are run without them.

The messages are Pulumi's, as a program sends them to register a resource.
"""

from dataclasses import dataclass

from google.protobuf.struct_pb2 import Struct

from local_aws.provider.lifecycle.autoname import Naming
from local_aws.provider.lifecycle.check import check
from local_aws.provider.lifecycle.defaults import without_defaults
from local_aws.provider.lifecycle.preview import planned
from local_aws.provider.lifecycle.tags import TagConfig
from local_aws.provider.protocol.wire import encode, plain
from local_aws.provider.schema import canonical, type_of


@dataclass(frozen=True, kw_only=True)
class Previewed:
    """What the provider answers to Check and to the preview of Create."""

    inputs: Struct
    """The checked inputs: with names and defaults."""
    state: Struct
    """The planned state; what AWS would decide is unknown."""
    failures: list[str]
    """Why the provider would refuse the inputs."""


def first_preview(token: str, name: str, inputs: Struct, region: str) -> Previewed | None:
    """The resource under a provider that is configured with the region alone; None for a type that the schema lacks."""
    known = type_of(canonical(token))
    if known is None:
        return None
    checked = check(known, {}, plain(inputs), Naming(resource=name), TagConfig(), region)
    return Previewed(
        inputs=encode(without_defaults(checked.inputs)),
        state=encode(planned(known, checked.inputs)),
        failures=[failure.message() for failure in checked.failures],
    )
