"""network-load-balancer-all-at-once: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, before_create
from tests.policy.rules.codedeploy.deployment_config_known import custom
from tests.policy.rules.rule_case import Case, Pass

CONFIG = "deploymentConfigName"


def network(protocol: str | None, program: Program = BLUE_GREEN) -> Program:
    """The program behind a Network Load Balancer."""
    for name in ("blue", "green", "production", "test"):
        program = change(program, name, "protocol", to=protocol)
    return change(program, "balancer", "loadBalancerType", to="network")


TCP = network("TCP")
OUTSIDE = without(TCP, "blue", "green", "production", "test")
"""All that would say which load balancer it is belongs to another program."""

GRADUAL = replace(
    find(BLUE_GREEN, "release"),
    name="gradual",
    props={**find(BLUE_GREEN, "release").props, CONFIG: "CodeDeployDefault.ECSAllAtOnce"},
)

STOPS: dict[str, Case] = {
    "linear behind a Network Load Balancer": Case(TCP, on="release", says="Network Load Balancer"),
    "linear behind one, in a first preview": Case(before_create(TCP), on="release", says="ECSAllAtOnce"),
    "a canary": Case(change(TCP, "release", CONFIG, to="CodeDeployDefault.ECSCanary10Percent5Minutes"), on="release"),
    "a custom linear one": Case(network("TCP", custom()), on="release", says="20 % every 3 min"),
    **{
        f"protocol {protocol}": Case(without(network(protocol), "balancer"), on="release")
        for protocol in ("TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "tcp")
    },
    "known by its listeners alone": Case(without(TCP, "blue", "green"), on="release"),
    "known by the load balancer alone": Case(network(None), on="release"),
    "known by the load balancer alone, in a first preview": Case(before_create(network(None)), on="release"),
    "linear, beside one that moves all at once": Case((GRADUAL, *TCP), on="release"),
    "known by the load balancer's ARN alone": Case(
        unlinked(unlinked(network(None), "production"), "test"), on="release"
    ),
    "known by the test listener's load balancer": Case(
        unlinked(change(without(network(None), "green"), "production", "loadBalancerArn", to=UNKNOWN), "production"),
        on="release",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "linear behind an Application Load Balancer": BLUE_GREEN,
    "linear behind an Application Load Balancer, in a first preview": FIRST_PREVIEW,
    "all at once": change(TCP, "release", CONFIG, to="CodeDeployDefault.ECSAllAtOnce"),
    "all at once, behind what is outside the program": change(
        OUTSIDE, "release", CONFIG, to="CodeDeployDefault.ECSAllAtOnce"
    ),
    "a custom one, all at once": change(
        network("TCP", custom()), "steps", "trafficRoutingConfig", to={"type": "AllAtOnce"}
    ),
    "one of another program, behind an Application Load Balancer": change(BLUE_GREEN, "release", CONFIG, to="standard"),
    "one that AWS refuses": change(TCP, "release", CONFIG, to="CodeDeployDefault.OneAtATime"),
    "a custom one that AWS refuses": change(
        network("TCP", custom()), "steps", "trafficRoutingConfig", "timeBasedLinear", "percentage", to=0
    ),
    "a second, network load balancer": (
        *BLUE_GREEN,
        *(
            replace(one, name=f"other-{one.name}", props={**one.props, "name": f"other-{one.name}", "arn": "arn:other"})
            for one in TCP
            if one.name in ("balancer", "blue")
        ),
    ),
    **{f"protocol {protocol}": without(network(protocol), "balancer") for protocol in ("HTTP", "HTTPS", "http")},
    "a load balancer without a type": change(network(None), "balancer", "loadBalancerType", to=None),
}

UNDECIDED: dict[str, Case] = {
    "nothing of the load balancer in the program": Case(OUTSIDE, on="release"),
    "a configuration of another program": Case(change(TCP, "release", CONFIG, to="standard"), on="release"),
    "a custom one whose routing is unknown": Case(
        change(network("TCP", custom()), "steps", "trafficRoutingConfig", to=UNKNOWN), on="release"
    ),
    "a custom one whose interval is unknown": Case(
        change(network("TCP", custom()), "steps", "trafficRoutingConfig", "timeBasedLinear", "interval", to=UNKNOWN),
        on="release",
    ),
    "unknown protocols, and a load balancer of another program": Case(
        without(network(UNKNOWN), "balancer"), on="release"
    ),
    "a kind that is not known": Case(change(network(None), "balancer", "loadBalancerType", to=UNKNOWN), on="release"),
    "nothing that leads anywhere": Case(
        unlinked(
            change(
                OUTSIDE,
                "release",
                "loadBalancerInfo",
                "targetGroupPairInfo",
                to={
                    "prodTrafficRoute": {"listenerArns": [UNKNOWN]},
                    "targetGroups": [{"name": UNKNOWN}, {"name": UNKNOWN}],
                },
            ),
            "release",
        ),
        on="release",
    ),
    "a protocol that no such load balancer has": Case(without(network("GENEVE"), "balancer"), on="release"),
}
