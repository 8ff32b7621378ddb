"""The functions that read AWS and make nothing."""

from local_aws.provider.handlers.handler import Lookup
from local_aws.provider.handlers.lookups.account import get_caller_identity, get_partition, get_region
from local_aws.provider.handlers.lookups.ec2 import get_ami, get_availability_zones, get_subnets, get_vpc
from local_aws.provider.handlers.lookups.parameter import get_parameter
from local_aws.provider.handlers.lookups.policy_document import get_policy_document
from local_aws.provider.handlers.lookups.route53 import get_zone

LOOKUPS: dict[str, Lookup] = {
    "aws:ec2/getAmi:getAmi": get_ami,
    "aws:ec2/getSubnets:getSubnets": get_subnets,
    "aws:ec2/getVpc:getVpc": get_vpc,
    "aws:iam/getPolicyDocument:getPolicyDocument": get_policy_document,
    "aws:index/getAvailabilityZones:getAvailabilityZones": get_availability_zones,
    "aws:index/getCallerIdentity:getCallerIdentity": get_caller_identity,
    "aws:index/getPartition:getPartition": get_partition,
    "aws:index/getRegion:getRegion": get_region,
    "aws:route53/getZone:getZone": get_zone,
    "aws:ssm/getParameter:getParameter": get_parameter,
}
