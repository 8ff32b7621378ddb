"""The provider's configuration: the stand-in reaches the local AWS, and nothing else."""

import http.server
import threading
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

from local_aws.provider.lifecycle.config import load
from local_aws.provider.lifecycle.errors import Refused
from local_aws.provider.lifecycle.settings import SHAPES
from local_aws.provider.protocol import wire
from tests.local_aws.provider.plugin import Plugin

LOCAL = "http://127.0.0.1:4566"
IDENTITY = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    "<Account>999999999999</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A server on loopback that answers for another account, such as a tunnel to a real one."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(IDENTITY)))
            self.end_headers()
            self.wfile.write(IDENTITY.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:4566", "http://127.8.8.8", "http://localhost:1", "http://[::1]:4566", "https://localhost"],
)
def test_loopback_is_accepted(url: str) -> None:
    assert load({"region": "us-east-1"}, {"AWS_ENDPOINT_URL": url}).endpoint == url


@pytest.mark.parametrize(
    "url",
    [
        "https://ecs.us-east-1.amazonaws.com",
        "http://10.0.0.1:4566",
        "http://0.0.0.0:4566",
        "http://127.0.0.1@example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "127.0.0.1:4566",
        "file:///etc/passwd",
        "http://",
        "http://localhost/path",
        "http://127.0.0.1:4566\\@example.invalid",
        "http://127.0.0.1:65536",
        "http://127.0.0.1:4566 ",
        "http://127.1",
        "http://me@127.0.0.1",
        "HTTP://127.0.0.1",
        "http://[::1%25lo]",
        f"http://{'x' * 500}",
    ],
)
def test_any_other_endpoint_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="isn't on this machine"):
        load({"region": "us-east-1"}, {"AWS_ENDPOINT_URL": url})
    with pytest.raises(Refused, match="isn't on this machine"):
        load({"region": "us-east-1", "endpoints": [{"ecs": LOCAL}, {"sts": url}]}, {"AWS_ENDPOINT_URL": LOCAL})


ODD: list[Any] = [
    None,
    "x",
    "[",
    "{}",
    "[1]",
    5,
    5.5,
    True,
    [],
    {},
    [None],
    [[]],
    {"tags": None},
    {"tags": "x"},
    {"a": 1},
]


@pytest.mark.parametrize("key", [*SHAPES, "profile", "maxRetries"])
@pytest.mark.parametrize("value", [*ODD, *([one] for one in ODD), *({"tags": one} for one in ODD), "[" * 5000])
def test_a_setting_of_whatever_shape_is_taken_or_refused_in_one_sentence(key: str, value: Any) -> None:
    try:
        load({"region": "us-east-1", key: value}, {"AWS_ENDPOINT_URL": LOCAL})
    except Refused as refused:
        text = str(refused)
        assert "Error" not in text
        assert "\n" not in text
        assert len(text) < 400


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("endpoints", "http://127.0.0.1:4566", "aws:endpoints is a list of services with their URLs"),
        ("endpoints", [{"ecs": None}], "aws:endpoints is a list of services with their URLs"),
        ("endpoints", [None], "aws:endpoints is a list of services with their URLs"),
        ("defaultTags", "x", "aws:defaultTags is an object with tags"),
        ("defaultTags", {"Team": "web"}, "aws:defaultTags is an object with tags"),
        ("ignoreTags", ["owner"], "aws:ignoreTags is an object with keys and keyPrefixes"),
        ("allowedAccountIds", 5, "aws:allowedAccountIds is a list of account ids"),
        ("allowedAccountIds", "[true]", "aws:allowedAccountIds is a list of account ids"),
        ("region", {"a": "b"}, "aws:region is the name of a region"),
    ],
)
def test_a_setting_of_another_shape_is_refused_with_what_it_is(key: str, value: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        load({"region": "us-east-1", key: value}, {"AWS_ENDPOINT_URL": LOCAL})


def test_a_setting_without_a_value_is_as_one_that_is_not_there() -> None:
    config = dict.fromkeys(SHAPES) | {"region": "us-east-1"}
    assert load(config, {"AWS_ENDPOINT_URL": LOCAL}) == load({"region": "us-east-1"}, {"AWS_ENDPOINT_URL": LOCAL})


def test_a_missing_endpoint_is_refused() -> None:
    with pytest.raises(Refused, match=r"no endpoint is set.*\./local"):
        load({"region": "us-east-1"}, {})


def test_endpoints_that_differ_are_refused() -> None:
    with pytest.raises(Refused, match="several are set"):
        load({"region": "us-east-1", "endpoints": [{"ecs": LOCAL, "sts": "http://localhost:1"}]}, {})


def test_a_missing_region_is_refused() -> None:
    with pytest.raises(Refused, match="no region is set"):
        load({}, {"AWS_ENDPOINT_URL": LOCAL})
    assert load({}, {"AWS_ENDPOINT_URL": LOCAL, "AWS_DEFAULT_REGION": "eu-west-1"}).region == "eu-west-1"


@pytest.mark.parametrize(
    "config",
    [
        {"allowedAccountIds": ["111111111111"]},
        {"allowedAccountIds": '["111111111111"]'},
        {"allowedAccountIds": [111111111111]},
        {"forbiddenAccountIds": ["123456789012"]},
    ],
)
def test_a_stack_of_another_account_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="meant for another account"):
        load({"region": "us-east-1", **config}, {"AWS_ENDPOINT_URL": LOCAL})


def test_a_stack_that_allows_the_local_account_is_accepted() -> None:
    config = {"region": "us-east-1", "allowedAccountIds": [123456789012]}
    assert load(config, {"AWS_ENDPOINT_URL": LOCAL}).region == "us-east-1"


def test_another_account_behind_a_loopback_address_is_refused(elsewhere: str) -> None:
    with pytest.raises(grpc.RpcError, match="answers for account 999999999999"):
        Plugin(elsewhere).__enter__()


def test_a_local_aws_that_is_not_running_is_reported(endpoint: str) -> None:
    with pytest.raises(grpc.RpcError, match=r"doesn't answer.*\./local"):
        Plugin("http://127.0.0.1:9").__enter__()


def test_lists_and_objects_arrive_as_json_text() -> None:
    config = {"region": "us-east-1", "endpoints": f'[{{"sts":"{LOCAL}"}}]', "defaultTags": '{"tags":{"a":"b"}}'}
    made = load(config, {})
    assert (made.endpoint, made.tag_config.defaults) == (LOCAL, {"a": "b"})


@pytest.mark.parametrize(
    ("provider", "text"),
    [("default_7_51_1", "Check `pulumi config get aws:regoin`"), ("mine", "Examine values at 'mine.regoin'")],
)
def test_an_unknown_key_is_refused(endpoint: str, provider: str, text: str) -> None:
    with Plugin(endpoint) as plugin:
        urn = f"urn:pulumi:dev::p::pulumi:providers:aws::{provider}"
        news = wire.encode({"regoin": "us-east-1", "region": "us-east-1", "version": "7.51.1"})
        answer = plugin.stub.CheckConfig(provider_pb2.CheckRequest(urn=urn, news=news))
        assert [failure.reason for failure in answer.failures] == [answer.failures[0].reason]
        assert text in answer.failures[0].reason


def test_a_changed_configuration_updates_the_provider_and_replaces_nothing(endpoint: str) -> None:
    with Plugin(endpoint) as plugin:
        old, new = wire.encode({"region": "us-east-1"}), wire.encode({"region": "eu-west-1"})
        answer = plugin.stub.DiffConfig(provider_pb2.DiffRequest(old_inputs=old, news=new))
        assert (list(answer.diffs), list(answer.replaces)) == (["region"], [])
        same = plugin.stub.DiffConfig(provider_pb2.DiffRequest(old_inputs=old, news=old))
        assert same.changes == provider_pb2.DiffResponse.DIFF_NONE


def test_no_proxy_sees_what_is_sent(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Plugin(endpoint) as plugin:
        assert plugin.invoke("aws:index/getCallerIdentity:getCallerIdentity", {})["accountId"] == "123456789012"
