"""Whatever is killed during `up`, the next `up` finishes the job and `destroy` leaves nothing."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws import starter
from tests.workspace import Workspace, changes


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path)
    yield workspace
    workspace.stop()


@pytest.fixture
def program(workspace: Workspace) -> Path:
    return workspace.flat("fargate_web")


def up_until(workspace: Workspace, program: Path, created: int) -> "subprocess.Popen[str]":
    """Starts `up` and returns when it has said of so many resources that they are created."""
    workspace.pulumi("stack", "select", "--create", "dev", cwd=program)
    words = ("up", "--yes", "--skip-preview", "--stack", "dev", "--non-interactive")
    process = workspace.start("pulumi", *words, cwd=program)
    assert process.stdout is not None
    for line in process.stdout:
        created -= " created" in line
        if created <= 0:
            break
    return process


def vpcs(workspace: Workspace) -> int:
    return sum(not vpc["IsDefault"] for vpc in workspace.aws("ec2").describe_vpcs()["Vpcs"])


def left_over(workspace: Workspace) -> dict[str, int]:
    """How many of what is still there."""
    return {
        "vpcs": vpcs(workspace),
        "balancers": len(workspace.aws("elbv2").describe_load_balancers()["LoadBalancers"]),
        "target groups": len(workspace.aws("elbv2").describe_target_groups()["TargetGroups"]),
        "clusters": len(workspace.aws("ecs").list_clusters()["clusterArns"]),
        "log groups": len(workspace.aws("logs").describe_log_groups()["logGroups"]),
        "roles": len(workspace.aws("iam").list_roles()["Roles"]),
    }


NOTHING = {"vpcs": 0, "balancers": 0, "target groups": 0, "clusters": 0, "log groups": 0, "roles": 0}


@pytest.mark.parametrize("created", [3, 12])
def test_after_a_killed_engine_the_next_up_finishes_and_nothing_is_made_twice(
    created: int, workspace: Workspace, program: Path
) -> None:
    killed = up_until(workspace, program, created)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()

    workspace.up("dev", program)
    assert changes(workspace.pulumi("preview", "--json", "--stack", "dev", cwd=program)) == {}
    assert vpcs(workspace) == 1
    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev", cwd=program)
    assert left_over(workspace) == NOTHING


def test_after_a_killed_local_aws_the_next_up_finishes(workspace: Workspace, program: Path) -> None:
    dying = up_until(workspace, program, 5)
    os.kill(starter.identity(workspace.home)["pid"], signal.SIGKILL)
    output, _ = dying.communicate()
    assert dying.returncode != 0
    assert "the local AWS doesn't answer" in output
    assert "Traceback" not in output

    workspace.up("dev", program)
    assert vpcs(workspace) == 1
    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev", cwd=program)
    assert left_over(workspace) == NOTHING


def test_an_interrupted_up_ends_quietly_and_can_go_on(workspace: Workspace, program: Path) -> None:
    interrupted = up_until(workspace, program, 3)
    os.killpg(interrupted.pid, signal.SIGINT)
    output, _ = interrupted.communicate()
    assert interrupted.returncode != 0
    assert "Traceback" not in output
    workspace.up("dev", program)
    assert changes(workspace.pulumi("preview", "--json", "--stack", "dev", cwd=program)) == {}
