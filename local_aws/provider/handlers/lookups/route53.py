"""Look-up of a hosted zone."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_zone(aws: Aws, args: Props) -> Props:
    """The zone with this id, or the one with this name, public unless `privateZone` is set."""
    route53 = aws.client("route53")
    zone = (
        route53.get_hosted_zone(Id=args["zoneId"])["HostedZone"]
        if args.get("zoneId")
        else _named(route53, args["name"], private=bool(args.get("privateZone")))
    )
    id = zone["Id"].rpartition("/")[2]
    answer = route53.get_hosted_zone(Id=id)
    servers = answer.get("DelegationSet", {}).get("NameServers", [])
    return {
        **args,
        "id": id,
        "zoneId": id,
        "arn": f"arn:{aws.partition}:route53:::hostedzone/{id}",
        "name": zone["Name"].rstrip("."),
        "privateZone": zone["Config"]["PrivateZone"],
        "comment": zone["Config"].get("Comment", ""),
        "callerReference": zone["CallerReference"],
        "resourceRecordSetCount": zone.get("ResourceRecordSetCount", 0),
        "nameServers": servers,
        "primaryNameServer": servers[0] if servers else "",
        "linkedServiceDescription": "",
        "linkedServicePrincipal": "",
        "tags": tag_lists.as_map(
            route53.list_tags_for_resource(ResourceType="hostedzone", ResourceId=id)["ResourceTagSet"]["Tags"]
        ),
    }


def _named(route53: Any, name: str, *, private: bool) -> dict[str, Any]:
    wanted = f"{name.rstrip('.')}."
    found = [
        zone
        for zone in route53.list_hosted_zones()["HostedZones"]
        if zone["Name"] == wanted and zone["Config"]["PrivateZone"] is private
    ]
    if len(found) != 1:
        raise ValueError(f"{len(found)} Route53 Hosted Zones match {name}: name the one by its zoneId")
    return found[0]
