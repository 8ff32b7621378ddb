"""IAM: quick to start, service-linked roles by AWS's names, updates that leave what they don't name.

moto makes AWS's 1,300 managed policies for each of six partitions at the first call; here only for the one in use.
Not faithful: no permission is enforced.
"""

import hashlib
import json
from typing import Any

from moto.core.responses import EmptyResult
from moto.iam import models
from moto.iam.models import IAMBackend, Role, iam_backends
from moto.iam.responses import IamResponse
from moto.utilities.utils import get_partition

from local_aws.server.extensions.patching import patches
from model.policy_documents import listed

SERVICE_NAMES = {"ecs.amazonaws.com": "ECS", "autoscaling.amazonaws.com": "AutoScaling"}
"""How the names of service-linked roles end, where moto guesses wrong."""

# By default moto has none.
models.load_iam_aws_managed_policies = lambda: True  # type: ignore[attr-defined]

_every_partitions_policies = IAMBackend._init_aws_policies
_create_role = IAMBackend.create_role


@patches(IAMBackend)
def _init_aws_policies(self: IAMBackend) -> list[Any]:
    policies = _every_partitions_policies(self) if self.region_name == "aws" else []
    for policy in policies:
        # moto's are random, and would be others after a restart.
        policy.id = "ANPA" + hashlib.sha256(policy.arn.encode()).hexdigest()[:17].upper()
    return policies


@patches(IAMBackend)
def create_role(self: IAMBackend, role_name: str, *args: Any, **params: Any) -> Role:
    """moto's, but AWSServiceRoleForECS and not AWSServiceRoleForecs."""
    for service, name in SERVICE_NAMES.items():
        if role_name == f"AWSServiceRoleFor{service.split('.')[0]}":
            role_name = f"AWSServiceRoleFor{name}"
    return _create_role(self, role_name, *args, **params)


@patches(IamResponse)
def update_role(self: IamResponse) -> EmptyResult:
    """What isn't sent stays."""
    role = self.backend.get_role(self._get_param("RoleName"))
    for attribute, member in (("description", "Description"), ("max_session_duration", "MaxSessionDuration")):
        value = self._get_param(member)
        if value is not None:
            setattr(role, attribute, value)
    return EmptyResult()


def may_be_assumed(account_id: str, region: str, arn: str, service: str) -> bool:
    """Whether the account has this role, and its trust names the service; conditions are not looked at."""
    roles = iam_backends[account_id][get_partition(region)].roles.values()
    trusts = [json.loads(role.assume_role_policy_document) for role in roles if role.arn == arn]
    return any(
        statement["Effect"] == "Allow"
        and isinstance(statement.get("Principal"), dict)
        and service in listed(statement["Principal"].get("Service"))
        for trust in trusts
        for statement in listed(trust.get("Statement"))
    )
