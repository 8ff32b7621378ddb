"""Which requests go where, by what a client sees."""

import json
import socket
import ssl
import urllib.request
from concurrent import futures
from dataclasses import replace

import grpc
import pytest

from local_aws.traffic import ports
from local_aws.traffic.desired import (
    Action,
    Condition,
    FixedResponse,
    Forward,
    HealthCheck,
    Listener,
    Redirect,
    Rule,
    TargetGroup,
)
from tests.local_aws.traffic.ground import BALANCER, BLUE, GREEN, Ground, task, until
from tests.local_aws.traffic.load import get

HIT = FixedResponse(status=299)


def condition(field: str, *values: str, **more: object) -> Condition:
    """One condition."""
    return Condition(field=field, values=values, **more)  # type: ignore[arg-type]


def rule(action: Action, *conditions: Condition, priority: int = 1) -> Rule:
    """One rule."""
    return Rule(priority=priority, conditions=conditions, action=action)


# Condition; requests that meet it; requests that don't: path and headers.
CONDITIONS: dict[str, tuple[Condition, list[tuple[str, dict[str, str]]], list[tuple[str, dict[str, str]]]]] = {
    "path": (
        condition("path-pattern", "/img/*.png", "/v?"),
        [("/img/a/b.png", {}), ("/v1", {}), ("/v2?x=/no", {})],
        [("/img/a.jpg", {}), ("/v10", {}), ("/IMG/a.png", {}), ("/?/v1", {})],
    ),
    "host": (
        condition("host-header", "*.example.com"),
        [("/", {"host": "www.example.com"}), ("/", {"host": "A.EXAMPLE.COM:10080"})],
        [("/", {"host": "example.com"}), ("/", {"host": "www.example.com.evil.org"})],
    ),
    "header": (
        condition("http-header", "*Chrome*", "curl", header="User-Agent"),
        [("/", {"user-agent": "Mozilla chrome 1"}), ("/", {"user-agent": "curl"})],
        [("/", {"user-agent": "curl/8"}), ("/", {"x-user-agent": "curl"})],
    ),
    "query string": (
        condition("query-string", pairs=(("version", "v*"), (None, "*beta*"))),
        [("/?a=b&version=V1", {}), ("/x?any=newbeta2", {}), ("/?version=v", {})],
        [("/?version=1", {}), ("/version=v1", {}), ("/?xversion=v1", {}), ("/", {})],
    ),
    "method": (condition("http-request-method", "POST", "PUT"), [], [("/", {})]),
    "source": (
        condition("source-ip", "127.0.0.0/30", "10.0.0.0/8"),
        [("/", {})],
        [],
    ),
    "other source": (
        condition("source-ip", "127.0.0.2/31", "10.1.128.0/17", "2001:db8::/32"),
        [],
        [("/", {}), ("/", {"x-local-aws-source": "10.1.128.1"})],
    ),
}


@pytest.fixture(scope="module")
def conditions(tmp_path_factory: pytest.TempPathFactory):
    """One load balancer with a listener for each condition; the port of each."""
    ground = Ground(tmp_path_factory.mktemp("conditions"))
    ground.listeners = tuple(
        Listener(port=7000 + number, protocol="HTTP", action=FixedResponse(status=404), rules=(rule(HIT, asked),))
        for number, (asked, _, _) in enumerate(CONDITIONS.values())
    )
    ground.apply()
    yield {name: ground.port(7000 + number) for number, name in enumerate(CONDITIONS)}
    ground.end()


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_takes_what_meets_it_and_nothing_else(name: str, conditions: dict[str, int]) -> None:
    _, meets, others = CONDITIONS[name]
    port = conditions[name]
    assert [(path, headers) for path, headers in meets if get(port, path, **headers).status != 299] == []
    assert [(path, headers) for path, headers in others if get(port, path, **headers).status != 404] == []


def test_a_method_is_met(conditions: dict[str, int]) -> None:
    assert [get(conditions["method"], "/", method).status for method in ("POST", "PUT", "GET")] == [299, 299, 404]


def test_all_conditions_must_be_met_and_the_lowest_priority_wins(ground: Ground) -> None:
    path, host = condition("path-pattern", "/a*"), condition("host-header", "a.com")
    rules = (
        rule(FixedResponse(status=202), path, priority=20),
        rule(FixedResponse(status=201), path, host, priority=3),
    )
    ground.listen(FixedResponse(status=200), rules)
    ground.apply()
    port = ground.port()
    assert get(port, "/a", host="a.com").status == 201
    assert get(port, "/a").status == 202
    assert get(port, "/b", host="a.com").status == 200


def test_a_fixed_response_is_as_declared(ground: Ground) -> None:
    ground.listen(FixedResponse(status=503, content_type="application/json", body='{"closed": "100%"}'))
    ground.apply()
    answer = get(ground.port())
    assert (answer.status, answer.json) == (503, {"closed": "100%"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["server"] == "awselb/2.0"


@pytest.mark.parametrize(
    ("redirect", "location"),
    [
        (Redirect(protocol="HTTPS", port="443"), "https://web.test:{443}/old/x?q=1"),
        (Redirect(port="8443", host="new.test"), "http://new.test:8443/old/x?q=1"),
        (Redirect(path="/new/#{path}"), "http://web.test:{80}/new/old/x?q=1"),
        (Redirect(path="/new"), "http://web.test:{80}/new?q=1"),
        (Redirect(path="/new", query="a=b"), "http://web.test:{80}/new?a=b"),
        (Redirect(query=""), "http://web.test:{80}/old/x"),
    ],
)
def test_a_redirect_leads_to_where_the_other_listener_really_is(
    ground: Ground, redirect: Redirect, location: str
) -> None:
    ground.listen(replace(redirect, status=302))
    ground.listeners += (Listener(port=443, protocol="HTTPS", action=HIT),)
    ground.apply()
    answer = get(ground.port(), "/old/x?q=1", host=f"web.test:{ground.port()}")
    assert answer.status == 302
    ports = {"{80}": str(ground.port()), "{443}": str(ground.port(443))}
    for asked, real in ports.items():
        location = location.replace(asked, real)
    assert answer.headers["location"] == location


def test_without_a_healthy_target_the_answer_is_the_alb_s_503(ground: Ground) -> None:
    ground.groups = {BLUE: [task("failing", 1, FAULT_HEALTH_STATUS="500")]}
    ground.apply()
    until(lambda: set(ground.traffic.health().values()) == {"unhealthy"}, "the check failed")
    answer = get(ground.port())
    assert answer.status == 503
    assert "503 Service Temporarily Unavailable" in answer.body
    assert answer.headers["content-type"] == "text/html"


def test_a_target_that_breaks_off_is_a_502(ground: Ground) -> None:
    ground.groups = {BLUE: [task("killed", 1, FAULT_ANSWER_SECONDS="60")]}
    ground.ready()
    with futures.ThreadPoolExecutor() as client:
        asked = client.submit(get, ground.port())
        until(lambda: ground.active("killed") == 1, "the request is with the target")
        ground.kill("killed")
        answer = asked.result()
    assert (answer.status, "502 Bad Gateway" in answer.body) == (502, True)


def test_a_client_stays_with_its_group_until_the_weight_is_gone(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)], GREEN: [task("green", 2)]}
    ground.listen(Forward(weights={BLUE: 50, GREEN: 50}, sticky_seconds=60))
    ground.ready()
    first = get(ground.port())
    cookie = first.headers["set-cookie"].partition(";")[0]
    assert cookie.startswith("AWSALBTG=")
    assert {get(ground.port(), cookie=f"a=b; {cookie}").json["revision"] for _ in range(20)} == {first.json["revision"]}
    other = GREEN if first.json["revision"] == 1 else BLUE
    ground.listen(Forward(weights={BLUE: 0, GREEN: 0} | {other: 1}, sticky_seconds=60))
    ground.apply()
    assert get(ground.port(), cookie=cookie).json["revision"] != first.json["revision"]


def test_https_answers_with_a_certificate_for_the_names_and_speaks_http_2(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.listeners = (Listener(port=443, protocol="HTTPS", action=Forward(weights={BLUE: 1})),)
    ground.ready()
    (certificate,) = ground.folder.rglob("certificate-*.pem")
    assert certificate.stat().st_mode & 0o077 == 0
    context = ssl.create_default_context(cafile=str(certificate))
    with urllib.request.urlopen(f"https://localhost:{ground.port(443)}/", context=context) as answer:
        assert json.load(answer)["revision"] == 1
    context.set_alpn_protocols(["h2"])
    with (
        socket.create_connection(("127.0.0.1", ground.port(443))) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
    ):
        assert secure.selected_alpn_protocol() == "h2"


def test_without_http_2_https_offers_http_1_alone(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.listeners = (Listener(port=443, protocol="HTTPS", action=Forward(weights={BLUE: 1})),)
    ground.http2 = False
    ground.ready()
    context = ssl._create_unverified_context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", ground.port(443))) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as secure,
    ):
        assert secure.selected_alpn_protocol() == "http/1.1"


def test_a_network_load_balancer_forwards_connections(ground: Ground) -> None:
    ground.group = TargetGroup(id="", protocol="TCP")
    ground.check = replace(ground.check, protocol="TCP")
    ground.groups = {BLUE: [task("blue", 1)], GREEN: [task("green", 2)]}
    ground.listeners = (
        Listener(port=80, protocol="TCP", action=Forward(weights={BLUE: 1, GREEN: 0})),
        Listener(port=443, protocol="TLS", action=Forward(weights={GREEN: 1})),
    )
    ground.ready()
    assert get(ground.port()).json["revision"] == 1
    insecure = ssl._create_unverified_context()
    with urllib.request.urlopen(f"https://127.0.0.1:{ground.port(443)}/", context=insecure) as answer:
        assert json.load(answer)["revision"] == 2
    first = ground.listeners[0]
    ground.listeners = (replace(first, action=Forward(weights={BLUE: 0, GREEN: 1})), ground.listeners[1])
    ground.apply()
    assert get(ground.port()).json["revision"] == 2


def test_a_grpc_group_takes_calls_and_is_checked_by_a_call(ground: Ground) -> None:
    """A server that knows no such method answers HTTP 200 and UNIMPLEMENTED (12), which is AWS's default matcher."""

    class Echo(grpc.GenericRpcHandler):
        def service(self, handler_call_details: grpc.HandlerCallDetails):
            if handler_call_details.method == "/test.Echo/Say":
                return grpc.unary_unary_rpc_method_handler(lambda request, _: request[::-1])
            return None

    server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[Echo()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        ground.group = TargetGroup(id="", protocol_version="GRPC")
        ground.check = HealthCheck(path="/AWS.ALB/healthcheck", interval_seconds=0.2, timeout_seconds=1)
        ground.others = {BLUE: [port]}
        ground.ready()
        with grpc.insecure_channel(f"127.0.0.1:{ground.port()}") as channel:
            assert channel.unary_unary("/test.Echo/Say")(b"abc", timeout=60) == b"cba"
    finally:
        server.stop(0).wait()


def test_ports_are_kept_and_told_apart(ground: Ground) -> None:
    other = Ground(ground.folder / "other")
    try:
        ground.apply()
        other.apply()
        assert ground.port() % ports.APART == other.port() % ports.APART == 80
        assert ground.port() != other.port()
        assert set(ground.traffic.ports()) == {BALANCER}
    finally:
        other.end()
