"""pipeline-action-fits-service: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.pipelines import DELIVERED, DEPLOY, ROLLED, acting, delivery, not_yet, piped
from tests.policy.programs import FUNCTIONS_GROUP, NATIVE, SERVERS_GROUP
from tests.policy.rules.rule_case import Case, Pass

PLAIN = {"ClusterName": "shop", "ServiceName": "web"}
CONFIGURATION = (*DEPLOY, "configuration")


def plain(program: Program = DELIVERED) -> Program:
    """With the action for rolling updates."""
    return piped(*CONFIGURATION, to=PLAIN, program=piped(*DEPLOY, "provider", to="ECS", program=program))


STOPS: dict[str, Case] = {
    "a service that CodeDeploy releases": Case(plain(), on="pipeline", says="Unable to update task definition"),
    "a service whose name is not known yet": Case(
        not_yet(*CONFIGURATION, "ServiceName", of="service", program=plain()), on="pipeline", says="CodeDeployToECS"
    ),
    "a service that ECS itself moves": Case(
        (*NATIVE, *delivery(acting("Deploy", "Deploy", "ECS", ["Definition"], [], **PLAIN))),
        on="pipeline",
        says="rolled back",
        advised=True,
    ),
    "an application for servers": Case(
        change(DELIVERED, "application", "computePlatform", to="Server"), on="pipeline", says="for Server"
    ),
    "an application that is for servers by default": Case(
        change(DELIVERED, "application", "computePlatform", to=None), on="pipeline", says="ApplicationName"
    ),
    "a deployment group for servers": Case(
        piped(*CONFIGURATION, "DeploymentGroupName", to="servers", program=(*DELIVERED, SERVERS_GROUP)),
        on="pipeline",
        says="for servers or functions",
    ),
    "the action for servers": Case(
        piped(*DEPLOY, "provider", to="CodeDeploy"), on="pipeline", says="application, which is for ECS"
    ),
    "the action for servers and a group for ECS": Case(
        piped(*DEPLOY, "provider", to="CodeDeploy", program=without(DELIVERED, "application")),
        on="pipeline",
        says="DeploymentGroupName: release, which is for ECS",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a release by CodeDeploy": DELIVERED,
    "a rolling release": ROLLED,
    "servers by their own action": piped(
        *CONFIGURATION,
        to={"ApplicationName": "servers", "DeploymentGroupName": "servers"},
        program=piped(*DEPLOY, "provider", to="CodeDeploy", program=(*DELIVERED, SERVERS_GROUP)),
    ),
    "functions by the action of CodeDeploy": piped(
        *CONFIGURATION,
        to={"ApplicationName": "functions", "DeploymentGroupName": "functions"},
        program=piped(*DEPLOY, "provider", to="CodeDeploy", program=(*DELIVERED, FUNCTIONS_GROUP)),
    ),
    "a service of another program": piped(*CONFIGURATION, "ServiceName", to="other", program=plain()),
    "an application of another program": without(DELIVERED, "application", "release"),
    "a platform that is not known yet": unknown(DELIVERED, "application", "computePlatform", of="cluster"),
    "no configuration": piped(*CONFIGURATION, to=None),
}

UNDECIDED: dict[str, Case] = {
    "an unknown provider": Case(piped(*DEPLOY, "provider", to=UNKNOWN), on="pipeline"),
    "unknown stages": Case(piped("stages", to=UNKNOWN), on="pipeline"),
}
