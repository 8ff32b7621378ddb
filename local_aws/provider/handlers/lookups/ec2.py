"""Look-ups of EC2: availability zones, images, VPCs and subnets."""

import re
from typing import Any

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.lookups.filters import filters
from local_aws.provider.values import Props


def get_availability_zones(aws: Aws, args: Props) -> Props:
    """The zones of the region, by name."""
    asked = {
        "AllAvailabilityZones": args.get("allAvailabilityZones", False),
        "Filters": filters(args, state="state"),
    }
    found = aws.client("ec2").describe_availability_zones(**asked)["AvailabilityZones"]
    zones = sorted(
        (
            zone
            for zone in found
            if zone["ZoneName"] not in args.get("excludeNames", ())
            and zone["ZoneId"] not in args.get("excludeZoneIds", ())
        ),
        key=lambda zone: zone["ZoneName"],
    )
    return {
        **args,
        "id": aws.region,
        "region": aws.region,
        "names": [zone["ZoneName"] for zone in zones],
        "zoneIds": [zone["ZoneId"] for zone in zones],
        "groupNames": sorted({zone.get("GroupName") or aws.region for zone in zones}),
    }


def get_ami(aws: Aws, args: Props) -> Props:
    """The one image that matches, or the newest with `mostRecent`."""
    asked = {"Owners": args.get("owners"), "ExecutableUsers": args.get("executableUsers"), "Filters": filters(args)}
    images = aws.client("ec2").describe_images(**{key: value for key, value in asked.items() if value})["Images"]
    if "nameRegex" in args:
        images = [image for image in images if re.search(args["nameRegex"], image.get("Name", ""))]
    if len(images) > 1 and not args.get("mostRecent"):
        raise ValueError(f"{len(images)} images match: narrow the filters, or set mostRecent to take the newest")
    image = max(images, key=lambda one: one.get("CreationDate", ""), default=None)
    if image is None:
        raise ValueError("no image matches: change the filters or the owners")
    props = {key[:1].lower() + key[1:]: value for key, value in image.items() if isinstance(value, str | bool)}
    return {
        **args,
        **props,
        "id": image["ImageId"],
        "arn": f"arn:{aws.partition}:ec2:{aws.region}::image/{image['ImageId']}",
        "blockDeviceMappings": [_device(device) for device in image.get("BlockDeviceMappings", [])],
        "productCodes": [],
        "region": aws.region,
        "rootSnapshotId": _root_snapshot(image),
        "stateReason": {"code": "UNSET", "message": "UNSET"},
        "tags": _tags(image),
    }


def get_vpc(aws: Aws, args: Props) -> Props:
    """The one VPC that matches."""
    ec2 = aws.client("ec2")
    asked = filters(args, cidrBlock="cidr", dhcpOptionsId="dhcp-options-id", state="state")
    if args.get("default"):
        asked.append({"Name": "isDefault", "Values": ["true"]})
    vpcs = ec2.describe_vpcs(Filters=asked, **({"VpcIds": [args["id"]]} if "id" in args else {}))["Vpcs"]
    if len(vpcs) != 1:
        raise ValueError(
            "no matching EC2 VPC found" if not vpcs else f"multiple EC2 VPCs matched ({len(vpcs)}): narrow the filters"
        )
    vpc = vpcs[0]
    id = vpc["VpcId"]
    main = [{"Name": "vpc-id", "Values": [id]}, {"Name": "association.main", "Values": ["true"]}]
    tables = ec2.describe_route_tables(Filters=main)["RouteTables"]
    return {
        **args,
        "id": id,
        "arn": aws.arn("ec2", f"vpc/{id}"),
        "cidrBlock": vpc["CidrBlock"],
        "cidrBlockAssociations": [
            {
                "associationId": one["AssociationId"],
                "cidrBlock": one["CidrBlock"],
                "state": one["CidrBlockState"]["State"],
            }
            for one in vpc.get("CidrBlockAssociationSet", [])
        ],
        "default": vpc.get("IsDefault", False),
        "dhcpOptionsId": vpc.get("DhcpOptionsId", ""),
        "enableDnsHostnames": _attribute(ec2, id, "enableDnsHostnames"),
        "enableDnsSupport": _attribute(ec2, id, "enableDnsSupport"),
        "enableNetworkAddressUsageMetrics": _attribute(ec2, id, "enableNetworkAddressUsageMetrics"),
        "instanceTenancy": vpc.get("InstanceTenancy", "default"),
        "ipv6AssociationId": "",
        "ipv6CidrBlock": "",
        "mainRouteTableId": tables[0]["RouteTableId"] if tables else "",
        "ownerId": vpc.get("OwnerId", aws.account),
        "region": aws.region,
        "state": vpc["State"],
        "tags": _tags(vpc),
    }


def get_subnets(aws: Aws, args: Props) -> Props:
    """The ids of all subnets that match; none is an answer too."""
    subnets = aws.client("ec2").describe_subnets(Filters=filters(args))["Subnets"]
    return {**args, "id": aws.region, "region": aws.region, "ids": [subnet["SubnetId"] for subnet in subnets]}


def _tags(found: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}


def _attribute(ec2: Any, vpc: str, name: str) -> bool:
    answer = ec2.describe_vpc_attribute(VpcId=vpc, Attribute=name)
    return answer.get(name[:1].upper() + name[1:], {}).get("Value", False)


def _device(device: dict[str, Any]) -> Props:
    ebs = {key[:1].lower() + key[1:]: str(value).lower() for key, value in device.get("Ebs", {}).items()}
    return {"deviceName": device.get("DeviceName", ""), "ebs": ebs, "noDevice": "", "virtualName": ""}


def _root_snapshot(image: dict[str, Any]) -> str:
    for device in image.get("BlockDeviceMappings", []):
        if device.get("DeviceName") == image.get("RootDeviceName"):
            return device.get("Ebs", {}).get("SnapshotId", "")
    return ""
