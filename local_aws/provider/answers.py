"""Answers to the engine that take more than one field: differences, and errors."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import grpc
from google.protobuf.any_pb2 import Any as Packed
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, status_pb2

from local_aws.provider import errors, wire
from local_aws.provider.difference import Difference

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
def reporting_errors(
    context: grpc.ServicerContext, operation: str, token: str, name: str, *values: Struct
) -> Iterator[None]:
    """Aborts with the message of the block's error, without the secrets among the request's values."""
    try:
        yield
    except Exception as error:
        if context.code() is not None:  # type: ignore[attr-defined]  # It is answered already.
            raise
        text = errors.message(error, operation, token, name)
        context.abort(CODE, errors.redacted(text, wire.secret_texts(*values)))


def abort_init_failed(context: grpc.ServicerContext, text: str, made: Mapping[str, Any]) -> NoReturn:
    """Aborts a create that failed half-way: the engine keeps what was made, and the next update does the rest."""
    detail = Packed()
    detail.Pack(provider_pb2.ErrorResourceInitFailed(reasons=[text], **made))
    status = status_pb2.Status(code=CODE.value[0], message=text, details=[detail])  # type: ignore[attr-defined]
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(CODE, text)


def _property_diff(difference: Difference) -> Any:
    name = difference.verb.upper() + ("_REPLACE" if difference.replaces else "")
    return provider_pb2.PropertyDiff(kind=provider_pb2.PropertyDiff.Kind.Value(name), inputDiff=True)
