"""`python -m bench.fleet [COUNT…]`: previews of many environments by the fleet, beside as many single ones.

The same stacks, judged by the policy pack, in one session on one local AWS: first each by `pulumi preview`, one after
the other, then all by the fleet. Memory is what all its processes have at once, shared pages counted once.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from bench.checkout import Checkout, copied

COUNTS = (1, 10, 50)
SINGLES = 10
"""So many single ones are timed, and their mean stands for the others; the fleet does all."""
LOOK_SECONDS = 0.5
QUIET = {"LOCAL_AWS_TRAFFIC": "off", "LOCAL_AWS_SPEED": "inf"}
INIT = "for stack; do pulumi stack init $stack --no-select || exit; done"
SINGLE = (
    "for stack; do PULUMI_SKIP_CHECKPOINTS=true pulumi preview --stack $stack --policy-pack policy --non-interactive"
    " --suppress-outputs || exit; done"
)


@click.command()
@click.argument("counts", nargs=-1, type=click.IntRange(min=1))
@click.option("--singles", type=click.IntRange(min=1), default=SINGLES, help="How many single previews to time.")
def main(counts: tuple[int, ...], singles: int) -> None:
    """One line a count: seconds, CPU seconds, and the fleet's share of what single previews take."""
    with copied() as checkout:
        stacks = _stacks(checkout, max(counts or COUNTS))
        checkout.output("./local", "sh", "-c", INIT, "sh", *stacks, **QUIET)
        for count in counts or COUNTS:
            _compare(checkout, stacks[:count], min(count, singles))


def _compare(checkout: Checkout, stacks: list[str], timed: int) -> None:
    single = checkout.time("./local", "sh", "-c", SINGLE, "sh", *stacks[:timed], **QUIET)
    with _peak() as peak:
        fleet = checkout.time("./local", "python", "-m", "fleet", "preview", *stacks, **QUIET)
    times = len(stacks) / timed
    print(
        f"{len(stacks):3} environments: {fleet.seconds:6.1f} s, single {single.seconds * times:6.1f} s"
        f" ({timed} timed), {fleet.seconds / single.seconds / times:.2f} x;"
        f" CPU {fleet.cpu_seconds:6.1f} s, single {single.cpu_seconds * times:6.1f} s,"
        f" {fleet.cpu_seconds / single.cpu_seconds / times:.2f} x; at most {max(peak):.0f} MiB",
        flush=True,
    )


def _stacks(checkout: Checkout, count: int) -> list[str]:
    """Environments like dev, under names of their own."""
    names = [f"env{number:02}" for number in range(count)]
    for name in names:
        shutil.copy(checkout.folder / "Pulumi.dev.yaml", checkout.folder / f"Pulumi.{name}.yaml")
    return names


@contextmanager
def _peak() -> Iterator[list[float]]:
    """MiB of all that this process has started, at each look while the block runs."""
    looks, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            looks.append(sum(map(_mib, _descendants(os.getpid()))))

    looker = threading.Thread(target=look)
    looker.start()
    try:
        yield looks
    finally:
        over.set()
        looker.join()


def _descendants(process: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, StopIteration):  # it is gone
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found[1:]


def _mib(process: int) -> float:
    """Its share of the memory that it has."""
    with suppress(OSError, StopIteration):  # it is gone
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    return 0


if __name__ == "__main__":
    main()
