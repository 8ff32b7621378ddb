"""The pipeline of a service: its stages, what it may do, what starts it, and whom it tells."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.components.pipeline.piped import ACCOUNT, ARCHIVE, CONNECTION, IMAGE, REPOSITORY, buildspec, piped
from verdict.recording import Recording

CODEDEPLOY, NATIVE, ROLLING = {"strategy": "codedeploy"}, {"strategy": "native"}, {"strategy": "rolling"}
EVERY = [(strategy, source) for strategy in (CODEDEPLOY, NATIVE, ROLLING) for source in (ARCHIVE, REPOSITORY, IMAGE)]
GETS_IT = {"install": ["pip install bluegreen"]}


def made(strategy: dict[str, str], source: dict[str, str], **said: Any) -> Recording:
    install = GETS_IT if strategy is NATIVE and source is IMAGE else {}
    return _made(strategy["strategy"], json.dumps(source), json.dumps({**install, **said}))


@cache
def _made(strategy: str, source: str, said: str) -> Recording:
    return piped(source=json.loads(source), said=json.loads(said), strategy=strategy)


def actions(recording: Recording) -> dict[str, dict[str, Any]]:
    """By stage; each has one, of the stage's name."""
    stages = recording.one("aws:codepipeline/pipeline:Pipeline").inputs["stages"]
    found = {stage["name"]: action for stage in stages for action in stage["actions"]}
    assert [stage["name"] for stage in stages] == [action["name"] for action in found.values()]
    return found


def statements(recording: Recording, role: str) -> Iterator[dict[str, Any]]:
    """Of a role's own policies."""
    for policy in recording.all("aws:iam/rolePolicy:RolePolicy"):
        if policy.inputs["role"] == f"web-staging-{role}":
            yield from json.loads(policy.inputs["policy"])["Statement"]


def may(recording: Recording, role: str) -> dict[str, Any]:
    """Resource by action."""
    return {action: one["Resource"] for one in statements(recording, role) for action in one["Action"]}


def test_a_release_by_codedeploy_fills_in_both_templates_of_the_definition() -> None:
    deploy = actions(made(CODEDEPLOY, ARCHIVE))["Deploy"]
    assert (deploy["category"], deploy["provider"], deploy["inputArtifacts"]) == (
        "Deploy",
        "CodeDeployToECS",
        ["Definition"],
    )
    assert deploy["configuration"] == {
        "ApplicationName": "web-staging",
        "DeploymentGroupName": "web-staging",
        "TaskDefinitionTemplateArtifact": "Definition",
        "TaskDefinitionTemplatePath": "taskdef.json",
        "AppSpecTemplateArtifact": "Definition",
        "AppSpecTemplatePath": "appspec.yaml",
        "Image1ArtifactName": "Definition",
        "Image1ContainerName": "IMAGE1_NAME",
    }


def test_a_rolling_update_is_told_of_images() -> None:
    deploy = actions(made(ROLLING, ARCHIVE))["Deploy"]
    assert (deploy["provider"], deploy["inputArtifacts"]) == ("ECS", ["Definition"])
    assert deploy["configuration"] == {
        "ClusterName": "cluster",
        "ServiceName": "web-staging",
        "FileName": "imagedefinitions.json",
        "DeploymentTimeout": "60",
    }


def test_a_native_release_is_a_build_in_the_source_s_root_for_as_long_as_a_release_takes() -> None:
    recording = made(NATIVE, REPOSITORY)
    deploy = actions(recording)["Deploy"]
    assert (deploy["category"], deploy["provider"]) == ("Build", "CodeBuild")
    assert (deploy["configuration"]["PrimarySource"], deploy["inputArtifacts"]) == ("Source", ["Source", "Definition"])
    project = recording.one("aws:codebuild/project:Project", "web-staging-deploy").inputs
    assert project["buildTimeout"] == 5 + 15 + 60
    assert project["environment"]["privilegedMode"] is False
    assert "--until done" in str(buildspec(recording, "deploy"))


@pytest.mark.parametrize(
    ("source", "provider", "configuration", "artifact"),
    [
        (
            ARCHIVE,
            "S3",
            {"S3Bucket": "web-staging-source", "S3ObjectKey": "source.zip", "PollForSourceChanges": "false"},
            "Source",
        ),
        (
            REPOSITORY,
            "CodeStarSourceConnection",
            {
                "ConnectionArn": CONNECTION,
                "FullRepositoryId": "team/web",
                "BranchName": "main",
                "DetectChanges": "true",
            },
            "Source",
        ),
        (IMAGE, "ECR", {"RepositoryName": "web-staging", "ImageTag": "latest"}, "Image"),
    ],
)
def test_changes_come_from_where_the_stack_says(
    source: dict[str, Any], provider: str, configuration: dict[str, str], artifact: str
) -> None:
    found = actions(made(CODEDEPLOY, source))
    assert (found["Source"]["provider"], found["Source"]["configuration"]) == (provider, configuration)
    assert found["Source"]["outputArtifacts"] == found["Build"]["inputArtifacts"] == [artifact]
    assert found["Build"]["outputArtifacts"] == ["Definition"]


def test_somebody_approves_before_the_release_where_the_stack_says_so() -> None:
    assert [*actions(made(CODEDEPLOY, ARCHIVE))] == ["Source", "Build", "Deploy"]
    approved = actions(made(CODEDEPLOY, ARCHIVE, approval=True))
    assert [*approved] == ["Source", "Build", "Approve", "Deploy"]
    assert (approved["Approve"]["category"], approved["Approve"]["provider"]) == ("Approval", "Manual")


def test_an_image_is_built_by_docker_on_a_machine_of_its_architecture() -> None:
    def environment(**changes: Any) -> tuple[str, bool]:
        [build] = piped(strategy="codedeploy", **changes).all("aws:codebuild/project:Project")
        return build.inputs["environment"]["type"], build.inputs["environment"]["privilegedMode"]

    assert environment() == ("LINUX_CONTAINER", True)
    assert environment(architecture="ARM64") == ("ARM_CONTAINER", True)
    assert environment(source=IMAGE) == ("LINUX_CONTAINER", False)
    assert environment(source=IMAGE, architecture="ARM64") == ("LINUX_CONTAINER", False)


@pytest.mark.parametrize(
    ("source", "said", "excluded"),
    [
        (ARCHIVE, {}, "latest"),
        (ARCHIVE, {"movingTag": "stable"}, "stable"),
        (ARCHIVE, {"movingTag": ""}, None),
        (IMAGE, {}, "latest"),
    ],
)
def test_one_tag_moves_in_the_repository_and_no_other(
    source: dict[str, Any], said: dict[str, Any], excluded: str | None
) -> None:
    repository = made(CODEDEPLOY, source, **said).one("aws:ecr/repository:Repository").inputs
    filters = [{"filter": excluded, "filterType": "WILDCARD"}] if excluded else None
    assert repository.get("imageTagMutabilityExclusionFilters") == filters
    assert repository["imageTagMutability"] == ("IMMUTABLE_WITH_EXCLUSION" if excluded else "IMMUTABLE")


def test_buckets_are_private_encrypted_and_have_an_end() -> None:
    recording = made(CODEDEPLOY, ARCHIVE)
    buckets = {one.name for one in recording.all("aws:s3/bucket:Bucket")}
    assert buckets == {"web-staging-artifacts", "web-staging-source"}
    for bucket in buckets:
        closed = recording.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", bucket).inputs
        assert [value for name, value in closed.items() if name != "bucket"] == [True] * 4
        kind = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
        assert recording.one(kind, bucket).inputs["rules"][0]["applyServerSideEncryptionByDefault"] == {
            "sseAlgorithm": "aws:kms"
        }
        [refused] = json.loads(recording.one("aws:s3/bucketPolicy:BucketPolicy", bucket).inputs["policy"])["Statement"]
        assert (refused["Effect"], refused["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    rules = {
        one.name: one.inputs["rules"][0]
        for one in recording.all("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    }
    assert rules["web-staging-artifacts"]["expiration"] == {"days": 30}
    assert "expiration" not in rules["web-staging-source"]
    assert [one.name for one in recording.all("aws:s3/bucketVersioning:BucketVersioning")] == ["web-staging-source"]


def test_a_bucket_that_the_team_brings_is_left_as_it_is() -> None:
    recording = made(CODEDEPLOY, {"key": "source.zip", "bucket": "team-source"})
    assert [one.name for one in recording.all("aws:s3/bucket:Bucket")] == ["web-staging-artifacts"]
    assert recording.all("aws:s3/bucketNotification:BucketNotification") == []
    assert actions(recording)["Source"]["configuration"]["S3Bucket"] == "team-source"
    assert may(recording, "pipeline")["s3:GetBucketAcl"] == "arn:aws:s3:::team-source"


@pytest.mark.parametrize(("strategy", "source"), EVERY)
def test_each_role_trusts_one_service_for_one_thing_of_this_account(
    strategy: dict[str, Any], source: dict[str, Any]
) -> None:
    recording = made(strategy, source)
    said = {
        "build": ("codebuild", "codebuild:us-east-1:123456789012:project/web-staging-build"),
        "deploy": ("codebuild", "codebuild:us-east-1:123456789012:project/web-staging-deploy"),
        "pipeline": ("codepipeline", "codepipeline:us-east-1:123456789012:web-staging"),
        "start": ("events", "events:us-east-1:123456789012:rule/web-staging-start"),
    }
    found = {one.name.removeprefix("web-staging-"): one.inputs for one in recording.all("aws:iam/role:Role")}
    expected = {"build", "pipeline"}
    expected |= {"deploy"} if strategy is NATIVE else set()
    expected |= {"start"} if source is not REPOSITORY else set()
    assert found.keys() & said.keys() == expected
    for name in expected:
        [trusted] = json.loads(found[name]["assumeRolePolicy"])["Statement"]
        service, source_arn = said[name]
        assert trusted["Principal"] == {"Service": f"{service}.amazonaws.com"}
        assert trusted["Condition"] == {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:{source_arn}"},
        }


ON_EVERYTHING = {
    "build": {"ecr:GetAuthorizationToken"},
    "pipeline": {"ecs:DescribeTaskDefinition", "ecs:ListTasks"},
    "start": set(),
}
"""For which AWS has no narrower resource."""


@pytest.mark.parametrize(("strategy", "source"), EVERY)
def test_no_role_may_more_than_it_needs(strategy: dict[str, Any], source: dict[str, Any]) -> None:
    recording = made(strategy, source)
    for role, free in ON_EVERYTHING.items():
        for one in statements(recording, role):
            assert not [action for action in one["Action"] if "*" in action]
            assert one["Resource"] != "*" or set(one["Action"]) <= free
    for role in ("pipeline", "deploy"):
        passed = [one for one in statements(recording, role) if "iam:PassRole" in one["Action"]]
        for one in passed:
            assert one["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
            assert [arn.rpartition("/")[2] for arn in one["Resource"]] == ["web-staging-execution", "web-staging-task"]
        assert bool(passed) == (role == ("deploy" if strategy is NATIVE else "pipeline"))


def test_a_native_release_changes_this_service_and_nothing_else() -> None:
    release = may(made(NATIVE, REPOSITORY), "deploy")
    writes = {
        action
        for action in release
        if not action.partition(":")[2].startswith(("Describe", "List", "Get")) and not action.startswith("logs:")
    }
    assert writes == {"ecs:UpdateService", "ecs:RegisterTaskDefinition", "ecs:TagResource", "iam:PassRole"}
    assert release["ecs:UpdateService"].endswith(":service/cluster/web-staging")


def patterns(recording: Recording) -> dict[str, dict[str, Any]]:
    rules = recording.all("aws:cloudwatch/eventRule:EventRule")
    return {one.name.removeprefix("web-staging-"): json.loads(one.inputs["eventPattern"]) for one in rules}


def test_people_are_told_of_a_failure_and_of_what_waits_for_them() -> None:
    recording = made(CODEDEPLOY, REPOSITORY, approval=True)
    told = patterns(recording)
    assert told["failed"]["detail"] == {"pipeline": ["web-staging"], "state": ["FAILED"]}
    assert told["approval"]["detail"]["type"] == {"category": ["Approval"]}
    targets = {one.inputs["arn"] for one in recording.all("aws:cloudwatch/eventTarget:EventTarget")}
    [topic] = targets
    assert topic.startswith("arn:aws:sns:")
    [lets] = json.loads(recording.one("aws:sns/topicPolicy:TopicPolicy").inputs["policy"])["Statement"]
    assert "events.amazonaws.com" in lets["Principal"]["Service"]
    assert lets["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_a_connection_sees_changes_by_itself_and_the_others_are_started_by_events() -> None:
    assert "start" not in patterns(made(CODEDEPLOY, REPOSITORY))
    archive = patterns(made(CODEDEPLOY, ARCHIVE))["start"]
    assert archive["detail"] == {"bucket": {"name": ["web-staging-source"]}, "object": {"key": ["source.zip"]}}
    image = patterns(made(CODEDEPLOY, IMAGE))["start"]["detail"]
    assert (image["repository-name"], image["image-tag"]) == (["web-staging"], ["latest"])
    starts = made(CODEDEPLOY, IMAGE).one("aws:cloudwatch/eventTarget:EventTarget", "web-staging-start").inputs
    assert starts["arn"] == f"arn:aws:codepipeline:us-east-1:{ACCOUNT}:web-staging"
    assert may(made(CODEDEPLOY, IMAGE), "start") == {"codepipeline:StartPipelineExecution": starts["arn"]}


def test_it_is_a_part_of_the_service() -> None:
    assert made(CODEDEPLOY, ARCHIVE).one("bluegreen:index:Pipeline").parent == "bluegreen:index:Service::web-staging"


@pytest.mark.parametrize("strategy", [CODEDEPLOY, NATIVE, ROLLING])
def test_revisions_are_registered_in_the_service_s_own_family_alone(strategy: dict[str, str]) -> None:
    release = may(made(strategy, REPOSITORY), "deploy" if strategy is NATIVE else "pipeline")
    own = f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/web-staging:*"
    assert (release["ecs:RegisterTaskDefinition"], release["ecs:TagResource"]) == (own, own)
