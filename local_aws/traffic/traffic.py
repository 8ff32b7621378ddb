"""All load balancers of one folder."""

import fcntl
from pathlib import Path

from local_aws.traffic import envoy
from local_aws.traffic.admin import HealthState
from local_aws.traffic.balancer import Balancer, NotFollowing, Wanted
from local_aws.traffic.counters import BalancerCounters
from local_aws.traffic.desired import Action, Desired, Forward, LoadBalancer
from local_aws.traffic.names import name_of
from local_aws.traffic.ports import Ports
from local_aws.traffic.processes import Processes
from local_aws.traffic.watches import NoRoom

END_SECONDS = 2


class InUse(Exception):
    """Another process owns the folder."""


class Traffic:
    """Makes Envoys follow what should be; the first `apply` adopts what an earlier owner of the folder started."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._owner = _own(folder)
        self._folder = folder.resolve()
        self._processes = Processes(self._folder / "processes")
        self._ports = Ports(self._folder / "ports.json")
        self._balancers: dict[str, Balancer] = {}
        self.unavailable: str | None = envoy.unavailable()
        """Why no load balancer listens here; None where they do."""

    def apply(self, desired: Desired) -> dict[str, str]:
        """Makes all load balancers follow, one after the other; answers what went wrong, by its id.

        Blocks until each Envoy has taken what changed (some 10 ms; 0.2 s for one that starts; 15 s if it refuses).
        """
        if self.unavailable:
            return {}
        wanted = {balancer.id: _wanted(balancer, desired) for balancer in desired.load_balancers}
        names = {name_of(id_) for id_ in wanted}
        for name in self._processes.names() - names:
            self._end(name)
        problems: dict[str, str] = {}
        for id_, one in wanted.items():
            name = name_of(id_)
            if name not in self._balancers:
                self._balancers[name] = Balancer(id_, self._folder, self._processes, self._ports)
            try:
                self._balancers[name].apply(one)
            except (NotFollowing, NoRoom, ValueError) as error:
                problems[id_] = str(error)
        return problems

    def ports(self) -> dict[str, dict[int, int]]:
        """Where each load balancer really listens: by its id and by the port asked for."""
        return {balancer.id: dict(balancer.ports) for balancer in self._balancers.values()}

    def health(self) -> dict[tuple[str, int], HealthState]:
        """Of each target in a group that a listener forwards to, by group and port."""
        return {key: state for balancer in self._balancers.values() for key, state in balancer.health().items()}

    def counters(self) -> dict[str, BalancerCounters]:
        """Of each load balancer whose Envoy runs, by its id, since that Envoy started: `BalancerCounters.since`."""
        counted = {balancer.id: balancer.counters() for balancer in self._balancers.values()}
        return {id_: one for id_, one in counted.items() if one}

    def leave(self) -> None:
        """Stops watching. Envoys go on, and the folder is free for the next owner."""
        for balancer in self._balancers.values():
            balancer.leave()
        self._processes.leave()
        self._owner.close()

    def end(self) -> None:
        """Ends all Envoys, also an earlier owner's, and leaves."""
        for name in self._processes.names():
            self._end(name)
        self.leave()

    def _end(self, name: str) -> None:
        if balancer := self._balancers.pop(name, None):
            balancer.leave()
        self._processes.end([name], END_SECONDS)
        self._ports.forget(name)


def _wanted(balancer: LoadBalancer, desired: Desired) -> Wanted:
    actions: list[Action] = [one.action for one in balancer.listeners]
    actions += [rule.action for one in balancer.listeners for rule in one.rules]
    used = {group for action in actions if isinstance(action, Forward) for group in action.weights}
    return Wanted(
        balancer=balancer,
        groups={name_of(group.id): group for group in desired.target_groups if group.id in used},
        targets={
            name_of(group): tuple(target for target in desired.targets if target.group == group) for group in used
        },
    )


def _own(folder: Path):
    lock = (folder / "owner").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise InUse(f"another process already looks after the traffic in {folder}") from None
    return lock
