"""The picture of a stack has what the stack has."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops.architecture import svg
from ops.architecture.resources import Resources
from ops.stack import ROOT_TYPE
from tests.drawings import Drawing
from tests.stacks import STACKS
from tests.workspace import ROOT
from verdict.recording import Recording
from verdict.stacks import configuration, declared, run, text

EXAMPLES = sorted((ROOT / "examples/stacks").glob("*.yaml"))
DEFAULTS = {f"bluegreen:{key}": entry["default"] for key, entry in declared().items() if "default" in entry}


def state(recording: Recording) -> list[dict[str, Any]]:
    """As `pulumi stack export` has it."""
    root = {"type": ROOT_TYPE, "urn": "urn:stack", "outputs": recording.exported}
    return [
        root,
        *(
            {"type": one.type, "urn": one.urn, "id": f"{one.name}-id", "outputs": one.outputs}
            for one in recording.resources
        ),
    ]


def picture(stack: str, **changes: Any) -> Drawing:
    return Drawing(svg(stack, Resources(state(run(stack, configuration(stack, **changes), preview=False)))))


def example(file: Path) -> tuple[Drawing, list[str]]:
    """Of a stack file, and its services."""
    config = DEFAULTS | yaml.safe_load(file.read_text())["config"]
    recording = run("dev", {key: text(value) for key, value in config.items()}, preview=False)
    return Drawing(svg("dev", Resources(state(recording)))), sorted(recording.exported["services"])


@pytest.mark.parametrize("stack", STACKS)
def test_a_picture_stands_alone_and_no_text_lies_on_another(stack: str) -> None:
    drawing = picture(stack)
    assert drawing.stands_alone()
    assert drawing.overlapping == []
    assert drawing.outside == []


def test_the_same_stack_gives_the_same_bytes_in_whatever_order_its_state_is() -> None:
    resources = state(run("dev", configuration("dev"), preview=False))
    assert svg("dev", Resources(resources)) == svg("dev", Resources(resources[::-1]))


def test_dev_has_hosts_and_is_moved_by_codedeploy_at_once() -> None:
    assert picture("dev").tips == [
        "VPC 10.0.0.0/16\n2 private subnets\n1 NAT gateway, 0 endpoints",
        "Application Load Balancer\nweb-dev\ninternet-facing",
        "ECS cluster\nweb-dev\n2 to 4 hosts of t3.small",
        "users",
        "production listener\nHTTP 80\n/*\npriority 50000",
        "blue target group\nweb-dev-blue\nHTTP 80\nhealth check /",
        "blue tasks\n2 of web-dev\n256 CPU units, 512 MiB\non 2 to 4 hosts of t3.small",
        "testers",
        "test listener\nHTTP 8080\n/*\npriority 50000",
        "green target group\nweb-dev-green\nHTTP 80\nhealth check /",
        "green tasks\nduring a release",
        "SNS topic\nweb-dev-events",
        "CodeDeploy\nmoves all at once\nold tasks stay 5 min",
        "6 alarms\non blue and on green\nstop a release",
        "images\nweb-dev",
    ]


def test_a_canary_of_ecs_on_fargate_and_steps_of_the_stack_s_own_are_told() -> None:
    staging, prod = picture("staging").tips, picture("prod").tips
    assert "ECS itself\nmoves 10 %, and the rest after 5 min\nold tasks stay 15 min" in staging
    assert "ECS cluster\nweb-staging\nFARGATE" in staging
    assert "CodeDeploy\nmoves 20 % every 3 min\nold tasks stay 30 min" in prod
    assert any(tip.startswith("production listener\nHTTPS 443") for tip in prod)


def test_hooks_are_told_of_both() -> None:
    for stack, at in (("dev", "AfterAllowTestTraffic"), ("staging", "POST_TEST_TRAFFIC_SHIFT")):
        assert f"Hooks\n{at}" in picture(stack, hooks=[{"at": at, "probe": {}}]).tips


def test_a_rolling_update_has_no_green_side() -> None:
    tips = picture("dev", strategy="rolling").tips
    assert "ECS itself\nreplaces task by task" in tips
    assert not any(tip.startswith(("green", "test")) for tip in tips)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_is_drawn_with_a_band_for_each_service(file: Path) -> None:
    drawing, services = example(file)
    assert [one for one in drawing.texts if one.startswith("Service ")] == [f"Service {one}" for one in services]
    assert (drawing.overlapping, drawing.outside) == ([], [])


def test_a_pipeline_s_stages_stand_side_by_side() -> None:
    drawing, _ = example(ROOT / "examples/stacks/pipeline.yaml")
    assert drawing.tips[-4:] == [
        "Source\nstage of the pipeline\nSource by S3",
        "Build\nstage of the pipeline\nBuild by CodeBuild",
        "Approve\nstage of the pipeline\nApproval by Manual",
        "Deploy\nstage of the pipeline\nDeploy by CodeDeployToECS",
    ]


def test_what_is_brought_is_drawn_by_what_the_outputs_say() -> None:
    own = state(run("dev", configuration("dev"), preview=False))
    left_out = (
        "aws:ec2/vpc:",
        "aws:lb/loadBalancer:",
        "aws:lb/listener:",
        "aws:ecs/cluster:",
        "aws:ecs/capacityProvider:",
    )
    tips = Drawing(svg("dev", Resources([one for one in own if not one["type"].startswith(left_out)]))).tips
    assert tips[:3] == [
        "VPC web-dev-id\n2 private subnets\nbrought",
        "Application Load Balancer\narn:aws:aws:lb\nbrought",
        "ECS cluster\nweb-dev\nweb-dev-host\nbrought",
    ]
    assert "production listener\nHTTP 80\n/*\npriority 50000" in tips


def test_the_picture_in_the_documents_is_that_of_dev() -> None:
    """But for what Pulumi adds to names."""
    drawn = (ROOT / "docs/guides/architecture.svg").read_text()
    assert Drawing(re.sub(r"-[0-9a-f]{7}\b", "", drawn)).tips == picture("dev").tips, "run `make guides`"
