"""The ground, ended after each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws.traffic import ports
from tests.local_aws.traffic.ground import Ground


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """A load balancer and two target groups; fails the test if a process is left over."""
    ground = Ground(tmp_path)
    yield ground
    ground.end()


@pytest.fixture(autouse=True)
def _ports_of_this_worker(monkeypatch: pytest.MonkeyPatch, worker_id: str) -> None:
    """Tests side by side kill Envoys and start them again, and none may take another's port meanwhile."""
    number = int(worker_id.removeprefix("gw") or 0) if worker_id != "master" else 2
    monkeypatch.setattr(ports, "APART", 11_000 + 1_000 * number)
