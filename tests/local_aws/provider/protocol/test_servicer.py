"""The protocol around the lifecycle: secrets, ignored changes, and errors as the engine gets them."""

from dataclasses import replace
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2, status_pb2

from local_aws.provider.handlers import handler_of
from local_aws.provider.handlers.handler import InitFailed
from local_aws.provider.protocol import wire
from tests.local_aws.provider.plugin import Plugin

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
TOPIC = "aws:sns/topic:Topic"


def replace_create(token: str, create: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives the type's handler another create."""
    handler = handler_of(token)
    assert handler
    monkeypatch.setattr(
        "local_aws.provider.lifecycle.provider.handler_of", lambda token: replace(handler, create=create)
    )


def test_an_ignored_change_is_none(plugin: Plugin) -> None:
    old = wire.encode(plugin.check(LOG_GROUP, {"name": "n", "retentionInDays": 7, "tags": {"a": "1"}}))
    # The engine puts an ignored tagsAll of old among the new inputs.
    new = wire.encode(plugin.check(LOG_GROUP, {"name": "n", "tags": {"a": "2"}, "tagsAll": {"a": "1"}}))
    request = provider_pb2.DiffRequest(type=LOG_GROUP, id="n", old_inputs=old, olds=old, news=new)
    request.ignoreChanges.extend(["tags", "tagsAll"])
    assert list(plugin.stub.Diff(request).detailedDiff) == ["retentionInDays"]


def test_a_secret_input_is_secret_in_the_state(plugin: Plugin) -> None:
    checked = wire.encode(plugin.check(TOPIC, {"displayName": "hush"}, "quiet"), {("displayName",)})
    for preview in (True, False):
        request = provider_pb2.CreateRequest(type=TOPIC, name="quiet", properties=checked, preview=preview)
        answer = plugin.stub.Create(request)
        assert wire.decode(answer.properties)[1] == {("displayName",)}
    read = provider_pb2.ReadRequest(type=TOPIC, id=answer.id, inputs=checked, properties=answer.properties)
    refreshed = plugin.stub.Read(read)
    assert wire.decode(refreshed.properties)[1] == wire.decode(refreshed.inputs)[1] == {("displayName",)}
    plugin.stub.Delete(provider_pb2.DeleteRequest(type=TOPIC, id=answer.id, properties=answer.properties))


def test_an_aws_error_is_reported_in_full(plugin: Plugin) -> None:
    made = plugin.create(LOG_GROUP, {"name": "twice"})
    with pytest.raises(grpc.RpcError) as failed:
        plugin.create(LOG_GROUP, {"name": "twice"}, "twin")
    text = str(failed.value)
    assert "creating CloudWatch LogGroup (twin): operation error CloudWatch: CreateLogGroup" in text
    assert "StatusCode: 400" in text
    assert "ResourceAlreadyExistsException: " in text
    plugin.delete(made)


def test_an_error_shows_no_secret_and_no_traceback(plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(aws: Any, props: dict[str, Any]) -> str:
        raise KeyError(f"no {props['kmsKeyId']} here")

    replace_create(LOG_GROUP, broken, monkeypatch)
    properties = wire.encode({"name": "n", "kmsKeyId": "hushhush"}, {("kmsKeyId",)})
    request = provider_pb2.CreateRequest(type=LOG_GROUP, name="quiet", properties=properties)
    with pytest.raises(grpc.RpcError, match=r"provider failed: KeyError: 'no \[secret\] here' \(.*\.py:\d+\)"):
        plugin.stub.Create(request)


def test_a_create_that_fails_half_way_keeps_what_was_made(
    plugin: Plugin, aws: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(local: Any, props: dict[str, Any]) -> str:
        local.client("logs").create_log_group(logGroupName=props["name"])
        raise InitFailed(props["name"]) from ValueError("no retention today")

    replace_create(LOG_GROUP, half, monkeypatch)
    with pytest.raises(grpc.RpcError) as failed:
        plugin.create(LOG_GROUP, {"name": "half", "retentionInDays": 7})
    assert "no retention today" in str(failed.value)
    status = status_pb2.Status()  # type: ignore[attr-defined]
    status.ParseFromString(dict(failed.value.trailing_metadata())["grpc-status-details-bin"])  # type: ignore[attr-defined]
    kept = provider_pb2.ErrorResourceInitFailed()
    status.details[0].Unpack(kept)
    assert kept.id == "half"
    assert wire.plain(kept.inputs).get("retentionInDays", 0) == 0
    aws("logs").delete_log_group(logGroupName="half")
