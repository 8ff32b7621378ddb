"""deployment-config-known: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

OWN = Declared(
    "aws:codedeploy/deploymentConfig:DeploymentConfig",
    "steps",
    {
        "deploymentConfigName": "steps_1234567",
        "computePlatform": "ECS",
        "trafficRoutingConfig": {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": 20, "interval": 3}},
    },
)
SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {"deploymentConfigName": "CodeDeployDefault.OneAtATime", "ec2TagFilters": [{"key": "web"}]},
)


def named(name: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", "deploymentConfigName", to=name)


def custom(name: Any = "steps_1234567") -> Program:
    """With a configuration of the program, which the group refers to."""
    return tuple(
        Declared(one.type, one.name, one.props, {**one.edges, "deploymentConfigName": ["steps"]})
        if one.name == "release"
        else one
        for one in (OWN, *named(name))
    )


STOPS: dict[str, Case] = {
    "one for servers": Case(
        named("CodeDeployDefault.OneAtATime"),
        on="release",
        says="OneAtATime, which AWS's provider sets where none is named, is not for ECS",
    ),
    "one for servers, in a first preview": Case(
        named("CodeDeployDefault.AllAtOnce", FIRST_PREVIEW),
        on="release",
        says=": CodeDeployDefault.AllAtOnce is not for ECS",
    ),
    "none": Case(named(None), on="release", says="CodeDeployDefault.OneAtATime"),
    "one for functions": Case(
        named("CodeDeployDefault.LambdaLinear10PercentEvery1Minute"),
        on="release",
        says="CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
    ),
    "one that AWS does not have": Case(
        named("CodeDeployDefault.ECSCanary10Percent5Minute"),
        on="release",
        says="AWS has no CodeDeployDefault.ECSCanary",
    ),
    "one that AWS does not have, and the one that was intended": Case(
        named("CodeDeployDefault.ECSCanary10Percent5Minute"), on="release", says="ECSCanary10Percent5Minutes."
    ),
    "a custom one for servers": Case(
        change(custom(), "steps", "computePlatform", to="Server"), on="steps", says="Server"
    ),
    "a custom one whose platform is not set": Case(
        change(custom(), "steps", "computePlatform", to=None), on="steps", says="Server, but"
    ),
    "a custom one for functions, without a name yet": Case(
        change(
            change(custom(UNKNOWN), "steps", "deploymentConfigName", to=UNKNOWN),
            "steps",
            "computePlatform",
            to="Lambda",
        ),
        on="steps",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one of AWS's": BLUE_GREEN,
    "one of AWS's, in a first preview": FIRST_PREVIEW,
    **{
        f"AWS's {name}": named(f"CodeDeployDefault.{name}")
        for name in (
            "ECSAllAtOnce",
            "ECSCanary10Percent5Minutes",
            "ECSCanary10Percent15Minutes",
            "ECSLinear10PercentEvery3Minutes",
        )
    },
    "a custom one": custom(),
    "a custom one without a name yet": change(custom(UNKNOWN), "steps", "deploymentConfigName", to=UNKNOWN),
    "a custom one, named in plain text": unlinked(custom(), "release"),
    "a group for servers": (SERVERS,),
    "a custom one for servers that another group has": (
        *BLUE_GREEN,
        Declared(OWN.type, "slow", {"deploymentConfigName": "slow", "computePlatform": "Server"}),
    ),
}

UNDECIDED: dict[str, Case] = {
    "one of another program": Case(named("company-standard"), on="release"),
    "a name that nothing leads to": Case(unlinked(named(UNKNOWN), "release"), on="release"),
    "an unknown platform": Case(change(custom(), "steps", "computePlatform", to=UNKNOWN), on="steps"),
}
