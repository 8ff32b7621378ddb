"""Each of our stacks on the local AWS: its rehearsal, and the release that follows; also with real traffic."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

import outputs
from local_aws import starter
from local_aws.home import SPEED
from ops.aws import Aws
from ops.exits import Exit
from ops.rehearsal.rehearse import rehearse, room
from ops.rehearsal.what_ifs import WhatIfs
from ops.releases import Releases, releases_of
from ops.revisions import with_image
from ops.starting import begin
from ops.target import Target
from tests.conftest import clients_of
from tests.ops.rehearsal.watching import agree, watch
from tests.workspace import ROOT, Workspace

IMAGE = "public.ecr.aws/nginx/nginx:1.29.0"
CHANGED = {"dev": ("--config", "bluegreen:desiredCount=6", "--config", "bluegreen:terminationWaitMinutes=15")}
"""Six tasks fill the two hosts of dev, so that a release needs two more, which come up to half a minute sooner or later
than rehearsed; prod has room for all."""


@dataclass(frozen=True)
class Up:
    """Our stacks, on a clock that a test steps."""

    workspace: Workspace
    program: Path
    releases: dict[str, Releases]
    """By the stack's name."""

    def rehearse(self, *words: str) -> tuple[int, str]:
        """The command's exit code, and what it printed."""
        return self.workspace.run(str(ROOT / "bluegreen"), "rehearse", *words, cwd=self.program)


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    workspace = Workspace.new(tmp_path_factory.mktemp("stacks"))
    program = workspace.program()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SPEED, "inf")
        try:
            targets = []
            for stack in ("dev", "staging", "prod"):
                workspace.up(stack, program, *CHANGED.get(stack, ()))
                targets.append(Target(stack, outputs.load(workspace.outputs(stack, program)).services["web"]))
            starter.stop(workspace.home)
            patch.setenv(SPEED, "0")
            starter.start(workspace.home)
            releases = {target.stack: releases_of(target, Local(workspace)) for target in targets}
            yield Up(replace(workspace, speed=0), program, releases)
        finally:
            workspace.stop()


class Local(Aws):
    """The workspace's clients, and its clock."""

    def __init__(self, workspace: Workspace) -> None:
        self.port = workspace.port
        self.client = clients_of(f"http://127.0.0.1:{workspace.port}")

    def step(self, seconds: int) -> None:
        url = f"http://127.0.0.1:{self.port}/_local/step?seconds={seconds}"
        urlopen(Request(url, method="POST"), timeout=60).close()


@pytest.mark.parametrize(("stack", "hosts"), [("dev", 4), ("staging", 0), ("prod", 3)])
def test_its_rehearsal_and_the_release_that_follows_agree(up: Up, stack: str, hosts: int) -> None:
    releases, aws = up.releases[stack], up.releases[stack].aws
    assert isinstance(aws, Local)
    definition = with_image(releases, IMAGE)
    assert room(releases.target, aws, definition) == ""
    rehearsal = rehearse(releases.target, aws, WhatIfs(image=IMAGE))
    assert (rehearsal.good, rehearsal.peak_hosts) == (True, hosts)
    agree(rehearsal, watch(releases, begin(releases, definition).id, rehearsal, aws.step))
    if hosts:
        ecs = aws.client("ecs")
        assert len(ecs.list_container_instances(cluster=releases.names.cluster)["containerInstanceArns"]) == hosts


@pytest.mark.parametrize(("stack", "most"), [("dev", 4), ("prod", 6)])
def test_more_tasks_than_the_hosts_may_ever_hold_have_no_room(up: Up, stack: str, most: int) -> None:
    releases = up.releases[stack]
    many = rehearse(releases.target, releases.aws, WhatIfs(desired=60))
    assert "insufficient" in many.blocked
    assert many.peak_hosts == most
    assert rehearse(releases.target, releases.aws, WhatIfs(desired=60, instance_type="m6i.8xlarge")).blocked == ""


def test_the_command_prints_draws_and_exits_as_the_release_would(up: Up, tmp_path: Path) -> None:
    code, printed = up.rehearse("--stack", "prod", "--svg", str(tmp_path / "release.svg"))
    assert code == Exit.RELEASED, printed
    assert "It is released, and every request finds a healthy task." in printed
    assert (tmp_path / "release.svg").read_text().startswith("<svg")
    code, printed = up.rehearse("--stack", "prod", "--fail", "alarm@8m", "--strategy", "native", "--json")
    assert code == Exit.ROLLED_BACK, printed
    assert json.loads(printed)["moves"] == "ECS, 20 % every 3 min"
    code, printed = up.rehearse("--stack", "staging", "--instance-type", "t3.large")
    assert (code, printed) == (
        Exit.REFUSED,
        "bluegreen: the tasks run on Fargate, which has no instance types; leave --instance-type out\n",
    )
