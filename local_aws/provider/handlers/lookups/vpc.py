"""Look-ups of what is in a VPC: subnets, routes, NAT gateways, rules of security groups."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.lookups.filters import filters
from local_aws.provider.values import Props


def _one(found: list[dict[str, Any]], what: str) -> dict[str, Any]:
    """ValueError, in the provider's words, when there are none or several."""
    if len(found) != 1:
        raise ValueError(
            f"no matching {what} found" if not found else f"multiple {what}s matched; use additional constraints"
        )
    return found[0]


def get_subnet(aws: Aws, args: Props) -> Props:
    """The one subnet that matches."""
    asked = filters(
        args,
        id="subnet-id",
        vpcId="vpc-id",
        availabilityZone="availability-zone",
        cidrBlock="cidr-block",
        state="state",
    )
    subnet = _one(aws.client("ec2").describe_subnets(Filters=asked)["Subnets"], "EC2 Subnet")
    return {
        **args,
        "id": subnet["SubnetId"],
        "arn": aws.arn("ec2", f"subnet/{subnet['SubnetId']}"),
        "assignIpv6AddressOnCreation": subnet.get("AssignIpv6AddressOnCreation", False),
        "availabilityZone": subnet["AvailabilityZone"],
        "availabilityZoneId": subnet["AvailabilityZoneId"],
        "availableIpAddressCount": subnet["AvailableIpAddressCount"],
        "cidrBlock": subnet.get("CidrBlock", ""),
        "defaultForAz": subnet.get("DefaultForAz", False),
        "ipv6Native": subnet.get("Ipv6Native", False),
        "mapPublicIpOnLaunch": subnet.get("MapPublicIpOnLaunch", False),
        "ownerId": subnet.get("OwnerId", aws.account),
        "region": aws.region,
        "state": subnet["State"],
        "tags": tag_lists.as_map(subnet.get("Tags")),
        "vpcId": subnet["VpcId"],
    }


def get_route_tables(aws: Aws, args: Props) -> Props:
    """The ids of all that match; none is an answer too."""
    found = aws.client("ec2").describe_route_tables(Filters=filters(args, vpcId="vpc-id"))["RouteTables"]
    return {**args, "id": aws.region, "region": aws.region, "ids": [table["RouteTableId"] for table in found]}


def get_route_table(aws: Aws, args: Props) -> Props:
    """The one table that matches, without the route inside the VPC."""
    asked = filters(args, routeTableId="route-table-id", vpcId="vpc-id", subnetId="association.subnet-id")
    table = _one(aws.client("ec2").describe_route_tables(Filters=asked)["RouteTables"], "Route Table")
    id = table["RouteTableId"]
    return {
        **args,
        "id": id,
        "routeTableId": id,
        "arn": aws.arn("ec2", f"route-table/{id}"),
        "associations": [
            {
                "routeTableAssociationId": one["RouteTableAssociationId"],
                "routeTableId": id,
                "subnetId": one.get("SubnetId", ""),
                "gatewayId": one.get("GatewayId", ""),
                "main": one.get("Main", False),
            }
            for one in table["Associations"]
        ],
        "ownerId": table.get("OwnerId", aws.account),
        "region": aws.region,
        "routes": [_route(one) for one in table["Routes"] if one.get("GatewayId") != "local"],
        "tags": tag_lists.as_map(table.get("Tags")),
        "vpcId": table["VpcId"],
    }


def _route(route: dict[str, Any]) -> Props:
    members = {
        "carrierGatewayId": "CarrierGatewayId",
        "cidrBlock": "DestinationCidrBlock",
        "coreNetworkArn": "CoreNetworkArn",
        "destinationPrefixListId": "DestinationPrefixListId",
        "egressOnlyGatewayId": "EgressOnlyInternetGatewayId",
        "gatewayId": "GatewayId",
        "instanceId": "InstanceId",
        "ipv6CidrBlock": "DestinationIpv6CidrBlock",
        "localGatewayId": "LocalGatewayId",
        "natGatewayId": "NatGatewayId",
        "networkInterfaceId": "NetworkInterfaceId",
        "transitGatewayId": "TransitGatewayId",
        "vpcPeeringConnectionId": "VpcPeeringConnectionId",
    }
    return {"vpcEndpointId": "", **{key: route.get(member, "") for key, member in members.items()}}


def get_nat_gateway(aws: Aws, args: Props) -> Props:
    """The one gateway that matches, with its first address."""
    asked = filters(args, id="nat-gateway-id", vpcId="vpc-id", subnetId="subnet-id", state="state")
    gateway = _one(aws.client("ec2").describe_nat_gateways(Filters=asked)["NatGateways"], "EC2 NAT Gateway")
    address = next(iter(gateway.get("NatGatewayAddresses", [])), {})
    return {
        **args,
        "id": gateway["NatGatewayId"],
        "allocationId": address.get("AllocationId", ""),
        "associationId": address.get("AssociationId", ""),
        "connectivityType": gateway.get("ConnectivityType", "public"),
        "networkInterfaceId": address.get("NetworkInterfaceId", ""),
        "privateIp": address.get("PrivateIp", ""),
        "publicIp": address.get("PublicIp", ""),
        "region": aws.region,
        "state": gateway["State"],
        "subnetId": gateway["SubnetId"],
        "tags": tag_lists.as_map(gateway.get("Tags")),
        "vpcId": gateway["VpcId"],
    }


def get_security_group_rules(aws: Aws, args: Props) -> Props:
    """The ids of all that match; none is an answer too."""
    found = aws.client("ec2").describe_security_group_rules(Filters=filters(args))["SecurityGroupRules"]
    return {**args, "id": aws.region, "region": aws.region, "ids": [rule["SecurityGroupRuleId"] for rule in found]}


def get_security_group_rule(aws: Aws, args: Props) -> Props:
    """The one rule that matches."""
    ids = {"SecurityGroupRuleIds": [args["securityGroupRuleId"]]} if "securityGroupRuleId" in args else {}
    found = aws.client("ec2").describe_security_group_rules(Filters=filters(args), **ids)["SecurityGroupRules"]
    rule = _one(found, "Security Group Rule")
    id, referenced = rule["SecurityGroupRuleId"], rule.get("ReferencedGroupInfo", {})
    group, owner = referenced.get("GroupId", ""), referenced.get("UserId")
    return {
        **args,
        "id": id,
        "arn": aws.arn("ec2", f"security-group-rule/{id}"),
        "cidrIpv4": rule.get("CidrIpv4", ""),
        "cidrIpv6": rule.get("CidrIpv6", ""),
        "description": rule.get("Description", ""),
        "fromPort": rule.get("FromPort", -1),
        "ipProtocol": rule["IpProtocol"],
        "isEgress": rule["IsEgress"],
        "prefixListId": rule.get("PrefixListId", ""),
        "referencedSecurityGroupId": f"{owner}/{group}" if owner not in (None, aws.account) else group,
        "region": aws.region,
        "securityGroupId": rule["GroupId"],
        "securityGroupRuleId": id,
        "tags": tag_lists.as_map(rule.get("Tags")),
        "toPort": rule.get("ToPort", -1),
    }
