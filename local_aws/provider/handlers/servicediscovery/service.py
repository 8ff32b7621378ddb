"""A service of a namespace: a name that leads to instances."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.servicediscovery import operation
from local_aws.provider.values import Props

TOKEN = "aws:servicediscovery/service:Service"


def create(aws: Aws, props: Props) -> str:
    """Its id is the service's."""
    asked: dict[str, Any] = {"Name": props["name"], **_settings(props)}
    custom = props.get("healthCheckCustomConfig")
    if custom:
        asked["HealthCheckCustomConfig"] = {"FailureThreshold": custom["failureThreshold"]}
    for key, member in (("description", "Description"), ("namespaceId", "NamespaceId"), ("type", "Type")):
        if props.get(key):
            asked[member] = props[key]
    if props.get("tagsAll"):
        asked["Tags"] = tag_lists.as_list(props["tagsAll"])
    return aws.client("servicediscovery").create_service(**asked)["Service"]["Id"]


def _settings(props: Props, *, change: bool = False) -> dict[str, Any]:
    """Of DNS and of health checks; a change takes no namespace and no routing policy."""
    settings: dict[str, Any] = {}
    if dns := props.get("dnsConfig"):
        records = [{"Type": one["type"], "TTL": one["ttl"]} for one in dns["dnsRecords"]]
        home = {} if change else {"NamespaceId": dns["namespaceId"], "RoutingPolicy": dns["routingPolicy"]}
        settings["DnsConfig"] = {"DnsRecords": records, **home}
    if health := props.get("healthCheckConfig"):
        members = {"failureThreshold": "FailureThreshold", "resourcePath": "ResourcePath", "type": "Type"}
        settings["HealthCheckConfig"] = {member: health[key] for key, member in members.items() if health.get(key)}
    return settings


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """As Cloud Map describes it, and its tags."""
    cloud_map = aws.client("servicediscovery")
    with gone_is_fine("ServiceNotFound"):
        found = cloud_map.get_service(Id=id)["Service"]
        dns, health = found.get("DnsConfig") or {}, found.get("HealthCheckConfig") or {}
        custom = found.get("HealthCheckCustomConfig") or {}
        return {
            "arn": found["Arn"],
            "description": found.get("Description") or None,
            "dnsConfig": _dns(dns) if dns.get("DnsRecords") else None,
            "forceDestroy": known.get("forceDestroy", False),
            "healthCheckConfig": _members(health) or None,
            "healthCheckCustomConfig": _members(custom) or None,
            "name": found["Name"],
            "namespaceId": found["NamespaceId"],
            "tagsAll": tag_lists.as_map(cloud_map.list_tags_for_resource(ResourceARN=found["Arn"])["Tags"]),
            "type": found["Type"],
        }
    return None


def _dns(dns: dict[str, Any]) -> Props:
    return {
        "dnsRecords": [{"ttl": one["TTL"], "type": one["Type"]} for one in dns["DnsRecords"]],
        "namespaceId": dns["NamespaceId"],
        "routingPolicy": dns.get("RoutingPolicy"),
    }


def _members(block: dict[str, Any]) -> Props:
    """With small letters first."""
    return {key[0].lower() + key[1:]: value for key, value in block.items()}


def update(aws: Aws, id: str, change: Change) -> None:
    """All of its settings in one call, and its tags."""
    cloud_map = aws.client("servicediscovery")
    if change.keys - {"tags", "tagsAll", "forceDestroy"}:
        service = {"Description": change.new.get("description") or "", **_settings(change.new, change=True)}
        operation.target(cloud_map, cloud_map.update_service(Id=id, Service=service), "SERVICE")
    tag_lists.retag(cloud_map.tag_resource, cloud_map.untag_resource, change, ResourceARN=change.old["arn"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """With its instances where that is asked for; else AWS refuses while it has any."""
    cloud_map = aws.client("servicediscovery")
    with gone_is_fine("ServiceNotFound"):
        for one in cloud_map.list_instances(ServiceId=id)["Instances"] if known.get("forceDestroy") else ():
            operation.target(cloud_map, cloud_map.deregister_instance(ServiceId=id, InstanceId=one["Id"]), "INSTANCE")
        cloud_map.delete_service(Id=id)


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete),)
