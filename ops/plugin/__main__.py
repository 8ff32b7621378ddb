"""`python -m ops.plugin ENGINE`: the plugin as the engine starts it; the port is the first line of its output."""

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from ops.plugin.engine_log import EngineLog
from ops.plugin.servicer import Servicer

LOOK_SECONDS = 1.0
"""How often it looks whether the engine is still there."""
THREADS = 8


def main() -> None:
    """Serves until the engine ends it, or is gone itself. A release that it waits for goes on without it."""
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    engine = os.getppid()
    server = grpc.server(ThreadPoolExecutor(THREADS))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Servicer(EngineLog(sys.argv[-1])), server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    while not done.wait(LOOK_SECONDS) and os.getppid() == engine:
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
