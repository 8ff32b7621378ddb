"""What the engine says becomes counts, and texts without colours and tracebacks."""

from typing import Any

from pulumi.automation import EngineEvent

from fleet.events import Seen, cleaned, printed
from fleet.project import TOLD


def step(op: str, type: str = "aws:sns/topic:Topic", **states: Any) -> dict[str, Any]:
    metadata = {"op": op, "urn": f"urn:pulumi:dev::shop::{type}::one", "type": type, "provider": "", **states}
    return {"metadata": metadata}


def seen(**event: Any) -> Seen:
    found = Seen()
    found.take(EngineEvent.from_json({"sequence": 1, "timestamp": 1, **event}))
    return found


def diagnostic(message: str, severity: str) -> dict[str, Any]:
    return {"message": message, "color": "never", "severity": severity}


def judgement(level: str) -> dict[str, Any]:
    return {
        "resourceUrn": "urn:pulumi:dev::shop::aws:lb/targetGroup:TargetGroup::web",
        "message": "<{%fg 1%}>Two minutes at most.\n  Fix: set it to 30.<{%reset%}>\n",
        "color": "never",
        "policyName": "short-drain",
        "policyPackName": "bluegreen",
        "policyPackVersion": "1",
        "policyPackVersionTag": "1",
        "enforcementLevel": level,
    }


def test_each_change_is_counted_and_what_stays_is_not() -> None:
    assert seen(resourcePreEvent=step("create")).changes == {"create": 1}
    assert seen(resourcePreEvent=step("replace")).changes == {"replace": 1}
    assert seen(resourcePreEvent=step("same")).changes == {}


def test_a_replacement_is_one_change() -> None:
    assert seen(resourcePreEvent=step("create-replacement")).changes == {}
    assert seen(resourcePreEvent=step("delete-replaced")).changes == {}


def test_a_provider_is_no_resource() -> None:
    assert seen(resourcePreEvent=step("create", "pulumi:providers:aws")).changes == {}


def test_outputs_that_change_alone_are_a_change() -> None:
    def state(url: str) -> dict[str, Any]:
        about = {"type": "t", "urn": "u", "id": "", "parent": "", "provider": "", "inputs": {}}
        return about | {"outputs": {"url": url}}

    changed = step("same", "pulumi:pulumi:Stack", old=state("http://old"), new=state("http://new"))
    assert seen(resOutputsEvent=changed).changes == {"outputs": 1}
    same = step("same", "pulumi:pulumi:Stack", old=state("http://old"), new=state("http://old"))
    assert seen(resOutputsEvent=same).changes == {}


def test_advice_is_counted_and_a_violation_is_an_error_with_rule_and_resource() -> None:
    assert seen(policyEvent=judgement("advisory")).advisories == 1
    violation = seen(policyEvent=judgement("mandatory"))
    assert violation.errors == ["short-drain (web): Two minutes at most.\n  Fix: set it to 30."]


def test_errors_are_kept_once_and_warnings_are_not() -> None:
    found = Seen()
    for severity in ("error", "error", "warning", "info#err"):
        event = {"sequence": 1, "timestamp": 1, "diagnosticEvent": diagnostic("error: no such zone", severity)}
        found.take(EngineEvent.from_json(event))
    assert found.errors == ["no such zone"]


def test_what_the_engine_says_beside_each_error_is_left_out() -> None:
    found = Seen()
    for message in ("no such zone", "preview failed", f"an unhandled error occurred: {TOLD}"):
        event = {"sequence": 1, "timestamp": 1, "diagnosticEvent": diagnostic(message, "error")}
        found.take(EngineEvent.from_json(event))
    assert found.told() == ("no such zone",)


def test_an_exception_is_told_without_its_traceback() -> None:
    traceback = "Traceback (most recent call last):\n  File x\n    y\nKeyError: 'zone'"
    text = f"python inline source runtime error: 'zone'\n{traceback}"
    assert cleaned(f"{text}\n") == "KeyError: 'zone'"
    assert cleaned(f"an unhandled error occurred: {text}\n") == "KeyError: 'zone'"
    assert cleaned("error: <{%fg 1%}>no zone<{%reset%}>") == "no zone"


def test_an_engine_that_ended_before_it_began_is_quoted() -> None:
    output = "\n code: 255\n stdout: \n stderr: error: no stack named 'dev' found\nwarning: a newer one is there"
    assert printed(output)[0].startswith("no stack named 'dev' found")
    assert printed("it would not start") == ("it would not start",)
