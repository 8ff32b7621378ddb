"""The guides tell a reader to type what is there; the cheapest is run anew and says what it said."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import click
import pytest
import yaml

from docs.guides.guide import Guide, asked, guides, shell, shown
from docs.guides.plain import Plain
from docs.guides.scratch import Scratch
from tests.commands import called, understood
from tests.stacks import STACKS
from tests.workspace import ROOT
from verdict.stacks import declared

GUIDES = [one for one in guides() if one.file.name != "README.md"]
PULUMI = {
    "config": {"--path", "--type", "-s"},
    "destroy": {"--yes", "-s"},
    "login": set[str](),
    "preview": {"-s", "--policy-pack"},
    "stack": {"-s", "--json"},
    "up": {"--yes", "-s", "--policy-pack", "--skip-preview"},
}
"""The verbs of Pulumi that guides use, and the options of each (pulumi 3.250, `pulumi VERB --help`)."""
OF_THE_SYSTEM = {
    "aws",
    "curl",
    "do",
    "done",
    "echo",
    "for",
    "grep",
    "jq",
    "sed",
    "sleep",
    "sort",
    "tail",
    "terraform",
    "touch",
    "uniq",
    "until",
}
ENDS = re.compile(r"[|&;()<>]+")


def typed(command: str) -> list[list[str]]:
    """Its commands, in words; what is inside of `$(…)` among them."""
    found: list[list[str]] = [[]]
    inner = [part for text in re.findall(r"\$\((.*?)\)", command) for part in typed(text)]
    lexer = shlex.shlex(re.sub(r"\$\(.*?\)", "VALUE", command), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    for word in lexer:
        if ENDS.fullmatch(word):
            # What comes after `>` is a file, and no command.
            found.append([] if ">" not in word and "<" not in word else [">"])
        else:
            found[-1].append(word)
    return [words for words in [*found, *inner] if words and words[0] != ">"]


ALL = [(guide.file.stem, words) for guide in GUIDES for one in [*guide.begin, *guide.commands] for words in typed(one)]


def named(case: tuple[str, list[str]]) -> str:
    return f"{case[0]}: {' '.join(case[1])[:60]}"


def ours(words: list[str]) -> tuple[click.Command, list[str]] | None:
    """A command of ours, and what it is given."""
    return called(words[1:] if words[0] == "./local" else words)


@pytest.mark.parametrize("case", [case for case in ALL if ours(case[1])], ids=named)
def test_verbs_and_options_are_those_of_the_command(case: tuple[str, list[str]]) -> None:
    found = ours(case[1])
    assert found
    understood(*found)


@pytest.mark.parametrize("case", [case for case in ALL if "pulumi" in case[1][:2]], ids=named)
def test_verbs_options_and_stacks_are_pulumi_s_and_ours(case: tuple[str, list[str]]) -> None:
    verb, *rest = case[1][case[1].index("pulumi") + 1 :]
    assert {word for word in rest if word.startswith("-")} <= PULUMI[verb]
    assert {word for before, word in pairwise(rest) if before == "-s"} <= set(STACKS)


@pytest.mark.parametrize("case", [case for case in ALL if case[1][0] == "make"], ids=named)
def test_targets_of_make_exist(case: tuple[str, list[str]]) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {word for word in case[1][1:] if "=" not in word} <= set(targets)


def test_whatever_else_is_typed_is_of_the_system_or_a_script_of_ours() -> None:
    others = {words[0] for _, words in ALL if not ours(words) and words[0] not in ("make", "pulumi")}
    assert {word for word in others if not word.startswith(("./", ".venv/"))} <= OF_THE_SYSTEM
    assert all((ROOT / word).exists() for word in others if word.startswith("./"))


@pytest.mark.parametrize("guide", guides(), ids=lambda one: one.file.stem)
def test_keys_that_are_named_exist(guide: Guide) -> None:
    keys = set(re.findall(r"bluegreen:(\w+)", guide.text)) - {"index"}
    assert keys <= set(declared())


@pytest.mark.parametrize("guide", [one for one in GUIDES if one.is_run], ids=lambda one: one.file.stem)
def test_nothing_of_the_run_that_made_it_is_left_in_it(guide: Guide) -> None:
    assert not re.search(r"/tmp/|/root/|/home/|Traceback|d-(?!EXAMPLE)[A-Z0-9]{9}\b", guide.text)


@pytest.mark.parametrize("guide", [one for one in GUIDES if one.is_run], ids=lambda one: one.file.stem)
def test_a_guide_has_outputs(guide: Guide) -> None:
    assert (
        len([1 for body in re.findall(r"```console\n(.*?)```", guide.text, re.DOTALL) for _, out in asked(body) if out])
        > 2
    )


def test_every_guide_is_in_the_list_and_in_the_readme_there_is_the_list() -> None:
    listed = re.findall(r"\]\(([a-z-]+\.md)\)", (ROOT / "docs/guides/README.md").read_text())
    assert sorted(listed) == sorted(one.file.name for one in GUIDES)
    readme = (ROOT / "README.md").read_text()
    assert all(f"docs/guides/{one}" in readme for one in listed)


@pytest.mark.parametrize(
    "guide", [one for one in GUIDES if one.is_run and not one.needs_engine], ids=lambda one: one.file.stem
)
def test_a_guide_that_needs_no_engine_says_what_its_commands_print_now(guide: Guide, tmp_path: Path) -> None:
    scratch = Scratch(tmp_path, 1)
    assert guide.rewritten(scratch.run) == guide.text, "run `make guides`"


def test_a_block_is_written_anew_with_the_lines_that_it_asks_for(tmp_path: Path) -> None:
    file = tmp_path / "guide.md"
    text = "Text.\n\n<!-- only: ^b -->\n```console\n$ one \\\n  two\nold\n$ three\n```\n\n```sh\nleft as it is\n```\n"
    file.write_text(text)
    asked_for: list[str] = []

    def run(command: str) -> str:
        asked_for.append(command)
        return "a 1\nb 2\n"

    written = Guide(file).rewritten(run)
    assert asked_for == ["one \\\n  two", "three"]
    assert written == text.replace("old\n", "b 2\n").replace("$ three\n", "$ three\nb 2\n")


def test_a_guide_s_output_is_cut_to_the_lines_that_are_asked_for() -> None:
    assert shown("a\nb  \n\nab\n", "b") == ["b", "ab"]
    assert shown("\na\n\nb\n", None) == ["a", "", "b"]


def test_commands_of_a_shell_are_told_from_what_is_said_of_them() -> None:
    assert list(shell("# first\nmake setup   # once\nmake \\\n  test\n")) == ["make setup", "make    test"]


def test_ids_times_and_ports_are_alike_in_every_run() -> None:
    plain = Plain(4711)
    assert plain("http://127.0.0.1:4711 http://127.0.0.1:20001 http://127.0.0.1:20002") == (
        "http://127.0.0.1:4566 http://127.0.0.1:10080 http://127.0.0.1:8080"
    )
    assert plain("d-ABCDEF123 d-ZZZZZZZZZ d-ABCDEF123") == "d-EXAMPLE01 d-EXAMPLE02 d-EXAMPLE01"
    assert plain("ZV1W95095VKV17LS1Y8Y2") == "EXAMPLE00000000000001"
    assert plain("web-dev-ff819ca in web-dev-blue-0a1b2c3") == "web-dev-1a2b3c4 in web-dev-blue-1a2b3c4"
    assert plain("  0:05  Install") == "  m:ss  Install"
    assert plain("updating (12s) Install, updated (0.32s)") == "updating (…s) Install, updated (…s)"
    assert plain.typed("curl http://127.0.0.1:10080") == "curl http://127.0.0.1:20001"


def test_stack_files_are_what_guides_begin_with() -> None:
    for guide in GUIDES:
        for command in guide.begin:
            if command.startswith("make up"):
                stack = command.partition("STACK=")[2]
                assert yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())
