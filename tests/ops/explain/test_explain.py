"""AWS's texts are found in what people paste, and explained."""

import json
from collections.abc import Callable

import pytest

from model.texts import codedeploy, ecs, native
from model.texts.text import PLACE, Text, filled
from ops.explain import explain, explain_all, nearest
from ops.explain.reasons import REASONS
from tests.ops.explain.cases import CASES, Case

SOMETHING = {"minutes": "15", "most": "2880", "count": "3", "port": "8080", "block": "TimeBasedLinear"}


def said(text: Text) -> str:
    """The text with something in its places."""
    return text.say(**{place: SOMETHING.get(place, f"some-{place}") for place in PLACE.findall(text.words)})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.pasted[:90])
def test_what_people_paste_is_explained(case: Case) -> None:
    found = explain(case.pasted)
    assert found is not None
    assert found.cause == filled(REASONS[case.text].cause, found.values)
    assert found.fix == filled(REASONS[case.text].fix, found.values)
    assert found.rule == case.rule
    assert found.source == case.text.source or case.text.words == case.text.code
    assert {name: found.values.get(name) for name in case.values} == case.values


PASTED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "without its period": lambda text: text.rstrip("."),
    "from the AWS CLI": lambda text: f"An error occurred (Some) when calling the UpdateService operation: {text}",
    "from a provider": lambda text: f"error: 1 error occurred:\n\t* creating it: SomeException: {text}\n\n",
    "broken by a console": lambda text: text.replace(" ", "\n   ", 3),
    "in capitals": str.upper,
    "with other quotes": lambda text: text.replace("'", "`").replace('"', "'"),
    "in JSON": lambda text: json.dumps({"deploymentInfo": {"errorInformation": {"message": text}}}, indent=2),
    "in JSON within a log": lambda text: (
        f"12:00:01 INFO {json.dumps({'said': text.replace(' ', chr(10), 1)})} took 1 s"
    ),
}


@pytest.mark.parametrize("how", PASTED)
def test_every_text_is_found(how: str) -> None:
    """And nothing else in it."""
    missed = []
    for text in REASONS:
        if text.words != text.code:
            pasted = PASTED[how](said(text))
            one, *all_of_it = explain(pasted), *explain_all(pasted)
            if one is None or all_of_it != [one] or one.cause != filled(REASONS[text].cause, one.values):
                missed.append((pasted, one, all_of_it))
    assert missed == []


def test_the_text_around_is_not_explained_where_the_one_within_is_known() -> None:
    refused = ecs.PORT_NOT_FOUND.say(container="web", port=443)
    around = codedeploy.SERVICE_NOT_UPDATED.say(cause=refused, error="InvalidParameterException", request="7d0a")
    [found] = explain_all(around)
    assert "The container web has no portMapping with containerPort 443" in found.cause
    assert found.values["request"] == "7d0a"


def test_a_code_counts_where_the_text_is_not_known() -> None:
    assert explain("nobody has seen this", code="ALARM_ACTIVE") == explain("ALARM_ACTIVE")


def test_a_text_counts_more_than_its_code() -> None:
    found = explain(codedeploy.NOT_CONTINUED.say(minutes=15), code="TIMEOUT")
    assert found is not None
    assert "for 15 minutes nobody approved" in found.cause


@pytest.mark.parametrize("code", ["InvalidParameterException", "InvalidTrafficRoutingConfigurationException"])
def test_a_code_of_several_texts_is_explained_by_none_of_them(code: str) -> None:
    assert explain(code) is None


def test_a_code_is_not_explained_by_words_that_are_ours() -> None:
    assert codedeploy.RESTART_MODE.seen == "unseen"
    assert explain(codedeploy.RESTART_MODE.code) is None


@pytest.mark.parametrize("text", ["", "  \n ", "hello", "{}", "the timeout of the deployment", "HttpRequest timed out"])
def test_what_is_not_aws_s_is_not_explained(text: str) -> None:
    assert explain(text) is None
    assert explain_all(text) == []


DEPLOYMENT = json.dumps(
    {
        "deploymentInfo": {
            "deploymentId": "d-1",
            "errorInformation": {
                "code": "ECS_UPDATE_ERROR",
                "message": codedeploy.SERVICE_NOT_UPDATED.say(
                    cause=ecs.CONTAINER_NOT_FOUND.say(container="web"), error="ClientException", request="7d0a"
                ),
            },
            "rollbackInfo": {"rollbackMessage": codedeploy.ROLLED_BACK.say(deployment="d-1", rollback="d-2")},
        }
    },
    indent=4,
)


def test_an_answer_of_get_deployment_is_explained_whole() -> None:
    container, rollback = explain_all(DEPLOYMENT)
    assert container.values["container"] == "web"
    assert rollback.values == {"deployment": "d-1", "rollback": "d-2"}


LOG = f"""\
2026-11-20T10:00:00Z (service web) has started 1 tasks: (task 0a1b).
2026-11-20T10:00:30Z (service web) (port 80) is unhealthy in (target-group web-green) due to (reason Request timed out).
2026-11-20T10:00:31Z (service web) has stopped 1 running tasks: (task 0a1b).
2026-11-20T10:01:00Z (service web) has started 1 tasks: (task 2c3d).
2026-11-20T10:01:30Z (service web) (port 80) is unhealthy in (target-group web-green) due to (reason Request timed out).
2026-11-20T10:02:00Z {native.BREAKER.words}
2026-11-20T10:02:01Z MANUAL_STOP
"""


def test_a_log_is_explained_in_its_order_and_each_thing_once() -> None:
    assert [(one.text, bool(one.fix)) for one in explain_all(LOG)] == [
        ("(service web) has started 1 tasks: (task 0a1b).", False),
        ("Request timed out", True),
        ("(service web) has stopped 1 running tasks: (task 0a1b).", False),
        (native.BREAKER.words, True),
        ("MANUAL_STOP", True),
    ]


def test_a_failure_is_explained_before_what_is_meant_to_happen() -> None:
    found = explain("(service web) has begun draining connections on 3 tasks. (reason Request timed out)")
    assert found is not None
    assert found.text == "Request timed out"


def test_a_text_ends_with_its_own_bracket() -> None:
    found = explain("(port 80) is unhealthy due to (reason Health checks failed with these codes: [404])")
    assert found is not None
    assert found.text == "Health checks failed with these codes: [404]"


def test_aws_s_error_has_its_end_in_older_versions_too() -> None:
    refused = codedeploy.SERVICE_NOT_UPDATED.say(cause="Something new.", error="ClientException", request="7d0a")
    found = explain(refused.replace("; Proxy: null", ""))
    assert found is not None
    assert found.values == {"cause": "Something new", "error": "ClientException", "request": "7d0a"}


def test_texts_on_one_line_are_told_apart() -> None:
    rolled_back = codedeploy.ROLLED_BACK.say(deployment="d-1", rollback="d-2")
    alarm, rollback = explain_all(f"{codedeploy.ALARM_ACTIVE.say(alarms='<web-5xx>')}. {rolled_back}")
    assert alarm.values == {"alarms": "web-5xx"}
    assert rollback.values["deployment"] == "d-1"


def test_a_text_nearly_known_has_a_suggestion() -> None:
    pasted = "The deployment timed out while it waited for the replacement task set to become healthy"
    assert nearest(f"12:00 starting\n12:01 {pasted}")[0] is codedeploy.NOT_HEALTHY


def test_nothing_is_suggested_for_what_is_like_none() -> None:
    assert nearest("hello") == nearest("") == nearest("segmentation fault (core dumped) in libfoo") == []


def test_people_leave_out_what_introduces_an_error() -> None:
    found = explain("Primary taskset target group must be behind listener arn:aws:listener/1")
    assert found
    assert found.rule == "listener-ignores-actions"
