"""application-for-ecs: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

OTHER = Declared("aws:codedeploy/application:Application", "other", {"name": "web", "computePlatform": "Server"})
SERVERS: Program = (
    Declared("aws:codedeploy/application:Application", "servers", {"name": "servers", "computePlatform": "Server"}),
    Declared(
        "aws:codedeploy/deploymentGroup:DeploymentGroup",
        "on-servers",
        {"appName": "servers", "deploymentGroupName": "servers", "ec2TagFilters": [{"key": "web"}]},
        {"appName": ["servers"]},
    ),
)


def group(app: str) -> Declared:
    """Another deployment group for ECS."""
    props = {"appName": app, "ecsService": {"clusterName": "shop", "serviceName": app}}
    return Declared("aws:codedeploy/deploymentGroup:DeploymentGroup", f"of-{app}", props)


FINE = (
    Declared("aws:codedeploy/application:Application", "fine", {"name": "fine", "computePlatform": "ECS"}),
    group("fine"),
)

STOPS: dict[str, Case] = {
    "an application for servers": Case(
        change(BLUE_GREEN, "application", "computePlatform", to="Server"), on="application", says="Server"
    ),
    "a platform that is not set": Case(
        change(BLUE_GREEN, "application", "computePlatform", to=None), on="application", says="Server, but"
    ),
    "an application for functions": Case(
        change(BLUE_GREEN, "application", "computePlatform", to="Lambda"), on="application", says="Lambda"
    ),
    "for servers, in a first preview": Case(
        change(FIRST_PREVIEW, "application", "computePlatform", to="Server"), on="application"
    ),
    "for servers, in a first preview with no name yet": Case(
        change(
            change(
                change(FIRST_PREVIEW, "application", "computePlatform", to="Server"), "application", "name", to=UNKNOWN
            ),
            "release",
            "appName",
            to=UNKNOWN,
        ),
        on="application",
    ),
    "for servers, beside one that is right and one of another program": Case(
        (*FINE, group("elsewhere"), *change(BLUE_GREEN, "application", "computePlatform", to="Server")),
        on="application",
        says="set computePlatform to ECS",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "an application for ECS": BLUE_GREEN,
    "an application for ECS, in a first preview": FIRST_PREVIEW,
    "a group for servers beside it": (*BLUE_GREEN, *SERVERS),
    "an application of the same name in another region": (OTHER, *BLUE_GREEN),
    "the same, with a group that says the name in plain text": (OTHER, *unlinked(BLUE_GREEN, "release")),
}

UNDECIDED: dict[str, Case] = {
    "an application of another program": Case(without(BLUE_GREEN, "application"), on="release"),
    "an application that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "release", "appName", to=UNKNOWN), "release"), on="release"
    ),
    "an unknown platform": Case(change(BLUE_GREEN, "application", "computePlatform", to=UNKNOWN), on="application"),
    "an unknown application beside one for servers": Case(
        (replace(find(without(BLUE_GREEN, "application"), "release"), edges={}), *SERVERS), on="release"
    ),
}
