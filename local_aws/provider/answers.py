"""Answers to the engine that take more than one field: differences, and errors."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NoReturn

import grpc
from google.protobuf.any_pb2 import Any as Packed
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2, status_pb2

from local_aws.provider import refusal, wire
from local_aws.provider.difference import Difference

DiffKind = provider_pb2.PropertyDiff.Kind
# Never Internal or Unknown: the engine takes those for a resource whose state is lost.
CODE = grpc.StatusCode.FAILED_PRECONDITION


def diff(differences: list[Difference], *, delete_first: bool = False) -> Any:
    """The differences in detail; one that replaces makes the whole resource be replaced."""
    kinds = {one.text: DiffKind.Value(_name(one)) for one in differences}
    replaces = dict.fromkeys(str(one.path[0]) for one in differences if one.replaces)
    return provider_pb2.DiffResponse(
        changes=provider_pb2.DiffResponse.DIFF_SOME if kinds else provider_pb2.DiffResponse.DIFF_NONE,
        diffs=list(dict.fromkeys(str(one.path[0]) for one in differences)),
        replaces=list(replaces),
        deleteBeforeReplace=bool(replaces) and delete_first,
        detailedDiff={path: provider_pb2.PropertyDiff(kind=kind, inputDiff=True) for path, kind in kinds.items()},
        hasDetailedDiff=True,
    )


def failures(reasons: Iterable[str]) -> list[Any]:
    """Why inputs are refused."""
    return [provider_pb2.CheckFailure(reason=reason) for reason in reasons]


@contextmanager
def refusing(context: grpc.ServicerContext, doing: str, token: str, who: str, *sent: Struct) -> Iterator[None]:
    """Answers an error of the block with its text; what is secret in the values that were sent is taken out."""
    try:
        yield
    except Exception as error:
        if context.code() is not None:  # type: ignore[attr-defined]  # It is answered already.
            raise
        text = refusal.told(error, doing, token, who)
        context.abort(CODE, refusal.hidden(text, wire.secret_texts(*sent)))


def abort_partly(context: grpc.ServicerContext, text: str, made: Mapping[str, Any]) -> NoReturn:
    """Ends a create that failed half-way: the engine keeps what was made, and the next update does the rest."""
    detail = Packed()
    detail.Pack(provider_pb2.ErrorResourceInitFailed(reasons=[text], **made))
    status = status_pb2.Status(code=CODE.value[0], message=text, details=[detail])  # type: ignore[attr-defined]
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(CODE, text)


def _name(difference: Difference) -> str:
    return difference.verb.upper() + ("_REPLACE" if difference.replaces else "")
