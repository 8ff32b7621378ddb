"""Requests through a local load balancer, beside an Envoy told by hand that leads to the same targets."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from bench.by_hand import by_hand
from bench.figure import Figure, ratios
from bench.load import CONNECTIONS, answered
from bench.scene import envoy_of, played
from local_aws.home import DEFAULT_SPEED

LEAST = 0.8
TASKS = 4
TURN_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One stretch of load on one Envoy."""

    a_second: float
    """Requests answered."""
    cpu_seconds: float | None
    """Of Envoy for a request; None where the system doesn't tell (macOS)."""


def figures(runs: int) -> list[Figure]:
    """By turns; the first of each is thrown away."""
    ours: list[Turn] = []
    hand: list[Turn] = []
    with played(DEFAULT_SPEED) as scene:
        scene.service("ECS", desired=TASKS)
        ports = json.loads((scene.workspace.home.traffic / "tasks" / "ports.json").read_text()).values()
        with by_hand(ports) as other:
            for _ in range(runs + 1):
                hand.append(_turn(other.port, other.pid))
                ours.append(_turn(scene.port(), envoy_of(scene)))
    return compared(ours[1:], hand[1:])


def compared(ours: list[Turn], hand: list[Turn]) -> list[Figure]:
    """Ours, the other's, and ours in the other's, pair by pair."""
    how = f"{CONNECTIONS} connections, {TURN_SECONDS:g} s each, by turns; {TASKS} tasks in one responder"
    pairs = [(one.cpu_seconds, other.cpu_seconds) for one, other in zip(ours, hand, strict=True)]
    cpu = tuple(other / one for one, other in pairs if one and other)
    rates, others = [turn.a_second for turn in ours], [turn.a_second for turn in hand]
    return [
        Figure(label="a local load balancer", samples=tuple(rates), unit="requests/s", includes=how),
        Figure(label="an Envoy told by hand", samples=tuple(others), unit="requests/s", includes="the same targets"),
        Figure(
            label="local / by hand, requests a second",
            samples=ratios(rates, others),
            unit="x",
            aim=LEAST,
            at_least=True,
            includes="pairs of turns",
        ),
        Figure(
            label="by hand / local, Envoy's CPU time a request",
            samples=cpu,
            unit="x",
            aim=LEAST,
            at_least=True,
            includes="the ratio above, where nothing but Envoy is the limit",
        ),
    ]


def _turn(port: int, pid: int) -> Turn:
    before = _cpu_seconds(pid)
    rate = answered(port, TURN_SECONDS)
    after = _cpu_seconds(pid)
    used = None if before is None or after is None else (after - before) / (rate * TURN_SECONDS)
    return Turn(a_second=rate, cpu_seconds=used)


def _cpu_seconds(pid: int) -> float | None:
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return None
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
