"""What a resource costs: many services in one program, with our components and raw, by turns."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median

from bench.checkout import Checkout, Took
from bench.commands import waited
from bench.figure import Figure, ratios
from bench.program import WAYS, Run
from local_aws.home import ROOT

AIM = 1.1
"""Our components may take this many times what the raw resources take."""

PROGRAM = """import os

import components.quick_start
from bench.{way} import declare

declare(int(os.environ["SERVICES"]))
"""


class NotMeasured(Exception):
    """A program failed, or `raw.py` and the components declare different resources, so comparing them says nothing."""


def mocked(services: int, runs: int) -> list[Figure]:
    """Without an engine, each run in a fresh process: raw, ours, raw, ours, …"""
    raw: list[Run] = []
    ours: list[Run] = []
    for _ in range(runs):
        raw.append(_run("raw", services))
        ours.append(_run("ours", services))
    if unlike := difference(raw[0].types, ours[0].types):
        raise NotMeasured(f"bench/raw.py declares other resources than the components: {unlike}")
    return comparison(f"{services} services", raw, ours)


def difference(raw: Mapping[str, int], ours: Mapping[str, int]) -> str:
    """Which types are declared how often by each; empty when all are the same."""
    return "; ".join(
        f"{kind}: raw {raw.get(kind, 0)}, ours {ours.get(kind, 0)}"
        for kind in sorted({*raw, *ours})
        if raw.get(kind) != ours.get(kind)
    )


def comparison(label: str, raw: Sequence[Run], ours: Sequence[Run]) -> list[Figure]:
    """Time and memory of both, and how they compare run by run."""
    rows = []
    for way, runs in (("raw", raw), ("ours", ours)):
        resources = runs[0].resources
        rows += [
            Figure(
                label=f"{label}, {way}",
                samples=tuple(run.seconds for run in runs),
                unit="s",
                each=median(run.seconds for run in runs) / resources,
                includes=f"{resources} resources, without imports",
            ),
            Figure(
                label=f"{label}, {way}, peak",
                samples=tuple(run.peak_mib for run in runs),
                unit="MiB",
                each=median(run.peak_mib - run.before_mib for run in runs) / resources,
                includes=f"the process; {runs[0].before_mib:.0f} MiB of it are imports",
            ),
        ]
    return [
        *rows,
        Figure(
            label=f"{label}, time, ours / raw",
            samples=ratios((run.seconds for run in ours), (run.seconds for run in raw)),
            unit="x",
            aim=AIM,
            includes="pairs of runs",
        ),
        Figure(
            label=f"{label}, peak, ours / raw",
            samples=ratios((run.peak_mib for run in ours), (run.peak_mib for run in raw)),
            unit="x",
            aim=AIM,
            includes="pairs of runs",
        ),
    ]


def previewed(checkout: Checkout, services: int, runs: int) -> list[Figure]:
    """A first preview by the engine and the stand-in provider, without a pack: raw, ours, raw, ours, …"""
    took: dict[str, list[Took]] = {way: [] for way in WAYS}
    for way in WAYS:
        project(checkout, way)
    for _ in range(runs):
        for way in WAYS:
            took[way].append(preview(checkout, way, services))
    label = f"{services} services, preview"
    pairs = ratios((run.seconds for run in took["ours"]), (run.seconds for run in took["raw"]))
    return [
        *(waited(f"{label}, {way}", took[way], "./local, engine, provider; imports") for way in WAYS),
        Figure(label=f"{label}, ours / raw", samples=pairs, unit="x", aim=AIM, includes="pairs of runs"),
    ]


def preview(checkout: Checkout, way: str, services: int, *words: str) -> Took:
    """One preview of that many services, declared that way; `words` go to Pulumi."""
    return checkout.time(
        *("./local", "pulumi", "-C", way, "preview", "--stack", "dev", "--non-interactive", *words),
        SERVICES=str(services),
        PYTHONPATH=str(checkout.folder),
    )


def resources(services: int) -> int:
    """How many AWS resources a program of that many services has."""
    one, two = (_run("ours", count).resources for count in (1, 2))
    return one + (services - 1) * (two - one)


def _run(way: str, services: int) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "bench.program", way, str(services)], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise NotMeasured(f"{services} services, {way}, failed:\n{done.stderr}")
    return Run(**json.loads(done.stdout))


def project(checkout: Checkout, way: str) -> None:
    """A Pulumi project that declares its services that way, with a stack."""
    folder = checkout.folder / way
    if folder.exists():
        return
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text(
        f"name: bench-{way}\nruntime: {{name: python, options: {{virtualenv: ../.venv}}}}\n"
    )
    (folder / "__main__.py").write_text(PROGRAM.format(way=way))
    checkout.time("./local", "pulumi", "-C", way, "stack", "init", "dev", "--non-interactive")
