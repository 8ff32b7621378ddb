"""Deployment configuration: how traffic moves. Every change of one replaces it."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.values import Props
from model.codedeploy import MEMBER_PREFIXES

TOKEN = "aws:codedeploy/deploymentConfig:DeploymentConfig"


def create(aws: Aws, props: Props) -> str:
    """Makes the configuration; its id is its name."""
    codedeploy = aws.client("codedeploy")
    asked = dict(props)
    if routing := props.get("trafficRoutingConfig"):
        asked["trafficRoutingConfig"] = {key: _to_aws(key, value) for key, value in routing.items()}
    codedeploy.create_deployment_config(**request(codedeploy, "CreateDeploymentConfig", asked))
    return props["deploymentConfigName"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The configuration, by its name."""
    with gone_is_fine("DeploymentConfigDoesNotExistException"):
        answer = aws.client("codedeploy").get_deployment_config(deploymentConfigName=id)["deploymentConfigInfo"]
        inputs = fields(TOKEN, "region", "trafficRoutingConfig")
        routing = answer.get("trafficRoutingConfig")
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, answer),
            "trafficRoutingConfig": routing and {key: _from_aws(key, value) for key, value in routing.items()},
            "deploymentConfigId": answer["deploymentConfigId"],
            "arn": aws.arn("codedeploy", f"deploymentconfig:{id}"),
        }
    return None


def _to_aws(key: str, value: Props | str) -> Props | str:
    if isinstance(value, str):
        return value
    return {MEMBER_PREFIXES[key] + name.capitalize(): number for name, number in value.items()}


def _from_aws(key: str, value: Props | str) -> Props | str:
    if isinstance(value, str):
        return value
    return {name.removeprefix(MEMBER_PREFIXES[key]).lower(): number for name, number in value.items()}


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the configuration; AWS refuses while a group uses it."""
    with gone_is_fine("DeploymentConfigDoesNotExistException"):
        aws.client("codedeploy").delete_deployment_config(deploymentConfigName=id)


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, delete=delete),)
