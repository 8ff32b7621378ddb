"""The load balancer of an environment.

Owns the Application Load Balancer, the blue and the green target group, the listeners, and one rule on each of the two
that takes every request. What these rules and listeners forward to belongs to whoever moves the traffic from the first
release on; the program sets it once and leaves it alone. It is the same for every strategy: CodeDeploy moves a listener
with its rules, ECS itself wants rules by ARN, and a default action has none.

A certificate that comes later moves the same listeners to HTTPS, so traffic stays where the last release left it. One
that goes takes two steps, because the redirect holds port 80: `pulumi destroy --target` it, then `pulumi up`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components.access_logs import AccessLogs, AccessLogsArgs
from components.firewall import Firewall, FirewallArgs
from model.ports import LAST_PORT, LINUX_DYNAMIC_PORTS
from model.tls import CURRENT_POLICY

DEREGISTRATION_DELAY_SECONDS = 60
"""How long a target may finish its requests after it left; AWS's 300 would lengthen every release."""

LAST_PRIORITY = 50000
"""AWS's highest number (Elastic Load Balancing API reference, CreateRule): a team's own rules come before."""

TargetType = Literal["instance", "ip"]


@dataclass(frozen=True, kw_only=True)
class ListenerPorts:
    """Where production and test traffic come in."""

    protocol: Literal["HTTP", "HTTPS"]
    production_port: int
    test_port: int


HTTP = ListenerPorts(protocol="HTTP", production_port=80, test_port=8080)
HTTPS = ListenerPorts(protocol="HTTPS", production_port=443, test_port=8443)


@dataclass(frozen=True, kw_only=True)
class LoadBalancerArgs:
    """What the load balancer listens on and what is behind it."""

    vpc_id: Input[str]
    subnet_ids: Sequence[Input[str]]
    container_port: int
    target_type: TargetType
    """`instance`: containers on dynamic ports of hosts (bridge). `ip`: tasks with an address of their own (awsvpc)."""
    health_check_path: str
    tags: Mapping[str, str]
    certificate_arn: str | None = None
    """None: plain HTTP on 80, tests on 8080. Otherwise HTTPS on 443, tests on 8443, and 80 redirects."""
    test_cidrs: tuple[str, ...] = ()
    """Who may reach the test listener. Empty: nobody, since it leads to what isn't released yet."""
    access_log_days: int = 0
    """How long its access logs stay, in a bucket of its own; 0: it writes none."""
    deletion_protection: bool = False
    """AWS and Pulumi both refuse to delete it until this is false again."""
    region: str
    account: str

    def __post_init__(self) -> None:
        if self.target_type not in get_args(TargetType):
            raise ValueError(f"target_type must be instance or ip, got {self.target_type!r}")
        if not 1 <= self.container_port <= LAST_PORT:
            raise ValueError(f"container_port must be 1 to {LAST_PORT}, got {self.container_port}")


class LoadBalancer(ComponentResource):
    """An ALB with two target groups that take turns, a production listener and a test listener."""

    blue: aws.lb.TargetGroup
    green: aws.lb.TargetGroup
    production_listener: aws.lb.Listener
    test_listener: aws.lb.Listener
    production_rule: aws.lb.ListenerRule
    """Takes every request of the production listener."""
    test_rule: aws.lb.ListenerRule
    ingress: list[Resource]
    """What a request passes on its way to a task, less the redirect: the firewall, two listeners and their rules."""
    security_group_id: Output[str]
    """The load balancer's own."""
    target_security_group_id: Output[str]
    """For hosts or tasks: lets in what the load balancer sends, and nothing else."""
    arn_suffix: Output[str]
    """The load balancer's name in CloudWatch metrics."""
    url: Output[str]
    test_url: Output[str]
    test_port: int
    access_logs_bucket: Input[str]
    """Name of the bucket of its access logs; empty where it writes none."""

    def __init__(self, name: str, args: LoadBalancerArgs, opts: ResourceOptions | None = None) -> None:
        ports = HTTPS if args.certificate_arn else HTTP
        super().__init__("bluegreen:index:LoadBalancer", name, None, opts)
        child = ResourceOptions(parent=self)

        own_port = (args.container_port, args.container_port)
        firewall = Firewall(
            name,
            FirewallArgs(
                vpc_id=args.vpc_id,
                public_ports=tuple(sorted({HTTP.production_port, ports.production_port})),
                test_port=ports.test_port,
                test_cidrs=args.test_cidrs,
                target_ports=own_port if args.target_type == "ip" else LINUX_DYNAMIC_PORTS,
                tags=args.tags,
            ),
            opts=child,
        )
        logs = _access_logs(name, args, child) if args.access_log_days else None
        balancer = aws.lb.LoadBalancer(
            name,
            load_balancer_type="application",
            subnets=list(args.subnet_ids),
            security_groups=[firewall.load_balancer_security_group_id],
            drop_invalid_header_fields=True,
            access_logs={"bucket": logs.bucket_name, "enabled": True} if logs else None,
            enable_deletion_protection=args.deletion_protection,
            tags=args.tags,
            # By Pulumi too, whose preview of a destroy fails then: AWS would refuse when all else is gone already.
            opts=ResourceOptions(parent=self, protect=args.deletion_protection),
        )

        def target_group(colour: str) -> aws.lb.TargetGroup:
            """The groups swap roles at every deployment, so both come from this one description."""
            return aws.lb.TargetGroup(
                f"{name}-{colour}",
                vpc_id=args.vpc_id,
                protocol="HTTP",
                port=args.container_port,
                target_type=args.target_type,
                deregistration_delay=DEREGISTRATION_DELAY_SECONDS,
                health_check=_health_check(args.health_check_path),
                tags={**args.tags, "Name": f"{name}-{colour}"},
                opts=child,
            )

        self.blue = target_group("blue")
        self.green = target_group("green")

        def listener(label: str, port: int) -> aws.lb.Listener:
            return aws.lb.Listener(
                f"{name}-{label}",
                load_balancer_arn=balancer.arn,
                port=port,
                protocol=ports.protocol,
                certificate_arn=args.certificate_arn,
                ssl_policy=CURRENT_POLICY if args.certificate_arn else None,
                # In this form, not as one `target_group_arn`: only so does the provider read back the weights that a
                # release leaves, and policies see them.
                default_actions=[{"type": "forward", "forward": {"target_groups": [{"arn": self.blue.arn}]}}],
                tags=args.tags,
                opts=ResourceOptions(
                    parent=self,
                    ignore_changes=["defaultActions"],
                    # A new target group (another port) would stay behind the ignored actions of the old listener,
                    # and AWS lets nobody delete a group that a listener forwards to. Two listeners can't share a port.
                    replace_with=[self.blue, self.green],
                    delete_before_replace=True,
                ),
            )

        def rule(label: str, of: aws.lb.Listener) -> aws.lb.ListenerRule:
            return aws.lb.ListenerRule(
                f"{name}-{label}",
                listener_arn=of.arn,
                priority=LAST_PRIORITY,
                conditions=[{"path_pattern": {"values": ["/*"]}}],
                actions=[
                    {
                        "type": "forward",
                        "forward": {
                            "target_groups": [
                                {"arn": self.blue.arn, "weight": 100},
                                {"arn": self.green.arn, "weight": 0},
                            ]
                        },
                    }
                ],
                tags=args.tags,
                opts=ResourceOptions(parent=self, ignore_changes=["actions"]),
            )

        self.production_listener = listener("production", ports.production_port)
        self.production_rule = rule("production", self.production_listener)
        self.test_listener = listener("test", ports.test_port)
        self.test_rule = rule("test", self.test_listener)
        if args.certificate_arn:
            aws.lb.Listener(
                f"{name}-redirect",
                load_balancer_arn=balancer.arn,
                port=HTTP.production_port,
                protocol="HTTP",
                default_actions=[
                    {"type": "redirect", "redirect": {"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"}}
                ],
                tags=args.tags,
                # An environment that gets its certificate later has production on port 80 until it moved to 443.
                opts=ResourceOptions(parent=self, depends_on=[self.production_listener]),
            )

        self.ingress = [
            firewall,
            self.production_listener,
            self.production_rule,
            self.test_listener,
            self.test_rule,
        ]
        self.security_group_id = firewall.load_balancer_security_group_id
        self.target_security_group_id = firewall.target_security_group_id
        self.access_logs_bucket = logs.bucket_name if logs else ""
        self.arn_suffix = balancer.arn_suffix
        self.url = Output.concat(ports.protocol.lower(), "://", balancer.dns_name)
        self.test_port = ports.test_port
        self.test_url = Output.concat(self.url, f":{ports.test_port}")
        self.register_outputs({"url": self.url, "testUrl": self.test_url})


def _access_logs(name: str, args: LoadBalancerArgs, opts: ResourceOptions) -> AccessLogs:
    return AccessLogs(
        name,
        AccessLogsArgs(
            days=args.access_log_days,
            keep=args.deletion_protection,
            region=args.region,
            account=args.account,
            tags=args.tags,
        ),
        opts=opts,
    )


def _health_check(path: str) -> aws.lb.TargetGroupHealthCheckArgsDict:
    """In after half a minute, out after three quarters of one.

    `traffic-port`, because with dynamic host ports no fixed one would find the container.
    """
    return {
        "protocol": "HTTP",
        "port": "traffic-port",
        "path": path,
        "matcher": "200-299",
        "interval": 15,
        "timeout": 5,
        "healthy_threshold": 2,
        "unhealthy_threshold": 3,
    }
