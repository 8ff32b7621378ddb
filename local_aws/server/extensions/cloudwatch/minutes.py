"""What happens in CloudWatch when a minute of a cloud's clock is over: figures are published, alarms evaluated."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.elbv2.models import elbv2_backends

from local_aws.server.account import Account
from local_aws.server.extensions.application_autoscaling import tracking
from local_aws.server.extensions.cloudwatch import alarms
from local_aws.server.extensions.cloudwatch.datapoints import MINUTES_KEPT
from local_aws.server.extensions.cloudwatch.load_balancers import Hosts, Meter, samples
from local_aws.server.extensions.cloudwatch.metrics import metrics
from local_aws.server.extensions.elbv2 import routes
from local_aws.server.extensions.elbv2.target_groups import forwarded_to
from local_aws.traffic.counters import BalancerCounters, Reading
from model.moving.traffic import Health

MINUTE_SECONDS = 60


class Minutes:
    """Looks at the clock of each account, and scales services by what was measured.

    A minute of a fast clock may pass between two readings of what load balancers count. It waits for the reading that
    saw most of it, which is shared out over all minutes that wait: none is without its traffic.
    """

    def __init__(self, read: Callable[[], Reading | None]) -> None:
        self._read = read
        """What load balancers have counted until a moment ago; None where nobody counts, or not yet."""
        self._meters: dict[tuple[str, str], Meter] = {}
        self._waiting: dict[tuple[str, str], deque[int]] = {}
        """Minutes that are over and not published yet."""
        self._shared: dict[tuple[str, str], Reading | None] = {}
        """What the last published minutes were measured by."""

    def look(self, of: Account, *, by_minutes: bool = False) -> bool:
        """Whether a minute was over by which an alarm has changed, and with it what moves. Several minutes that passed
        at once, not `by_minutes`, count as one, and all that was read until now belongs to it. The caller holds the
        lock."""
        backend: Any = cloudwatch_backends[of.id][of.region]
        measured, minute, reading = metrics(backend), int(of.cloud.clock.now // MINUTE_SECONDS), self._read()
        if reading and (of.id, of.region) not in self._meters:
            self._meters[of.id, of.region] = Meter()
            self._counted(of, reading)
        if measured.evaluated is None:
            measured.evaluated = minute
        waiting = self._waiting.setdefault((of.id, of.region), deque(maxlen=MINUTES_KEPT))
        if minute > max([measured.evaluated, *(one + 1 for one in waiting)]):
            waiting.append(minute - 1)
        over = [one for one in waiting if not (reading and by_minutes) or one < self._saw(of, reading)]
        if not over:
            return False
        for one in over:
            waiting.remove(one)
        self._shared[of.id, of.region] = reading
        measured.evaluated = over[-1] + 1
        counted = self._counted(of, reading) if reading else {}
        shares = {arn: one.shares(len(over)) for arn, one in counted.items()}
        groups = behind(of)
        for number, one in enumerate(over):
            shared = {arn: share[number] for arn, share in shares.items()}
            measured.put(one, of.at(MINUTE_SECONDS * one), samples(shared, groups))
        changed = alarms.evaluate(of, backend, measured.evaluated)
        return tracking.follow(of, measured.evaluated) or changed

    def _saw(self, of: Account, reading: Reading) -> int:
        """All minutes before this one, or most of the last of them. One that was shared out already has no more."""
        if reading is self._shared.get((of.id, of.region)):
            return 0
        return int(of.seconds(reading.at) / MINUTE_SECONDS + 0.5)

    def _counted(self, of: Account, reading: Reading) -> Mapping[str, BalancerCounters]:
        """Since this was asked for before."""
        place = f":{of.region}:{of.id}:loadbalancer/"
        ours = {arn: one for arn, one in reading.balancers.items() if place in arn}
        return self._meters[of.id, of.region].read(ours)


def behind(of: Account) -> dict[str, dict[str, Hosts]]:
    """The target groups of each load balancer, and how many of their targets are healthy."""
    backend: Any = elbv2_backends[of.id][of.region]
    hosts: dict[str, Hosts] = {}
    for record in backend.target_groups.values():
        states = list(routes.target_group(record).targets.values())
        hosts[record.arn] = Hosts(healthy=states.count(Health.HEALTHY), unhealthy=states.count(Health.UNHEALTHY))
    return {
        balancer.arn: {arn: hosts[arn] for arn in sorted(forwarded_to(balancer) & hosts.keys())}
        for balancer in backend.load_balancers.values()
    }
