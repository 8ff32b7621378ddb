"""How a stack says what its pipeline is like, and what goes together."""

from typing import Any

import pytest

from components.pipeline import Archived, Connected, PipelineArgs, Pushed
from settings.pipeline_checks import problems
from tests.settings.configured import refusal, settings

PIPED: dict[str, Any] = {"rollout": "external", "pipeline": {"source": {"key": "source.zip"}}}
CONNECTION = "arn:aws:codeconnections:us-east-1:123456789012:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"


def test_a_stack_that_says_nothing_has_none() -> None:
    assert settings().pipeline is None


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ({"key": "a/source.zip"}, Archived(key="a/source.zip")),
        ({"key": "source.zip", "bucket": "team"}, Archived(key="source.zip", bucket_name="team")),
        ({"imageTag": "stable"}, Pushed(tag="stable")),
        (
            {"connectionArn": CONNECTION, "repository": "team/web", "branch": "release/1"},
            Connected(connection_arn=CONNECTION, repository="team/web", branch="release/1"),
        ),
    ],
)
def test_a_source_has_one_of_three_forms(written: dict[str, str], source: Any) -> None:
    made = settings(rollout="external", pipeline={"source": written}).pipeline
    assert made == PipelineArgs(source=source)


def test_what_is_said_reaches_the_component() -> None:
    said = {
        "source": {"key": "source.zip"},
        "context": "app",
        "test": ["make test"],
        "movingTag": "",
        "approval": True,
        "buildMinutes": 60,
    }
    keys: dict[str, Any] = {"until": "baked", "imageGate": "HIGH", "rollout": "external", "pipeline": said}
    assert settings("staging", **keys, architecture="ARM64", strategy="codedeploy").pipeline == PipelineArgs(
        source=Archived(key="source.zip"),
        context="app",
        test=("make test",),
        moving_tag="",
        approval=True,
        build_minutes=60,
        architecture="ARM64",
        until="baked",
        gate="HIGH",
    )


def test_an_image_is_built_for_the_hosts_that_run_it() -> None:
    made = settings(**PIPED, instanceType="t4g.small").pipeline
    assert made is not None
    assert made.architecture == "ARM64"


def test_a_pipeline_releases_and_so_pulumi_up_does_not() -> None:
    said = refusal(pipeline=PIPED["pipeline"])
    assert "bluegreen:rollout = onUpdate" in said
    assert "set rollout to external" in said


def test_the_command_of_a_native_release_has_to_come_from_somewhere() -> None:
    pipeline = {"source": {"imageTag": "latest"}}
    said = refusal(rollout="external", strategy="native", pipeline=pipeline)
    assert "bluegreen:pipeline.install: is not set" in said
    assert settings(rollout="external", strategy="native", pipeline=pipeline | {"install": ["pip install x"]}).pipeline
    said = refusal(**PIPED | {"pipeline": {**PIPED["pipeline"], "install": ["pip install x"]}})
    assert "no command is installed; take it out" in said


def test_a_connection_is_of_the_partition_of_the_stack() -> None:
    source = {"connectionArn": CONNECTION.replace("arn:aws:", "arn:aws-cn:"), "repository": "team/web"}
    said = refusal(rollout="external", pipeline={"source": source})
    assert "bluegreen:pipeline.source.connectionArn" in said
    assert "partition aws-cn" in said


def test_a_service_of_several_has_its_own() -> None:
    services = {
        "orders": {"paths": ["/orders/*"], "priority": 10, "desiredCount": 1, **PIPED},
        "web": {"desiredCount": 1},
    }
    orders, web = settings(services=services, maxHosts=9).services
    assert (orders.pipeline, web.pipeline) == (PipelineArgs(source=Archived(key="source.zip")), None)
    del services["orders"]["rollout"]
    assert "bluegreen:rollout = onUpdate" in refusal(services=services, maxHosts=9)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"context": "-"}, "bluegreen:pipeline.context = -: must be a folder of the source"),
        ({"context": "--pull"}, "bluegreen:pipeline.context = --pull: must be a folder of the source"),
        ({"source": {"key": "*"}}, "bluegreen:pipeline.source.key = *: must be the key of a ZIP file"),
        (
            {"source": {"connectionArn": CONNECTION, "repository": "team/web", "branch": "a b"}},
            "bluegreen:pipeline.source.branch = a b: must be the name of a branch",
        ),
    ],
)
def test_what_docker_or_iam_would_read_otherwise_is_refused(said: dict[str, Any], message: str) -> None:
    assert message in refusal(rollout="external", pipeline={**PIPED["pipeline"], **said})


def test_a_branch_may_have_the_number_of_an_issue() -> None:
    source = {"connectionArn": CONNECTION, "repository": "team/web", "branch": "fix/#12"}
    assert settings(rollout="external", pipeline={"source": source}).pipeline == PipelineArgs(
        source=Connected(connection_arn=CONNECTION, repository="team/web", branch="fix/#12")
    )


def services(orders: dict[str, Any], web: dict[str, Any], **both: Any) -> dict[str, Any]:
    """Two with a pipeline from the same source."""
    return {
        "maxHosts": 9,
        "services": {
            "orders": {"paths": ["/orders/*"], "priority": 10, **_piped(orders), **both},
            "web": {**_piped(web), **both},
        },
    }


def _piped(said: dict[str, Any]) -> dict[str, Any]:
    return {"desiredCount": 1, **PIPED, "pipeline": {**PIPED["pipeline"], **said}}


def test_two_folders_of_one_source_are_not_pushed_to_one_repository() -> None:
    said = refusal(**services({"context": "orders"}, {"context": "web"}, repository="team/all"))
    assert "bluegreen:repository = team/all: orders and web build images of two folders" in said
    assert "bring a repository for each" in said


def test_one_image_of_two_services_may_be_in_one_repository() -> None:
    assert settings(**services({"context": "app"}, {"context": "./app"}, repository="team/all")).services
    assert settings(**services({"context": "orders"}, {"context": "web"})).services


def test_the_log_of_a_build_is_made_and_has_its_days_although_the_service_brings_its_own() -> None:
    assert settings(**PIPED, logGroup="/team/web", logRetentionDays=7).log_retention_days == 7
    assert "bluegreen:logRetentionDays = 7" in refusal(logGroup="/team/web", logRetentionDays=7)


def test_govcloud_has_no_machine_that_builds_for_arm() -> None:
    def said(region: str, pipeline: dict[str, Any]) -> list[str]:
        made = settings(rollout="external", pipeline=pipeline, instanceType="t4g.small")
        return [line for line in problems(made.model_copy(update={"region": region})) if "ARM64" in line]

    [line] = said("us-gov-west-1", PIPED["pipeline"])
    assert "set pipeline.source.imageTag" in line
    assert said("us-gov-west-1", {"source": {"imageTag": "latest"}}) == said("us-east-1", PIPED["pipeline"]) == []
