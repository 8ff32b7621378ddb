"""listener-https: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, PRODUCTION, before_create
from tests.policy.rules.rule_case import Case, Pass


def plain(program: Program, name: str = "production") -> Program:
    program = change(program, name, "protocol", to="HTTP")
    return change(change(program, name, "certificateArn", to=None), name, "sslPolicy", to=None)


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
    "the test listener": Case(plain(BLUE_GREEN, "test"), on="test"),
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
