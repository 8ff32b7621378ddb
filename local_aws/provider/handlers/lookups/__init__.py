"""The functions that read AWS and make nothing."""

from local_aws.provider.handlers.handler import Lookup
from local_aws.provider.handlers.lookups.account import get_caller_identity, get_partition, get_region
from local_aws.provider.handlers.lookups.cloud_control import get_resource
from local_aws.provider.handlers.lookups.ec2 import get_ami, get_availability_zones, get_subnets, get_vpc
from local_aws.provider.handlers.lookups.ecs import get_cluster
from local_aws.provider.handlers.lookups.iam import get_principal_policy_simulation, get_role
from local_aws.provider.handlers.lookups.lb import get_listener, get_listener_rule, get_load_balancer
from local_aws.provider.handlers.lookups.parameter import get_parameter
from local_aws.provider.handlers.lookups.policy_document import get_policy_document
from local_aws.provider.handlers.lookups.route53 import get_zone
from local_aws.provider.handlers.lookups.servicediscovery import get_dns_namespace, get_http_namespace
from local_aws.provider.handlers.lookups.services import get_key, get_log_group, get_repository, get_topic
from local_aws.provider.handlers.lookups.vpc import (
    get_nat_gateway,
    get_route_table,
    get_route_tables,
    get_security_group_rule,
    get_security_group_rules,
    get_subnet,
)

LOOKUPS: dict[str, Lookup] = {
    "aws:cloudcontrol/getResource:getResource": get_resource,
    "aws:cloudwatch/getLogGroup:getLogGroup": get_log_group,
    "aws:ec2/getAmi:getAmi": get_ami,
    "aws:ec2/getNatGateway:getNatGateway": get_nat_gateway,
    "aws:ec2/getRouteTable:getRouteTable": get_route_table,
    "aws:ec2/getRouteTables:getRouteTables": get_route_tables,
    "aws:ec2/getSubnet:getSubnet": get_subnet,
    "aws:ec2/getSubnets:getSubnets": get_subnets,
    "aws:ec2/getVpc:getVpc": get_vpc,
    "aws:ecr/getRepository:getRepository": get_repository,
    "aws:ecs/getCluster:getCluster": get_cluster,
    "aws:iam/getPolicyDocument:getPolicyDocument": get_policy_document,
    "aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation": get_principal_policy_simulation,
    "aws:iam/getRole:getRole": get_role,
    "aws:index/getAvailabilityZones:getAvailabilityZones": get_availability_zones,
    "aws:index/getCallerIdentity:getCallerIdentity": get_caller_identity,
    "aws:index/getPartition:getPartition": get_partition,
    "aws:index/getRegion:getRegion": get_region,
    "aws:kms/getKey:getKey": get_key,
    "aws:lb/getListener:getListener": get_listener,
    "aws:lb/getListenerRule:getListenerRule": get_listener_rule,
    "aws:lb/getLoadBalancer:getLoadBalancer": get_load_balancer,
    "aws:route53/getZone:getZone": get_zone,
    "aws:sns/getTopic:getTopic": get_topic,
    "aws:servicediscovery/getDnsNamespace:getDnsNamespace": get_dns_namespace,
    "aws:servicediscovery/getHttpNamespace:getHttpNamespace": get_http_namespace,
    "aws:ssm/getParameter:getParameter": get_parameter,
    "aws:vpc/getSecurityGroupRule:getSecurityGroupRule": get_security_group_rule,
    "aws:vpc/getSecurityGroupRules:getSecurityGroupRules": get_security_group_rules,
}
