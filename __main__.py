"""An environment for blue/green releases on Amazon ECS, one a stack."""

import pulumi
import pulumi_aws as aws

import components.quick_start  # noqa: F401 (it changes how pulumi_aws is loaded)
from components.cluster import Cluster, ClusterArgs
from components.interconnection import interconnect
from components.load_balancer import LoadBalancerArgs
from components.load_balancers import LOAD_BALANCERS
from components.network import Network, NetworkArgs
from components.service import Place
from components.services import make_each, pipe_each, release_each
from components.shared_load_balancer import share
from outputs import Outputs, export, of_services
from settings import bring, endpoint_policies, load

settings = load()
name = settings.name
region = settings.region
account = aws.get_caller_identity().account_id
zones = aws.get_availability_zones(
    state="available",
    # Without it, local and wavelength zones that the account opted into would come along.
    filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
)
tags = {"Project": pulumi.get_project(), "Stack": pulumi.get_stack(), **settings.tags}
brought = bring(settings, account, tags)

network = brought.network or Network(
    name,
    NetworkArgs(
        cidr=settings.vpc_cidr,
        zones=settings.pick_zones(zones.names),
        nat_gateways=settings.nat_gateways,
        endpoints=settings.endpoints,
        endpoint_policies=endpoint_policies(settings, account),
        dual_stack=settings.dual_stack,
        region=region,
        tags=tags,
    ),
)
load_balancer = share(name, brought.load_balancer) or LOAD_BALANCERS[settings.load_balancer_type](
    name,
    LoadBalancerArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.subnet_ids(internal=settings.internal),
        target_ports=settings.target_ports,
        certificate_arn=settings.certificate_arn or None,
        domain=brought.domain,
        web_acl_arn=settings.web_acl_arn or None,
        dual_stack=settings.dual_stack,
        internal=settings.internal,
        ingress_cidrs=tuple(settings.ingress_cidrs),
        test_cidrs=tuple(settings.test_cidrs),
        idle_timeout_seconds=settings.idle_timeout_seconds,
        tcp_idle_timeout_seconds=settings.tcp_idle_timeout_seconds,
        http2=settings.http2,
        access_log_days=settings.access_log_days,
        deletion_protection=settings.deletion_protection,
        ports=settings.ports,
        region=region,
        account=account,
        tags=tags,
    ),
)
cluster = brought.cluster or Cluster(
    name,
    ClusterArgs(
        hosts=settings.host_group,
        container_insights=settings.container_insights,
        subnet_ids=network.private_subnet_ids,
        security_group_id=load_balancer.front.target_security_group_id,
        region=region,
        tags=tags,
        permissions_boundary_arn=settings.permissions_boundary_arn or None,
    ),
)
interconnection = interconnect(
    name, settings.interconnection(brought.namespace, network.vpc_id, load_balancer.front, tags)
)
place = Place(
    cluster_name=cluster.name,
    capacity_provider_name=cluster.capacity_provider_name,
    vpc_id=network.vpc_id,
    subnet_ids=network.private_subnet_ids,
    nat_addresses=network.nat_addresses,
    after=network.ways_out,
    interconnection=interconnection,
)
services = make_each(settings.service_args(place, load_balancer.front, account, tags, brought.registries))
said = of_services(services, settings.stack)
pipe_each(services, said)
release_each(services, said)
export(
    Outputs[pulumi.Input[str]](
        url=load_balancer.front.url,
        test_url=load_balancer.front.test_url,
        region=region,
        cluster=cluster.name,
        vpc_id=network.vpc_id,
        public_subnet_ids=pulumi.Output.all(*network.public_subnet_ids).apply(",".join),
        private_subnet_ids=pulumi.Output.all(*network.private_subnet_ids).apply(",".join),
        load_balancer_arn=load_balancer.arn,
        load_balancer_dns_name=load_balancer.dns_name,
        load_balancer_zone_id=load_balancer.zone_id,
        load_balancer_security_group_id=load_balancer.front.security_group_id,
        target_security_group_id=load_balancer.front.target_security_group_id,
        access_logs_bucket=load_balancer.access_logs_bucket,
        namespace_arn=place.namespace_arn,
        services=said,
    )
)
