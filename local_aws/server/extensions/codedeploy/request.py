"""What was asked of CodeDeploy with each deployment for ECS: what the model, which moves them, doesn't read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from moto.codedeploy.models import CodeDeployBackend

from local_aws.server.extensions.codedeploy.revisions import Location
from model.moving.codedeploy import Deployment

Params = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Request:
    """One CreateDeployment, and its deployment group as it was then."""

    application: str
    group: str
    group_id: str
    """Other than its name, this stays."""
    cluster: str
    service: str
    service_arn: str
    config: str
    revision: Location | None
    previous: Location | None = None
    """The revision of the group's last successful deployment before this one."""
    description: str = ""
    rollback: Params = field(default_factory=dict)
    """`autoRollbackConfiguration`: that of the request, else that of the group."""
    alarms: Params | None = None
    """`overrideAlarmConfiguration`."""
    style: Params = field(default_factory=dict)
    timing: Params = field(default_factory=dict)
    balancing: Params = field(default_factory=dict)

    @property
    def target(self) -> str:
        """The id of the only target that a deployment for ECS has."""
        return f"{self.cluster}:{self.service}"


def requests(backend: CodeDeployBackend) -> dict[str, Request]:
    """Each by the id of its deployment; those that nobody asked for, rollbacks, are not there."""
    return backend.__dict__.setdefault("requests", {})


def request(backend: CodeDeployBackend, deployment: Deployment) -> Request:
    """That of the deployment. A rollback goes back to the revision before, all at once."""
    if deployment.undoes is None:
        return requests(backend)[deployment.id]
    undone = request(backend, deployment.undoes)
    return replace(undone, config=deployment.shift.name, revision=undone.previous, description="", alarms=None)
