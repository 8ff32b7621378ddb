"""Starts and stops the local AWS in the background, one for each home.

Run as a program it stops the one of this checkout: `python -m local_aws.starter`.
"""

import fcntl
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from local_aws.home import ROOT, SPEED, TRAFFIC, Home, NotASpeed, speed
from local_aws.traffic import ports

TIMEOUT_SECONDS = 30
SERVER = [sys.executable, "-m", "local_aws.server"]


class NotStarted(Exception):
    """The local AWS didn't start; the text says why and what to do."""


def neutral(own: Mapping[str, str]) -> dict[str, str]:
    """The variables without those that could lead to the user's own account, profile or Pulumi organisation."""
    return {name: value for name, value in own.items() if not name.startswith(("AWS_", "PULUMI_"))}


def start(home: Home) -> str:
    """The endpoint of this home's local AWS; starts it when it isn't running."""
    with _one_at_a_time(home):
        if running := identity(home):
            _say_speed(running)
            return running["endpoint"]
        if not ports.free(home.port):
            raise NotStarted(
                f"port {home.port} on 127.0.0.1 is taken by {_owner(home.port)}, so the local AWS can't listen there; "
                f"stop that or choose another port: LOCAL_AWS_PORT={home.port + 1}"
            )
        log = home.aws / "server.log"
        with log.open("ab") as output, _life(home).open("w") as life:
            fcntl.flock(life, fcntl.LOCK_EX)
            server = subprocess.Popen(
                [
                    *SERVER,
                    "--port",
                    str(home.port),
                    "--state",
                    _state(home),
                    "--project",
                    str(Path.cwd()),
                    *_traffic(home),
                ],
                cwd=ROOT,
                env=neutral(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=[life.fileno()],
                start_new_session=True,  # Ctrl-C on a command must not end it
            )
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            if running := identity(home, home.port):
                _address(home).write_text(str(home.port))
                return running["endpoint"]
            time.sleep(0.03)
        server.kill()
        last = log.read_text(errors="replace").strip().splitlines()[-1:] or ["it printed nothing"]
        raise NotStarted(f"the local AWS did not start: {last[0]} (all of it: {log})")


def stop(home: Home) -> bool:
    """Ends this home's local AWS and its traffic; its state stays on disk. False when it wasn't running."""
    if not home.aws.is_dir():
        return False
    with _one_at_a_time(home):
        return _stop(home)


def remove(home: Home) -> None:
    """Stops it and forgets its state, also what an interrupted run made without the engine's knowledge."""
    with _one_at_a_time(home):
        _stop(home)
        shutil.rmtree(home.aws)


def identity(home: Home, port: int | None = None) -> dict[str, Any]:
    """What this home's server reports about itself (pid, state, endpoint); empty when it isn't on its last port."""
    asked = port or _recorded_port(home)
    reported = _reported(asked)
    return reported | {"endpoint": f"http://127.0.0.1:{asked}"} if reported.get("state") == _state(home) else {}


def _reported(port: int) -> dict[str, Any]:
    """What a local AWS on this port says of itself; empty where there is none."""
    try:
        with closing(http.client.HTTPConnection(f"127.0.0.1:{port}", timeout=5)) as connection:
            connection.request("GET", "/_local")
            reported = json.load(connection.getresponse())
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    return reported if isinstance(reported, dict) and reported.get("server") == "local_aws" else {}


def _owner(port: int) -> str:
    state = _reported(port).get("state")
    return f"the local AWS of {Path(state).parent.parent}" if state else "another program"


def _say_speed(running: Mapping[str, Any]) -> None:
    """That a speed is for a server that is started with it."""
    try:
        asked = os.environ.get(SPEED) and f"{speed():g}"
    except NotASpeed as error:
        raise NotStarted(str(error)) from None
    if asked and asked != running.get("speed"):
        print(
            f"local: the local AWS runs already, at a speed of {running.get('speed')}; {SPEED}={asked} counts when it "
            "is started anew (python -m local_aws.starter stops it and keeps its state)",
            file=sys.stderr,
        )


def _stop(home: Home) -> bool:
    # Only here, as every command imports this module.
    from local_aws.server import carrier

    running = identity(home)
    if running:
        _end(home, running["pid"])
    carrier.end(home.traffic)
    return bool(running)


def _end(home: Home, pid: int) -> None:
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while _alive(home):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.03)
    _address(home).unlink(missing_ok=True)


def _traffic(home: Home) -> list[str]:
    return [] if os.environ.get(TRAFFIC) == "off" else ["--traffic", str(home.traffic)]


def _state(home: Home) -> str:
    return str(home.aws / "state.pickle")


def _address(home: Home) -> Path:
    return home.aws / "port"


def _recorded_port(home: Home) -> int:
    try:
        return int(_address(home).read_text())
    except (OSError, ValueError):
        return home.port


def _alive(home: Home) -> bool:
    """Whether the server still holds the lock it was started with. A dead process holds none, waited for or not."""
    with _life(home).open("w") as life:
        try:
            fcntl.flock(life, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _life(home: Home) -> Path:
    return home.aws / "life"


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    with (home.aws / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    print("stopped the local AWS" if stop(Home.of_environment()) else "the local AWS isn't running")
