"""Twice as many services take twice the work: no rule compares all with all."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.copies import written
from policy.adapter import Analyzer
from policy.pack import Pack
from policy.reading import UNKNOWN
from policy.rules import RULES
from policy.stack import Stack
from tests.policy.analyzer import Program, answers
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from verdict.judging import judge
from verdict.terraform.program import read

FEW, MANY = 5, 20
MOST = 1.1
"""Times as much for each service of a large program as for each of a small one."""


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many resources were handed out, by what asked for them."""
    counted: Counter[str] = Counter()

    def counting(name: str) -> Callable[..., Any]:
        original = getattr(Stack, name)

        def count(self: Stack, *asked: Any, **more: Any) -> Any:
            found = original(self, *asked, **more)
            counted[name] += 1 + (0 if found is UNKNOWN else len(found))
            return found

        return count

    for name in ("of", "having", "linked", "made_of", "before"):
        monkeypatch.setattr(Stack, name, counting(name))
    return counted


def copies(program: Program, count: int) -> Program:
    """That many of the program, each of which refers to its own alone."""
    return tuple(
        replace(
            one,
            name=f"{one.name}-{number}",
            edges={prop: [f"{name}-{number}" for name in names] for prop, names in one.edges.items()},
            depends_on=tuple(f"{name}-{number}" for name in one.depends_on),
        )
        for number in range(count)
        for one in program
    )


@pytest.mark.parametrize(
    "program",
    [BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING],
    ids=["CodeDeploy", "CodeDeploy, first preview", "ECS", "ECS, first preview", "rolling"],
)
def test_work_grows_with_the_number_of_services(program: Program, work: Counter[str]) -> None:
    done: list[int] = []
    for count in (FEW, MANY):
        work.clear()
        answers(Analyzer(RULES), copies(program, count))
        done.append(work.total())
    assert done[1] / MANY <= MOST * done[0] / FEW, work


def test_work_grows_with_the_number_of_services_of_a_plan(tmp_path: Path, work: Counter[str]) -> None:
    done: list[int] = []
    for count in (FEW, MANY):
        work.clear()
        judge(read(written(count, tmp_path)), Pack(RULES))
        done.append(work.total())
    assert done[1] / MANY <= MOST * done[0] / FEW, work
