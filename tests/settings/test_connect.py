"""How services find each other: what goes together."""

from typing import Any

import pytest

from components.connect import Connect, Endpoint, Header
from components.discovery import Discovery
from tests.settings.configured import refusal, settings

NAMED: dict[str, Any] = {"namespace": {"name": "shop.internal", "type": "DNS_PRIVATE"}, "cpu": 512}
NATIVE = NAMED | {"strategy": "native"}


def several(**services: dict[str, Any]) -> dict[str, Any]:
    keys = {"orders": {"paths": ["/orders/*"], "priority": 10, "desiredCount": 1}, "web": {"desiredCount": 1}}
    return {"services": {name: keys[name] | own for name, own in services.items()}, "maxHosts": 9}


def test_who_says_nothing_is_found_by_the_load_balancer_alone() -> None:
    made = settings()
    assert (made.namespace, made.connect, made.discovery, made.app_protocol) == (None, None, None, None)


def test_a_service_is_called_by_its_own_name_where_none_is_given() -> None:
    orders, web = settings(
        **NATIVE, **several(orders={"serviceConnect": {"port": 80}}, web={"serviceConnect": {"clientOnly": True}})
    ).services
    assert orders.connect == Connect(endpoint=Endpoint(dns_name="orders", port=80))
    assert web.connect == Connect()
    assert (orders.app_protocol, web.app_protocol) == ("http", None)


def test_a_service_may_be_called_otherwise() -> None:
    said = {
        "port": 9000,
        "dnsName": "basket.shop",
        "appProtocol": "grpc",
        "idleTimeoutSeconds": 0,
        "requestTimeoutSeconds": 3,
        "testHeader": {"name": "x-green", "value": "yes"},
        "enabled": False,
    }
    made = settings(**NATIVE, serviceConnect=said)
    endpoint = Endpoint(
        dns_name="basket.shop",
        port=9000,
        idle_timeout_seconds=0,
        request_timeout_seconds=3,
        test_header=Header(name="x-green", value="yes"),
    )
    assert (made.connect, made.app_protocol) == (Connect(endpoint=endpoint, enabled=False), "grpc")


def test_the_proxy_has_its_share_of_the_task() -> None:
    made = settings(**NATIVE, serviceConnect={"port": 80, "proxyCpu": 100, "proxyMemory": 80})
    assert (made.main.cpu_units, made.main.memory_mib) == (made.cpu - 100, made.memory - 80)
    aws = settings(**NATIVE, serviceConnect={"clientOnly": True}).main
    assert (aws.cpu_units, aws.memory_mib) == (512 - 256, 512 - 64)


def test_a_name_in_dns_stays_short_with_clients() -> None:
    assert settings(**NATIVE, serviceDiscovery={"name": "web"}).discovery == Discovery(name="web", ttl_seconds=10)


def test_rolling_releases_have_both() -> None:
    made = settings(
        **NAMED, strategy="rolling", serviceConnect={"port": 80}, serviceDiscovery={"name": "web", "ttlSeconds": 5}
    )
    assert made.connect
    assert made.discovery


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "Service Connect without a namespace": (
        {"strategy": "native", "cpu": 512, "serviceConnect": {"port": 80}},
        ["bluegreen:namespace: is not set", "web has serviceConnect"],
    ),
    "a name in DNS without a namespace": (
        {"strategy": "native", "serviceDiscovery": {"name": "web"}},
        ["bluegreen:namespace: is not set", "web has serviceDiscovery"],
    ),
    "a name in DNS of a namespace that has none": (
        {"strategy": "native", "namespace": {"name": "shop"}, "serviceDiscovery": {"name": "web"}},
        ["bluegreen:namespace.type = HTTP", "DNS_PRIVATE"],
    ),
    "Service Connect with CodeDeploy": (
        NAMED | {"serviceConnect": {"port": 80}},
        ["bluegreen:serviceConnect: ECS refuses it", "CODE_DEPLOY", "native or rolling"],
    ),
    "a client of Service Connect with CodeDeploy": (
        NAMED | {"serviceConnect": {"clientOnly": True}},
        ["bluegreen:serviceConnect: ECS refuses it"],
    ),
    "a name in DNS with CodeDeploy": (
        NAMED | {"serviceDiscovery": {"name": "web"}},
        ["bluegreen:serviceDiscovery.name = web", "blue and green alike"],
    ),
    "tests of green where there is none": (
        NAMED
        | {"strategy": "rolling", "serviceConnect": {"port": 80, "testHeader": {"name": "x-green", "value": "yes"}}},
        ["serviceConnect.testHeader = x-green", "rolling", "native"],
    ),
    "no CPU beside the proxy": (
        NATIVE | {"cpu": 256, "serviceConnect": {"port": 80}},
        ["bluegreen:serviceConnect (its proxy", "take 256 CPU units of the 256"],
    ),
    "no CPU beside the proxy and sidecars": (
        NATIVE | {"cpu": 257, "serviceConnect": {"port": 80}, "sidecars": [{"name": "proxy", "cpu": 1}]},
        ["bluegreen:sidecars and bluegreen:serviceConnect (its proxy", "take 257 CPU units"],
    ),
    "no memory beside the proxy": (
        NATIVE | {"memory": 64, "serviceConnect": {"port": 80}},
        ["bluegreen:serviceConnect (its proxy", "take 64 MiB of the 64"],
    ),
    "two services of one endpoint": (
        NATIVE
        | several(orders={"serviceConnect": {"port": 80, "dnsName": "web"}}, web={"serviceConnect": {"port": 80}}),
        ["serviceConnect.dnsName = web: 2 services are called so, on port 80"],
    ),
    "two services of one name in DNS": (
        NATIVE | several(orders={}, web={}) | {"serviceDiscovery": {"name": "shop"}},
        ["serviceDiscovery.name = shop: 2 services have it"],
    ),
    "a name in DNS that Service Connect needs": (
        NATIVE | {"serviceConnect": {"port": 80}, "serviceDiscovery": {"name": "web-dev"}},
        ["serviceDiscovery.name = web-dev: web has serviceConnect", "choose another name"],
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_go_together_is_refused(what: str) -> None:
    keys, words = REFUSED[what]
    said = refusal(**keys)
    for word in words:
        assert word in said


def test_two_services_of_one_name_may_have_ports_of_their_own() -> None:
    keys = several(orders={"serviceConnect": {"port": 81, "dnsName": "web"}}, web={"serviceConnect": {"port": 80}})
    assert len(settings(**NATIVE, **keys).services) == 2
