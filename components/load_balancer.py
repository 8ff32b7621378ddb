"""The Application Load Balancer of an environment.

Owns the Application Load Balancer, its firewall and access logs, the listeners, and the name that leads here. A service
brings its target groups and a rule on each of the two listeners; what no service takes is answered with 404.

A certificate that comes later moves the same listeners to HTTPS, so traffic stays where the last release left it. One
that goes takes two steps, because the redirect holds port 80: `pulumi destroy --target` it, then `pulumi up`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.access_logs import AccessLogs, AccessLogsArgs
from components.domain import Alias, AliasArgs, Certificate, CertificateArgs, Domain
from components.firewall import Firewall, FirewallArgs
from components.front import Front, listener_arns
from components.listener_ports import HTTP, HTTPS, ListenerPorts
from model.load_balancers import TCP_IDLE_TIMEOUT_SECONDS, LoadBalancerType
from model.names import LOAD_BALANCER_LENGTH, RANDOM_DIGITS, fitting
from model.networks import ANYWHERE
from model.tls import CURRENT_POLICY

NAME_LENGTH = LOAD_BALANCER_LENGTH - len("-") - RANDOM_DIGITS
"""`web-dev-1a2b3c4`, of which the last part is Pulumi's."""


NOBODY: aws.lb.ListenerDefaultActionFixedResponseArgsDict = {
    "content_type": "text/plain",
    "message_body": "no service takes this request",
    "status_code": "404",
}


@dataclass(frozen=True, kw_only=True)
class LoadBalancerArgs:
    """What the load balancer listens on, and what it may reach."""

    vpc_id: Input[str]
    subnet_ids: Sequence[Input[str]]
    target_ports: Sequence[tuple[int, int]]
    """First and last port of each range that containers listen on."""
    tags: Mapping[str, str]
    certificate_arn: str | None = None
    """With it, or with a domain: HTTPS on 443, tests on 8443, and 80 redirects. Else HTTP on 80, tests on 8080."""
    domain: Domain | None = None
    """What people call it. It gets a certificate, unless one is given."""
    web_acl_arn: str | None = None
    """Of AWS WAF: looks at every request."""
    dual_stack: bool = False
    """It is reached by IPv6, too, for which its subnets have blocks."""
    internal: bool = False
    """It has private addresses only; its subnets are private ones then."""
    ingress_cidrs: tuple[str, ...] = (ANYWHERE,)
    """Who may reach production."""
    idle_timeout_seconds: int = 60
    """A connection that is silent for so long is closed."""
    tcp_idle_timeout_seconds: int = TCP_IDLE_TIMEOUT_SECONDS
    """The same of TCP behind a Network Load Balancer."""
    http2: bool = True
    """It speaks HTTP/2 with clients that can."""
    test_cidrs: tuple[str, ...] = ()
    """Who may reach the test listener. Empty: nobody, since it leads to what isn't released yet."""
    access_log_days: int = 0
    """How long its access logs stay, in a bucket of its own; 0: it writes none."""
    deletion_protection: bool = False
    """AWS and Pulumi both refuse to delete it until this is false again."""
    ports: Sequence[ListenerPorts] = ()
    """Of each service behind a Network Load Balancer; those behind an Application Load Balancer share its two."""
    region: str
    account: str


class LoadBalancer(ComponentResource):
    """An ALB with a production listener and a test listener, which lead nowhere until a service comes."""

    front: Front
    arn: Output[str]
    dns_name: Output[str]
    zone_id: Output[str]
    """Of the DNS name, for an alias record."""
    access_logs_bucket: Input[str]
    """Name of the bucket of its access logs; empty where it writes none."""

    def __init__(self, name: str, args: LoadBalancerArgs, opts: ResourceOptions | None = None) -> None:
        secure = bool(args.certificate_arn or args.domain)
        ports = HTTPS if secure else HTTP
        super().__init__("bluegreen:index:LoadBalancer", name, None, opts)
        child = ResourceOptions(parent=self)

        firewall = Firewall(
            name,
            FirewallArgs(
                vpc_id=args.vpc_id,
                public_ports=tuple(sorted({HTTP.production_port, ports.production_port})),
                public_cidrs=args.ingress_cidrs,
                test_ports={"test": ports.test_port},
                test_cidrs=args.test_cidrs,
                target_ports=args.target_ports,
                dual_stack=args.dual_stack,
                tags=args.tags,
            ),
            opts=child,
        )
        logs = access_logs(name, "application", args, child)
        balancer = aws.lb.LoadBalancer(
            fitting(name, NAME_LENGTH),
            load_balancer_type="application",
            internal=args.internal or None,
            ip_address_type="dualstack" if args.dual_stack else None,
            subnets=list(args.subnet_ids),
            security_groups=[firewall.load_balancer_security_group_id],
            drop_invalid_header_fields=True,
            idle_timeout=args.idle_timeout_seconds,
            enable_http2=args.http2,
            access_logs={"bucket": logs.bucket_name, "enabled": True} if logs else None,
            enable_deletion_protection=args.deletion_protection,
            tags=args.tags,
            # By Pulumi too, whose preview of a destroy fails then: AWS would refuse when all else is gone already.
            opts=ResourceOptions(parent=self, protect=args.deletion_protection),
        )

        certificate_arn = certificate(name, args, child)

        def listener(label: str, port: int) -> aws.lb.Listener:
            return aws.lb.Listener(
                f"{name}-{label}",
                load_balancer_arn=balancer.arn,
                port=port,
                protocol=ports.protocol,
                certificate_arn=certificate_arn,
                ssl_policy=CURRENT_POLICY if secure else None,
                default_actions=[{"type": "fixed-response", "fixed_response": NOBODY}],
                tags=args.tags,
                opts=child,
            )

        production, test = listener("production", ports.production_port), listener("test", ports.test_port)
        if secure:
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
                opts=ResourceOptions(parent=self, depends_on=[production]),
            )

        named = alias(name, args, balancer, child)
        if args.web_acl_arn:
            aws.wafv2.WebAclAssociation(
                name,
                resource_arn=balancer.arn,
                web_acl_arn=args.web_acl_arn,
                # Another web ACL takes the place of this one; deleting this one afterwards would take that away, too
                # (github.com/pulumi/pulumi-aws/issues/4782).
                opts=ResourceOptions(parent=self, delete_before_replace=True),
            )

        host = args.domain.name if args.domain else balancer.dns_name
        url = Output.concat(ports.protocol.lower(), "://", host)
        self.front = Front(
            production_listener_arn=production.arn,
            test_listener_arn=test.arn,
            listener_arns=listener_arns(args.region, args.account, "app", balancer.name),
            security_group_id=firewall.load_balancer_security_group_id,
            target_security_group_id=firewall.target_security_group_id,
            arn_suffix=balancer.arn_suffix,
            url=url,
            test_url=Output.concat(url, f":{ports.test_port}"),
            test_port=ports.test_port,
            internal=args.internal,
            ingress=[firewall, production, test, *named],
        )
        self.arn, self.dns_name, self.zone_id = balancer.arn, balancer.dns_name, balancer.zone_id
        self.access_logs_bucket = logs.bucket_name if logs else ""
        self.register_outputs({"url": url, "testUrl": self.front.test_url})


def certificate(name: str, args: LoadBalancerArgs, opts: ResourceOptions) -> Input[str] | None:
    """The ARN of the one that is given, or that of the domain."""
    if args.certificate_arn or not args.domain:
        return args.certificate_arn
    return Certificate(name, CertificateArgs(domain=args.domain, tags=args.tags), opts=opts).arn


def alias(name: str, args: LoadBalancerArgs, balancer: aws.lb.LoadBalancer, opts: ResourceOptions) -> list[Alias]:
    """The records that lead here, where people have a name for it."""
    if not args.domain:
        return []
    made = AliasArgs(
        domain=args.domain, dns_name=balancer.dns_name, dns_zone_id=balancer.zone_id, dual_stack=args.dual_stack
    )
    return [Alias(name, made, opts=opts)]


def access_logs(name: str, kind: LoadBalancerType, args: LoadBalancerArgs, opts: ResourceOptions) -> AccessLogs | None:
    """Where they go, if any are written."""
    if not args.access_log_days:
        return None
    return AccessLogs(
        name,
        AccessLogsArgs(
            days=args.access_log_days,
            load_balancer_type=kind,
            keep=args.deletion_protection,
            region=args.region,
            account=args.account,
            tags=args.tags,
        ),
        opts=opts,
    )
