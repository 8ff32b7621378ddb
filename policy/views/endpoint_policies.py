"""Policies of VPC endpoints: what of that which tasks ask for surely does not go through."""

from collections.abc import Collection, Iterator
from typing import Final

from model.endpoints import LAYERS, TOKEN
from model.partitions import global_arn
from policy.reading import UNKNOWN, Resource
from policy.stack import Stack
from policy.views.permissions import Statement, document

ENDPOINT_POLICY: Final = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"
"""A program may write a policy apart from its endpoint."""

_OF_PULLS: Final = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
NEEDED: Final = {
    "ecr.api": (*TOKEN, *_OF_PULLS),
    "ecr.dkr": _OF_PULLS,
    "logs": ("logs:CreateLogStream", "logs:PutLogEvents"),
    "secretsmanager": ("secretsmanager:GetSecretValue",),
    "ssm": ("ssm:GetParameters",),
    "s3": ("s3:GetObject",),
}
"""What a start of a task takes, by the endpoint that it goes through."""


def refused(stack: Stack, endpoint: Resource, service: str, region: str, wanted: Collection[str]) -> list[str]:
    """The actions that no statement of an endpoint's policy may allow, as people are told them; without a policy AWS
    lets everything through. What conditions ask is taken as given, and denials are not looked at."""
    policy = endpoint.get("policy")
    if policy in (None, "") or stack.of(ENDPOINT_POLICY):
        return []
    statements = document(policy, "policy")
    if statements is UNKNOWN:
        return []
    return list(_refused(statements, service, region, wanted))


def _refused(statements: tuple[Statement, ...], service: str, region: str, wanted: Collection[str]) -> Iterator[str]:
    layers = global_arn(region, "s3", "", f"{LAYERS.format(region=region)}/")
    for action in NEEDED.get(service, ()):
        allowing = [one for one in statements if one.allows and _may_cover(one, action)]
        if not allowing:
            yield action
        elif service == "s3" and "ecr.dkr" in wanted and not any(one.reaches(layers + "layer") for one in allowing):
            yield f"{action} on {layers}*"


def _may_cover(statement: Statement, action: str) -> bool:
    listed = (*statement.actions, *statement.not_actions)
    return any(one is UNKNOWN for one in listed) or statement.covers(action)
