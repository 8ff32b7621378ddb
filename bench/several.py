"""`python -m bench.several [--up]`: how a stack grows with its services.

A preview of a new stack, judged by the policy pack, is to grow as its services do, up to two hundred. With `--up`,
twenty services come up on the local AWS in how many times the time of one, at a clock without limit and without
traffic: what is timed is the engine, the program, the provider and the API; and once more without the engine's
saving of its state after each step, which shows what the saving takes and is nothing for users.
"""

from collections.abc import Callable

import click
import yaml

from bench.checkout import Checkout, Took, copied

PREVIEWED = (1, 20, 100, 200)
BROUGHT_UP = (1, 20)
STACK = "several"
UNSAVED = "PULUMI_SKIP_CHECKPOINTS=true"
WORDS = ("--stack", STACK, "--non-interactive")
QUICK = {"LOCAL_AWS_TRAFFIC": "off", "LOCAL_AWS_SPEED": "inf"}


@click.command()
@click.option("--up", is_flag=True, help="Bring stacks up, too: some two minutes more.")
def main(up: bool) -> None:
    """One line a size, with its ratio to the first."""
    with copied() as checkout:
        _grow(checkout, "preview", PREVIEWED, lambda: _preview(checkout))
        if up:
            _grow(checkout, "up", BROUGHT_UP, lambda: _up(checkout))
            _grow(checkout, "up, state saved at its end", BROUGHT_UP, lambda: _up(checkout, "env", UNSAVED))


def _grow(checkout: Checkout, what: str, sizes: tuple[int, ...], take: Callable[[], Took]) -> None:
    first: Took | None = None
    for services in sizes:
        checkout.forget()
        (checkout.folder / f"Pulumi.{STACK}.yaml").write_text(yaml.safe_dump({"config": _config(services)}))
        checkout.output("./local", "pulumi", "stack", "init", STACK, "--non-interactive", **QUICK)
        took = take()
        first = first or took
        print(
            f"{what}: {services:3} services in {took.seconds:6.1f} s ({took.seconds / first.seconds:4.1f} x),"
            f" {took.cpu_seconds:6.1f} s of CPU; the largest process so far {checkout.peak_mib()} MiB",
            flush=True,
        )


def _preview(checkout: Checkout) -> Took:
    return checkout.time("./local", "pulumi", "preview", "--policy-pack", "policy", *WORDS, **QUICK)


def _up(checkout: Checkout, *before: str) -> Took:
    return checkout.time("./local", *before, "pulumi", "up", "--yes", "--skip-preview", *WORDS, **QUICK)


def _config(services: int) -> dict[str, object]:
    """Services of one task on Fargate, released by ECS itself; the last takes what the others do not."""
    named = {
        f"s{number}": {"paths": [f"/s{number}/*"], "priority": number} if number < services else {}
        for number in range(1, services + 1)
    }
    return {
        "aws:region": "us-east-1",
        "bluegreen:image": "public.ecr.aws/nginx/nginx:1.27.5",
        "bluegreen:launchType": "FARGATE",
        "bluegreen:strategy": "native",
        "bluegreen:desiredCount": 1,
        "bluegreen:services": named,
    }


if __name__ == "__main__":
    main()
