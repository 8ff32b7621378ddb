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
    """`test_NAME.py` gets that one, up; those that are released have real traffic, and a clock 300 times as fast."""
    name = request.node.path.stem.removeprefix("test_")
    traffic = name != "prod"
    workspace = Workspace.new(tmp_path_factory.mktemp(name), traffic=traffic, speed=300 if traffic else inf)
    config = CONFIG.get(name, {}) | {"hooks": hooks.configured(name), "rollbackAlarms": QUIET}
    try:
        yield Environment.up(name, "dev" if name == "rolling" else name, workspace, config)
    finally:
        workspace.stop()
