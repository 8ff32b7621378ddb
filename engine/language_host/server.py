"""The language host's process: serves one engine, and ends with it."""

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
from pulumi.runtime.proto.language_pb2_grpc import add_LanguageRuntimeServicer_to_server

from engine.language_host.children import Children
from engine.language_host.runtime import PythonRuntime

MESSAGE_BYTES = 400 * 1024 * 1024
"""The engine's own limit for one gRPC message."""

CALLS_AT_ONCE = 64
"""Every running program and plugin holds one call open."""


def serve(bin_directory: str) -> None:
    """Serve the engine whose address is the last argument; `bin_directory` holds Pulumi's Python scripts.

    Prints the port, as the engine expects, and returns on SIGINT (how the engine stops a plugin), on SIGTERM, or when
    standard input closes, which it does when the engine has been killed. Then the process ends.
    """
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())

    children = Children()
    runtime = PythonRuntime(
        engine_address=sys.argv[-1],
        exec_script=Path(bin_directory, "pulumi-language-python-exec"),
        children=children,
    )
    limits = [("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)]
    server = grpc.server(ThreadPoolExecutor(CALLS_AT_ONCE), options=limits)
    add_LanguageRuntimeServicer_to_server(runtime, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)

    threading.Thread(target=_watch_input, args=(over,), daemon=True).start()
    over.wait()
    children.end()
    server.stop(grace=None).wait()
    # The engine waits for the end, and Python would take a fifth of the host's own time to free each object by itself.
    os._exit(0)


def _watch_input(over: threading.Event) -> None:
    """The engine holds our standard input open as long as it lives, and writes nothing to it."""
    # Not sys.stdin: a thread inside its lock makes the interpreter abort at exit.
    while os.read(0, 1024):
        pass
    over.set()
