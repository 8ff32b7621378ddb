"""Lambda functions as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.provider.archives import ARCHIVE
from local_aws.provider.handlers.lambda_.function import create
from local_aws.provider.values import SIGNATURE, UNKNOWN
from tests.local_aws.provider.archive import archive
from tests.local_aws.provider.plugin import CheckFailed, Made, Plugin

FUNCTION = "aws:lambda/function:Function"
INPUTS: dict[str, Any] = {
    "role": "arn:aws:iam::123456789012:role/hook",
    "runtime": "python3.13",
    "handler": "index.handler",
    "code": archive(index="def handler(event, context): return 1"),
    "environment": {"variables": {"CHECK": "{}"}},
    "tags": {"team": "shop"},
}


@pytest.fixture(scope="module", autouse=True)
def role(aws: Any) -> None:
    aws("iam").create_role(RoleName="hook", AssumeRolePolicyDocument="{}")


def same(plugin: Plugin, made: Made, inputs: dict[str, Any]) -> bool:
    seen = plugin.refresh(made)
    assert seen
    return plugin.diff(made, inputs) == {} and seen.inputs == made.inputs and plugin.diff(seen, inputs) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"timeout": 60},
        {"environment": {"variables": {"CHECK": "[]"}}},
        {"environment": None},
        {"vpcConfig": {"subnetIds": ["subnet-1", "subnet-2"], "securityGroupIds": ["sg-1"]}},
        {"description": "Looks at green"},
        {"reservedConcurrentExecutions": 2},
        {"tags": {"team": "other"}},
        {"tags": None},
        {"code": archive(index="def handler(event, context): return 2")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_function_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    made = plugin.create(FUNCTION, INPUTS, "hook")
    assert same(plugin, made, INPUTS)
    changed = {key: value for key, value in {**INPUTS, **change}.items() if value is not None}
    verbs = plugin.diff(made, changed)
    assert verbs
    assert not any(verb.endswith("replace") for verb in verbs.values())
    made = plugin.update(made, changed)
    assert same(plugin, made, changed)
    back = plugin.update(made, INPUTS)
    assert same(plugin, back, INPUTS)
    plugin.delete(back)
    assert plugin.refresh(back) is None
    plugin.delete(back)


def test_another_name_is_another_function(plugin: Plugin) -> None:
    made = plugin.create(FUNCTION, INPUTS, "hook")
    assert plugin.diff(made, INPUTS | {"name": "other"}) == {"name": "update-replace"}
    plugin.delete(made)


def test_code_runs_and_changed_code_shows_in_its_hash(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(FUNCTION, INPUTS, "runs")
    assert invoked(aws, made) == 1
    changed = INPUTS | {"code": archive(index="def handler(event, context): return 2")}
    assert plugin.diff(made, changed) == {"code": "update"}
    assert plugin.preview_update(made, changed)["sourceCodeHash"] == UNKNOWN
    again = plugin.update(made, changed)
    assert invoked(aws, again) == 2
    assert again.state["sourceCodeHash"] != made.state["sourceCodeHash"]
    assert plugin.update(again, INPUTS).state["sourceCodeHash"] == made.state["sourceCodeHash"]
    plugin.delete(made)


def test_the_same_content_of_another_file_is_no_change(plugin: Plugin) -> None:
    made = plugin.create(FUNCTION, INPUTS, "moved")
    elsewhere = {SIGNATURE: ARCHIVE, "path": "/elsewhere/code.zip", "hash": INPUTS["code"]["hash"]}
    assert plugin.diff(made, INPUTS | {"code": elsewhere}) == {}
    plugin.delete(made)


def invoked(aws: Any, made: Made) -> Any:
    return json.load(aws("lambda").invoke(FunctionName=made.id)["Payload"])


def test_an_import_has_all_but_the_code(plugin: Plugin) -> None:
    made = plugin.create(FUNCTION, INPUTS | {"timeout": 60}, "imported")
    found = plugin.import_(FUNCTION, made.id, "imported")
    assert found.id == made.id == made.state["name"]
    assert plugin.diff(found, INPUTS | {"timeout": 60, "name": made.id}) == {"code": "add"}
    plugin.delete(made)


def test_code_is_an_archive_and_comes_from_one_place(plugin: Plugin) -> None:
    without = {key: value for key, value in INPUTS.items() if key != "code"}
    for inputs in (without | {"code": "index.zip"}, without, INPUTS | {"imageUri": "web:1"}):
        with pytest.raises(CheckFailed, match="code"):
            plugin.check(FUNCTION, inputs)


class NotYet:
    """Lambda while IAM's change has not reached it: it takes the role at the third attempt."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.attempts = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def create_function(self, **asked: Any) -> Any:
        self.attempts += 1
        if self.attempts < 3:
            text = "The role defined for the function cannot be assumed by Lambda."
            answer = {"Error": {"Code": "InvalidParameterValueException", "Message": text}}
            raise ClientError(answer, "CreateFunction")  # type: ignore[arg-type]
        return self._real.create_function(**asked)


def test_a_role_that_lambda_cannot_assume_yet_is_waited_for(aws: Any, name: str) -> None:
    client = NotYet(aws("lambda"))

    class Here:
        def client(self, service: str) -> Any:
            return client

    assert create(Here(), INPUTS | {"name": name}) == name  # type: ignore[arg-type]
    assert client.attempts == 3
    aws("lambda").delete_function(FunctionName=name)
