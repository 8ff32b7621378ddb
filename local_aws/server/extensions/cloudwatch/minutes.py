"""What happens in CloudWatch when a minute of a cloud's clock is over: figures are published, alarms evaluated."""

from collections.abc import Callable, Mapping
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.elbv2.models import elbv2_backends

from local_aws.server.account import Account
from local_aws.server.extensions.cloudwatch import alarms
from local_aws.server.extensions.cloudwatch.load_balancers import Hosts, Meter, samples
from local_aws.server.extensions.cloudwatch.metrics import metrics
from local_aws.server.extensions.elbv2 import routes
from local_aws.traffic.counters import BalancerCounters
from model.moving.traffic import Health


class Minutes:
    """Looks at the clock of each account."""

    def __init__(self, counters: Callable[[], Mapping[str, BalancerCounters]]) -> None:
        self._counters = counters
        """What each load balancer has counted since its Envoy started, by its ARN."""
        self._meters: dict[tuple[str, str], Meter] = {}

    def look(self, of: Account) -> bool:
        """Whether a minute was over by which an alarm has changed, and with it what moves. Several minutes that passed
        at once count as one. The caller holds the lock."""
        backend: Any = cloudwatch_backends[of.id][of.region]
        measured, minute = metrics(backend), int(of.cloud.clock.now // 60)
        if (of.id, of.region) not in self._meters:
            self._meters[of.id, of.region] = Meter()
            self._counted(of)
        if measured.evaluated is None:
            measured.evaluated = minute
        if minute <= measured.evaluated:
            return False
        measured.evaluated, over = minute, minute - 1
        measured.put(over, of.at(60 * over), samples(self._counted(of), behind(of)))
        return alarms.evaluate(of, backend, minute)

    def _counted(self, of: Account) -> Mapping[str, BalancerCounters]:
        """Since this was asked for before."""
        place = f":{of.region}:{of.id}:loadbalancer/"
        ours = {arn: one for arn, one in self._counters().items() if place in arn}
        return self._meters[of.id, of.region].read(ours)


def behind(of: Account) -> dict[str, dict[str, Hosts]]:
    """The target groups of each load balancer, and how many of their targets are healthy."""
    found: dict[str, dict[str, Hosts]] = {}
    for record in elbv2_backends[of.id][of.region].target_groups.values():
        states = list(routes.target_group(record).targets.values())
        hosts = Hosts(healthy=states.count(Health.HEALTHY), unhealthy=states.count(Health.UNHEALTHY))
        for arn in record.load_balancer_arns:
            found.setdefault(arn, {})[record.arn] = hosts
    return found
