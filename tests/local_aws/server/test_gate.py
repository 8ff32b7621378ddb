"""Programs of this machine are answered, and no web page."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from moto.events import models
from moto.utilities.docker_utilities import DockerModel

from local_aws.loopback import is_authority, is_endpoint, is_url
from local_aws.server import gate
from local_aws.server.extensions import outgoing
from tests.conftest import Clients

HERE = ["127.0.0.1", "127.0.0.1:4566", "localhost", "localhost:4566", "[::1]", "[::1]:65535", "127.1.2.255:1"]
ELSEWHERE = [
    "", "example.invalid", "example.invalid:4566", "127.0.0.1.example.invalid", "localhost.example.invalid",
    "localhost.", "127.0.0.1:4566:4566", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:", "127.0.0.1 ",
    "127.0.0.1:4566\n", "127.1", "127.0.0.256", "0.0.0.0", "192.0.2.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1",
    "[::]", "::1", "[::1", "[::1%lo]", "[::ffff:127.0.0.1]", "me@127.0.0.1", "127.0.0.1@example.invalid",
    "\u0661\u0662\u0667.0.0.1", "localhost\u200b", "127.0.0.1:\u0664\u0665\u0666\u0666",
]  # fmt: skip
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=local/20261129/us-east-1/{}/aws4_request, Signature=0"}


def ask(endpoint: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of the answer."""
    connection = http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


@pytest.mark.parametrize("host", HERE)
def test_this_machine_is_known(host: str) -> None:
    assert is_authority(host)
    for scheme in ("http", "https"):
        assert is_endpoint(f"{scheme}://{host}")
        assert is_endpoint(f"{scheme}://{host}/")
        assert is_url(f"{scheme}://{host}/path?query=1")


@pytest.mark.parametrize("host", ELSEWHERE)
def test_what_only_looks_like_this_machine_is_not(host: str) -> None:
    assert not is_authority(host)
    assert not is_endpoint(f"http://{host}")
    assert not is_url(f"http://{host}/path")


@pytest.mark.parametrize(
    "url", ["ftp://localhost", "//localhost", "localhost", "http:localhost", "http://localhost/path", "HTTP://localhost",
            "http://localhost\\@example.invalid", "http://localhost#@example.invalid", "http://localhost?x", " http://localhost"]
)  # fmt: skip
def test_an_endpoint_has_no_more_than_scheme_host_and_port(url: str) -> None:
    assert not is_endpoint(url)


@pytest.mark.parametrize("host", ["example.invalid", "example.invalid:4566", "localhost.example.invalid", "192.0.2.1"])
@pytest.mark.parametrize("path", ["/", "/_local", "/_local/step?seconds=0", "/moto-api/data.json"])
def test_a_host_that_is_not_this_machine_is_refused(endpoint: str, host: str, path: str) -> None:
    status, _, body = ask(endpoint, "POST", path, Host=host)
    assert status == 403
    assert host in json.loads(body)["message"]


@pytest.mark.parametrize("origin", ["https://example.invalid", "null", "http://127.0.0.1:4566", ""])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PUT", "DELETE"])
def test_a_web_page_is_refused_whoever_it_says_it_is(endpoint: str, origin: str, method: str) -> None:
    for path in ("/", "/_local", "/_local/step?seconds=0"):
        signed = SIGNED["Authorization"].format("ecs")
        status, headers, _ = ask(endpoint, method, path, Origin=origin, Authorization=signed)
        assert status == 403
        assert not [name for name in headers if name.lower().startswith("access-control")]


def test_no_answer_lets_a_page_read_it(endpoint: str, aws: Clients) -> None:
    headers = aws("ecs").list_clusters()["ResponseMetadata"]["HTTPHeaders"]
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_time_passes_by_post_only(endpoint: str) -> None:
    assert ask(endpoint, "GET", "/_local/step?seconds=0")[0] == 405


@pytest.mark.parametrize(
    "path", ["/", "/moto-api/data.json", "/moto-api/seed?a=1", "/latest/meta-data/", "/bucket/key",
             "/?Action=DescribeVpcs&X-Amz-Credential=local/20261129/us-east-1/ec2/aws4_request"]
)  # fmt: skip
def test_an_unsigned_request_is_refused(endpoint: str, path: str) -> None:
    for method in ("GET", "POST"):
        status, _, body = ask(endpoint, method, path)
        assert (status, json.loads(body)["__type"]) == (403, "MissingAuthenticationToken")


@pytest.mark.parametrize("path", ["/moto-api/data.json", "/moto-api/seed?a=1", "/latest/meta-data/"])
def test_motos_control_of_itself_is_not_there_for_anybody(endpoint: str, path: str) -> None:
    for service in sorted(gate.OFFERED):
        status, _, body = ask(endpoint, "GET", path, Authorization=SIGNED["Authorization"].format(service))
        assert status == 400, (service, body)
        assert "does not know" in body


@pytest.mark.parametrize("service", ["cloudformation", "dynamodb", "batch", "stepfunctions", "firehose", "apigateway"])
def test_a_service_that_is_not_offered_is_refused_by_name(aws: Clients, endpoint: str, service: str) -> None:
    status, _, body = ask(endpoint, "POST", "/", Authorization=SIGNED["Authorization"].format(service))
    assert (status, json.loads(body)["__type"]) == (400, "UnknownOperationException")
    assert f"does not know the service {service}; it has acm, application-autoscaling" in body


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, dict[str, Any]]]:
    """What would have been sent, where nothing is."""
    found: list[tuple[str, str, dict[str, Any]]] = []

    class Session:
        trust_env = True

        def __enter__(self) -> "Session":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def request(self, method: str, url: str, **details: Any) -> None:
            assert not self.trust_env
            found.append((method, url, details))

    monkeypatch.setattr(outgoing.requests, "Session", Session)
    return found


def test_deliveries_stay_on_this_machine(aws: Clients, name: str, sent: list, capfd) -> None:
    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    away, here = "http://example.invalid/hook", "http://127.0.0.1:9/hook"
    for url in (away, here):
        aws("sns").subscribe(TopicArn=topic, Protocol="http", Endpoint=url)
    aws("sns").publish(TopicArn=topic, Message="hello")
    ((method, url, details),) = sent
    assert (method, url, details["allow_redirects"]) == ("POST", here, False)
    assert f"not to '{away}'" in capfd.readouterr().err


def test_api_destinations_of_rules_stay_on_this_machine(sent: list, capfd) -> None:
    vars(models)["requests"].request(method="POST", url="https://example.invalid/", headers={})
    assert sent == []
    assert "not delivered" in capfd.readouterr().err


def test_nothing_asks_a_docker_socket(endpoint: str) -> None:
    with pytest.raises(RuntimeError, match="no Docker"):
        _ = DockerModel().docker_client


def test_a_function_that_nobody_waits_for_is_queued_and_asks_nobody(aws: Clients) -> None:
    with pytest.raises(ClientError, match="ResourceNotFound"):
        aws("lambda").invoke(FunctionName="absent", InvocationType="Event")
