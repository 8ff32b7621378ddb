"""The Network Load Balancer of an environment, for services that speak anything over TCP.

Owns the balancer, its firewall and access logs, and the name that leads here. It has no rules by host or path, so a
service brings its own two listeners, each on a port of its own.
"""

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.firewall import Firewall, FirewallArgs
from components.front import NetworkFront, listener_arns
from components.load_balancer import NAME_LENGTH, LoadBalancerArgs, access_logs, alias, certificate
from model.names import fitting


class NetworkLoadBalancer(ComponentResource):
    """An NLB without listeners, until a service comes; says what `LoadBalancer` says."""

    front: NetworkFront
    arn: Output[str]
    dns_name: Output[str]
    zone_id: Output[str]
    access_logs_bucket: Input[str]

    def __init__(self, name: str, args: LoadBalancerArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:NetworkLoadBalancer", name, None, opts)
        child = ResourceOptions(parent=self)

        firewall = Firewall(
            name,
            FirewallArgs(
                vpc_id=args.vpc_id,
                public_ports=tuple(sorted({one.production_port for one in args.ports})),
                public_cidrs=args.ingress_cidrs,
                test_ports={f"test-{port}": port for port in sorted({one.test_port for one in args.ports})},
                test_cidrs=args.test_cidrs,
                target_ports=args.target_ports,
                dual_stack=args.dual_stack,
                tags=args.tags,
            ),
            opts=child,
        )
        logs = access_logs(name, "network", args, child)
        balancer = aws.lb.LoadBalancer(
            fitting(name, NAME_LENGTH),
            load_balancer_type="network",
            internal=args.internal or None,
            ip_address_type="dualstack" if args.dual_stack else None,
            subnets=list(args.subnet_ids),
            # From the start: one that is made without any never gets one (NLB user guide, security groups).
            security_groups=[firewall.load_balancer_security_group_id],
            # Off by AWS's default, where each zone's address reaches the targets of its own zone alone: after a release
            # that has none there, clients of that address would be refused until DNS forgets it.
            enable_cross_zone_load_balancing=True,
            access_logs={"bucket": logs.bucket_name, "enabled": True} if logs else None,
            enable_deletion_protection=args.deletion_protection,
            tags=args.tags,
            # By Pulumi too: see `LoadBalancer`.
            opts=ResourceOptions(parent=self, protect=args.deletion_protection),
        )
        self.front = NetworkFront(
            load_balancer_arn=balancer.arn,
            listener_arns=listener_arns(args.region, args.account, "net", balancer.name),
            security_group_id=firewall.load_balancer_security_group_id,
            target_security_group_id=firewall.target_security_group_id,
            arn_suffix=balancer.arn_suffix,
            host=args.domain.name if args.domain else balancer.dns_name,
            certificate_arn=certificate(name, args, child),
            idle_timeout_seconds=args.tcp_idle_timeout_seconds,
            internal=args.internal,
            ingress=[firewall, *alias(name, args, balancer, child)],
        )
        self.arn, self.dns_name, self.zone_id = balancer.arn, balancer.dns_name, balancer.zone_id
        self.access_logs_bucket = logs.bucket_name if logs else ""
        self.register_outputs({"url": self.front.url})
