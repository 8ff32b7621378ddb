"""What goes with a Network Load Balancer, and what with an Application Load Balancer alone."""

from typing import Any

import pytest

from components.listener_ports import ListenerPorts
from model.strategy import Strategy
from tests.settings.configured import refusal, settings

NETWORK = {"loadBalancerType": "network"}
CERTIFICATE = {"certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/a-b"}
TWO = {"services": {"orders": {"listenerPort": 5000}, "web": {}}, "desiredCount": 1}
TCP = {"healthCheck": {"protocol": "TCP"}}
PROBE = {"hooks": [{"at": "AfterAllowTestTraffic", "probe": {}}]}


@pytest.mark.parametrize(
    ("said", "protocol", "ports"),
    [
        ({}, "TCP", (80, 8080)),
        (CERTIFICATE, "TLS", (443, 8443)),
        ({"listenerPort": 6379}, "TCP", (6379, 14379)),
        ({"listenerPort": 60000, "testListenerPort": 60001}, "TCP", (60000, 60001)),
    ],
)
def test_a_service_has_a_port_for_its_users_and_one_for_tests(said: Any, protocol: Any, ports: tuple[int, int]) -> None:
    [service] = settings(**NETWORK, **said).services
    production, test = ports
    assert service.own_ports == ListenerPorts(protocol=protocol, production_port=production, test_port=test)


def test_services_are_told_apart_by_ports_alone() -> None:
    made = settings(**NETWORK, **TWO)
    assert {one.service_name: one.own_ports.production_port for one in made.services} == {"orders": 5000, "web": 80}


TAKEN: dict[str, tuple[dict[str, Any], Strategy]] = {
    "codedeploy, at once": ({"strategy": "codedeploy"}, Strategy.CODEDEPLOY),
    "codedeploy, at once by a configuration of one's own": (
        {"strategy": "codedeploy", "deploymentConfig": {"type": "allAtOnce"}},
        Strategy.CODEDEPLOY,
    ),
    "native, at once": ({"strategy": "native"}, Strategy.BLUE_GREEN),
    "native, linear": (
        {"strategy": "native", "deploymentConfig": "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"},
        Strategy.LINEAR,
    ),
    "native, canary": (
        {"strategy": "native", "deploymentConfig": {"type": "canary", "percentage": 10, "intervalMinutes": 5}},
        Strategy.CANARY,
    ),
    "rolling": ({"strategy": "rolling"}, Strategy.ROLLING),
    "a check by TCP": (TCP, Strategy.CODEDEPLOY),
    "a probe of what answers health checks by HTTP": (PROBE, Strategy.CODEDEPLOY),
    "scaling by CPU": ({"scaling": {"minTasks": 2, "maxTasks": 2, "cpuPercent": 50}}, Strategy.CODEDEPLOY),
    "an alarm on unhealthy hosts": ({"rollbackAlarms": {"unhealthyHosts": 2}}, Strategy.CODEDEPLOY),
    "logs of TLS": ({**CERTIFICATE, "accessLogDays": 7}, Strategy.CODEDEPLOY),
    "another time-out of TCP": ({"tcpIdleTimeoutSeconds": 6000}, Strategy.CODEDEPLOY),
}


@pytest.mark.parametrize(("said", "strategy"), TAKEN.values(), ids=TAKEN)
def test_taken_with_a_network_load_balancer(said: Any, strategy: Strategy) -> None:
    assert settings(**NETWORK, **said).strategy is strategy


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "codedeploy in steps": (
        {"deploymentConfig": "CodeDeployDefault.ECSCanary10Percent5Minutes"},
        ["bluegreen:deploymentConfig", "ECSAllAtOnce", "strategy to native"],
    ),
    "a web ACL": (
        {"webAclArn": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1"},
        ["bluegreen:webAclArn", "set loadBalancerType to application"],
    ),
    "HTTP/2 switched off": ({"http2": False}, ["bluegreen:http2 = false", "take it out"]),
    "logs of plain TCP": ({"accessLogDays": 7}, ["bluegreen:accessLogDays = 7", "connections of TLS alone"]),
    "a time-out of HTTP": (
        {"idleTimeoutSeconds": 300},
        ["bluegreen:idleTimeoutSeconds = 300", "tcpIdleTimeoutSeconds"],
    ),
    "a time-out of TLS": (
        {**CERTIFICATE, "tcpIdleTimeoutSeconds": 300},
        ["bluegreen:tcpIdleTimeoutSeconds", "after 350"],
    ),
    "paths": ({"paths": ["/a/*"]}, ["bluegreen:paths: ", "set listenerPort"]),
    "hosts": ({"hosts": ["a.example.com"]}, ["bluegreen:hosts: ", "set listenerPort"]),
    "a priority": ({"priority": 7}, ["bluegreen:priority = 7", "set listenerPort"]),
    "requests to scale by": (
        {"scaling": {"minTasks": 2, "maxTasks": 2, "requestsPerTask": 50}},
        ["bluegreen:scaling.requestsPerTask = 50", "cpuPercent"],
    ),
    "a slow start": ({"slowStartSeconds": 60}, ["bluegreen:slowStartSeconds = 60"]),
    "cookies": (
        {"stickinessSeconds": 60, "strategy": "rolling"},
        ["bluegreen:stickinessSeconds = 60", "reads no cookies"],
    ),
    "a path that nobody asks for": (
        {**TCP, "healthCheckPath": "/health"},
        ["bluegreen:healthCheckPath = /health", "healthCheck.protocol TCP"],
    ),
    "an answer that nobody gives": (
        {"healthCheck": {"protocol": "TCP", "matcher": "200"}},
        ["bluegreen:healthCheck.matcher = 200"],
    ),
    "a probe of what does not speak HTTP": ({**TCP, **PROBE}, ["bluegreen:hooks.0.probe", "as code"]),
    "errors that nobody sees": ({"rollbackAlarms": {"target5xxPercent": 1}}, ["rollbackAlarms.target5xxPercent"]),
    "times that nobody takes": ({"rollbackAlarms": {"responseSeconds": 1}}, ["rollbackAlarms.responseSeconds"]),
    "two services on a port": (
        {"services": {"orders": {}, "web": {}}, "desiredCount": 1},
        ["orders and web have port 80", "orders and web have port 8080", "listenerPort"],
    ),
    "one service's tests on another's port": (
        {"services": {"orders": {"listenerPort": 8080}, "web": {}}, "desiredCount": 1},
        ["orders and web have port 8080"],
    ),
    "tests on the port of users": (
        {"listenerPort": 80, "testListenerPort": 80},
        ["bluegreen:testListenerPort: production and tests of web have port 80"],
    ),
    "tests beyond the last port": ({"listenerPort": 60000}, ["bluegreen:testListenerPort: of web would be 68000"]),
    "a load balancer that is brought": (
        {
            "loadBalancer": {
                "productionListenerArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/1/1",
                "testListenerArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/1/2",
            },
        },
        ["bluegreen:loadBalancerType = network", "brings one that is never changed"],
    ),
}


@pytest.mark.parametrize(("said", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_network_load_balancer(said: Any, words: list[str]) -> None:
    message = refusal(**NETWORK, **said)
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"listenerPort": 5000}, "bluegreen:listenerPort = 5000"),
        ({"testListenerPort": 5000}, "bluegreen:testListenerPort = 5000"),
        (TCP, "bluegreen:healthCheck.protocol = TCP"),
        ({"tcpIdleTimeoutSeconds": 60}, "bluegreen:tcpIdleTimeoutSeconds = 60"),
    ],
)
def test_refused_with_an_application_load_balancer(said: Any, words: str) -> None:
    assert words in refusal(**said)
