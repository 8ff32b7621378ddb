"""How services find and reach each other: a namespace, Service Connect, names in DNS."""

from typing import Any

import pytest

from components.brought import BroughtNamespace
from components.connect import Connect, Endpoint, Header, declared
from components.discovery import Discovered, DiscoveredArgs, Discovery
from components.interconnection import Interconnection, InterconnectionArgs, interconnect
from components.rollout import ROLLOUTS
from model.strategy import NATIVE, Strategy
from tests.components.rollout.rollouts import service
from verdict.recording import Recorded, Recording, record

HTTP = "aws:servicediscovery/httpNamespace:HttpNamespace"
DNS = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"
CLOUD_MAP = "aws:servicediscovery/service:Service"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
TAGS = {"Stack": "test"}
ARN = "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1"
BY_ECS = sorted(NATIVE | {Strategy.ROLLING})


def interconnection(**changes: Any) -> Recording:
    given: dict[str, Any] = {
        "namespace_name": "shop.internal",
        "namespace_type": "DNS_PRIVATE",
        "vpc_id": "vpc-1",
        "target_security_group_id": "sg-targets",
        "ports": [(80, 80), (8080, 8080)],
        "tags": TAGS,
    }
    return record(lambda: Interconnection("shop", InterconnectionArgs(**given | changes)))


def configuration(connect: Connect | None) -> Any:
    return declared(
        connect,
        namespace_arn=ARN,
        discovery_name="orders-dev",
        port_name="orders",
        log={"group": "/ecs/orders", "region": "us-east-1"},
    )


def test_a_namespace_with_names_in_dns_is_of_the_vpc() -> None:
    made = interconnection().one(DNS).inputs
    assert (made["name"], made["vpc"], made["tags"]) == ("shop.internal", "vpc-1", TAGS)


def test_a_namespace_without_them_is_of_no_vpc() -> None:
    made = interconnection(namespace_type="HTTP")
    assert made.one(HTTP).inputs["name"] == "shop.internal"
    assert made.all(DNS) == []


def test_a_namespace_that_is_brought_is_not_made() -> None:
    made = interconnection(brought=BroughtNamespace(arn=ARN, id="ns-1"))
    assert {one.type for one in made.resources if one.type.startswith("aws:")} == {INGRESS}


def test_tasks_let_each_other_in_where_services_are_reached() -> None:
    rules = interconnection().all(INGRESS)
    assert [(one.inputs["fromPort"], one.inputs["toPort"]) for one in rules] == [(80, 80), (8080, 8080)]
    for rule in rules:
        assert rule.inputs["securityGroupId"] == rule.inputs["referencedSecurityGroupId"] == "sg-targets"
    assert interconnection(ports=[]).all(INGRESS) == []


def test_without_a_namespace_nothing_is_made() -> None:
    assert record(lambda: interconnect("shop", None)).resources == []


def test_a_server_has_a_name_and_a_port() -> None:
    made = configuration(Connect(endpoint=Endpoint(dns_name="orders", port=80)))
    assert (made["enabled"], made["namespace"]) == (True, ARN)
    assert made["services"] == [
        {
            "port_name": "orders",
            "discovery_name": "orders-dev",
            "client_alias": [{"dns_name": "orders", "port": 80}],
        }
    ]
    assert made["log_configuration"]["options"]["awslogs-group"] == "/ecs/orders"


def test_what_is_said_of_the_endpoint_reaches_ecs() -> None:
    endpoint = Endpoint(
        dns_name="orders",
        port=80,
        idle_timeout_seconds=0,
        request_timeout_seconds=30,
        test_header=Header(name="x-green", value="yes"),
    )
    [made] = configuration(Connect(endpoint=endpoint))["services"]
    [alias] = made["client_alias"]
    assert alias["test_traffic_rules"] == [{"header": {"name": "x-green", "value": {"exact": "yes"}}}]
    assert made["timeout"] == {"idle_timeout_seconds": 0, "per_request_timeout_seconds": 30}


def test_a_client_has_no_endpoint() -> None:
    assert "services" not in configuration(Connect())


@pytest.mark.parametrize(
    "connect", [None, Connect(enabled=False, endpoint=Endpoint(dns_name="orders", port=80))], ids=["none", "not yet"]
)
def test_it_begins_when_it_is_to(connect: Connect | None) -> None:
    assert configuration(connect) is None


@pytest.mark.parametrize("strategy", BY_ECS)
def test_the_service_says_both(strategy: Strategy) -> None:
    made: Recorded = service(
        strategy, connect={"enabled": True, "namespace": ARN}, registry={"registry_arn": "arn:srv-1"}
    )
    assert made.inputs["serviceConnectConfiguration"] == {"enabled": True, "namespace": ARN}
    assert made.inputs["serviceRegistries"] == {"registryArn": "arn:srv-1"}


@pytest.mark.parametrize("strategy", sorted(ROLLOUTS))
def test_a_service_without_names_says_nothing_of_them(strategy: Strategy) -> None:
    assert not {"serviceConnectConfiguration", "serviceRegistries"} & service(strategy).inputs.keys()


@pytest.mark.parametrize("names", [{"connect": {"enabled": True}}, {"registry": {"registry_arn": "arn:srv-1"}}])
def test_codedeploy_moves_no_names(names: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="by ECS alone"):
        service(Strategy.CODEDEPLOY, **names)


@pytest.mark.parametrize(("mode", "kind"), [("awsvpc", "A"), ("bridge", "SRV")])
def test_a_name_in_dns_has_the_records_that_the_network_needs(mode: Any, kind: str) -> None:
    registries: list[Any] = []

    def build() -> None:
        args = DiscoveredArgs(
            discovery=Discovery(name="orders", ttl_seconds=5),
            namespace_id="ns-1",
            network_mode=mode,
            container_name="orders",
            container_port=8080,
            tags=TAGS,
        )
        registries.append(Discovered("orders-dev", args).registry)

    made = record(build).one(CLOUD_MAP).inputs
    assert made["name"] == "orders"
    assert made["dnsConfig"]["namespaceId"] == "ns-1"
    assert made["dnsConfig"]["dnsRecords"] == [{"ttl": 5, "type": kind}]
    of_the_port = {"container_name": "orders", "container_port": 8080} if kind == "SRV" else {}
    assert {key: value for key, value in registries[0].items() if key != "registry_arn"} == of_the_port
