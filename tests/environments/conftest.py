"""The environment that the tests of a file are about."""

from collections.abc import Iterator
from math import inf

import pytest

from tests.environments import hooks
from tests.environments.environment import Environment
from tests.workspace import Workspace

CONFIG: dict[str, dict[str, object]] = {
    "dev": {"terminationWaitMinutes": 15},  # three seconds, in which an alarm can go off
    "rolling": {"strategy": "rolling"},
    "prod": {
        "taskPolicyArns": ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        "taskPermissions": [
            {"actions": ["sqs:SendMessage"], "resources": ["arn:aws:sqs:us-east-1:123456789012:orders"]}
        ],
        "permissionsBoundaryArn": "arn:aws:iam::aws:policy/PowerUserAccess",
    },
}
"""Beside what the stack's file says."""
QUIET = {"unhealthyHosts": 1000, "target5xxPercent": 100, "responseSeconds": 300}
"""Alarms that go off when a test says so, and not when the machine is slow."""


@pytest.fixture(scope="module")
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """`test_NAME.py` gets that one, up; those that are released have real traffic, and a clock 300 times as fast: 60
    times where a release is over so soon that no alarm would come in time."""
    name = request.node.path.stem.removeprefix("test_")
    speed = {"prod": inf, "rolling": 60}.get(name, 300)
    workspace = Workspace.new(tmp_path_factory.mktemp(name), traffic=name != "prod", speed=speed)
    config = CONFIG.get(name, {}) | {"hooks": hooks.configured(name), "rollbackAlarms": QUIET}
    try:
        yield Environment.up(name, "dev" if name == "rolling" else name, workspace, config)
    finally:
        workspace.stop()
