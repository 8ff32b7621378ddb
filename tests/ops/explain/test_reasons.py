"""Every text has its reason, and the reasons name what is there."""

import re
from importlib import import_module

import botocore.session
import pytest

from model.texts import codedeploy, ecs, native
from model.texts.text import PLACE, Text
from ops.explain import explain
from ops.explain.reasons import GROUPS, REASONS
from ops.verbs import VERBS
from policy.rules import RULES
from tests.model.test_texts import MODULES

OF_OTHERS = {"autoscaling", "cloudwatch", "ec2", "logs"}
"""Modules whose texts no release, service or deployment group answers."""

OF_LISTS = {
    codedeploy.BAD_STATUS,
    codedeploy.BAD_TIME_RANGE,
    codedeploy.TARGET_FILTER,
    codedeploy.TOO_MANY_NAMES,
    ecs.MAX_RESULTS,
    ecs.NEXT_TOKEN,
    native.STATUS,
    native.TOO_MANY_ARNS,
}
"""Answers to a wrong question for a list; they say all there is to say."""

SENTENCES = {ecs.TROUBLESHOOTING}
"""Parts of other texts."""

OF_SERVERS_AND_FUNCTIONS = {
    "AGENT_ISSUE",
    "AUTOSCALING_VALIDATION_ERROR",
    "AUTO_SCALING_CONFIGURATION",
    "AUTO_SCALING_IAM_ROLE_PERMISSIONS",
    "ELB_INVALID_INSTANCE",
    "HEALTH_CONSTRAINTS_INVALID",
    "INVALID_LAMBDA_CONFIGURATION",
    "INVALID_LAMBDA_FUNCTION",
    "MISSING_GITHUB_TOKEN",
    "NO_EC2_SUBSCRIPTION",
    "NO_INSTANCES",
    "OVER_MAX_INSTANCES",
}


@pytest.mark.parametrize("module", sorted(set(MODULES) - OF_OTHERS))
def test_every_text_of_a_release_has_a_reason(module: str) -> None:
    texts = [value for value in vars(import_module(f"model.texts.{module}")).values() if isinstance(value, Text)]
    assert [text.words for text in texts if text not in REASONS and text not in OF_LISTS | SENTENCES] == []


def test_no_reason_stands_twice() -> None:
    assert len(REASONS) == sum(map(len, GROUPS.values()))


def test_every_code_of_an_ecs_deployment_is_explained_alone() -> None:
    model = botocore.session.get_session().get_service_model("codedeploy")
    codes: list[str] = getattr(model.shape_for("ErrorCode"), "enum")  # noqa: B009
    assert {code for code in codes if explain("", code=code) is None} == OF_SERVERS_AND_FUNCTIONS


def test_a_reason_names_only_what_its_text_says() -> None:
    places = {text: set(PLACE.findall(reason.cause + reason.fix)) for text, reason in REASONS.items()}
    assert {text: named for text, named in places.items() if not named <= set(PLACE.findall(text.words))} == {}


def test_reasons_are_made_of_sentences() -> None:
    """The last word may be AWS's own."""
    said = [part for reason in REASONS.values() for part in (reason.cause, reason.fix) if part]
    assert [one for one in said if not re.fullmatch(r"[A-Z`{].*[^ ][.}]", one) or "  " in one] == []


def test_reasons_name_rules_of_the_pack() -> None:
    assert {reason.rule for reason in REASONS.values()} <= {rule.name for rule in RULES} | {""}


def test_reasons_name_commands_that_are_there() -> None:
    said = " ".join(reason.cause + reason.fix for reason in REASONS.values())
    assert set(re.findall(r"`bluegreen (\w+)", said)) <= {verb.name for verb in VERBS} | {"explain"}
