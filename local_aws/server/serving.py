"""The HTTP side: one socket on loopback, one lock around moto, and no answer before its effect is on disk."""

import errno
import json
import logging
import os
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.wrappers import Response

from local_aws.home import DEFAULT_SPEED
from local_aws.server import gate, replay
from local_aws.server.carrier import Carrier
from local_aws.server.error_response import error_response
from local_aws.server.functions import Functions
from local_aws.server.reading import only_reads, service_of
from local_aws.server.state import NotSaved, StateFile

HEALTH_PATH = "/_local"
"""Identifies this server to the starter: `server`, `pid`, `state` (the file, as given), `speed`; and where traffic
goes in: `addresses`, by the DNS name of a load balancer and a listener's port, or `no_traffic` and why."""

STEP_PATH = "/_local/step"
"""Lets `?seconds=N` of every cloud's time pass at once."""
MOST_STEP_SECONDS = 30 * 24 * 60 * 60
"""Of one step, for which everybody else waits."""

NOT_OF_AWS = (None, "moto_api", "instance_metadata")
"""No service, moto's control of itself, and what an instance asks for."""

Start = Callable[..., Any]


class PortTaken(Exception):
    """Another program listens on the port."""


class UnknownService(Exception):
    """moto has no such service."""


class Server:
    """The WSGI application."""

    def __init__(self, endpoint: str, state: Path | None, traffic: Path | None, speed: float, project: Path) -> None:
        self._identity = {
            "server": "local_aws",
            "pid": os.getpid(),
            "state": str(state) if state else None,
            "speed": f"{speed:g}",
        }
        self._lock = threading.Lock()
        self._state_file = StateFile(state, self._lock) if state else None
        self._moto: Any = None
        self._carrier = Carrier(traffic, self._lock, speed or 1.0, self._told) if traffic else None
        self._scratch = None if state else TemporaryDirectory(prefix="local-aws-")
        folder = Path(self._scratch.name) if self._scratch else state.parent  # type: ignore[union-attr]
        addresses = self._carrier.addresses if self._carrier else dict
        self._functions = Functions(folder / "functions", self._lock, endpoint, self._told, addresses)
        self._endpoint, self._folder, self._project = endpoint, folder, project
        self._builds: Any = None
        self._pipelines: Any = None
        self._speed = speed
        self._clock: Any = None
        self._ticker: Any = None

    def load(self) -> None:
        """Imports moto with its extensions, and reads the state. Raises UnreadableState."""
        from moto.core.base_backend import BackendDict
        from moto.moto_server import werkzeug_app

        import local_aws.server.extensions  # noqa: F401 (importing applies them)
        from local_aws.server.builds.runner import Builds
        from local_aws.server.clock import Clock, Ticker
        from local_aws.server.extensions.cloudwatch.minutes import Minutes
        from local_aws.server.motion import trust
        from local_aws.server.pipelines import Pipelines

        BackendDict.reset()
        replay.answers.clear()
        if self._state_file:
            self._state_file.load()
        werkzeug_app.DISABLE_GLOBAL_CORS = True
        self._moto = werkzeug_app.DomainDispatcherApplication(_app_of_service(werkzeug_app.create_backend_app))
        carrier = self._carrier
        self._clock = Clock(self._speed, Minutes(lambda: carrier.reading() if carrier else None))
        self._clock.start()
        trust(self._carrier is not None and not self._carrier.unavailable)
        self._builds = Builds(self._folder / "builds", self._lock, self._endpoint, self._moved)
        self._pipelines = Pipelines(self._lock, self._endpoint, self._project, self._moved)
        self._ticker = Ticker(self._clock, self._lock, self._moved)
        self._ticker.start()
        if self._carrier:
            self._carrier.start()
        self._functions.start()
        self._builds.start()
        self._pipelines.start()

    def warm_up(self) -> None:
        """Makes the two backends that take most of a second each, before a request waits for them."""
        from moto.core.models import DEFAULT_ACCOUNT_ID
        from moto.ec2.models import ec2_backends
        from moto.iam.models import iam_backends

        with self._lock:
            ec2_backends[DEFAULT_ACCOUNT_ID]["us-east-1"]
        with self._lock:
            iam_backends[DEFAULT_ACCOUNT_ID]["aws"]

    def close(self) -> None:
        """Ends the threads."""
        for one in (self._ticker, self._pipelines, self._builds, self._functions):
            if one:
                one.leave()
        if self._scratch:
            self._scratch.cleanup()
        if self._carrier:
            self._carrier.leave()
        if self._state_file:
            self._state_file.close()

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answers one request; a request that changes something is answered once the change is saved."""
        if no := gate.refused(environ):
            return error_response(environ, no.code, no.message, no.status)(environ, start_response)
        if environ["PATH_INFO"] == HEALTH_PATH:
            return Response(json.dumps(self._about()), mimetype="application/json")(environ, start_response)
        if environ["PATH_INFO"] == STEP_PATH:
            return self._step(environ)(environ, start_response)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        if length:
            environ["wsgi.input"] = BytesIO(body)
        if answer := self._functions.invoke(environ, body):
            return answer(environ, start_response)
        reads = only_reads(environ, body)
        create = None if reads else replay.key(environ, body)
        change = None
        with self._lock:
            if self._clock.catch_up(reads=reads):
                self._moved()
            if create in replay.answers:
                response = replay.answers[create]
            else:
                response = self._answer(environ)
                if create:
                    replay.keep(create, response)
            if not reads:
                self._clock.changed()
                change = self._moved()
                self._ticker.look()
        if change is not None and self._state_file:
            try:
                self._state_file.wait(change)
            except NotSaved as error:
                response = error_response(environ, "LocalAwsFailure", str(error))
        return response(environ, start_response)

    def _moved(self) -> int | None:
        """Something has changed: the number of the change in the state file."""
        if self._carrier:
            self._carrier.look()
        for one in (self._functions, self._builds, self._pipelines):
            one.look()
        return self._state_file.changed() if self._state_file else None

    def _told(self) -> None:
        """Real traffic or a function has told the model something."""
        self._clock.catch_up()
        self._clock.changed()
        self._moved()
        self._ticker.look()

    def _step(self, environ: dict[str, Any]) -> Response:
        """Lets the seconds of the query pass at once. By POST, which a page can't send without its `Origin`."""
        if environ["REQUEST_METHOD"] != "POST":
            return Response("time passes by POST only\n", status=405, mimetype="text/plain")
        asked = dict(parse_qsl(environ.get("QUERY_STRING", ""))).get("seconds", "")
        try:
            seconds = float(asked)
        except ValueError:
            seconds = -1
        if not 0 <= seconds <= MOST_STEP_SECONDS:
            text = f"seconds is how much time passes at once: a number from 0 to {MOST_STEP_SECONDS}; got {asked!r}"
            return Response(f"{text}\n", status=400, mimetype="text/plain")
        with self._lock:
            self._clock.catch_up()
            self._clock.step(seconds)
            change = self._moved()
        if change is not None and self._state_file:
            try:
                self._state_file.wait(change)
            except NotSaved as error:
                return Response(f"{error}\n", status=500, mimetype="text/plain")
        return Response("", mimetype="text/plain")

    def _about(self) -> dict[str, Any]:
        if self._carrier is None:
            return self._identity
        return self._identity | {"addresses": self._carrier.addresses(), "no_traffic": self._carrier.unavailable}

    def _answer(self, environ: dict[str, Any]) -> Response:
        try:
            return Response.from_app(self._moto, environ, buffered=True)
        except UnknownService:
            text = f"the local AWS does not know the service {service_of(environ)}"
            return error_response(environ, "UnknownOperationException", text)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            text = f"the local AWS failed: {error!r}; its log has the traceback"
            return error_response(environ, "LocalAwsFailure", text)


@contextmanager
def running(
    port: int = 0,
    state: Path | None = None,
    traffic: Path | None = None,
    *,
    speed: float = DEFAULT_SPEED,
    project: Path | None = None,
) -> Iterator[str]:
    """A server in this process, on 127.0.0.1 only; yields its URL.

    Port 0 chooses a free one. One server a process: moto keeps its state in module globals, which are emptied here.
    Without a state file everything is gone at the end. With a folder for traffic load balancers and tasks are real, and
    outlive this server there. `speed`: see `clock.Clock`. `project`: the folder whose git repository is the source of
    pipelines; the working directory, unless another is named. Raises PortTaken and UnreadableState.
    """
    from werkzeug.serving import make_server

    listener = _listen(port)
    port = listener.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", state, traffic, speed, project or Path.cwd())
    http = make_server("127.0.0.1", port, server, threaded=True, request_handler=_handler(), fd=listener.fileno())
    listener.close()  # it has one of its own, and this one would let clients wait for an answer after the end
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    try:
        server.load()
        thread.start()
        threading.Thread(target=server.warm_up, daemon=True).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        if thread.is_alive():
            http.shutdown()
        http.server_close()
        server.close()


def _app_of_service(create: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def app(service: str | None) -> Any:
        if service in NOT_OF_AWS:
            raise UnknownService
        return create(service)

    return app


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"port {port} is in use by another program; choose another with --port N") from error
        raise
    return listener


def _handler() -> type:
    from moto.moto_server.werkzeug_app import MotoRequestHandler

    class Handler(MotoRequestHandler):
        """Logs nothing but errors."""

        # S3 uploads ask `Expect: 100-continue` and wait a second for the answer, which 1.0 doesn't have.
        protocol_version = "HTTP/1.1"
        # Headers and body are two writes; with Nagle's algorithm the second may wait 40 ms for an acknowledgement.
        disable_nagle_algorithm = True

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Quiet."""

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    return Handler
