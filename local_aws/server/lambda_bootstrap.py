"""Runs one function in this process: `bootstrap.py HANDLER FD`. Stands alone, since it is no part of the server there.

The first line of standard input is JSON: the event, the context, and where load balancers answer. To FD it writes a
line once the function's code is loaded, and one with its result or error. When standard input ends, the server is gone,
and all of this ends too.
"""

import importlib
import json
import os
import signal
import socket
import sys
import threading
import time
import traceback


class Context:
    """What a handler gets beside its event."""

    def __init__(self, known):
        self._ends_at = time.monotonic() + known.pop("seconds")
        self.__dict__.update(known)
        self.client_context = self.identity = None

    def get_remaining_time_in_millis(self):
        """Until it is killed."""
        return max(0, int((self._ends_at - time.monotonic()) * 1000))


def main():
    """Never returns."""
    handler, answers = sys.argv[1], os.fdopen(int(sys.argv[2]), "w")
    told = json.loads(sys.stdin.readline())
    _resolve(told["addresses"])
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    sys.path.insert(0, os.getcwd())
    error, function = None, None
    try:
        function = _load(handler)
    except BaseException as problem:
        error = _error(problem)
        if isinstance(problem, ImportError):
            module = handler.rpartition(".")[0]
            error |= {
                "errorType": "Runtime.ImportModuleError",
                "errorMessage": f"Unable to import module '{module}': {problem}",
            }
    print(json.dumps({"loaded": error is None}), file=answers, flush=True)
    result = None
    if function is not None:
        try:
            result = json.dumps(function(told["event"], Context(told["context"])))
        except BaseException as problem:
            traceback.print_exc()
            error = _error(problem)
    sys.stdout.flush()
    sys.stderr.flush()
    print(json.dumps({"result": result, "error": error}), file=answers, flush=True)
    os._exit(0)


def _resolve(addresses):
    """The names of load balancers lead to where these answer on this machine, port by port."""
    real = socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        here = addresses.get(host, {}).get(str(port))
        return real("127.0.0.1", here, *args, **kwargs) if here else real(host, port, *args, **kwargs)

    socket.getaddrinfo = getaddrinfo


def _load(handler):
    module, _, name = handler.rpartition(".")
    loaded = importlib.import_module(module.replace("/", "."))
    try:
        return getattr(loaded, name)
    except AttributeError:
        raise HandlerNotFound(f"Handler '{name}' missing on module '{module}'") from None


class HandlerNotFound(Exception):
    """The module has no such function."""


def _error(problem):
    kind = "Runtime.HandlerNotFound" if isinstance(problem, HandlerNotFound) else type(problem).__name__
    stack = traceback.format_tb(problem.__traceback__)
    return {"errorMessage": str(problem), "errorType": kind, "stackTrace": stack}


def _end_with_the_server():
    while sys.stdin.readline():
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
