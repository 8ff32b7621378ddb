"""Sources: a zip file in S3, a commit of the folder's git repository, an image of ECR."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local_aws.server.extensions.codepipeline.actions import connection
from local_aws.server.extensions.codepipeline.actions.job import Failed, Job
from tests.conftest import Clients
from tests.local_aws.server.extensions.codepipeline.line import SOURCE, Line, action

STAGE = [action("Approve", "Approval", "Manual")]


def failed(line: Line) -> tuple[str, str]:
    return line.error(line.start(), "Source")


def test_the_revision_of_an_object_is_its_version(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, STAGE, files={"a": "1"})
    version = line.upload({"a": "2"})
    id = line.start()
    line.ended_stage(id, "Source")
    (revision,) = line.execution(id)["artifactRevisions"]
    assert (revision["name"], revision["revisionId"]) == ("Source", version)
    assert revision["revisionSummary"] == f"Amazon S3 version id: {version}"
    state = line.stage("Source")["actionStates"][0]
    assert state["currentRevision"]["revisionId"] == version
    assert content(line, id) == {"a": "2"}


def test_an_older_version_can_be_asked_for(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, STAGE)
    version = line.upload({"a": "1"})
    line.upload({"a": "2"})
    wanted = {"actionName": "Source", "revisionType": "S3_OBJECT_VERSION_ID", "revisionValue": version}
    id = line.start(sourceRevisions=[wanted])
    line.ended_stage(id, "Source")
    assert content(line, id) == {"a": "1"}


def test_an_object_that_is_not_there_fails_the_source(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, STAGE)
    code, text = failed(line)
    assert code == "ConfigurationError"
    assert text.startswith(f"The action failed because no object source.zip was found in the bucket {name}: ")


def test_a_bucket_by_its_arn_fails_the_source_and_is_not_tried_for_ever(aws: Clients, name: str) -> None:
    source = SOURCE | {"configuration": {"S3Bucket": f"arn:aws:s3:::{name}", "S3ObjectKey": "source.zip"}}
    code, text = failed(Line.make(aws, name, STAGE, source=source))
    assert code == "JobFailed"
    assert f'Invalid bucket name "arn:aws:s3:::{name}"' in text


def test_a_bucket_without_versions_fails_the_source(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, STAGE, files={"a": "1"})
    aws("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Suspended"})
    assert failed(line) == ("ConfigurationError", f"The source bucket {name} must have versioning enabled")


def content(line: Line, id: str) -> dict[str, str]:
    """Of the artifact that the source made."""
    (source,) = [one for one in line.actions(id) if one["actionName"] == "Source"]
    (artifact,) = source["output"]["outputArtifacts"]
    place = artifact["s3location"]
    assert place["key"].startswith(f"{line.name}/Source/")
    data = line.aws("s3").get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one: archive.read(one).decode() for one in archive.namelist()}


def test_the_detail_of_an_image_is_that_of_ecr(aws: Clients, name: str) -> None:
    made = aws("ecr").create_repository(repositoryName=name)["repository"]
    manifest = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []})
    pushed = aws("ecr").put_image(repositoryName=name, imageManifest=manifest, imageTag="latest")["image"]
    source = action("Source", "Source", "ECR", {"RepositoryName": name}, outputs=["Source"])
    line = Line.make(aws, name, STAGE, source=source)
    id = line.start()
    line.ended_stage(id, "Source")
    detail = json.loads(content(line, id)["imageDetail.json"])
    digest = pushed["imageId"]["imageDigest"]
    assert detail["ImageURI"] == f"{made['repositoryUri']}@{digest}"
    assert (detail["RepositoryName"], detail["ImageTags"], detail["Version"]) == (name, ["latest"], "1.0")
    assert line.execution(id)["artifactRevisions"][0]["revisionId"] == digest


def test_an_image_that_is_not_there_fails_the_source(aws: Clients, name: str) -> None:
    aws("ecr").create_repository(repositoryName=name)
    source = action("Source", "Source", "ECR", {"RepositoryName": name, "ImageTag": "7"}, outputs=["Source"])
    code, text = failed(Line.make(aws, name, STAGE, source=source))
    assert code == "ConfigurationError"
    assert text.startswith(f"The action failed because the repository {name} has no image 7: ")


def git(folder: Path, *words: str) -> str:
    own = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", "-C", str(folder), *own, *words], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit on `main`, and a file that is in none."""
    git(tmp_path, "init", "--initial-branch=main")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--message=The first")
    (tmp_path / "b").write_text("2")
    return tmp_path


def looked(folder: Path, monkeypatch: pytest.MonkeyPatch, branch: str = "main", override: str = "") -> Any:
    written: list[bytes] = []
    monkeypatch.setattr(Job, "write", lambda self, data: written.append(data))
    job = Job(
        aws=None,  # type: ignore[arg-type]
        account_id="",
        changing=None,  # type: ignore[arg-type]
        project=folder,
        pipeline="p",
        execution="e",
        action="Source",
        stage="Source",
        configuration={"ConnectionArn": "arn", "FullRepositoryId": "team/shop", "BranchName": branch},
        inputs={},
        outputs={},
        memo={},
        token="",
        override=override,
        revision="",
        now=0,
    )
    return connection.look(job), written[0]


def test_the_source_of_a_connection_is_the_commit_of_the_folders_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "below").mkdir()
    done, data = looked(repository / "below", monkeypatch)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["a"]
    commit = git(repository, "rev-parse", "main")
    assert done.revision.id == commit
    assert json.loads(done.revision.summary) == {"ProviderType": "GitHub", "CommitMessage": "The first"}
    assert done.variables["CommitId"] == commit
    assert done.variables["FullRepositoryName"] == "team/shop"


def test_an_older_commit_can_be_asked_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = git(repository, "rev-parse", "main")
    git(repository, "add", ".")
    git(repository, "commit", "--message=The second")
    done, _ = looked(repository, monkeypatch, override=first)
    assert done.revision.id == first


def test_a_branch_that_is_not_there_is_said_as_aws_says_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Failed, match=r"\[GitHub\] No Branch \[prod\] found for FullRepositoryName \[team/shop\]"):
        looked(repository, monkeypatch, branch="prod")


def test_a_folder_without_a_repository_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(Failed, match="takes the source of a connection from the git repository"):
        looked(tmp_path, monkeypatch)


def test_a_pipeline_takes_the_commit_of_the_folder_where_the_server_was_started(aws: Clients, name: str) -> None:
    """The tests' own: this repository's, as its HEAD is."""
    wanted = {"ConnectionArn": "arn:aws:codeconnections:us-east-1:123456789012:connection/1", "FullRepositoryId": "a/b"}
    source = action("Source", "Source", "CodeStarSourceConnection", wanted | {"BranchName": "HEAD"}, outputs=["Source"])
    line = Line.make(aws, name, STAGE, source=source)
    id = line.start()
    line.ended_stage(id, "Source")
    assert "README.md" in content(line, id)
