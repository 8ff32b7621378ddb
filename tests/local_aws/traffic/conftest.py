"""The ground, ended after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local_aws.traffic.ground import Ground


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A load balancer and two target groups; fails the test if a process is left over."""
    ground = Ground(tmp_path)
    yield ground
    ground.end()
