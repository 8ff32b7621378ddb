"""What a build runs, in a real shell."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from components.pipeline import buildspec
from tests.components.pipeline.piped import Ran, run

REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
URL = f"{REGISTRY}/team/web"
COMMIT = "4f1c0ffee2b6d7a8"
TAG = COMMIT[:12]


def build(folder: Path, *, files: Any = None, containers: Any = (), version: str = COMMIT, **said: Any) -> Ran:
    known = {name: said.pop(name) for name in [*said] if name.isupper()}
    image = buildspec.Image(registry=REGISTRY, repository="team/web", **said)
    spec = json.loads(buildspec.built(image, files or {}, containers))
    if version:
        known["CODEBUILD_RESOLVED_SOURCE_VERSION"] = version
    return run(spec, folder, **known)


def push(folder: Path, uri: str, **said: Any) -> Ran:
    known = {name: said.pop(name) for name in [*said] if name.isupper()}
    image = buildspec.Image(registry=REGISTRY, repository="team/web", **said)
    (folder / "source").mkdir()
    (folder / "source" / "imageDetail.json").write_text(json.dumps({"ImageURI": uri, "ImageTags": ["latest"]}))
    return run(json.loads(buildspec.pushed(image, {}, ())), folder, **known)


def test_an_image_is_built_and_pushed_under_its_commit_and_a_moving_tag(tmp_path: Path) -> None:
    ran = build(tmp_path, context="app", moving_tag="latest")
    # The two ends of a pipe begin at once.
    assert {*ran.calls[:2]} == {
        "aws ecr get-login-password",
        f"docker login --username AWS --password-stdin {REGISTRY}",
    }
    assert (ran.failed, ran.calls[2:]) == (
        "",
        [
            f"aws ecr describe-images --repository-name team/web --image-ids imageTag={TAG}",
            f"docker build --tag {URL}:{TAG} app",
            f"docker push {URL}:{TAG}",
            f"docker tag {URL}:{TAG} {URL}:latest",
            f"docker push {URL}:latest",
        ],
    )
    assert (tmp_path / "calls.password").read_text() == "token\n"
    assert ran.read("imageDetail.json") == {"ImageURI": f"{URL}:{TAG}"}


def test_a_run_that_meets_its_own_tag_takes_that_image_and_builds_none(tmp_path: Path) -> None:
    ran = build(tmp_path, moving_tag="latest", PUSHED=f"other {TAG}")
    assert [call for call in ran.calls if "build" in call or call == f"docker push {URL}:{TAG}"] == []
    assert ran.calls[-3:] == [
        f"docker pull --quiet {URL}:{TAG}",
        f"docker tag {URL}:{TAG} {URL}:latest",
        f"docker push {URL}:latest",
    ]
    assert ran.read("imageDetail.json") == {"ImageURI": f"{URL}:{TAG}"}


def test_without_a_moving_tag_no_other_is_pushed(tmp_path: Path) -> None:
    assert [call for call in build(tmp_path).calls if "docker push" in call] == [f"docker push {URL}:{TAG}"]
    again = build(tmp_path, PUSHED=TAG)
    assert (again.failed, [call for call in again.calls if "docker" in call]) == (
        "",
        [f"docker login --username AWS --password-stdin {REGISTRY}"],
    )


@pytest.mark.parametrize(
    ("version", "tag"),
    [
        ("3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY", "3sL4kqtJlcpX"),
        ("a+b/c d~e", "a-b-c-d-e"),
        (".-x", "_-x"),
        ("-x", "_x"),
        ("", "build-7"),
        ("$(id)`id`", "--id--id-"),
    ],
)
def test_a_version_becomes_a_tag_that_ecr_takes(tmp_path: Path, version: str, tag: str) -> None:
    expected = "_" + tag[1:] if tag.startswith("--") else tag
    assert build(tmp_path, version=version).read("imageDetail.json") == {"ImageURI": f"{URL}:{expected}"}


def test_a_test_that_fails_ends_the_build_before_anything_is_built(tmp_path: Path) -> None:
    ran = build(tmp_path, test=["echo one", "cd / && false", "echo three"])
    assert ran.failed == "(\ncd / && false\n)"
    assert "one" in ran.printed
    assert "three" not in ran.printed
    assert [call for call in ran.calls if "docker build" in call] == []
    assert not (tmp_path / "source" / "definition").exists()


def test_each_test_runs_in_the_source_s_root_and_leaves_the_next_as_it_was(tmp_path: Path) -> None:
    ran = build(tmp_path, test=["cd / ; TAG=none # a comment", 'pwd; echo "tag: $TAG"\nexit 0', "pwd"])
    assert ran.failed == ""
    assert ran.printed.count(str(tmp_path / "source")) >= 2
    assert "tag: \n" in ran.printed
    assert ran.read("imageDetail.json") == {"ImageURI": f"{URL}:{TAG}"}


@pytest.mark.parametrize("step", ["docker build", "docker push", "docker login"])
def test_a_step_that_fails_ends_the_build(tmp_path: Path, step: str) -> None:
    program, verb = step.split()
    (tmp_path / "own").mkdir()
    image = buildspec.Image(registry=REGISTRY, repository="team/web")
    spec = json.loads(buildspec.built(image, {}, ()))
    spec["phases"]["pre_build"]["commands"].insert(0, f"{program}() {{ [ $1 != {verb} ]; }}")
    ran = run(spec, tmp_path, CODEBUILD_RESOLVED_SOURCE_VERSION=COMMIT)
    assert verb in ran.failed
    assert not (tmp_path / "source" / "definition").exists()


ODD = 'it\'s "quoted" $HOME `id` $(id) \\n \\ %s %d ! # \n second line\ttab é 🙂 ${X:-y}'


def test_files_are_written_as_they_are_whatever_they_hold(tmp_path: Path) -> None:
    files = {"taskdef.json": json.dumps({"value": ODD}), "appspec.yaml": json.dumps({"<TASK_DEFINITION>": ODD})}
    ran = build(tmp_path, files=files)
    assert ran.read("taskdef.json") == {"value": ODD}
    assert ran.read("appspec.yaml") == {"<TASK_DEFINITION>": ODD}


def test_odd_names_are_words_of_the_shell_and_nothing_more(tmp_path: Path) -> None:
    ran = build(tmp_path, context="my app; touch broken")
    assert f"docker build --tag {URL}:{TAG} my app; touch broken" in ran.calls
    assert not (tmp_path / "source" / "broken").exists()


def test_an_image_is_said_of_each_container_that_runs_it(tmp_path: Path) -> None:
    ran = build(tmp_path, containers=["web", "migrate"])
    uri = f"{URL}:{TAG}"
    assert ran.read("imagedefinitions.json") == [
        {"name": "web", "imageUri": uri},
        {"name": "migrate", "imageUri": uri},
    ]
    assert not (tmp_path / "source" / "definition" / "imageDetail.json").exists()


def test_the_artifact_has_the_files_that_were_written_and_no_others(tmp_path: Path) -> None:
    image = buildspec.Image(registry=REGISTRY, repository="team/web")
    spec = json.loads(buildspec.built(image, {"taskdef.json": "{}"}, ()))
    run(spec, tmp_path, CODEBUILD_RESOLVED_SOURCE_VERSION=COMMIT)
    folder = tmp_path / "source" / spec["artifacts"]["base-directory"]
    assert sorted(file.name for file in folder.iterdir()) == sorted(spec["artifacts"]["files"])


def test_an_image_that_was_pushed_is_released_by_its_digest_and_nothing_is_built(tmp_path: Path) -> None:
    uri = f"{URL}@sha256:{'0' * 64}"
    ran = push(tmp_path, uri)
    assert (ran.failed, ran.calls) == ("", [])
    assert ran.read("imageDetail.json") == {"ImageURI": uri}


@pytest.mark.parametrize(
    ("gate", "found", "stops"),
    [
        ("none", {"CRITICAL": "1"}, False),
        ("CRITICAL", {"CRITICAL": "1"}, True),
        ("CRITICAL", {"HIGH": "1"}, False),
        ("HIGH", {"HIGH": "1"}, True),
        ("HIGH", {"CRITICAL": "1"}, True),
        ("HIGH", {}, False),
    ],
)
def test_findings_of_a_scan_stop_it_where_the_stack_says_so(
    tmp_path: Path, gate: str, found: dict[str, str], stops: bool
) -> None:
    ran = build(tmp_path, gate=gate, **found)
    assert bool(ran.failed) == stops
    assert (tmp_path / "source" / "definition").exists() != stops
    assert ("which imageGate" in ran.printed) == stops
    assert any("wait image-scan-complete" in call for call in ran.calls) == (gate != "none")


@pytest.mark.parametrize(("not_found", "stops"), [(2, False), (6, True)])
def test_a_scan_that_is_not_found_yet_is_looked_for_again(tmp_path: Path, not_found: int, stops: bool) -> None:
    ran = build(tmp_path, gate="HIGH", NOT_FOUND=str(not_found))
    assert bool(ran.failed) == stops
    assert ran.calls.count("sleep 10") == min(not_found, 5)


def test_an_image_that_was_pushed_is_scanned_by_its_digest(tmp_path: Path) -> None:
    digest = f"sha256:{'0' * 64}"
    ran = push(tmp_path, f"{URL}@{digest}", gate="CRITICAL", CRITICAL="2")
    assert "CRITICAL findings" in ran.failed
    assert f"aws ecr wait image-scan-complete --repository-name team/web --image-id imageDigest={digest}" in ran.calls


def test_a_release_by_command_is_told_of_the_service_the_definition_and_the_image(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "imageDetail.json").write_text(json.dumps({"ImageURI": f"{URL}:{TAG}"}))
    spec = json.loads(buildspec.released("Definition", "baked", ["echo installed"]))
    ran = run(spec, tmp_path, CODEBUILD_SRC_DIR_Definition=str(folder))
    assert (ran.failed, ran.calls) == (
        "",
        [
            f"bluegreen release --outputs {folder}/service.json --definition {folder}/taskdef.json "
            f"--image {URL}:{TAG} --until baked --json"
        ],
    )
    assert "installed" in ran.printed


def test_the_command_of_the_source_s_root_is_taken_where_no_other_is_there(tmp_path: Path) -> None:
    spec = json.loads(buildspec.released("Definition", "done", []))
    source = tmp_path / "source"
    source.mkdir()
    (source / "imageDetail.json").write_text('{"ImageURI": "x:1"}')
    (source / "bluegreen").write_text("#!/bin/sh\necho own; exit 4\n")
    (source / "bluegreen").chmod(0o755)
    spec["phases"]["install"]["commands"].insert(0, 'rm "$(command -v bluegreen)"')
    ran = run(spec, tmp_path, CODEBUILD_SRC_DIR_Definition=str(source))
    assert ran.printed.startswith("own")
    assert ran.failed.startswith("bluegreen release")


def test_the_command_in_the_source_s_root_runs_also_where_the_zip_file_lost_its_executable_bit(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    command = tmp_path / "source" / "bluegreen"
    command.write_text("#!/bin/sh\necho found it\n")
    command.chmod(0o644)
    [here] = json.loads(buildspec.released("Definition", "done", []))["phases"]["install"]["commands"]
    known = {"PATH": "/usr/bin:/bin", "CODEBUILD_SRC_DIR": str(tmp_path / "source")}
    done = subprocess.run(["sh", "-c", f"{here}\nbluegreen"], env=known, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "found it\n")
