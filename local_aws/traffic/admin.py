"""What an Envoy reports: versions taken, clusters that warm up, health, statistics."""

import http.client
import json
import re
from typing import Any
from urllib.parse import quote

HealthState = str
"""As AWS calls a target's state: `initial`, `healthy`, `unhealthy`, `draining`."""

Statistic = tuple[str, dict[str, str], float]
"""Name, labels, value."""

FLUSH_ATTEMPTS = 1000
"""Requests of a millisecond each; a flush takes one or two."""


class Admin:
    """Envoy's administration, on a port of loopback. Calls raise OSError while no Envoy is there."""

    def __init__(self, port: int) -> None:
        self._port = port

    def get(self, path: str) -> str:
        """One answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError(f"Envoy's administration on port {self._port}: {error!r}") from error
        finally:
            connection.close()

    def versions(self) -> dict[str, str]:
        """The version taken of each file, by its scope."""
        return dict(re.findall(r'^(.*)\.version_text: "(.*)"$', self.get("/stats?filter=version_text$"), re.MULTILINE))

    def warming(self) -> set[str]:
        """Clusters that wait for first checks; the cluster of that name before it, if any, serves meanwhile."""
        dump = json.loads(self.get("/config_dump?resource=dynamic_warming_clusters") or "{}")
        return {entry["cluster"]["name"] for entry in dump.get("configs", [])}

    def health(self) -> dict[tuple[str, int], HealthState]:
        """Of each target, by the cluster's name and the port."""
        clusters = json.loads(self.get("/clusters?format=json")).get("cluster_statuses", [])
        return {
            (cluster["name"], host["address"]["socket_address"]["port_value"]): _state(host["health_status"])
            for cluster in clusters
            for host in cluster.get("host_statuses", [])
        }

    def statistics(self, pattern: str) -> list[Statistic]:
        """Each statistic whose name matches, with all that was counted before the call.

        Each request flushes statistics (bootstrap: stats_flush_on_admin), but answers with the histograms of the
        flush before; while one is under way, Envoy drops the next and counts that (Envoy 1.40, `flushStats`). So a
        second request that was not dropped either has it all.
        """
        path = f"/stats/prometheus?filter={quote(f'{pattern}|^server.dropped_stat_flushes$')}"
        drops: list[float] = []
        for _ in range(FLUSH_ATTEMPTS):
            found = _parsed(self.get(path))
            drops += [value for name, _, value in found if name == "envoy_server_dropped_stat_flushes"]
            if len(drops) > 2 and drops[-3] == drops[-1]:
                return found
        raise TimeoutError(f"Envoy's administration on port {self._port}: statistics were not flushed")


def _parsed(text: str) -> list[Statistic]:
    found = re.findall(r"^(\w+)\{(.*)\} ([-+.e\d]+)$", text, re.MULTILINE)
    return [(name, dict(re.findall(r'(\w+)="(.*?)"', labels)), float(value)) for name, labels, value in found]


def _state(reported: dict[str, Any]) -> HealthState:
    if reported.get("eds_health_status") == "DRAINING":
        return "draining"
    if reported.get("pending_active_hc"):
        return "initial"
    return "unhealthy" if reported.get("failed_active_health_check") else "healthy"
