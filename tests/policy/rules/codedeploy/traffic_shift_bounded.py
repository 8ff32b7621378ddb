"""traffic-shift-bounded: what it warns of, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.codedeploy.deployment_config_valid import canary, config, linear
from tests.policy.rules.rule_case import Case, Pass

STOPS: dict[str, Case] = {
    "five percent every ten minutes": Case(
        config(linear(5, 10)), on="steps", says="trafficRoutingConfig: 5 % every 10 min takes 190 minutes"
    ),
    "a canary for more than an hour": Case(config(canary(10, 61)), on="steps", says="61 minutes"),
    "a small last step": Case(config(linear(33, 21)), on="steps", says="63 minutes"),
    "the smallest step every minute": Case(config(linear(1, 1)), on="steps", says="99 minutes"),
    "nearly all, and the rest after more than an hour": Case(config(canary(99, 61)), on="steps"),
    "as text": Case(config(linear("5", "10")), on="steps"),
    "AWS's linear, in a shop in a hurry": Case(
        BLUE_GREEN,
        on="release",
        says="deploymentConfigName: 10 % every 1 min takes 9 minutes",
        options={"maxMinutes": 8},
    ),
    "AWS's linear, in a first preview": Case(FIRST_PREVIEW, on="release", options={"maxMinutes": 8}),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "AWS's linear": BLUE_GREEN,
    "AWS's linear, in a first preview": FIRST_PREVIEW,
    "all at once": config({"type": "AllAtOnce"}),
    "an hour": config(canary(10, 60)),
    "two steps with an hour between": config(linear(50, 60)),
    "a day where it is allowed": Pass(config(canary(10, 1440)), {"maxMinutes": 1440}),
    "one that AWS refuses": config(linear(0, 600)),
    "a type that AWS does not have": config({"type": "Canary"}),
    "one for functions": config(linear(5, 10), computePlatform="Lambda"),
    "one for servers": config(None, computePlatform=None),
    "a group with a configuration of another program": change(BLUE_GREEN, "release", "deploymentConfigName", to="own"),
    "a group whose configuration has no name yet": change(BLUE_GREEN, "release", "deploymentConfigName", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "an unknown interval": Case(config(linear(10, UNKNOWN)), on="steps"),
    "an unknown type": Case(config({"type": UNKNOWN}), on="steps"),
    "an unknown platform": Case(config(linear(5, 10), computePlatform=UNKNOWN), on="steps"),
}
