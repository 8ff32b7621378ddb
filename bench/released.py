"""A release by `pulumi up` on the local AWS: how soon its first task is there, and what it takes beyond its waits."""

import re
import threading
import time
from typing import Any

import boto3

from bench.checkout import Checkout
from bench.figure import Figure
from local_aws.home import DEFAULT_SPEED

STACK = "dev"
WAIT_MINUTES = 5
"""That of `Pulumi.dev.yaml`, the only one that it declares: traffic moves all at once."""
LOOK_SECONDS = 0.02
TOOK = re.compile(r"releases:index:Release web-dev updated \(([\d.]+)s\)")


def figures(checkout: Checkout, runs: int) -> list[Figure]:
    """Each run releases another image."""
    local = ("./local", "pulumi")
    checkout.time("make", "up", f"STACK={STACK}")
    registered, beyond = [], []
    for run in range(runs):
        image = f"bluegreen:image=public.ecr.aws/nginx/nginx:1.28.{run}"
        watch = _Watch(checkout.home.port)
        watch.start()
        said = checkout.output(*local, "up", "--yes", "--skip-preview", "--stack", STACK, "--config", image)
        registered.append(watch.seconds())
        took = TOOK.search(said)
        assert took, said
        beyond.append(float(took[1]) - 60 * WAIT_MINUTES / DEFAULT_SPEED)
    checkout.forget()
    return [
        Figure(
            label="from pulumi up to the first green target",
            samples=tuple(registered),
            unit="s",
            aim=3,
            includes="the engine's and the program's start, the task definition, the look before a release",
        ),
        Figure(
            label="a release beyond its declared waits",
            samples=tuple(beyond),
            unit="s",
            aim=5,
            includes="tasks start and become healthy, and AWS is asked each 5 s, so half of that on average",
        ),
    ]


class _Watch(threading.Thread):
    """Looks for a target in the group that is idle when it begins."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        credentials = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
        url = f"http://127.0.0.1:{port}"
        self._elb: Any = boto3.client("elbv2", region_name="us-east-1", endpoint_url=url, **credentials)
        groups = [one["TargetGroupArn"] for one in self._elb.describe_target_groups()["TargetGroups"]]
        self._idle = next(group for group in groups if not self._targets(group))
        self._began = time.perf_counter()
        self._found: float | None = None

    def run(self) -> None:
        while not self._targets(self._idle):
            time.sleep(LOOK_SECONDS)
        self._found = time.perf_counter()

    def seconds(self) -> float:
        """From its start to the first target."""
        self.join()
        assert self._found
        return self._found - self._began

    def _targets(self, group: str) -> list[Any]:
        return self._elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
