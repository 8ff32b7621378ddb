"""The workflows for GitHub and GitLab call what is there, as it is called."""

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
import yaml

from ops.exits import Exit
from outputs import Outputs
from tests.commands import called, understood
from tests.stacks import STACKS
from tests.workspace import ROOT

GITHUB, GITLAB = ".github/workflows/environment.yml", "ci/gitlab.yml"
ENDS = {"|", ">", ">>", "&&", "||", ";", ")", "("}


def github(workflow: dict[str, Any]) -> Iterator[str]:
    """The shell of every step."""
    for job in workflow["jobs"].values():
        yield from (step["run"] for step in job["steps"] if "run" in step)


def gitlab(pipeline: dict[str, Any]) -> Iterator[str]:
    """The shell of every job."""
    for job in jobs(pipeline).values():
        for part in ("before_script", "script", "after_script"):
            yield from job.get(part, ())


def jobs(pipeline: dict[str, Any]) -> dict[str, Any]:
    """Of GitLab, with what they extend; hidden ones among them."""
    return {
        name: one for name, one in pipeline.items() if isinstance(one, dict) and ("script" in one or name[0] == ".")
    }


def typed(shell: str) -> Iterator[list[str]]:
    """Every command of it, in words."""
    for line in re.sub(r"\$STACK|\$\{\{ matrix\.stack \}\}", STACKS[0], shell).splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in lexer:
            if word in ENDS:
                yield words
                words = []
            else:
                words.append(word)
        yield words


def all_typed() -> Iterator[list[str]]:
    for file, shells in ((GITHUB, github), (GITLAB, gitlab)):
        for shell in shells(yaml.safe_load((ROOT / file).read_text())):
            yield from (words for words in typed(shell) if words)


OURS = [words for words in all_typed() if called(words)]


def test_a_release_and_a_verdict_are_among_what_is_looked_at() -> None:
    assert len([words for words in OURS if words[:2] == ["./bluegreen", "release"]]) == 2
    assert len([words for words in OURS if "verdict" in words]) >= 2


@pytest.mark.parametrize("words", OURS, ids=" ".join)
def test_verbs_options_and_values_are_those_of_the_command(words: list[str]) -> None:
    found = called(words)
    assert found
    understood(*found)


@pytest.mark.parametrize("words", [words for words in all_typed() if words[0] == "make"], ids=" ".join)
def test_targets_of_make_exist(words: list[str]) -> None:
    makefile = (ROOT / "Makefile").read_text().replace("$(VENV)", ".venv")
    assert set(words[1:]) <= set(re.findall(r"^(\S+):", makefile, re.MULTILINE))


def test_scripts_exist_and_can_be_run() -> None:
    scripts = {words[0] for words in all_typed() if "/" in words[0] and not words[0].startswith(".venv/")}
    assert scripts == {"ci/preview", "./bluegreen"}
    assert all(os.access(ROOT / script, os.X_OK) for script in scripts)


def test_outputs_that_are_asked_for_are_the_program_s() -> None:
    asked = {words[3] for words in all_typed() if words[:3] == ["pulumi", "stack", "output"]}
    assert asked <= {field.name for field in fields(Outputs)}


def test_what_they_release_is_left_to_them_by_the_stack() -> None:
    for words in OURS:
        if "release" in words:
            stack = words[words.index("--stack") + 1]
            config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]
            assert config["bluegreen:rollout"] == "external"


def test_no_key_of_aws_is_stored_and_credentials_last_as_long_as_the_job() -> None:
    for file in (GITHUB, GITLAB):
        assert "AWS_SECRET_ACCESS_KEY" not in (ROOT / file).read_text()
    job = yaml.safe_load((ROOT / GITHUB).read_text())["jobs"]["release"]
    [credentials] = [step["with"] for step in job["steps"] if "configure-aws-credentials" in step.get("uses", "")]
    assert credentials["role-duration-seconds"] >= job["timeout-minutes"] * 60


def test_both_have_the_same_jobs() -> None:
    pipeline = yaml.safe_load((ROOT / GITLAB).read_text())
    visible = {name for name in jobs(pipeline) if name[0] != "."}
    assert visible == set(yaml.safe_load((ROOT / GITHUB).read_text())["jobs"])


def test_the_readme_says_every_exit_code_of_a_release() -> None:
    readme = (ROOT / "ci/README.md").read_text()
    table = readme.split("`bluegreen release`", 1)[1].split("\n## ", 1)[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == {
        0,
        2,
        *(int(one) for one in Exit),
    }
