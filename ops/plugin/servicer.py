"""The plugin's gRPC side: decodes what the engine asks, and words what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from ops.plugin.engine_log import EngineLog
from ops.plugin.inputs import Released, differences
from ops.plugin.moves import PORT_TAKEN, drops_the_certificate, refusals
from ops.refusal import Refused

if TYPE_CHECKING:
    from ops.plugin.resource import Resource

Context = grpc.ServicerContext
CODE = grpc.StatusCode.FAILED_PRECONDITION
"""Never Internal or Unknown: the engine takes those for a resource whose state is lost."""
VERSION = "0.1.0"


class Servicer(provider_pb2_grpc.ResourceProviderServicer):
    """The calls of Pulumi's provider protocol that one resource without settings of its provider needs."""

    def __init__(self, log: EngineLog) -> None:
        self._log = log

    @cached_property
    def _resource(self) -> "Resource":
        # Imported here, as a preview without changes needs none of it, and AWS's SDK takes half a second.
        from ops.plugin.resource import Resource

        return Resource(self._log)

    def GetPluginInfo(self, request: Any, context: Context) -> Any:
        """Its version."""
        return plugin_pb2.PluginInfo(version=VERSION)

    def CheckConfig(self, request: Any, context: Context) -> Any:
        """It has no settings."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Context) -> Any:
        """The same."""
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: Context) -> Any:
        """It wants to be asked in previews too; secrets it is given plainly, and has none."""
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    def Check(self, request: Any, context: Context) -> Any:
        """Refuses what a running service cannot become."""
        olds, news = _plain(request.olds), _plain(request.news)
        reasons = refusals(olds, news)
        if drops_the_certificate(olds, news) and self._resource.redirects(olds):
            reasons.append(PORT_TAKEN.format(stack=olds["stack"]))
        failures = [provider_pb2.CheckFailure(reason=reason) for reason in reasons]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: Any, context: Context) -> Any:
        """Whether there is something to release."""
        found = differences(_plain(request.olds), _plain(request.news))
        some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=some if found else none, diffs=found)

    def Create(self, request: Any, context: Context) -> Any:
        """Releases where the service doesn't run the revision already, as it does when it was just made."""
        if request.preview:
            return provider_pb2.CreateResponse(properties=request.properties)
        with _aborting(context):
            state = self._resource.create(request.urn, _plain(request.properties))
        return provider_pb2.CreateResponse(id=request.name or "release", properties=_struct(state))

    def Update(self, request: Any, context: Context) -> Any:
        """Releases, or says what a release would do."""
        news = _plain(request.news)
        if request.preview:
            with _aborting(context):
                self._resource.plan(request.urn, _plain(request.olds), _plain(request.old_inputs), news)
            return provider_pb2.UpdateResponse(properties=request.news)
        with _aborting(context):
            state = self._resource.update(request.urn, _plain(request.olds), news)
        return provider_pb2.UpdateResponse(properties=_struct(state))

    def Read(self, request: Any, context: Context) -> Any:
        """What serves production now."""
        with _aborting(context):
            state = self._resource.read(_plain(request.inputs))
        if state is None:
            return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(id=request.id, properties=_struct(state), inputs=request.inputs)

    def Delete(self, request: Any, context: Context) -> Any:
        """Stops a release that runs."""
        with _aborting(context):
            self._resource.delete(request.urn, _plain(request.old_inputs))
        return Empty()

    def Cancel(self, request: Any, context: Context) -> Any:
        """Ends the waiting, and not the release."""
        if "_resource" in vars(self):
            self._resource.cancel()
        return Empty()


def _plain(message: Struct) -> dict[str, Any]:
    return MessageToDict(message)


def _struct(state: Released) -> Struct:
    return ParseDict(dict(state), Struct())


@contextmanager
def _aborting(context: Context) -> Iterator[None]:
    from ops.aws import plainly

    try:
        with plainly():
            yield
    except Refused as refused:
        context.abort(CODE, str(refused))
