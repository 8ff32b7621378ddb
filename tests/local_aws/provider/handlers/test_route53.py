"""Records, certificates that they validate, and the zones that they are in."""

from typing import Any

import pytest

from tests.local_aws.provider.plugin import Plugin, contract

RECORD = "aws:route53/record:Record"
CERTIFICATE = "aws:acm/certificate:Certificate"
VALIDATION = "aws:acm/certificateValidation:CertificateValidation"
ZONE = "aws:route53/getZone:getZone"


@pytest.fixture(scope="module")
def zone(aws: Any) -> str:
    made = aws("route53").create_hosted_zone(Name="example.com", CallerReference="a")["HostedZone"]
    return made["Id"].rpartition("/")[2]


def plain(zone: str, **changes: Any) -> dict[str, Any]:
    return {"zoneId": zone, "name": "www.example.com", "type": "CNAME", "ttl": 60, "records": ["a.example"]} | changes


@pytest.mark.parametrize("change", [{"ttl": 300}, {"records": ["b.example"]}], ids=str)
def test_a_record_changes_in_place(plugin: Plugin, zone: str, change: dict[str, Any]) -> None:
    contract(plugin, RECORD, plain(zone), change)


def test_a_record_of_another_type_takes_the_place_of_the_old_one(plugin: Plugin, zone: str, aws: Any) -> None:
    made = plugin.create(RECORD, plain(zone, name="moved"))
    changed = plugin.update(made, plain(zone, name="moved", type="A", records=["192.0.2.1"]))
    sets = aws("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    assert [one["Type"] for one in sets if one["Name"] == "moved.example.com."] == ["A"]
    plugin.delete(changed)


def test_an_alias_names_a_load_balancer(plugin: Plugin, zone: str) -> None:
    alias = {"name": "WEB-1.elb.amazonaws.com", "zoneId": "Z35SXDOTRQ7X7K", "evaluateTargetHealth": True}
    inputs = {"zoneId": zone, "name": "api", "type": "A", "aliases": [alias]}
    made = plugin.create(RECORD, inputs)
    assert (made.id, made.state["fqdn"]) == (f"{zone}_api_A", "api.example.com")
    assert plugin.diff(made, inputs | {"aliases": [alias | {"name": "web-1.elb.amazonaws.com."}]}) == {}
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {}
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_a_record_with_a_routing_policy_is_refused_in_plain_words(plugin: Plugin, zone: str) -> None:
    weighted = plain(zone, setIdentifier="a", weightedRoutingPolicies=[{"weight": 1}])
    with pytest.raises(Exception, match="without a routing policy"):
        plugin.create(RECORD, weighted)


def test_a_zone_is_found_by_name_or_by_id(plugin: Plugin, zone: str) -> None:
    for args in ({"name": "example.com"}, {"name": "example.com."}, {"zoneId": zone}):
        found = plugin.invoke(ZONE, args)
        assert (found["id"], found["zoneId"], found["name"]) == (zone, zone, "example.com")
        assert found["privateZone"] is False
    with pytest.raises(Exception, match="0 Route53 Hosted Zones match"):
        plugin.invoke(ZONE, {"name": "example.org"})


def test_a_certificate_is_issued_once_its_record_is_there(plugin: Plugin, zone: str, aws: Any) -> None:
    inputs = {"domainName": "api.example.com", "validationMethod": "DNS"}
    made = plugin.create(CERTIFICATE, inputs)
    assert made.state["status"] == "PENDING_VALIDATION"
    [option] = made.state["domainValidationOptions"]
    record = plugin.create(
        RECORD,
        {
            "zoneId": zone,
            "name": option["resourceRecordName"],
            "type": option["resourceRecordType"],
            "records": [option["resourceRecordValue"]],
            "ttl": 60,
            "allowOverwrite": True,
        },
    )
    validated = plugin.create(VALIDATION, {"certificateArn": made.id, "validationRecordFqdns": [record.state["fqdn"]]})
    assert aws("acm").describe_certificate(CertificateArn=made.id)["Certificate"]["Status"] == "ISSUED"
    assert plugin.diff(validated, {"certificateArn": made.id, "validationRecordFqdns": [record.state["fqdn"]]}) == {}
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, inputs) == {}
    for one in (validated, record, made):
        plugin.delete(one)
    assert plugin.refresh(made) is None


def test_a_certificate_without_its_record_stays_pending(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(CERTIFICATE, {"domainName": "api.example.org", "validationMethod": "DNS"})
    assert aws("acm").describe_certificate(CertificateArn=made.id)["Certificate"]["Status"] == "PENDING_VALIDATION"
    plugin.delete(made)


@pytest.mark.parametrize("change", [{"tags": {"Name": "other"}}], ids=str)
def test_a_certificates_tags_change_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    inputs = {"domainName": "tags.example.com", "validationMethod": "DNS", "tags": {"Name": "web", "team": "shop"}}
    contract(plugin, CERTIFICATE, inputs, change)
