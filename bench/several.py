"""`python -m bench.several [SERVICES …]`: several services in one stack, up on the local AWS and previewed.

Twenty services are to come up in at most 2.2 x the time of one, and a preview is to grow as the services do. Each
number has an environment of its own, from nothing, without traffic and at a clock without limit: what is timed is the
engine, the program, the provider and the API.
"""

import sys
from collections.abc import Sequence

import yaml

from bench.checkout import Checkout, Took, copied

SERVICES = (1, 20, 100)
STACK = "several"


def main(sizes: Sequence[int] = SERVICES) -> None:
    """One line a size: `pulumi up` from nothing, and a preview that finds no change, with ratios to the first."""
    first: tuple[Took, Took] | None = None
    with copied() as checkout:
        for services in sizes:
            up, preview = _measured(checkout, services)
            first = first or (up, preview)
            print(
                f"{services:4} services: up {_said(up, first[0])}; preview {_said(preview, first[1])};"
                f" the largest process so far {checkout.peak_mib()} MiB"
            )


def _measured(checkout: Checkout, services: int) -> tuple[Took, Took]:
    checkout.forget()
    (checkout.folder / f"Pulumi.{STACK}.yaml").write_text(yaml.safe_dump({"config": _config(services)}))
    quick = {"LOCAL_AWS_TRAFFIC": "off", "LOCAL_AWS_SPEED": "inf"}
    checkout.output("./local", "pulumi", "stack", "init", STACK, "--non-interactive", **quick)
    words = ("--stack", STACK, "--non-interactive")
    up = checkout.time("./local", "pulumi", "up", "--yes", "--skip-preview", *words, **quick)
    preview = checkout.time("./local", "pulumi", "preview", "--expect-no-changes", *words, **quick)
    return up, preview


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


def _said(took: Took, first: Took) -> str:
    return f"{took.seconds:6.1f} s ({took.seconds / first.seconds:4.1f} x)"


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or SERVICES)
