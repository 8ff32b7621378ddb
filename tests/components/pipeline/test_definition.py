"""What a pipeline registers is what `pulumi up` registers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.validate import ParamValidator

from local_aws.provider.handlers.ecs import task_definition as handler
from model.strategy import Strategy
from ops.aws import Aws
from ops.releases.codedeploy import CodeDeployReleases
from ops.target import Target
from outputs import load_service
from tests.components.pipeline.piped import IMAGE, buildspec, piped, run

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:web-AbCdEf"
ODD = 'it\'s "quoted" $HOME `id` $(id) \\n %s\nsecond é 🙂'

SIDECARS: dict[str, Any] = {
    "cpu": 512,
    "memory": 1024,
    "exec": True,
    "environment": {"ODD": ODD},
    "secrets": {"DATABASE": f"{SECRET}:password::"},
    "sidecars": [
        {"name": "migrate", "essential": False, "command": ["sh", "-c", "echo '$done'"]},
        {
            "name": "proxy",
            "image": "public.ecr.aws/docker/library/haproxy:3.1",
            "cpu": 64,
            "memory": 128,
            "healthCheckCommand": "true",
        },
    ],
    "dependsOn": [{"containerName": "migrate", "condition": "SUCCESS"}],
    "volumes": [
        {"name": "scratch"},
        {"name": "data", "fileSystemId": "fs-0123456789abcdef0", "accessPointId": "fsap-0123456789abcdef0"},
    ],
    "mountPoints": [
        {"sourceVolume": "scratch", "containerPath": "/scratch"},
        {"sourceVolume": "data", "containerPath": "/data"},
    ],
    "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}],
    "stopTimeout": 60,
}
STACKS: dict[str, tuple[str, dict[str, Any]]] = {
    "EC2": ("dev", {}),
    "Fargate": ("staging", {"strategy": "codedeploy"}),
    "native": ("staging", {}),
    "Graviton": ("staging", {"strategy": "codedeploy", "architecture": "ARM64"}),
    "sidecars": ("staging", {"strategy": "codedeploy", **SIDECARS}),
    "roles of the team's": (
        "staging",
        {
            "strategy": "codedeploy",
            "executionRoleArn": "arn:aws:iam::123456789012:role/team/execution",
            "taskRoleArn": "arn:aws:iam::123456789012:role/team/task",
            "logGroup": "/team/web",
        },
    ),
}


def registered_by_pulumi(props: Mapping[str, Any]) -> dict[str, Any]:
    """What the local AWS's provider sends for the declared task definition."""
    ecs = boto3.client("ecs", region_name="us-east-1", aws_access_key_id="-", aws_secret_access_key="-")
    sent: list[dict[str, Any]] = []

    def register(**asked: Any) -> dict[str, Any]:
        sent.append(asked)
        return {"taskDefinition": {"family": asked["family"]}}

    setattr(ecs, "register_task_definition", register)  # noqa: B010 (boto3 makes its methods as it runs)

    class Account:
        def client(self, service: str) -> Any:
            return ecs

    account: Any = Account()
    handler.create(account, {**props, "tagsAll": props["tags"]})
    [asked] = sent
    return asked


def faults(asked: Mapping[str, Any]) -> str:
    """Why the API would not take it."""
    ecs = boto3.client("ecs", region_name="us-east-1", aws_access_key_id="-", aws_secret_access_key="-")
    shape = ecs.meta.service_model.operation_model("RegisterTaskDefinition").input_shape
    return ParamValidator().validate(asked, shape).generate_report()


@pytest.mark.parametrize("case", STACKS)
def test_with_its_image_put_in_it_is_the_declared_task_definition(case: str, tmp_path: Path) -> None:
    stack, changes = STACKS[case]
    recording = piped(stack, **changes)
    declared = registered_by_pulumi(recording.one("aws:ecs/taskDefinition:TaskDefinition").inputs)
    ran = run(buildspec(recording), tmp_path)
    text = (tmp_path / "source" / "definition" / "taskdef.json").read_text()
    image = declared["containerDefinitions"][0]["image"]
    assert ran.failed == ""
    made = json.loads(text.replace("<IMAGE1_NAME>", image))
    assert faults(made) == ""
    # Roles made here have ARNs that mocks make up; the definition has those that AWS gives to such names.
    for role in ("executionRoleArn", "taskRoleArn"):
        name = declared[role].rpartition("::")[2].rpartition("/")[2]
        assert made.pop(role).rpartition("/")[2] == name
        del declared[role]
    assert made == declared


def test_the_placeholder_is_where_the_service_s_image_is_and_nowhere_else(tmp_path: Path) -> None:
    run(buildspec(piped(strategy="codedeploy", **SIDECARS)), tmp_path)
    containers = json.loads((tmp_path / "source" / "definition" / "taskdef.json").read_text())["containerDefinitions"]
    assert {one["name"]: one["image"] for one in containers} == {
        "web": "<IMAGE1_NAME>",
        "migrate": "<IMAGE1_NAME>",
        "proxy": "public.ecr.aws/docker/library/haproxy:3.1",
    }


def test_a_rolling_update_is_told_of_each_container_with_that_image_and_of_nothing_else(tmp_path: Path) -> None:
    spec = buildspec(piped(strategy="rolling", **SIDECARS))
    said = run(spec, tmp_path, CODEBUILD_RESOLVED_SOURCE_VERSION="abc").read("imagedefinitions.json")
    assert spec["artifacts"]["files"] == ["imagedefinitions.json"]
    assert [one["name"] for one in said] == ["web", "migrate"]
    assert {one["imageUri"].rpartition(":")[2] for one in said} == {"abc"}


HOOK = {"hooks": [{"at": "AfterAllowTestTraffic", "probe": {}}]}


@pytest.mark.parametrize(("stack", "changes"), [("dev", {}), ("staging", {"strategy": "codedeploy"}), ("dev", HOOK)])
def test_its_appspec_is_that_of_the_command(stack: str, changes: dict[str, Any], tmp_path: Path) -> None:
    """But for the revision, which CodePipeline puts in."""
    recording = piped(stack, **changes)
    written = run(buildspec(recording), tmp_path).read("appspec.yaml")
    target = Target(stack="test", names=load_service(recording.exported["service"]))
    assert written == CodeDeployReleases(target, Aws("us-east-1")).appspec("<TASK_DEFINITION>")
    properties = written["Resources"][0]["TargetService"]["Properties"]
    assert ("NetworkConfiguration" in properties) == (stack == "staging")
    assert [event for one in written["Hooks"] for event in one] == [one["at"] for one in changes.get("hooks", ())]


def test_a_release_by_command_knows_the_service(tmp_path: Path) -> None:
    service = run(buildspec(piped()), tmp_path).read("service.json")
    names = load_service(service)
    assert (names.strategy, names.pipeline, names.cluster) == (Strategy.CANARY, "web-staging", "cluster")


def test_an_image_that_was_pushed_has_the_same_definition(tmp_path: Path) -> None:
    spec = buildspec(piped(strategy="codedeploy", source=IMAGE))
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "imageDetail.json").write_text('{"ImageURI": "web@sha256:1"}')
    ran = run(spec, tmp_path)
    assert ran.read("imageDetail.json") == {"ImageURI": "web@sha256:1"}
    assert ran.read("taskdef.json")["family"] == "web-staging"
