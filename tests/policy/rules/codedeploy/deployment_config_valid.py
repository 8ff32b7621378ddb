"""deployment-config-valid: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program
from tests.policy.programs import BLUE_GREEN
from tests.policy.rules.rule_case import Case, Pass


def config(routing: Any, **more: Any) -> Program:
    """A deployment configuration for ECS."""
    props = {"deploymentConfigName": "steps_1234567", "computePlatform": "ECS", "trafficRoutingConfig": routing}
    kept = {name: value for name, value in {**props, **more}.items() if value is not None}
    return (Declared("aws:codedeploy/deploymentConfig:DeploymentConfig", "steps", kept),)


def canary(percentage: Any, interval: Any) -> dict[str, Any]:
    return {"type": "TimeBasedCanary", "timeBasedCanary": {"percentage": percentage, "interval": interval}}


def linear(percentage: Any, interval: Any) -> dict[str, Any]:
    return {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": percentage, "interval": interval}}


HOSTS = {"type": "HOST_COUNT", "value": 1}

STOPS: dict[str, Case] = {
    "no percent": Case(
        config(canary(0, 5)),
        on="steps",
        says="trafficRoutingConfig.timeBasedCanary.percentage: 0 percent\nOn AWS: “Valid traffic routing percentage is",
    ),
    "all of it as a share": Case(config(linear(100, 5)), on="steps", says="100 percent"),
    "no percentage": Case(
        config({"type": "TimeBasedCanary", "timeBasedCanary": {"interval": 5}}), on="steps", says="no whole number"
    ),
    "no interval": Case(config(canary(10, 0)), on="steps", says="“Canary interval must be between 1 and 2880 minutes"),
    "a canary for more than two days": Case(
        config(canary(10, 2881)), on="steps", says="interval: 2881 minutes\nOn AWS"
    ),
    "a linear interval of more than two days": Case(
        config(linear(99, 2881)), on="steps", says="interval: 2881 minutes\nOn AWS"
    ),
    "linear steps that take more than two days": Case(config(linear(10, 289)), on="steps", says="2890 in all steps"),
    "a type without its block": Case(
        config({"type": "TimeBasedLinear"}), on="steps", says="interval: no whole number is set\nOn AWS", count=2
    ),
    "no interval, while the percentage is unknown": Case(config(linear(UNKNOWN, 0)), on="steps", says="0 minutes"),
    "no linear interval": Case(config(linear(10, 0)), on="steps", says="all intervals together"),
    "the block of another type": Case(
        config({**canary(10, 5), "timeBasedLinear": {"percentage": 10, "interval": 1}}),
        on="steps",
        says="Configuration should be null for TimeBasedCanary type”",
    ),
    "a block with no type": Case(
        config({"timeBasedCanary": {"percentage": 10, "interval": 5}}), on="steps", says="type is AllAtOnce\n"
    ),
    "minimum healthy hosts": Case(
        config({"type": "AllAtOnce"}, minimumHealthyHosts=HOSTS),
        on="steps",
        says="“minimum healthy hosts should be null",
    ),
    "a name of AWS's": Case(
        config({"type": "AllAtOnce"}, deploymentConfigName="CodeDeployDefault.ECSMine"), on="steps", says="AWS's own"
    ),
    "no percent, while the interval is unknown": Case(config(linear(0, UNKNOWN)), on="steps"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "all at once": config({"type": "AllAtOnce"}),
    "a canary": config(canary(10, 5)),
    "a canary for a minute": config(canary(1, 1)),
    "a canary for two days": config(canary(99, 2880)),
    "linear": config(linear(20, 3)),
    "linear, as text": config(linear("20", "3")),
    **{
        f"the longest that AWS was seen to take, {percentage} percent": config(linear(percentage, interval))
        for percentage, interval in ((99, 2880), (50, 1440), (33, 960), (10, 288), (1, 28))
    },
    "no routing": config(None),
    "one for servers": config(None, computePlatform="Server", minimumHealthyHosts=HOSTS),
    "one for servers, by default": config(None, computePlatform=None, minimumHealthyHosts=HOSTS),
    "one for functions": config(linear(100, 5), computePlatform="Lambda"),
    "none of the program's own": BLUE_GREEN,
    "a name that is not known yet": config(linear(20, 3), deploymentConfigName=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "an unknown percentage": Case(config(linear(UNKNOWN, 3)), on="steps"),
    "an unknown interval": Case(config(canary(10, UNKNOWN)), on="steps"),
    "an unknown block": Case(config({"type": "TimeBasedLinear", "timeBasedLinear": UNKNOWN}), on="steps"),
    "an unknown type": Case(config({"type": UNKNOWN}), on="steps"),
    "unknown routing": Case(config(UNKNOWN), on="steps"),
    "an unknown platform": Case(config(linear(100, 5), computePlatform=UNKNOWN), on="steps"),
}
