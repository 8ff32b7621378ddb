"""pipeline-names-deployment-group: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program
from tests.policy.pipelines import DELIVERED, DEPLOY, ROLLED, not_yet, piped
from tests.policy.programs import arn
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = (*DEPLOY, "configuration")
NUMBER = "b5f0ee33-2c04-4d35-a0d3-0b2bba6a8a5e"


def named(value: Any, key: str = "DeploymentGroupName") -> Program:
    return piped(*CONFIGURATION, key, to=value)


STOPS: dict[str, Case] = {
    "the application before it": Case(named("shop:web"), on="pipeline", says="such as web"),
    "a number": Case(named(NUMBER), on="pipeline", says="the value is the resource's ID"),
    "an ARN of a group": Case(
        named(arn("codedeploy", "deploymentgroup:shop/web")), on="pipeline", says="No Deployment Group found"
    ),
    "an ARN of an application": Case(
        named(arn("codedeploy", "application:shop"), "ApplicationName"), on="pipeline", says="such as shop"
    ),
    "the action for servers": Case(
        piped(*DEPLOY, "provider", to="CodeDeploy", program=named("shop:web")), on="pipeline"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "names": DELIVERED,
    "a name of many characters": named("web-Blue_green.v2"),
    "a name that another resource gives": not_yet(*CONFIGURATION, "DeploymentGroupName", of="release"),
    "the action for rolling updates": ROLLED,
    "no name": named(None),
}

UNDECIDED: dict[str, Case] = {
    "an unknown configuration": Case(piped(*CONFIGURATION, to=UNKNOWN), on="pipeline"),
}
