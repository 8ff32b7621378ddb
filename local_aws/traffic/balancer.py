"""One load balancer: an Envoy that is kept running, and follows what should be without a failed request."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from local_aws.traffic import counters, envoy, watches
from local_aws.traffic.admin import Admin, HealthState
from local_aws.traffic.certificates import certificate
from local_aws.traffic.clusters import Resource, cluster, endpoints, seconds
from local_aws.traffic.counters import BalancerCounters
from local_aws.traffic.desired import LoadBalancer, Target, TargetGroup
from local_aws.traffic.files import Files
from local_aws.traffic.listeners import listener, listener_name
from local_aws.traffic.names import name_of
from local_aws.traffic.ports import ADMIN, Ports
from local_aws.traffic.processes import Processes
from local_aws.traffic.routes import routes

LOOK_SECONDS = 0.1
"""How often the watching thread looks at other things than whether Envoy is there."""
FILL_SECONDS = 0.005
"""The same while target groups wait for their first checks."""
HEALTH_SECONDS = 1
END_SECONDS = 1
IN_USE = "Address already in use"
"""How Envoy's log calls it."""
TAKEN_SECONDS = 15
"""How long Envoy may take to take a file; it takes some milliseconds, but on a busy machine waits for its turn."""


class NotFollowing(Exception):
    """Envoy doesn't do what it should; the text is its own reason."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What one load balancer should be."""

    balancer: LoadBalancer
    groups: Mapping[str, TargetGroup]
    """By the name of the cluster; those that its listeners forward to."""
    targets: Mapping[str, tuple[Target, ...]]


class Balancer:
    """Envoy for one load balancer. Methods may be called from any thread; one thread watches."""

    def __init__(self, id_: str, folder: Path, processes: Processes, ports: Ports) -> None:
        self.name = name = name_of(id_)
        self._folder = folder / name
        self._files = Files(self._folder / "xds")
        self._processes = processes
        self._all_ports = ports
        self.ports: dict[int, int] = {}
        """The real port of each listener's."""
        self._admin = Admin(0)
        self._wanted = Wanted(balancer=LoadBalancer(id=id_, listeners=()), groups={}, targets={})
        self._seen: dict[tuple[str, int], HealthState] = {}
        """Health as last read, by cluster and port: what a new Envoy starts from."""
        self._filling: set[str] = set()
        """Clusters that have only the targets last seen healthy until they serve: an untried one could hold them up."""
        self._written: set[str] = set()
        self._follows = False
        """Envoy has taken all that is wanted."""
        self._heard_bytes = 0
        """How much of its log is of earlier."""
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name=f"watch {name}")

    def apply(self, wanted: Wanted) -> None:
        """Returns when Envoy has taken it, some 10 ms later. Raises NotFollowing, NoRoom and ValueError."""
        with self._lock:
            running = self._processes.alive(self.name)
            if running and self._follows and wanted == self._wanted:
                return
            self._follows = False
            # What can't be said to Envoy, or would be too much for it, changes nothing.
            clusters, rds, _ = self._resources(wanted, anew=not running)
            files = {f"eds-{name}" for name in clusters} | {f"rds-{name}" for name in rds} | {"cds", "lds"}
            watches.require(len(files - self._files.names("") if running else files))
            before, self._wanted = self._wanted, wanted
            if running:
                self._follow_on_free_ports(before)
            else:
                self._boot_on_free_ports()
            if not self._thread.is_alive():
                self._thread.start()
            untried = {name for name in self._filling if not self._known(name)}
            self._wait(lambda: not self._fill() & untried, "its new target groups")
            self._follows = True

    def health(self) -> dict[tuple[str, int], HealthState]:
        """Of each target, by group and port. As last seen, while Envoy is not there."""
        with suppress(OSError):
            self._seen |= self._admin.health()
        states = {(name, target.port) for name, targets in self._wanted.targets.items() for target in targets}
        return {(self._wanted.groups[name].id, port): self._seen.get((name, port), "initial") for name, port in states}

    def counters(self) -> BalancerCounters | None:
        """What was counted since Envoy's start; None while Envoy isn't there."""
        ids = {name: group.id for name, group in self._wanted.groups.items()}
        with suppress(OSError):
            return counters.read(self._admin, self._processes.pid(self.name) or 0, ids)
        return None

    def leave(self) -> None:
        """Stops watching; Envoy goes on."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def id(self) -> str:
        """The load balancer's."""
        return self._wanted.balancer.id

    def _follow(self, before: Wanted) -> None:
        """Groups and targets come before the routes to them, routes before listeners; they go in the other order."""
        self._heard_bytes = self._processes.log_bytes(self.name)
        clusters, rds, lds = self._resources(self._wanted, anew=False)
        old = {resource["name"]: resource for resource in self._files.resources("cds")}
        listening = {resource["name"] for resource in self._files.resources("lds")}
        self._filling |= clusters.keys() - old.keys()
        self._put_endpoints(before)
        self._put("cds", (old | clusters).values())
        self._settle()
        self._wait(lambda: not self._fill() & (clusters.keys() - old.keys()), "its new target groups")
        for name, resource in rds.items():
            self._put(f"rds-{name}", [resource])
        self._settle(later={f"rds-{name}" for name in rds.keys() - listening})
        self._put("lds", lds)
        self._settle()
        self._put_endpoints()
        self._put("cds", clusters.values())
        self._settle()
        self._remove_others(clusters, rds)

    def _follow_on_free_ports(self, before: Wanted) -> None:
        """Another program may have taken a new listener's port since it was chosen: then once more, with others."""
        listeners = self._files.resources("lds")
        try:
            self._follow(before)
        except NotFollowing:
            if not self._port_is_taken:
                raise
            kept = {one.port for one in before.balancer.listeners}
            self._all_ports.forget(
                self.name, [one.port for one in self._wanted.balancer.listeners if one.port not in kept]
            )
            self._put("lds", listeners)
            self._written.clear()
            self._follow(before)

    def _boot_on_free_ports(self) -> None:
        """Likewise at the first start, where all ports are new."""
        try:
            self._boot()
        except NotFollowing:
            if not self._port_is_taken:
                raise
            self._processes.end([self.name], END_SECONDS)
            self._all_ports.forget(self.name)
            self._boot()

    def _boot(self) -> None:
        """Starts Envoy with the targets last seen healthy and no checks, so that no target holds the listeners up; then
        come the checks, in clusters that warm up while those serve; then, when they do (`_fill`), all targets."""
        self._heard_bytes = self._processes.log_bytes(self.name)
        clusters, rds, lds = self._resources(self._wanted, anew=True)
        self._filling = set(clusters)
        self._put_endpoints()
        self._put("cds", [cluster(group, self._files, checked=False) for group in self._wanted.groups.values()])
        for name, resource in rds.items():
            self._put(f"rds-{name}", [resource])
        self._put("lds", lds)
        self._remove_others(clusters, rds)
        envoy.start(self.name, self._folder, self._files, self._admin_port, self._processes)
        self._written = {"cds", "lds", *(f"rds-{name}" for name in rds), *(f"eds-{name}" for name in clusters)}
        self._settle(starting=True)
        self._put("cds", clusters.values())
        self._settle(starting=True)

    def _resources(
        self, wanted: Wanted, *, anew: bool
    ) -> tuple[dict[str, Resource], dict[str, Resource], list[Resource]]:
        balancer = wanted.balancer
        asked = [one.port for one in balancer.listeners]
        ports = self._all_ports.of(self.name, [ADMIN, *asked], anew=anew)
        self._admin_port = ports.pop(ADMIN)
        self._admin = Admin(self._admin_port)
        self.ports = ports
        idle = seconds(balancer.idle_timeout_seconds)
        clusters = {name: cluster(group, self._files) for name, group in wanted.groups.items()}
        rds: dict[str, Resource] = {}
        lds: list[Resource] = []
        for one in balancer.listeners:
            secret = certificate(self._folder, balancer.names) if one.protocol in ("HTTPS", "TLS") else None
            lds.append(listener(one, ports, secret, self._files, http2=balancer.http2))
            if one.protocol in ("HTTP", "HTTPS"):
                name = listener_name(one.port)
                rds[name] = routes(name, one, ports, idle)
        return clusters, rds, lds

    def _put(self, name: str, resources: Iterable[Resource]) -> None:
        if self._files.put(name, resources):
            self._written.add(name)

    def _put_endpoints(self, before: Wanted | None = None) -> None:
        """`before`: beside the new ones those that leave, as they were, since routes may still lead to them."""
        for name, group in self._wanted.groups.items():
            targets = self._known(name) if name in self._filling else self._wanted.targets[name]
            if before:
                old = {target.port: target for target in before.targets.get(name, ())}
                targets = (old | {target.port: target for target in targets if not target.draining}).values()
            self._put(f"eds-{name}", [endpoints(group, targets)])

    def _known(self, name: str) -> list[Target]:
        return [target for target in self._wanted.targets[name] if self._seen.get((name, target.port)) == "healthy"]

    def _fill(self) -> set[str]:
        """Gives all targets to clusters that serve; those that don't yet remain."""
        if self._filling and (serving := self._filling - self._admin.warming()):
            self._filling -= serving
            self._put_endpoints()
        return self._filling

    def _remove_others(self, clusters: Iterable[str], rds: Iterable[str]) -> None:
        used = {f"eds-{name}" for name in clusters} | {f"rds-{name}" for name in rds}
        for name in (self._files.names("eds-") | self._files.names("rds-")) - used:
            self._files.remove(name)
            self._written.discard(name)

    def _settle(self, *, later: Iterable[str] = (), starting: bool = False) -> None:
        """Waits until Envoy has taken what was written."""
        waited = self._written - set(later)
        if waited:
            self._wait(lambda: self._taken(waited), ", ".join(sorted(waited)), starting=starting)
            self._written -= waited

    def _taken(self, names: set[str]) -> bool:
        versions = self._admin.versions()
        return all(versions.get(_scope(name)) == self._files.version(name) for name in names)

    def _wait(self, done: Callable[[], bool], what: str, *, starting: bool = False) -> None:
        begin = time.monotonic()
        while True:
            try:
                if done():
                    return
            except OSError:
                if not self._processes.alive(self.name):
                    if starting:
                        raise NotFollowing(f"Envoy ended at its start: {self._reason()}") from None
                    self._boot()
            waited = time.monotonic() - begin
            if waited > TAKEN_SECONDS or (waited > 1 and self._port_is_taken):
                raise NotFollowing(f"Envoy did not take {what} in {waited:.0f} seconds: {self._reason()}")
            time.sleep(0.002)

    @property
    def _port_is_taken(self) -> bool:
        return IN_USE in self._reason()

    def _reason(self) -> str:
        """What Envoy has said since it was last told something."""
        log = self._processes.log(self.name).read_bytes()[self._heard_bytes :]
        lines = log.decode(errors="replace").strip().splitlines()
        rejected = [line for line in lines if "rejected" in line]
        return (rejected or lines or ["it printed nothing"])[-1]

    def _watch(self) -> None:
        looked_at_health = 0.0
        while not self._over.wait(FILL_SECONDS):
            with suppress(OSError, NotFollowing):
                if not self._filling:
                    self._processes.wait(self.name, LOOK_SECONDS)
                if not self._processes.alive(self.name):
                    with self._lock:
                        if not self._over.is_set() and not self._processes.alive(self.name):
                            self._boot()
                if self._filling:
                    with self._lock:
                        self._fill()
                if time.monotonic() - looked_at_health > HEALTH_SECONDS:
                    looked_at_health = time.monotonic()
                    self._seen = self._admin.health()


def _scope(name: str) -> str:
    """Where Envoy counts the versions of a file."""
    kind, _, of = name.partition("-")
    match kind:
        case "cds":
            return "cluster_manager.cds"
        case "lds":
            return "listener_manager.lds"
        case "eds":
            return f"cluster.{of}"
        case _:
            return f"http.{of}.rds.{of}"
