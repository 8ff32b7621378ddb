"""listener-https: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, PRODUCTION, before_create, ingress
from tests.policy.rules.ingress.listener_tls_current import to_hosts
from tests.policy.rules.rule_case import Case, Pass


def plain(program: Program, name: str = "production") -> Program:
    program = change(program, name, "protocol", to="HTTP")
    return change(change(program, name, "certificateArn", to=None), name, "sslPolicy", to=None)


def tested_by(cidr: str) -> Program:
    """A test listener without HTTPS, that a network is let in to."""
    return change(plain(BLUE_GREEN, "test"), "testers", "cidrIpv4", to=cidr)


PLAIN = plain(BLUE_GREEN)
GATEWAY = Declared(
    "aws:lb/listener:Listener",
    "gateway",
    {"defaultActions": [{"type": "forward", "targetGroupArn": "arn:aws:x"}]},
)
RULE = Declared(
    "aws:lb/listenerRule:ListenerRule",
    "rule",
    {"listenerArn": PRODUCTION, "actions": [{"type": "forward", "targetGroupArn": "arn:aws:x"}]},
    {"listenerArn": ["production"]},
)
NOT_HERE = [{"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}]

STOPS: dict[str, Case] = {
    "plain HTTP": Case(PLAIN, on="production", says="HTTPS"),
    "plain HTTP, in a first preview": Case(before_create(PLAIN), on="production", says="HTTPS"),
    "the test listener, of which some of the internet is let in": Case(tested_by("203.0.113.0/24"), on="test"),
    "the test listener, of a private network and the internet": Case(
        (*tested_by("10.20.0.0/16"), ingress("more", "frontend", 8000, 9000, cidrIpv6="::/0")), on="test"
    ),
    "the test listener, of a list of networks that is not shown": Case(
        (*tested_by("10.20.0.0/16"), ingress("more", "frontend", 8443, 8443, prefixListId="pl-1")), on="test"
    ),
    "the test listener, of a network that is wider than the private one": Case(tested_by("10.0.0.0/7"), on="test"),
    "the test listener, of a network that is not known yet": Case(tested_by(UNKNOWN), on="test"),
    "the test listener, on a port that is not known yet": Case(
        change(tested_by("10.20.0.0/16"), "test", "port", to=UNKNOWN), on="test"
    ),
    "the test listener of a balancer with another program's group": Case(
        change(tested_by("10.20.0.0/16"), "balancer", "securityGroups", to=["sg-frontend", "sg-other"]), on="test"
    ),
    "the test listener of a balancer with AWS's default group": Case(
        change(tested_by("10.20.0.0/16"), "balancer", "securityGroups", to=None), on="test"
    ),
    "neither protocol nor certificate": Case(change(PLAIN, "production", "protocol", to=None), on="production"),
    "an unset protocol that the preview does not know": Case(
        change(PLAIN, "production", "protocol", to=UNKNOWN), on="production"
    ),
    "a rule, whatever the listener does otherwise": Case(
        change((*PLAIN, RULE), "production", "defaultActions", to=NOT_HERE), on="rule"
    ),
    "rules with weights": Case(plain(NATIVE), on="production-rule"),
    "actions and a protocol in another case": Case(
        change(
            change(PLAIN, "production", "protocol", to="Http"), "production", "defaultActions", to=[{"type": "Forward"}]
        ),
        on="production",
    ),
    "a balancer of unknown origin": Case(
        unlinked(change(PLAIN, "production", "loadBalancerArn", to=UNKNOWN), "production"), on="production"
    ),
    "a balancer that does not say that it is internal, in a first preview": Case(
        change(before_create(PLAIN), "balancer", "internal", to=UNKNOWN), on="production"
    ),
    "a balancer of another program": Case(without(PLAIN, "balancer"), on="production"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "an unknown protocol of a listener that leads to hosts": unknown(
        to_hosts(BLUE_GREEN), "production", "protocol", of="logs"
    ),
    "HTTPS, and HTTP that redirects": BLUE_GREEN,
    "HTTPS, in a first preview": FIRST_PREVIEW,
    "HTTPS by its certificate": change(BLUE_GREEN, "production", "protocol", to=None),
    "an action without a type, which AWS's provider refuses": change(PLAIN, "production", "defaultActions", to=[{}]),
    "a fixed answer, whatever the protocol": unknown(
        change(PLAIN, "production", "defaultActions", to=NOT_HERE), "production", "protocol", of="cluster"
    ),
    "a fixed answer": change(PLAIN, "production", "defaultActions", to=NOT_HERE),
    "an internal balancer": change(PLAIN, "balancer", "internal", to=True),
    "an internal balancer, in a first preview": before_create(change(PLAIN, "balancer", "internal", to=True)),
    "a test listener that nobody is let in to": without(plain(BLUE_GREEN, "test"), "testers"),
    "a test listener for a private network": tested_by("10.20.0.0/16"),
    "a test listener for a private network, in a first preview": before_create(tested_by("172.31.0.0/16")),
    "a test listener for the group of the pipeline": (
        *without(plain(BLUE_GREEN, "test"), "testers"),
        ingress("pipeline", "frontend", 8443, 8443, referencedSecurityGroupId="targets"),
    ),
    "a test listener that a group let the internet in to before its rules did not": change(
        tested_by("10.20.0.0/16"),
        "frontend",
        "ingress",
        to=[{"protocol": "tcp", "fromPort": 8443, "toPort": 8443, "cidrBlocks": ["0.0.0.0/0"]}],
    ),
    "TCP": change(BLUE_GREEN, "production", "protocol", to="TCP"),
    "a Gateway Load Balancer": (GATEWAY,),
}

UNDECIDED: dict[str, Case] = {
    "a protocol of another resource": Case(
        (
            Declared(
                "aws:lb/listener:Listener",
                "listener",
                {"protocol": UNKNOWN, "defaultActions": GATEWAY.props["defaultActions"]},
                {"protocol": ["gateway"]},
            ),
            GATEWAY,
        ),
        on="listener",
        says="protocol",
    ),
    "unknown actions": Case(
        change(PLAIN, "production", "defaultActions", to=UNKNOWN), on="production", says="does with requests"
    ),
}
