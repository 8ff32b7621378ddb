"""The two listeners of a service behind a Network Load Balancer, which has no rules by host or path.

Owns both. At first production leads to blue and tests lead to green, which has no task before the first release. What
they forward to belongs to whoever moves the traffic from then on; the program sets it once and leaves it alone.
"""

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.front import Front, NetworkFront
from components.listener_ports import in_url, network_ports
from components.routing import RoutingArgs
from model.tls import CURRENT_POLICY


class Listeners(ComponentResource):
    """A listener for production and one for tests; says what `Routing` says."""

    front: Front
    production_rule_arn: Output[str]
    """What a release moves is the listener itself."""
    test_rule_arn: Output[str]

    def __init__(self, name: str, front: NetworkFront, args: RoutingArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Listeners", name, None, opts)
        wanted, check = args.requests, args.targets.health_check
        ports = network_ports(secure=front.secure, port=wanted.port, test_port=wanted.test_port)
        # What answers a health check by HTTP answers requests of HTTP.
        scheme = ports.protocol.lower() if check.protocol == "TCP" else "https" if front.secure else "http"

        def listener(label: str, port: int, group: aws.lb.TargetGroup) -> aws.lb.Listener:
            return aws.lb.Listener(
                f"{name}-{label}",
                load_balancer_arn=front.load_balancer_arn,
                port=port,
                protocol=ports.protocol,
                certificate_arn=front.certificate_arn,
                ssl_policy=CURRENT_POLICY if front.secure else None,
                tcp_idle_timeout_seconds=None if front.secure else front.idle_timeout_seconds,
                default_actions=[{"type": "forward", "target_group_arn": group.arn}],
                tags=args.tags,
                opts=ResourceOptions(
                    parent=self,
                    ignore_changes=["defaultActions"],
                    # As of rules: new target groups would stay behind the ignored actions of the old listener, and
                    # two listeners can't share a port.
                    replace_with=[args.target_groups.blue, args.target_groups.green],
                    delete_before_replace=True,
                ),
            )

        def url(port: int) -> Input[str]:
            return Output.concat(f"{scheme}://", front.host, in_url(scheme, port))

        production = listener("production", ports.production_port, args.target_groups.blue)
        test = listener("test", ports.test_port, args.target_groups.green)
        self.production_rule_arn, self.test_rule_arn = production.arn, test.arn
        self.front = Front(
            load_balancer_type="network",
            production_listener_arn=production.arn,
            test_listener_arn=test.arn,
            listener_arns=front.listener_arns,
            security_group_id=front.security_group_id,
            target_security_group_id=front.target_security_group_id,
            arn_suffix=front.arn_suffix,
            url=url(ports.production_port),
            test_url=url(ports.test_port),
            test_port=ports.test_port,
            internal=front.internal,
            ingress=front.ingress,
        )
        self.register_outputs({"url": self.front.url, "testUrl": self.front.test_url})
