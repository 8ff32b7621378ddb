"""What the endpoints of a stack let through, of what its services are told and may do."""

from components import endpoint_policies as policies
from components.endpoint_policies import LetThrough
from model.images import ECR_IMAGE
from settings.settings import Settings


def endpoint_policies(s: Settings, account: str) -> dict[str, str]:
    """By service; none where there are no endpoints.

    Of managed policies and of roles that the team brings nothing is read here: with them all that the account's own
    roles may do goes through.
    """
    if not s.endpoints:
        return {}
    services = s.services
    containers = [container for one in services for container in (one.main, *one.beside)]
    images = [found for one in containers if (found := ECR_IMAGE.match(one.image))]
    return policies.endpoint_policies(
        LetThrough(
            region=s.region,
            account=account,
            registries=sorted({found["account"] for found in images}),
            secrets=sorted({arn for one in containers for arn in one.secrets.values()}),
            files=sorted({arn for one in containers for arn in one.environment_files}),
            permissions=[statement for one in services for statement in one.permissions(account)],
            hosts=s.launch_type != "FARGATE",
            unbounded=any(one.task_policy_arns or one.task_role_arn or one.execution_role_arn for one in services),
        )
    )
