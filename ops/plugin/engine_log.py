"""Lines that appear while `pulumi up` runs, beside the resource that they are about."""

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class EngineLog:
    """Of the engine at this address."""

    def __init__(self, address: str) -> None:
        self._engine = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def info(self, urn: str, text: str) -> None:
        """A line that stays."""
        self._write(engine_pb2.INFO, urn, text)

    def warning(self, urn: str, text: str) -> None:
        """The same, as a warning."""
        self._write(engine_pb2.WARNING, urn, text)

    def _write(self, severity: "engine_pb2.LogSeverity.ValueType", urn: str, text: str) -> None:
        self._engine.Log(engine_pb2.LogRequest(severity=severity, message=text, urn=urn))
