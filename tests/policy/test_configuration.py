"""What a user of the pack can set: levels, options, what to make of unknown values, exemptions."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from policy.catalogue import PROFILES, profiles
from policy.rule import AnyRule
from policy.rules import RULES
from policy.rules.codedeploy.termination_wait_bounded import termination_wait_bounded
from policy.rules.task.host_port_zero import host_port_zero
from tests.policy.analyzer import UNKNOWN, ConfigRefused, Diagnostic, analyze, change, find, stopped
from tests.policy.programs import BLUE_GREEN, task

WAIT = ("blueGreenDeploymentConfig", "terminateBlueInstancesOnDeploymentSuccess", "terminationWaitTimeInMinutes")
TOO_LONG = change(BLUE_GREEN, "release", *WAIT, to=1440)
HIDDEN = change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN)
NEXT_YEAR = (date.today() + timedelta(days=365)).isoformat()
A_RELEASE = {"match": "rel*", "reason": "moved in March", "expires": NEXT_YEAR}


def waits(**options: Any) -> list[Diagnostic]:
    return analyze(TOO_LONG, rules=[termination_wait_bounded], config={"termination-wait-bounded": options})


def levels(said: list[Diagnostic]) -> list[str]:
    return [one.level for one in said]


def test_a_level_can_be_set() -> None:
    assert levels(waits()) == ["MANDATORY"]
    assert levels(waits(enforcementLevel="advisory")) == ["ADVISORY"]
    assert waits(enforcementLevel="disabled") == []


def test_an_option_can_be_set() -> None:
    assert waits(maxMinutes=1440.0) == []


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"termination-wait-bouned": {"maxMinutes": 45}}, "Did you mean 'termination-wait-bounded'?"),
        ({"termination-wait-bounded": {"maxMinuts": 45}}, "Did you mean 'maxMinutes'?"),
        ({"termination-wait-bounded": {"exemption": []}}, "Did you mean 'exemptions'?"),
        (
            {"termination-wait-bounded": {"x": 1}},
            "There are: alreadySaid, enforcementLevel, exemptions, maxMinutes, minMinutes",
        ),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest_right_one(config: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigRefused, match=r"no (rule|option)") as refused:
        analyze(BLUE_GREEN, config=config)
    assert words in str(refused.value)


def test_every_misspelt_name_is_reported_at_once() -> None:
    with pytest.raises(ConfigRefused) as refused:
        analyze(BLUE_GREEN, config={"all": {}, "one": {}, "two": {}})
    assert "'one'" in str(refused.value)
    assert "'two'" in str(refused.value)
    assert "'all'" not in str(refused.value)


@pytest.mark.parametrize(
    ("on_unknown", "expected"), [("advisory", ["ADVISORY"]), ("mandatory", ["MANDATORY"]), ("ignore", [])]
)
def test_what_is_undecided_is_reported_as_the_user_wants(on_unknown: str, expected: list[str]) -> None:
    said = analyze(HIDDEN, rules=[host_port_zero], config={"host-port-zero": {"onUnknown": on_unknown}})
    assert levels(said) == expected
    assert all("can't run policy host-port-zero on tasks" in one.text for one in said)


def test_an_advisory_rule_fails_nothing_also_with_unknown_values() -> None:
    options = {"enforcementLevel": "advisory", "onUnknown": "mandatory"}
    assert levels(analyze(HIDDEN, rules=[host_port_zero], config={"host-port-zero": options})) == ["ADVISORY"]


def test_an_exemption_turns_a_finding_into_an_advisory_with_its_reason() -> None:
    (said,) = waits(exemptions=[A_RELEASE])
    assert said.level == "ADVISORY"
    assert f"exempted until {NEXT_YEAR}: moved in March" in said.text
    assert "1440" in said.text


@pytest.mark.parametrize("match", ["release", "*", "urn:pulumi:dev::shop::*::release", find(BLUE_GREEN, "release").urn])
def test_an_exemption_matches_a_name_or_a_urn(match: str) -> None:
    assert stopped(waits(exemptions=[A_RELEASE | {"match": match}])) == []


def test_an_exemption_counts_on_its_last_day() -> None:
    assert stopped(waits(exemptions=[A_RELEASE | {"expires": date.today().isoformat()}])) == []


def test_an_expired_exemption_does_not_count_and_is_reported() -> None:
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    finding, notice = waits(exemptions=[A_RELEASE | {"expires": yesterday}])
    assert finding.level == "MANDATORY"
    assert f"expired on {yesterday}: moved in March" in finding.text
    assert notice.level == "ADVISORY"
    assert "renew or remove" in notice.text


def test_an_exemption_that_nobody_needs_is_reported() -> None:
    finding, notice = waits(exemptions=[A_RELEASE | {"match": "other"}])
    assert finding.level == "MANDATORY"
    assert notice.level == "ADVISORY"
    assert "'other' (moved in March) was not needed" in notice.text


@pytest.mark.parametrize("rule", [host_port_zero, termination_wait_bounded], ids=lambda rule: rule.name)
def test_an_exemption_covers_an_unknown_value_that_would_fail(rule: AnyRule) -> None:
    options = {"onUnknown": "mandatory", "exemptions": [A_RELEASE | {"match": "*"}]}
    hidden = change(HIDDEN, "release", *WAIT, to=UNKNOWN)
    (said,) = analyze(hidden, rules=[rule], config={rule.name: options})
    assert said.level == "ADVISORY"


def saying(*before: Diagnostic) -> dict[str, list[dict[str, str]]]:
    """The options of a rule that has said this already."""
    return {"alreadySaid": [{"urn": one.urn, "message": one.text} for one in before]}


def test_an_advisory_that_was_said_is_not_said_again_and_every_other_of_the_rule_is() -> None:
    (said,) = waits(enforcementLevel="advisory")
    assert waits(enforcementLevel="advisory", **saying(said)) == []
    for other in (replace(said, urn=f"{said.urn}-2"), replace(said, text=said.text.replace("1440", "1441"))):
        assert waits(enforcementLevel="advisory", **saying(other)) == [said]


def test_what_fails_a_run_is_said_in_every_run() -> None:
    (said,) = waits()
    assert waits(**saying(said)) == [said]


def test_what_was_undecided_and_still_is_is_not_said_again() -> None:
    undecided = analyze(HIDDEN, rules=[host_port_zero])
    assert analyze(HIDDEN, rules=[host_port_zero], config={"host-port-zero": saying(*undecided)}) == []
    fixed = change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000, "hostPort": 80}))
    (found,) = analyze(fixed, rules=[host_port_zero], config={"host-port-zero": saying(*undecided)})
    assert found.level == "MANDATORY"


def test_what_is_about_no_resource_is_known_by_its_text() -> None:
    stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
    _, notice = waits(exemptions=[A_RELEASE | {"match": "other"}])
    again = waits(exemptions=[A_RELEASE | {"match": "other"}], **saying(replace(notice, urn=stack)))
    assert levels(again) == ["MANDATORY"]


@pytest.mark.parametrize("name", profiles())
def test_a_profile_is_current_and_accepted(name: str) -> None:
    file = PROFILES / f"{name}.json"
    assert file.read_text(encoding="utf-8") == profiles()[name], "run: make docs"
    config = json.loads(file.read_text(encoding="utf-8"))
    if name in ("default", "strict"):
        assert list(config) == [rule.name for rule in RULES]
        assert stopped(analyze(BLUE_GREEN, config=config)) == []
