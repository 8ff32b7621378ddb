"""A local AWS with real traffic for the length of a measurement, and the scene of the tests on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.services import NotMeasured
from local_aws.home import SPEED, TRAFFIC
from local_aws.traffic import envoy
from tests.local_aws.scene import Scene
from tests.local_aws.traffic.ground import started
from tests.workspace import Workspace


@contextmanager
def played(speed: float) -> Iterator[Scene]:
    """AWS's time passes so many times as fast. Raises NotMeasured where no load balancer can be real."""
    if missing := envoy.unavailable():
        raise NotMeasured(missing)
    with TemporaryDirectory(prefix="bench-") as folder, patch.dict(os.environ, {TRAFFIC: "on", SPEED: str(speed)}):
        workspace = Workspace.new(Path(folder), traffic=True)
        workspace.home.make()
        try:
            yield Scene.make(workspace)
        except AssertionError as error:
            raise NotMeasured(f"the local AWS: {error}") from error
        finally:
            workspace.stop()


def envoy_of(scene: Scene) -> int:
    """The process id of its load balancer."""
    (pid,) = started(scene.workspace.home.traffic / "balancers")
    return pid
