"""`python -m bench.growth [SERVICES …]`: what a verdict takes as programs grow, without an engine.

Twice as many services are to take twice as long: the ratios beside the times say whether they do.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.copies import written
from policy.pack import Pack
from policy.rules import RULES
from verdict.judging import judge
from verdict.terraform.program import read

SERVICES = (10, 50, 200)


def main(sizes: Sequence[int] = SERVICES) -> None:
    """One line a size: the services, the resources, the time of reading the plan and of judging it, and the ratios."""
    first = 0.0
    with TemporaryDirectory() as folder:
        seconds(written(1, Path(folder)))  # What is read once, such as the SDK's files.
        for services in sizes:
            took, resources, findings = seconds(written(services, Path(folder)))
            first = first or took
            print(
                f"{services:5} services, {resources:6} resources, {findings:6} findings: {took:6.2f} s of CPU,"
                f" {services / sizes[0]:5.1f} x the services take {took / first:5.1f} x the time"
            )


def seconds(plan: Path) -> tuple[float, int, int]:
    """What reading a plan and judging it takes, and how many resources and findings there are."""
    start = time.thread_time()
    verdict = judge(read(plan), Pack(RULES))
    return time.thread_time() - start, verdict.resources, len(verdict.findings)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or SERVICES)
