"""Every rule: what it stops, lets through and leaves undecided, its example, and its texts."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from policy.example import example
from policy.rule import AnyRule
from policy.rules import RULES
from policy.symptom import Symptom
from tests.policy.analyzer import Diagnostic, Program, analyze, find
from tests.policy.pipelines import DELIVERED, ROLLED
from tests.policy.programs import GOOD
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.rule_examples import program_of

ROOT = Path(__file__).parents[3]
TABLES = {
    rule.name: import_module(rule.check.__module__.replace("policy.rules", "tests.policy.rules", 1)) for rule in RULES
}
"""A module with STOPS, LETS_THROUGH and UNDECIDED: names of cases to a `Case`, a program or a `Pass`."""


def cases(table: str) -> list[Any]:
    return [
        pytest.param(rule, case, id=f"{rule.name}: {name}")
        for rule in RULES
        for name, case in getattr(TABLES[rule.name], table).items()
    ]


def diagnostics_of(rule: AnyRule, program: Program, **options: Any) -> list[Diagnostic]:
    return analyze(program, rules=[rule], config={rule.name: options} if options else None)


@pytest.mark.parametrize(("rule", "case"), cases("STOPS"))
def test_stops(rule: AnyRule, case: Case) -> None:
    said = diagnostics_of(rule, case.program, **case.options)
    found = [one for one in said if "can't run policy" not in one.text]
    assert {one.level.lower() for one in found} == {"advisory" if case.advised else rule.level}, said
    assert find(case.program, case.on).urn in {one.urn for one in found}
    assert case.says in "\n".join(one.text for one in found)
    assert len(found) == case.count


@pytest.mark.parametrize(("rule", "case"), cases("LETS_THROUGH"))
def test_lets_through(rule: AnyRule, case: Program | Pass) -> None:
    program, options = (case.program, case.options) if isinstance(case, Pass) else (case, {})
    assert diagnostics_of(rule, program, **options) == []


@pytest.mark.parametrize(("rule", "case"), cases("UNDECIDED"))
def test_reports_what_is_undecided(rule: AnyRule, case: Case) -> None:
    said = diagnostics_of(rule, case.program, **case.options)
    assert {one.level for one in said} == {"ADVISORY"}
    assert all("can't run policy" in one.text for one in said)
    assert find(case.program, case.on).urn in {one.urn for one in said}
    assert case.says in "\n".join(one.text for one in said)


each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_reports_nothing_on_a_good_program(rule: AnyRule) -> None:
    for program in (*GOOD, DELIVERED, ROLLED):
        assert diagnostics_of(rule, program) == []


@each_rule
def test_its_example_is_stopped_and_its_repair_let_through(rule: AnyRule) -> None:
    stopped = diagnostics_of(rule, program_of(example(rule).stopped))
    assert [one for one in stopped if "can't run policy" not in one.text]
    assert diagnostics_of(rule, program_of(example(rule).repaired)) == []


@each_rule
def test_its_example_is_printed_as_a_diff_of_all_lines(rule: AnyRule) -> None:
    programs, lines = example(rule), example(rule).diff.splitlines()
    assert [line[1:] for line in lines if line[0] != "+"] == programs.stopped.splitlines()
    assert [line[1:] for line in lines if line[0] != "-"] == programs.repaired.splitlines()


@each_rule
def test_has_all_of_its_texts(rule: AnyRule) -> None:
    assert rule.summary.endswith(".")
    assert "\n" not in rule.summary
    assert rule.why
    assert rule.cost.endswith((".", "”"))
    assert rule.remedy.endswith(".")
    assert rule.source.startswith("https://docs.aws.amazon.com/")


@each_rule
def test_says_what_a_user_sees_of_it(rule: AnyRule) -> None:
    assert rule.symptoms
    assert len(set(rule.symptoms)) == len(rule.symptoms)


def test_every_symptom_has_a_rule() -> None:
    assert {symptom for rule in RULES for symptom in rule.symptoms} == set(Symptom)


@each_rule
def test_has_cases_of_all_three_kinds(rule: AnyRule) -> None:
    tables = TABLES[rule.name]
    assert tables.STOPS
    assert tables.LETS_THROUGH
    assert tables.UNDECIDED


@each_rule
def test_the_limits_of_an_option_hold_its_default(rule: AnyRule) -> None:
    for option in rule.options:
        assert option.description.endswith(".")
        if isinstance(option.default, int) and not isinstance(option.default, bool):
            assert option.minimum is not None
            assert option.maximum is not None
            assert option.minimum <= option.default <= option.maximum
        assert not option.choices or option.default in option.choices


def test_names_are_unique_and_not_taken_by_the_engine() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert not {"all", "environments"} & set(names)


@pytest.mark.parametrize(("folder", "ending"), [("policy", "py"), ("policy", "yaml"), ("tests/policy", "py")])
def test_each_rule_has_a_file_an_example_and_a_table_of_its_name_and_there_are_no_others(
    folder: str, ending: str
) -> None:
    names = sorted(rule.check.__module__.removeprefix("policy.").replace(".", "/") for rule in RULES)
    files = (ROOT / folder).glob(f"rules/*/[!_]*.{ending}")
    assert sorted(str(file.relative_to(ROOT / folder).with_suffix("")) for file in files) == names
