"""Record of a hosted zone. Without a routing policy: moto keeps those, and answers with one of them at a time."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

POLICIES = (
    "cidrRoutingPolicy",
    "failoverRoutingPolicies",
    "geolocationRoutingPolicies",
    "geoproximityRoutingPolicy",
    "latencyRoutingPolicies",
    "multivalueAnswerRoutingPolicy",
    "setIdentifier",
    "weightedRoutingPolicies",
)


def create(aws: Aws, props: Props) -> str:
    """CREATE, or UPSERT with `allowOverwrite`. A change is in sync at once here, so nothing is waited for."""
    if used := next((policy for policy in POLICIES if props.get(policy)), None):
        raise ValueError(f"the local AWS keeps records without a routing policy only: leave out {used}")
    _change(aws, props["zoneId"], ("UPSERT" if props.get("allowOverwrite") else "CREATE", _record(aws, props)))
    return f"{props['zoneId']}_{props['name'].lower()}_{props['type']}"


def _change(aws: Aws, zone: str, *changes: tuple[str, Props]) -> None:
    asked = [{"Action": action, "ResourceRecordSet": record} for action, record in changes]
    aws.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": asked})


def _record(aws: Aws, props: Props) -> Props:
    """As AWS takes it."""
    record: Props = {"Name": _full_name(aws, props["zoneId"], props["name"]), "Type": props["type"]}
    if props.get("healthCheckId"):
        record["HealthCheckId"] = props["healthCheckId"]
    for alias in props.get("aliases") or ():
        return record | {
            "AliasTarget": {
                "DNSName": alias["name"],
                "HostedZoneId": alias["zoneId"],
                "EvaluateTargetHealth": alias["evaluateTargetHealth"],
            }
        }
    return record | {"TTL": props["ttl"], "ResourceRecords": [{"Value": value} for value in props["records"]]}


def _full_name(aws: Aws, zone: str, name: str) -> str:
    """With the zone's name, which a program may leave out; it ends in a period."""
    of_zone = aws.client("route53").get_hosted_zone(Id=zone)["HostedZone"]["Name"].rstrip(".")
    name = name.rstrip(".").lower()
    return f"{name}." if name == of_zone or name.endswith(f".{of_zone}") else f"{name}.{of_zone}."


def _found(aws: Aws, zone: str, name: str, type: str) -> Any:
    """What AWS has of that name and type."""
    full = _full_name(aws, zone, name)
    asked = {"HostedZoneId": zone, "StartRecordName": full, "StartRecordType": type}
    sets = aws.client("route53").list_resource_record_sets(**asked)["ResourceRecordSets"]
    return next((one for one in sets if one["Name"] == full and one["Type"] == type), None)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The record. An id to import is ZONEID_name_TYPE; it stays when the type changes."""
    zone, _, rest = id.partition("_")
    name, _, type = rest.rpartition("_")
    type = known.get("type", type)
    with gone_is_fine("NoSuchHostedZone"):
        found = _found(aws, zone, name, type)
        if found is None:
            return None
        alias = found.get("AliasTarget")
        return {
            "zoneId": zone,
            "name": known.get("name") or name,
            "type": type,
            "fqdn": found["Name"].rstrip("."),
            "allowOverwrite": known.get("allowOverwrite"),
            "healthCheckId": found.get("HealthCheckId"),
            "ttl": None if alias else found.get("TTL"),
            "records": None if alias else [one["Value"] for one in found.get("ResourceRecords", [])],
            "aliases": [_alias(alias)] if alias else None,
        }
    return None


def _alias(found: dict[str, Any]) -> Props:
    return {
        "name": found["DNSName"].rstrip("."),
        "zoneId": found["HostedZoneId"],
        "evaluateTargetHealth": found["EvaluateTargetHealth"],
    }


def update(aws: Aws, id: str, change: Change) -> None:
    """UPSERT; of another type, the old one goes in the same batch."""
    zone = change.new["zoneId"]
    if "type" in change.keys:
        old = _found(aws, zone, change.old["name"], change.old["type"])
        _change(aws, zone, ("DELETE", old), ("CREATE", _record(aws, change.new)))
    else:
        _change(aws, zone, ("UPSERT", _record(aws, change.new)))


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes what AWS has, which has to be named in full."""
    with gone_is_fine("NoSuchHostedZone"):
        if found := _found(aws, known["zoneId"], known["name"], known["type"]):
            _change(aws, known["zoneId"], ("DELETE", found))


HANDLERS = (ResourceHandler(token="aws:route53/record:Record", create=create, read=read, update=update, delete=delete),)
