"""What load balancers publish in CloudWatch each minute, from what their Envoys counted.

Which figures, in which dimensions and when: Elastic Load Balancing user guide, CloudWatch metrics. Healthy and
unhealthy hosts are those at the end of the minute.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf

from local_aws.server.extensions.cloudwatch.datapoints import Datapoint, Metric, Sample, dimensions
from local_aws.traffic.counters import BalancerCounters, GroupCounters

STEPS_OF_A_BUCKET = 10
"""Envoy says only how many answers took between two times; they are taken as spread evenly between them."""


@dataclass(frozen=True, kw_only=True)
class Hosts:
    """The targets of a group that are checked."""

    healthy: int
    unhealthy: int


class Meter:
    """What was counted since it was read before. The first time nothing was: what is there is from before a restart."""

    def __init__(self) -> None:
        self._earlier: Mapping[str, BalancerCounters] | None = None

    def read(self, now: Mapping[str, BalancerCounters]) -> dict[str, BalancerCounters]:
        """By the load balancer's ARN, as `now`."""
        # One that is not in a reading, since its Envoy did not answer, goes on from the last that it was in.
        earlier, self._earlier = self._earlier, {**(self._earlier or {}), **now}
        return {} if earlier is None else {arn: one.since(earlier.get(arn)) for arn, one in now.items()}


def samples(counted: Mapping[str, BalancerCounters], behind: Mapping[str, Mapping[str, Hosts]]) -> Iterator[Sample]:
    """`counted` in the minute, by the load balancer's ARN; `behind` has each one's target groups and their hosts."""
    for arn, counters in counted.items():
        yield from _of_balancer(balancer_dimension(arn), counters, behind.get(arn, {}))
    for arn, groups in behind.items():
        for group, hosts in groups.items():
            yield from _of_hosts(balancer_dimension(arn), group_dimension(group), hosts)


def balancer_dimension(arn: str) -> str:
    """`app/NAME/ID`, as the dimension LoadBalancer has it."""
    return arn.partition(":loadbalancer/")[2]


def group_dimension(arn: str) -> str:
    """`targetgroup/NAME/ID`, as the dimension TargetGroup has it."""
    return arn.rpartition(":")[2]


def _of_balancer(name: str, counters: BalancerCounters, hosts: Mapping[str, Hosts]) -> Iterator[Sample]:
    if not name.startswith("app/"):
        return
    whole = {"LoadBalancer": name}
    all_groups = GroupCounters()
    for arn, group in counters.groups.items():
        of_group = whole | {"TargetGroup": group_dimension(arn)}
        yield from _of_targets(of_group, group)
        if healthy := hosts[arn].healthy if arn in hosts else 0:
            yield _count("RequestCountPerTarget", of_group, _requests(group) / healthy)
        all_groups = GroupCounters(
            answers=all_groups.answers + group.answers,
            connection_errors=all_groups.connection_errors + group.connection_errors,
            seconds=all_groups.seconds + group.seconds,
            within_seconds=all_groups.within_seconds + group.within_seconds,
        )
    yield from _of_targets(whole, all_groups)
    redirects = {code: count for code, count in counters.actions.items() if code in (301, 302)}
    figures = Counter[str]()
    figures["HTTP_Redirect_Count"] = sum(redirects.values())
    figures["HTTP_Fixed_Response_Count"] = counters.actions.total() - figures["HTTP_Redirect_Count"]
    for code, count in (counters.answers + Counter(redirects)).items():
        figures[f"HTTPCode_ELB_{code // 100}XX_Count"] += count
        if code in (500, 502, 503, 504):
            figures[f"HTTPCode_ELB_{code}_Count"] += count
    yield from (_count(figure, whole, count) for figure, count in figures.items() if count)


def _of_targets(where: Mapping[str, str], group: GroupCounters) -> Iterator[Sample]:
    yield _count("RequestCount", where, _requests(group))
    figures = Counter[str]()
    for code, count in group.answers.items():
        figures[f"HTTPCode_Target_{code // 100}XX_Count"] += count
    figures["TargetConnectionErrorCount"] = group.connection_errors
    yield from (_count(figure, where, count) for figure, count in figures.items() if count)
    if answers := group.within_seconds[inf]:
        yield _sample("TargetResponseTime", where, _response_time(group, answers), "Seconds")


def _requests(group: GroupCounters) -> int:
    """Those for which the load balancer had chosen a target."""
    return group.answers.total() + group.connection_errors


def _response_time(group: GroupCounters, answers: int) -> Datapoint:
    values = Counter[float]()
    steps = [(0.0, 0), *sorted(group.within_seconds.items())]
    for (low, before), (high, until) in pairwise(steps):
        if until > before:
            high = low if high == inf else high
            parts = min(STEPS_OF_A_BUCKET, until - before)
            for part in range(parts):
                share = (until - before) // parts + (part < (until - before) % parts)
                values[low + (high - low) * (part + 0.5) / parts] += share
    return Datapoint(count=answers, sum=group.seconds, minimum=min(values), maximum=max(values), values=values)


def _of_hosts(balancer: str, group: str, hosts: Hosts) -> Iterator[Sample]:
    if hosts.healthy + hosts.unhealthy:  # reported only where targets are registered
        where = {"LoadBalancer": balancer, "TargetGroup": group}
        yield _count("HealthyHostCount", where, hosts.healthy)
        yield _count("UnHealthyHostCount", where, hosts.unhealthy)


def _count(name: str, where: Mapping[str, str], value: float) -> Sample:
    return _sample(name, where, _single(value), "Count")


@lru_cache
def _single(value: float) -> Datapoint:
    """One object for all that are equal: most figures of an idle load balancer are the same each minute."""
    return Datapoint.of(value)


def _sample(name: str, where: Mapping[str, str], datapoint: Datapoint, unit: str) -> Sample:
    kind = "NetworkELB" if where["LoadBalancer"].startswith("net/") else "ApplicationELB"
    metric = Metric(namespace=f"AWS/{kind}", name=name, dimensions=dimensions(where))
    return Sample(metric=metric, datapoint=datapoint, unit=unit)
