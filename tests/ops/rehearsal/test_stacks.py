"""Each of our stacks on the local AWS: its rehearsal, and the release that follows; also with real traffic."""

from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest

import outputs
from local_aws import starter
from local_aws.home import SPEED
from ops.aws import Aws
from ops.rehearsal.rehearse import rehearse, room
from ops.rehearsal.what_ifs import WhatIfs
from ops.releases import Releases, releases_of
from ops.revisions import with_image
from ops.starting import begin
from ops.target import Target
from tests.conftest import clients_of
from tests.ops.rehearsal.watching import agree, watch
from tests.workspace import Workspace

IMAGE = "public.ecr.aws/nginx/nginx:1.29.0"
CHANGED = {"dev": ("--config", "bluegreen:desiredCount=6", "--config", "bluegreen:terminationWaitMinutes=15")}
"""Six tasks fill the two hosts of dev, so that a release needs two more, which come up to half a minute sooner or later
than rehearsed; prod has room for all."""


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Releases]]:
    """Our stacks by their names, on a clock that a test steps."""
    workspace = Workspace.new(tmp_path_factory.mktemp("stacks"))
    program = workspace.program()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SPEED, "inf")
        try:
            targets = []
            for stack in ("dev", "staging", "prod"):
                workspace.up(stack, program, *CHANGED.get(stack, ()))
                targets.append(Target(stack, outputs.load(workspace.outputs(stack, program))))
            starter.stop(workspace.home)
            patch.setenv(SPEED, "0")
            starter.start(workspace.home)
            yield {target.stack: releases_of(target, Local(workspace)) for target in targets}
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
def test_its_rehearsal_and_the_release_that_follows_agree(up: dict[str, Releases], stack: str, hosts: int) -> None:
    releases, aws = up[stack], up[stack].aws
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
def test_more_tasks_than_the_hosts_may_ever_hold_have_no_room(up: dict[str, Releases], stack: str, most: int) -> None:
    releases = up[stack]
    many = rehearse(releases.target, releases.aws, WhatIfs(desired=60))
    assert "insufficient" in many.blocked
    assert many.peak_hosts == most
    assert rehearse(releases.target, releases.aws, WhatIfs(desired=60, instance_type="m6i.8xlarge")).blocked == ""
