"""The policy pack inside a worker.

The engine would start a language host for it, which would start Python, which would import the pack: a fifth of a
preview's work. Instead it asks for the pack here (PULUMI_DEBUG_LANGUAGES), where all of that is done.
"""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import language_pb2 as proto
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeServicer, add_LanguageRuntimeServicer_to_server
from pulumi.runtime.proto.plugin_pb2 import PluginInfo

import policy
from policy.adapter import started
from policy.rules import RULES

FOLDER = Path(policy.__file__).parent


class PackHost(LanguageRuntimeServicer):
    """Pulumi's language host for Python, as far as the engine needs one for a policy pack that runs already."""

    def Handshake(self, request: proto.LanguageHandshakeRequest, context: Any) -> proto.LanguageHandshakeResponse:
        return proto.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: Any) -> PluginInfo:
        return PluginInfo()

    def RunPlugin(self, request: proto.RunPluginRequest, context: Any) -> Iterator[proto.RunPluginResponse]:
        """The pack's address, as the pack itself would print it; then it serves until the engine hangs up."""
        if request.kind != "analyzer":
            context.abort(grpc.StatusCode.UNIMPLEMENTED, "a fleet starts no plugins in Python but the policy pack")
        over = threading.Event()
        context.add_callback(over.set)
        server, port = started(RULES)
        yield proto.RunPluginResponse(stdout=f"{port}\n".encode())
        over.wait()
        server.stop(grace=None)


@contextmanager
def hosted(packs: Mapping[str, list[str]]) -> Iterator[dict[str, str]]:
    """The variables by which an engine finds the pack here, while the block runs; none where another pack judges."""
    if [Path(pack).resolve() for pack in packs["policy_packs"]] != [FOLDER]:
        yield {}
        return
    server = grpc.server(ThreadPoolExecutor(max_workers=4))
    add_LanguageRuntimeServicer_to_server(PackHost(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield {"PULUMI_DEBUG_LANGUAGES": f"python:{port}"}
    server.stop(grace=None)
