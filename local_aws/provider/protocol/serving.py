"""The plugin's server: gRPC on a free port of loopback."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from local_aws.provider.protocol.servicer import Servicer

# The engine runs as many resources at a time as the graph allows; waiting calls would hold up its cancel.
THREADS = 64
# The engine's own limit for a message, in bytes.
MESSAGE_BYTES = 400 * 1024 * 1024


@contextmanager
def serving() -> Iterator[int]:
    """A provider of its own, answering on the port until the block ends."""
    options = [("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)]
    server = grpc.server(ThreadPoolExecutor(THREADS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Servicer(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(grace=None).wait()
