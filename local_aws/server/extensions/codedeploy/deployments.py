"""CodeDeploy's deployments: listed as AWS does. moto keeps them, and none of them moves."""

from typing import Any

from moto.codedeploy.models import CodeDeployBackend

from local_aws.server.extensions.patching import patches

_list_deployments = CodeDeployBackend.list_deployments


@patches(CodeDeployBackend)
def list_deployments(self: CodeDeployBackend, *args: Any, **filters: Any) -> list[str]:
    """The newest first: clients take the first for the latest (ecspresso's rollback)."""
    return _list_deployments(self, *args, **filters)[::-1]
