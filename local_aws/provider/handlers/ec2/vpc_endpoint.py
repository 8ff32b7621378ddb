"""VPC endpoint: a private way to an AWS service, for tasks that have no way to the internet."""

import json

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, pascal, request
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:ec2/vpcEndpoint:VpcEndpoint"
_NAMES = {"policy": "PolicyDocument"}
_SETS = ("routeTableIds", "securityGroupIds", "subnetIds")


def create(aws: Aws, props: Props) -> str:
    """Makes the endpoint; private DNS is off unless it is asked for."""
    ec2 = aws.client("ec2")
    asked = request(ec2, "CreateVpcEndpoint", {"privateDnsEnabled": False} | props, _NAMES)
    made = ec2.create_vpc_endpoint(**asked, **tagging.specification("vpc-endpoint", props))
    id: str = made["VpcEndpoint"]["VpcEndpointId"]
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The endpoint and, for a gateway, the addresses of its service."""
    ec2 = aws.client("ec2")
    with gone_is_fine("InvalidVpcEndpointId.NotFound"):
        for endpoint in ec2.describe_vpc_endpoints(VpcEndpointIds=[id])["VpcEndpoints"]:
            if endpoint["State"].lower() in ("deleting", "deleted"):
                return None
            inputs = fields(_TOKEN, "tags", "region", "autoAccept")
            return {
                **dict.fromkeys(inputs),
                **from_aws(inputs, endpoint, _NAMES),
                "securityGroupIds": [group["GroupId"] for group in endpoint.get("Groups", [])],
                "policy": _written(endpoint.get("PolicyDocument")),
                "arn": aws.arn("ec2", f"vpc-endpoint/{id}"),
                "dnsEntries": [
                    {"dnsName": one.get("DnsName"), "hostedZoneId": one.get("HostedZoneId")}
                    for one in endpoint.get("DnsEntries", [])
                ],
                "networkInterfaceIds": endpoint.get("NetworkInterfaceIds", []),
                "ownerId": endpoint.get("OwnerId", aws.account),
                "requesterManaged": endpoint.get("RequesterManaged", False),
                "state": endpoint["State"].lower(),
                **_addresses(aws, endpoint),
                "tagsAll": tag_lists.as_map(endpoint.get("Tags")),
            }
    return None


def _written(policy: str | None) -> str | None:
    # The real provider keeps the compact text in the state, keys in order.
    return json.dumps(json.loads(policy), sort_keys=True, separators=(",", ":")) if policy else None


def _addresses(aws: Aws, endpoint: Props) -> Props:
    service = [{"Name": "prefix-list-name", "Values": [endpoint["ServiceName"]]}]
    for prefix_list in aws.client("ec2").describe_prefix_lists(Filters=service)["PrefixLists"]:
        return {"prefixListId": prefix_list["PrefixListId"], "cidrBlocks": prefix_list.get("Cidrs", [])}
    return {"cidrBlocks": []}


def update(aws: Aws, id: str, change: Change) -> None:
    """One call with what is added and what is removed."""
    ec2 = aws.client("ec2")
    asked = request(ec2, "ModifyVpcEndpoint", {key: change.new.get(key) for key in change.keys - {*_SETS}}, _NAMES)
    for name in change.keys & {*_SETS}:
        old, new = (set(side.get(name) or ()) for side in (change.old, change.new))
        asked |= {f"Add{pascal(name)}": sorted(new - old)} if new - old else {}
        asked |= {f"Remove{pascal(name)}": sorted(old - new)} if old - new else {}
    if asked:
        ec2.modify_vpc_endpoint(VpcEndpointId=id, **asked)
    tagging.retag(aws, id, change)


def replaces(change: Change) -> frozenset[str]:
    """Private DNS is switched in place on interface endpoints only."""
    return change.keys & {"privateDnsEnabled"} if change.new.get("vpcEndpointType") != "Interface" else frozenset()


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the endpoint with its interfaces or routes."""
    with gone_is_fine("InvalidVpcEndpointId.NotFound"):
        aws.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[id])


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete, replaces=replaces),)
