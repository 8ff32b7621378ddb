"""Policies of VPC endpoints: what goes through them, and for whom.

They give nobody a right that a role has not; they bound what is done from inside the VPC with keys from elsewhere, and
with a role that may do too much (AWS PrivateLink guide, endpoint policies).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from components.roles import Statement
from model.endpoints import AGENT, HOST_BUCKETS, INSTANCE, LAYERS, LOGS, OBJECTS, PARAMETERS, PULL, SECRETS, TOKEN
from model.partitions import arn, global_arn
from model.secrets import in_policies

LONGEST: Final = 20_480
"""Characters of the longest policy, with its blanks (AWS PrivateLink guide, endpoint policies)."""

ANYONE: Final = "*"
BY_PRINCIPAL: Final = "aws:PrincipalAccount"
BY_RESOURCE: Final = "aws:ResourceAccount"


@dataclass(frozen=True, kw_only=True)
class LetThrough:
    """What tasks and hosts of an environment reach by its endpoints."""

    region: str
    account: str
    registries: Sequence[str] = ()
    """Accounts of the images' repositories."""
    secrets: Sequence[str] = ()
    """ARNs of secrets and parameters; those of the account need none."""
    files: Sequence[str] = ()
    """ARNs of files of variables."""
    permissions: Sequence[Statement] = ()
    """What the services themselves may do; their values are plain."""
    hosts: bool = False
    """Whether there are hosts, with the agents of ECS and of Systems Manager."""
    unbounded: bool = False
    """Whether a role may do what this program does not see. Then all goes through that roles of the account may do."""


def endpoint_policies(let: LetThrough) -> dict[str, str]:
    """By the service that an endpoint leads to. One that is not here takes no policy, or none that AWS tells of."""
    return {service: _policy(service, let, own) for service, own in SERVICES.items()}


def _policy(service: str, let: LetThrough, own: Callable[[LetThrough], Iterator[Statement]]) -> str:
    prefix = service.partition(".")[0]
    always = [*own(let)]
    permitted = [made for one in let.permissions if (made := _permitted(one, prefix, let.account))]
    everything = _owned(let, [f"{prefix}:*"], ANYONE)
    written = _document([*always, everything] if let.unbounded else [*always, *permitted])
    return written if len(written) <= LONGEST else _document([*always, everything])


def _document(statements: Sequence[Statement]) -> str:
    whole = [{"Effect": "Allow", "Principal": ANYONE, **one} for one in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": whole}, separators=(",", ":"))


def _owned(let: LetThrough, actions: Sequence[str], resources: str | Sequence[str], **more: str) -> Statement:
    """For roles of the account alone."""
    return {
        "Action": list(actions),
        "Resource": resources if isinstance(resources, str) else list(resources),
        "Condition": {"StringEquals": {BY_PRINCIPAL: let.account, **more}},
    }


def _permitted(statement: Statement, prefix: str, account: str) -> Statement | None:
    """Of a permission what one service is asked, with its own conditions."""
    actions = [one for one in statement["Action"] if one.partition(":")[0] == prefix]
    if not actions:
        return None
    conditions: Mapping[str, Mapping[str, Any]] = statement.get("Condition", {})
    equal = {**conditions.get("StringEquals", {}), BY_PRINCIPAL: account}
    return {**statement, "Action": actions, "Condition": {**conditions, "StringEquals": equal}}


def _images(let: LetThrough) -> Iterator[Statement]:
    yield _owned(let, TOKEN, ANYONE)
    accounts = dict.fromkeys((let.account, *let.registries))
    yield _owned(let, PULL, [arn(let.region, "ecr", one, "repository/*") for one in accounts])


def _logs(let: LetThrough) -> Iterator[Statement]:
    yield _owned(let, LOGS, arn(let.region, "logs", let.account, "log-group:*"))


def _secrets(let: LetThrough) -> Iterator[Statement]:
    # ECS takes a JSON key, stage and version behind a secret's ARN of seven parts; IAM knows the ARN alone.
    whole = (":".join(one.split(":")[:7]) for one in _of_others(let, "secretsmanager"))
    others = dict.fromkeys(resource for one in whole for resource in in_policies(one))
    yield _owned(let, SECRETS, [arn(let.region, "secretsmanager", let.account, "secret:*"), *others])


def _parameters(let: LetThrough) -> Iterator[Statement]:
    yield _owned(
        let, PARAMETERS, [arn(let.region, "ssm", let.account, "parameter/*"), *dict.fromkeys(_of_others(let, "ssm"))]
    )
    if let.hosts:
        yield _owned(let, INSTANCE, ANYONE)


def _of_others(let: LetThrough, service: str) -> Iterator[str]:
    for one in sorted(let.secrets):
        parts = one.split(":")
        if parts[2] == service and parts[4] != let.account:
            yield one


def _agent(let: LetThrough) -> Iterator[Statement]:
    yield _owned(let, AGENT, ANYONE)


def _objects(let: LetThrough) -> Iterator[Statement]:
    # Layers are fetched by addresses that ECR signed: nobody of the account asks for them.
    buckets = [LAYERS, *(HOST_BUCKETS if let.hosts else ())]
    named = [global_arn(let.region, "s3", "", f"{one.format(region=let.region)}/*") for one in buckets]
    yield {"Action": ["s3:GetObject"], "Resource": named}
    yield _owned(let, OBJECTS, ANYONE, **{BY_RESOURCE: let.account})
    if let.files:
        files = sorted({*let.files})
        yield _owned(let, ["s3:GetObject"], files)
        yield _owned(let, ["s3:GetBucketLocation"], [*dict.fromkeys(one.partition("/")[0] for one in files)])


# Those of ECS's agent and telemetry take none (github.com/awsdocs/amazon-ecs-developer-guide/issues/55); of Session
# Manager's AWS says nothing.
SERVICES: Final[Mapping[str, Callable[[LetThrough], Iterator[Statement]]]] = {
    "ecr.api": _images,
    "ecr.dkr": _images,
    "logs": _logs,
    "secretsmanager": _secrets,
    "ssm": _parameters,
    "ecs": _agent,
    "s3": _objects,
}
