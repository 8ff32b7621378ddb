"""What is wrong of the number of tasks, and of what they run on, together with other keys."""

from collections.abc import Iterator

from model.instance_types import ARCHITECTURES
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if s.scaling and not s.scaling.bounds.min_tasks <= s.desired_count <= s.scaling.bounds.max_tasks:
        low, high = s.scaling.bounds
        yield (
            f"bluegreen:desiredCount = {s.desired_count}: bluegreen:scaling keeps the service between minTasks {low} "
            f"and maxTasks {high}, so it must begin there; set it to {min(max(s.desired_count, low), high)}"
        )
    if s.spot and s.launch_type != "FARGATE":
        yield (
            f"bluegreen:spot: is of Fargate, and bluegreen:launchType is {s.launch_type}; take it out, or set "
            "launchType to FARGATE"
        )
    if s.architecture and s.makes_hosts and ARCHITECTURES[s.architecture] != s.host.architecture:
        yield (
            f"bluegreen:architecture = {s.architecture}: a {s.instance_type} (bluegreen:instanceType) is "
            f"{s.host.architecture}; take an instance type that is {ARCHITECTURES[s.architecture]}, or another "
            "architecture"
        )
