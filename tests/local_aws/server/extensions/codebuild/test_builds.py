"""Builds: their commands run, one after the other, in a folder of their own and against the local AWS alone."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Clients
from tests.local_aws.scene import until
from tests.local_aws.server.extensions.codepipeline.line import role, zipped

REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com"


def spec(*build: str, **more: Any) -> dict[str, Any]:
    return {"version": 0.2, "phases": {"build": {"commands": list(build)}}} | more


def begin(aws: Clients, name: str, buildspec: Any, **project: Any) -> str:
    """A build of a new project without source; its id."""
    text = buildspec if isinstance(buildspec, str) else json.dumps(buildspec, indent=1)
    environment = {
        "type": "LINUX_CONTAINER",
        "image": "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        "computeType": "BUILD_GENERAL1_SMALL",
    } | project.pop("environment", {})
    wanted = {
        "name": name,
        "source": {"type": "NO_SOURCE", "buildspec": text},
        "artifacts": {"type": "NO_ARTIFACTS"},
        "environment": environment,
        "serviceRole": role(aws, name, "codebuild"),
    }
    aws("codebuild").create_project(**wanted | project)
    return aws("codebuild").start_build(projectName=name)["build"]["id"]


def shown(aws: Clients, id: str) -> dict[str, Any]:
    return aws("codebuild").batch_get_builds(ids=[id])["builds"][0]


def ended(aws: Clients, id: str) -> dict[str, Any]:
    until(lambda: shown(aws, id)["buildComplete"], 60)
    return shown(aws, id)


def log(aws: Clients, build: dict[str, Any]) -> list[str]:
    """Its lines, without those of CodeBuild itself."""
    where = build["logs"]
    found = aws("logs").get_log_events(logGroupName=where["groupName"], logStreamName=where["streamName"])
    lines = [one["message"].rstrip("\n") for one in found["events"]]
    return [line for line in lines if not line.startswith("[Container]")]


def context(build: dict[str, Any], phase: str) -> tuple[str, str, str]:
    (found,) = [one for one in build["phases"] if one["phaseType"] == phase]
    (told,) = found["contexts"]
    return found["phaseStatus"], told["statusCode"], told["message"]


def test_variables_and_the_folder_stay_from_command_to_command(aws: Clients, name: str) -> None:
    commands = ["A='it is'", "mkdir deep && cd deep", 'export B="$A \\"so\\" $(basename $PWD)"']
    phases = {
        "pre_build": {"commands": commands},
        "build": {"commands": ['echo "$A"; echo "$B"', "cd .. \nbasename $PWD", 'test "$PWD" = "$CODEBUILD_SRC_DIR"']},
    }
    build = ended(aws, begin(aws, name, {"version": 0.2, "phases": phases}))
    assert build["buildStatus"] == "SUCCEEDED", log(aws, build)
    assert log(aws, build) == ["it is", 'it is "so" deep', "src"]


def test_a_command_that_fails_ends_its_phase_in_awss_words(aws: Clients, name: str) -> None:
    phases = {
        "build": {"commands": ["echo one", "sh -c 'exit 3'", "echo two"], "finally": ["echo last"]},
        "post_build": {"commands": ["echo $CODEBUILD_BUILD_SUCCEEDING"]},
    }
    build = ended(aws, begin(aws, name, {"version": 0.2, "phases": phases}))
    assert build["buildStatus"] == "FAILED"
    text = "Error while executing command: sh -c 'exit 3'. Reason: exit status 3"
    assert context(build, "BUILD") == ("FAILED", "COMMAND_EXECUTION_ERROR", text)
    assert log(aws, build) == ["one", "last", "0"]
    assert [one["phaseType"] for one in build["phases"]][-4:] == [
        "POST_BUILD",
        "UPLOAD_ARTIFACTS",
        "FINALIZING",
        "COMPLETED",
    ]


def test_after_a_failed_pre_build_nothing_is_built(aws: Clients, name: str) -> None:
    phases = {"pre_build": {"commands": ["exit 1"]}, "build": {"commands": ["echo built"]}}
    build = ended(aws, begin(aws, name, {"version": 0.2, "phases": phases}))
    assert [one["phaseType"] for one in build["phases"]][-3:] == ["PRE_BUILD", "FINALIZING", "COMPLETED"]
    assert log(aws, build) == []


def test_a_phase_may_go_on_after_a_failure(aws: Clients, name: str) -> None:
    phases = {
        "pre_build": {"commands": ["exit 1"], "on-failure": "CONTINUE"},
        "build": {"commands": ["echo built"]},
    }
    build = ended(aws, begin(aws, name, {"version": 0.2, "phases": phases}))
    assert log(aws, build) == ["built"]


def test_a_command_sees_codebuilds_variables_and_no_other_account(
    aws: Clients, endpoint: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("SECRET_OF_MINE", "1")
    variables = [{"name": "OF_PROJECT", "value": "p"}, {"name": "OF_BOTH", "value": "project"}]
    buildspec = spec("env", env={"variables": {"OF_SPEC": True, "OF_BOTH": "spec"}})
    id = begin(aws, name, buildspec, environment={"environmentVariables": variables})
    seen = dict(line.split("=", 1) for line in log(aws, ended(aws, id)) if "=" in line)
    assert seen["CODEBUILD_BUILD_ID"] == id
    assert (seen["OF_PROJECT"], seen["OF_SPEC"], seen["OF_BOTH"]) == ("p", "true", "project")
    assert (seen["AWS_ENDPOINT_URL"], seen["AWS_DEFAULT_REGION"]) == (endpoint, "us-east-1")
    assert seen["AWS_ACCESS_KEY_ID"] == "local"
    assert not {"AWS_PROFILE", "SECRET_OF_MINE"} & seen.keys()
    assert seen["HOME"] != os.environ.get("HOME")


def test_a_secret_is_read_and_not_shown(aws: Clients, name: str) -> None:
    aws("secretsmanager").create_secret(Name=name, SecretString='{"password": "hunter2"}')
    aws("ssm").put_parameter(Name=f"/{name}", Value="plain", Type="String")
    env = {"secrets-manager": {"PASSWORD": f"{name}:password"}, "parameter-store": {"OTHER": f"/{name}"}}
    build = ended(aws, begin(aws, name, spec('echo "$PASSWORD" "$OTHER" ${#PASSWORD}', env=env)))
    assert log(aws, build) == ["*** *** 7"]


def test_exported_variables_are_those_of_the_end(aws: Clients, name: str) -> None:
    build = ended(aws, begin(aws, name, spec("TAG=a", "TAG=${TAG}b", env={"exported-variables": ["TAG", "NONE"]})))
    assert build["exportedEnvironmentVariables"] == [{"name": "TAG", "value": "ab"}, {"name": "NONE", "value": ""}]


@pytest.mark.parametrize(
    ("buildspec", "text"),
    [
        (
            "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n",
            "Expected Commands[0] to be of string type: found subkeys instead at line 5, value of the key",
        ),
        ("version: 0.2\nphases:\n  pre-build:\n    commands: [a]\n", "Invalid buildspec phase name: pre-build."),
        ("version: 0.3\nphases: {}\n", "Unsupported buildspec version: 0.3."),
        ("version: 0.2\nphases: {\n", "while parsing a flow node"),
        ("deploy/buildspec.yml", "stat "),
    ],
)
def test_a_wrong_buildspec_fails_the_download_of_the_source(aws: Clients, name: str, buildspec: str, text: str) -> None:
    build = ended(aws, begin(aws, name, buildspec))
    status, code, message = context(build, "DOWNLOAD_SOURCE")
    assert (build["buildStatus"], status, code) == ("FAILED", "FAILED", "YAML_FILE_ERROR")
    assert message.startswith(text)


def test_a_build_that_takes_too_long_is_ended(aws: Clients, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local_aws.server.builds.run.MINUTE_SECONDS", 0.1)
    build = ended(aws, begin(aws, name, spec("sleep 600"), timeoutInMinutes=5))
    assert build["buildStatus"] == "FAILED"
    assert context(build, "BUILD") == ("TIMED_OUT", "BUILD_TIMED_OUT", "Build has timed out.")


def test_a_stop_ends_all_that_the_build_started(aws: Clients, name: str, tmp_path: Path) -> None:
    started = tmp_path / "pid"
    id = begin(aws, name, spec(f"sleep 600 & echo $! > {started}.new; mv {started}.new {started}; wait"))
    until(started.exists)
    aws("codebuild").stop_build(id=id)
    assert ended(aws, id)["buildStatus"] == "STOPPED"
    process = Path(f"/proc/{started.read_text().strip()}")
    until(lambda: not process.exists() or "(zombie)" in (process / "status").read_text())


def test_what_the_docker_of_a_build_pushes_is_in_ecr(aws: Clients, name: str) -> None:
    aws("ecr").create_repository(repositoryName=name, imageTagMutability="IMMUTABLE")
    image = f"{REGISTRY}/{name}"
    commands = [
        "printf 'FROM scratch\\n' > Dockerfile",
        f"aws ecr get-login-password | docker login --username AWS --password-stdin {REGISTRY}",
        f"docker build --build-arg A=1 --tag {image}:1 .",
        f"docker tag {image}:1 {image}:2",
        f"docker push {image}:1 && docker push {image}:2 && docker push {image}:2",
        "echo more >> file",
        f"docker build -t {image}:2 .",
        f"docker push {image}:2",
    ]
    build = ended(aws, begin(aws, name, spec(*commands), environment={"privilegedMode": True}))
    (detail,) = aws("ecr").describe_images(repositoryName=name)["imageDetails"]
    assert sorted(detail["imageTags"]) == ["1", "2"]
    assert log(aws, build)[-1] == (
        f"tag invalid: The image tag '2' already exists in the '{name}' repository "
        "and cannot be overwritten because the tag is immutable."
    )
    assert context(build, "BUILD")[2] == f"Error while executing command: {commands[-1]}. Reason: exit status 1"


LOGIN = f"echo p | docker login -u AWS --password-stdin {REGISTRY}"
ABSENT = f"{REGISTRY}/absent:1"


@pytest.mark.parametrize(
    ("commands", "text"),
    [
        ([f"docker push {ABSENT}"], f"Error response from daemon: No such image: {ABSENT}"),
        ([f"docker build -t {ABSENT} .", f"docker push {ABSENT}"], "no basic auth credentials"),
        ([LOGIN, f"docker build -t {ABSENT} .", f"docker push {ABSENT}"], "name unknown: The repository with name"),
        (["docker build .. --file No"], "ERROR: failed to solve: failed to read dockerfile: open No: no such file"),
        (["docker compose up"], "docker: 'compose' is not among what the local AWS's stand-in for Docker knows: "),
    ],
)
def test_docker_refuses_as_docker_does(aws: Clients, name: str, commands: list[str], text: str) -> None:
    buildspec = spec("printf 'FROM scratch\\n' > Dockerfile", *commands)
    build = ended(aws, begin(aws, name, buildspec, environment={"privilegedMode": True}))
    assert build["buildStatus"] == "FAILED"
    assert log(aws, build)[-1].startswith(text)


def test_without_privileged_mode_there_is_no_daemon(aws: Clients, name: str) -> None:
    """Login is the client's own."""
    build = ended(aws, begin(aws, name, spec(f"echo p | docker login -u AWS --password-stdin {REGISTRY}", "docker ps")))
    assert log(aws, build) == [
        "Login Succeeded",
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    ]


def test_the_source_may_be_an_object(aws: Clients, name: str) -> None:
    aws("s3").create_bucket(Bucket=name)
    text = "version: 0.2\nphases: {build: {commands: [cat file]}}\n"
    body = zipped({"buildspec.yml": text, "file": "from the object\n"})
    aws("s3").put_object(Bucket=name, Key="a/source.zip", Body=body)
    source = {"type": "S3", "location": f"{name}/a/source.zip"}
    build = ended(aws, begin(aws, name, "", source=source))
    assert log(aws, build) == ["from the object"]


def test_builds_are_listed_the_newest_first(aws: Clients, name: str) -> None:
    first = begin(aws, name, spec("true"))
    second = aws("codebuild").start_build(projectName=name)["build"]["id"]
    assert aws("codebuild").list_builds_for_project(projectName=name)["ids"] == [second, first]
    assert [ended(aws, one)["buildNumber"] for one in (first, second)] == [1, 2]
    missing = f"{name}:00000000-0000-4000-8000-000000000000"
    assert aws("codebuild").batch_get_builds(ids=[missing])["buildsNotFound"] == [missing]


def test_eventbridge_is_told_how_a_build_ends(aws: Clients, name: str) -> None:
    queue = aws("sqs").create_queue(QueueName=name)["QueueUrl"]
    pattern = {"source": ["aws.codebuild"], "detail": {"project-name": [name]}}
    aws("events").put_rule(Name=name, EventPattern=json.dumps(pattern))
    arn = f"arn:aws:sqs:us-east-1:123456789012:{name}"
    aws("events").put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn}])
    ended(aws, begin(aws, name, spec("false")))
    told: list[str] = []

    def both() -> bool:
        found = aws("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        told.extend(json.loads(one["Body"])["detail"]["build-status"] for one in found)
        return len(told) == 2

    until(both)
    assert told == ["IN_PROGRESS", "FAILED"]


def test_what_is_not_there_is_refused(aws: Clients, name: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws("codebuild").start_build(projectName=name)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws("codebuild").stop_build(id=f"{name}:1")
    with pytest.raises(ClientError, match="InvalidInputException"):
        aws("codebuild").batch_get_builds(ids=[name])
