"""The ARNs of what belongs to a service, from the service's own."""

from dataclasses import dataclass

from model.moving.service_deployments import ServiceDeployment
from model.moving.tasks import TaskSet


@dataclass(frozen=True)
class Arns:
    """Those of one service."""

    service: str
    """`arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/SERVICE`."""

    @property
    def cluster(self) -> str:
        return self._of("cluster").rpartition("/")[0]

    def task_definition(self, task_set: TaskSet) -> str:
        """That the set runs."""
        return f"{self.service.partition(':service/')[0]}:task-definition/{task_set.revision.name}"

    def task_set(self, task_set: TaskSet) -> str:
        return f"{self._of('task-set')}/{task_set.id}"

    def service_deployment(self, deployment: ServiceDeployment) -> str:
        return f"{self._of('service-deployment')}/{deployment.id}"

    def service_revision(self, task_set: TaskSet) -> str:
        """Its number is that of the deployment's id."""
        return f"{self._of('service-revision')}/{task_set.id.removeprefix('ecs-svc/')}"

    def _of(self, kind: str) -> str:
        return self.service.replace(":service/", f":{kind}/")
