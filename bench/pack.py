"""What the policy pack costs: previews of programs of several sizes with our pack and an empty one, by turns."""

import subprocess
import sys
import time
from statistics import median

from bench.checkout import Checkout, Took
from bench.commands import empty_pack, waited
from bench.figure import Figure, ratios
from bench.services import preview, project, resources
from local_aws.home import ROOT

AIM = 1.15
"""A preview with our pack may take this many times one with an empty pack."""


def judged(checkout: Checkout, services: int, runs: int) -> list[Figure]:
    """A first preview of that many services, judged by ours, empty, ours, empty, …"""
    project(checkout, "ours")
    packs = {"our pack": str(checkout.folder / "policy"), "an empty pack": str(checkout.folder / empty_pack(checkout))}
    took: dict[str, list[Took]] = {pack: [] for pack in packs}
    for _ in range(runs):
        for pack, folder in packs.items():
            took[pack].append(preview(checkout, "ours", services, "--policy-pack", folder))
    ours, empty = took.values()
    count = resources(services)
    more = tuple(above.seconds - below.seconds for above, below in zip(ours, empty, strict=True))
    label = f"{count} resources"
    return [
        *(waited(f"{label}, {pack}", took[pack], "first preview, engine and provider") for pack in packs),
        Figure(
            label=f"{label}, the pack's share",
            samples=more,
            unit="s",
            each=median(more) / count,
            includes="the difference of a pair of runs",
        ),
        Figure(
            label=f"{label}, ours / empty",
            samples=ratios((run.seconds for run in ours), (run.seconds for run in empty)),
            unit="x",
            aim=AIM,
            includes="pairs of runs",
        ),
    ]


def started(runs: int) -> Figure:
    """From starting the pack as the engine does until it listens."""
    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(ROOT / "policy")]
    samples = []
    for _ in range(runs):
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT / "policy", stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            samples.append(time.perf_counter() - start)
            process.kill()
    return Figure(label="start of the pack", samples=tuple(samples), unit="s", includes="a process, until it listens")


def verdict(checkout: Checkout, runs: int) -> Figure:
    """`python -m verdict dev`, whole."""
    command = (str(checkout.folder / ".venv" / "bin" / "python"), "-m", "verdict", "dev")
    took = [checkout.time(*command) for _ in range(runs)]
    return waited("verdict on dev, without an engine", took, "a process, imports, the program, the rules", aim=1)
