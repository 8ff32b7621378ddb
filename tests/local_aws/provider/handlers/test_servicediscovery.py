"""Namespaces of Cloud Map and services in them."""

from typing import Any

import pytest

from tests.local_aws.provider.plugin import Plugin, contract

HTTP = "aws:servicediscovery/httpNamespace:HttpNamespace"
DNS = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"
SERVICE = "aws:servicediscovery/service:Service"
VPC = "vpc-1"


@pytest.fixture(scope="module")
def home(aws: Any) -> str:
    made = aws("servicediscovery").create_private_dns_namespace(Name="home.internal", Vpc=VPC)["OperationId"]
    return aws("servicediscovery").get_operation(OperationId=made)["Operation"]["Targets"]["NAMESPACE"]


def found_by_dns(home: str, ttl: int = 10, kind: str = "A") -> dict[str, Any]:
    return {
        "name": "orders",
        "dnsConfig": {"namespaceId": home, "dnsRecords": [{"ttl": ttl, "type": kind}]},
        "healthCheckCustomConfig": {"failureThreshold": 1},
        "tags": {"Stack": "test"},
    }


@pytest.mark.parametrize(("change", "replaces"), [({"description": "the shop"}, False), ({"name": "store"}, True)])
def test_a_namespace_of_calls(plugin: Plugin, change: dict[str, Any], replaces: bool) -> None:
    contract(plugin, HTTP, {"name": "shop", "tags": {"Stack": "test"}}, change, replaces=replaces)


@pytest.mark.parametrize(
    ("change", "replaces"),
    [({"description": "the shop"}, False), ({"tags": {"a": "b"}}, False), ({"vpc": "vpc-2"}, True)],
)
def test_a_namespace_of_dns(plugin: Plugin, change: dict[str, Any], replaces: bool) -> None:
    inputs = {"name": "shop.internal", "vpc": VPC, "tags": {"Stack": "test"}}
    made = plugin.create(DNS, inputs)
    plugin.delete(made)
    if not replaces:
        made = plugin.create(DNS, inputs)
        changed = plugin.update(made, inputs | change)
        assert plugin.diff(plugin.import_(DNS, f"{made.id}:{VPC}"), inputs | change) == {}
        plugin.delete(changed)
        assert plugin.refresh(changed) is None
    else:
        assert plugin.diff(made, inputs | change) == {"vpc": "update-replace"}


def test_its_hosted_zone_is_private_and_goes_with_it(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(DNS, {"name": "zone.internal", "vpc": VPC})
    zone = aws("route53").get_hosted_zone(Id=made.state["hostedZone"])["HostedZone"]
    assert (zone["Name"], zone["Config"]["PrivateZone"]) == ("zone.internal.", True)
    plugin.delete(made)
    with pytest.raises(Exception, match="NoSuchHostedZone"):
        aws("route53").get_hosted_zone(Id=made.state["hostedZone"])


@pytest.mark.parametrize(
    ("change", "replaces"),
    [
        ({"description": "the orders"}, False),
        ({"tags": {"a": "b"}}, False),
        ({"forceDestroy": True}, False),
        ({"name": "baskets"}, True),
        ({"healthCheckCustomConfig": None}, True),
    ],
)
def test_a_service(plugin: Plugin, home: str, change: dict[str, Any], replaces: bool) -> None:
    inputs = found_by_dns(home)
    if "forceDestroy" in change:
        made = plugin.create(SERVICE, inputs)
        assert plugin.update(made, inputs | change).state["forceDestroy"]
        plugin.delete(made)
    else:
        contract(plugin, SERVICE, inputs, change, replaces=replaces)


def test_answers_stay_longer_in_place_and_other_records_replace(plugin: Plugin, home: str) -> None:
    contract(plugin, SERVICE, found_by_dns(home), {"dnsConfig": found_by_dns(home, ttl=60)["dnsConfig"]})
    contract(
        plugin, SERVICE, found_by_dns(home), {"dnsConfig": found_by_dns(home, kind="SRV")["dnsConfig"]}, replaces=True
    )


def test_a_service_of_calls_names_its_namespace(plugin: Plugin, home: str) -> None:
    inputs = {"name": "calls", "namespaceId": home, "type": "HTTP"}
    contract(plugin, SERVICE, inputs, {"description": "x"})


def test_instances_keep_a_service_unless_it_is_to_go_with_them(plugin: Plugin, aws: Any, home: str) -> None:
    made = plugin.create(SERVICE, found_by_dns(home) | {"name": "kept"})
    aws("servicediscovery").register_instance(
        ServiceId=made.id, InstanceId="one", CreatorRequestId="1", Attributes={"AWS_INSTANCE_IPV4": "192.0.2.1"}
    )
    with pytest.raises(Exception, match="ResourceInUse"):
        plugin.delete(made)
    forced = plugin.update(made, found_by_dns(home) | {"name": "kept", "forceDestroy": True})
    plugin.delete(forced)
    assert plugin.refresh(forced) is None


def test_services_keep_a_namespace(plugin: Plugin) -> None:
    namespace = plugin.create(HTTP, {"name": "busy"})
    service = plugin.create(SERVICE, {"name": "one", "namespaceId": namespace.id})
    with pytest.raises(Exception, match="delete the services before deleting the namespace"):
        plugin.delete(namespace)
    plugin.delete(service)
    plugin.delete(namespace)


def test_a_name_is_taken_once(plugin: Plugin) -> None:
    first = plugin.create(HTTP, {"name": "once"})
    with pytest.raises(Exception, match="NamespaceAlreadyExists"):
        plugin.create(HTTP, {"name": "once"})
    service = plugin.create(SERVICE, {"name": "one", "namespaceId": first.id})
    with pytest.raises(Exception, match="ServiceAlreadyExists"):
        plugin.create(SERVICE, {"name": "one", "namespaceId": first.id})
    plugin.delete(service)
    plugin.delete(first)


@pytest.mark.parametrize(
    ("function", "more"),
    [
        ("aws:servicediscovery/getHttpNamespace:getHttpNamespace", {}),
        ("aws:servicediscovery/getDnsNamespace:getDnsNamespace", {"type": "DNS_PRIVATE"}),
    ],
)
def test_a_namespace_is_found_by_its_name_and_its_type(
    plugin: Plugin, home: str, aws: Any, function: str, more: dict[str, str]
) -> None:
    if not more and not any(one["Name"] == "team" for one in aws("servicediscovery").list_namespaces()["Namespaces"]):
        aws("servicediscovery").create_http_namespace(Name="team")
    name = "home.internal" if more else "team"
    found = plugin.invoke(function, {"name": name, **more})
    assert (found["name"], found["arn"].rpartition("/")[2]) == (name, found["id"])
    with pytest.raises(Exception, match="empty result"):
        plugin.invoke(function, {"name": "nowhere", **more})
