"""What a load balancer counted, as plain values for CloudWatch's metrics."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

from local_aws.traffic.admin import Admin, Statistic

CLIENT_WENT = "DC"
CONNECTION_FAILED = "UF"


@dataclass(frozen=True, kw_only=True)
class GroupCounters:
    """Of one target group behind one load balancer."""

    answers: Counter[int] = field(default_factory=Counter)
    """By status code, what its targets answered."""
    connection_errors: int = 0
    """Requests that reached no target, after retries (TargetConnectionErrorCount)."""
    seconds: float = 0
    """All that its targets took for these answers together (TargetResponseTime)."""
    within_seconds: Counter[float] = field(default_factory=Counter)
    """How many answers took no longer, for Envoy's steps from 0.0005 to 3600; the last step, infinity, has them all."""

    def since(self, earlier: "GroupCounters") -> "GroupCounters":
        """What was counted after that."""
        return GroupCounters(
            answers=self.answers - earlier.answers,
            connection_errors=self.connection_errors - earlier.connection_errors,
            seconds=max(0.0, self.seconds - earlier.seconds),
            within_seconds=self.within_seconds - earlier.within_seconds,
        )

    def shares(self, parts: int) -> "list[GroupCounters]":
        """As if it had been counted evenly over so many times of the same length, one after the other."""
        total = self.within_seconds[inf]
        answers, within = _shares(self.answers, parts), _shares(self.within_seconds, parts)
        return [
            GroupCounters(
                answers=answers[part],
                connection_errors=_share(self.connection_errors, part, parts),
                seconds=self.seconds * within[part][inf] / total if total else self.seconds / parts,
                within_seconds=within[part],
            )
            for part in range(parts)
        ]


@dataclass(frozen=True, kw_only=True)
class BalancerCounters:
    """Of one load balancer, since its Envoy started."""

    run: int
    """Which Envoy: its process id. Another one began at 0."""
    groups: Mapping[str, GroupCounters] = field(default_factory=dict)
    """By the group's id."""
    answers: Counter[int] = field(default_factory=Counter)
    """By status code, what the load balancer answered because no target did (HTTPCode_ELB_...)."""
    actions: Counter[int] = field(default_factory=Counter)
    """By status code, redirects and fixed responses."""

    def since(self, earlier: "BalancerCounters | None") -> "BalancerCounters":
        """What was counted after that; all of it when another Envoy counted then."""
        if earlier is None or earlier.run != self.run:
            return self
        none = GroupCounters()
        return BalancerCounters(
            run=self.run,
            groups={id_: group.since(earlier.groups.get(id_, none)) for id_, group in self.groups.items()},
            answers=self.answers - earlier.answers,
            actions=self.actions - earlier.actions,
        )

    def shares(self, parts: int) -> "list[BalancerCounters]":
        """As if it had been counted evenly over so many times of the same length, one after the other."""
        groups = {id_: group.shares(parts) for id_, group in self.groups.items()}
        answers, actions = _shares(self.answers, parts), _shares(self.actions, parts)
        return [
            BalancerCounters(
                run=self.run,
                groups={id_: shares[part] for id_, shares in groups.items()},
                answers=answers[part],
                actions=actions[part],
            )
            for part in range(parts)
        ]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What all load balancers have counted since their Envoys started, at one moment."""

    at: float
    """In seconds since 1970."""
    balancers: Mapping[str, BalancerCounters] = field(default_factory=dict)
    """By the load balancer's id."""


def read(admin: Admin, run: int, ids: Mapping[str, str]) -> BalancerCounters:
    """Raises OSError while no Envoy is there. `ids` has the group's id of each cluster's name."""
    answers, actions = Counter[int](), Counter[int]()
    groups: dict[str, GroupCounters] = {id_: GroupCounters() for id_ in ids.values()}
    errors = Counter[str]()
    statistics = admin.statistics(r"^local\.answers|^cluster\.[^.]+\.upstream_rq_time$")
    for labels, value in _named("local_answers", statistics):
        code, flags, group = int(labels["code"]), labels["flags"], ids.get(labels["group"])
        if not code:
            continue  # the client went before an answer
        if group and CONNECTION_FAILED in flags.split(","):
            errors[group] += int(value)
        if flags not in ("-", CLIENT_WENT):
            answers[code] += int(value)
        elif not labels["group"]:
            actions[code] += int(value)
        elif group:
            groups[group].answers[code] += int(value)
    sums = _named("cluster_upstream_rq_time_sum", statistics)
    milliseconds = {labels["envoy_cluster_name"]: value for labels, value in sums}
    for labels, value in _named("cluster_upstream_rq_time_bucket", statistics):
        if group := ids.get(labels["envoy_cluster_name"]):
            groups[group].within_seconds[float(labels["le"]) / 1000] = int(value)
    return BalancerCounters(
        run=run,
        groups={
            id_: GroupCounters(
                answers=groups[id_].answers,
                connection_errors=errors[id_],
                seconds=milliseconds.get(name, 0) / 1000,
                within_seconds=groups[id_].within_seconds,
            )
            for name, id_ in ids.items()
        },
        answers=answers,
        actions=actions,
    )


def _share(count: int, part: int, parts: int) -> int:
    """All parts together are the count, and no part of a smaller count is larger than the same part of this one."""
    return (count + part) // parts


def _shares(counted: Counter[Any], parts: int) -> list[Counter[Any]]:
    return [Counter({key: _share(count, part, parts) for key, count in counted.items()}) for part in range(parts)]


def _named(name: str, statistics: Iterable[Statistic]) -> Iterable[tuple[dict[str, str], float]]:
    return ((labels, value) for found, labels, value in statistics if found == f"envoy_{name}")
