"""Answers to the engine that take more than one field: differences, failures, errors."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import grpc
from google.protobuf.any_pb2 import Any as Packed
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, status_pb2

from local_aws.provider.lifecycle import errors
from local_aws.provider.lifecycle.difference import Difference
from local_aws.provider.protocol.secrets import redacted

# Never Internal or Unknown: the engine takes those for a resource whose state is lost.
CODE = grpc.StatusCode.FAILED_PRECONDITION


def diff(differences: list[Difference], *, delete_first: bool = False) -> Any:
    """The differences in detail; one that replaces makes the whole resource be replaced."""
    detailed = {one.text: _property_diff(one) for one in differences}
    replaces = dict.fromkeys(str(one.path[0]) for one in differences if one.replaces)
    return provider_pb2.DiffResponse(
        changes=provider_pb2.DiffResponse.DIFF_SOME if detailed else provider_pb2.DiffResponse.DIFF_NONE,
        diffs=list(dict.fromkeys(str(one.path[0]) for one in differences)),
        replaces=list(replaces),
        deleteBeforeReplace=bool(replaces) and delete_first,
        detailedDiff=detailed,
        hasDetailedDiff=True,
    )


def failures(reasons: Iterable[str]) -> list[Any]:
    """Why inputs are refused."""
    return [provider_pb2.CheckFailure(reason=reason) for reason in reasons]


@contextmanager
def aborting(context: grpc.ServicerContext, operation: str, token: str, name: str, *messages: Struct) -> Iterator[None]:
    """Aborts the call when the block fails, with a text for the user that shows no secret of the request's messages."""
    try:
        yield
    except Exception as error:
        if context.code() is not None:  # type: ignore[attr-defined]  # It is aborted already.
            raise
        context.abort(CODE, redacted(errors.message(error, operation, token, name), *messages))


def abort_init_failed(
    context: grpc.ServicerContext, text: str, id: str, properties: Struct, inputs: Struct
) -> NoReturn:
    """Aborts a create that failed half-way: the engine keeps what was made, and the next update does the rest."""
    detail = Packed()
    detail.Pack(provider_pb2.ErrorResourceInitFailed(id=id, properties=properties, inputs=inputs, reasons=[text]))
    status = status_pb2.Status(code=CODE.value[0], message=text, details=[detail])  # type: ignore[attr-defined]
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(CODE, text)


def _property_diff(difference: Difference) -> Any:
    name = difference.verb.upper() + ("_REPLACE" if difference.replaces else "")
    return provider_pb2.PropertyDiff(kind=provider_pb2.PropertyDiff.Kind.Value(name), inputDiff=True)
