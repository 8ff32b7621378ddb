"""ECS's calls about the deployments of services whose controller is ECS, and about their revisions.

Not faithful: images have no digest; deployments and revisions stay listed for ever, on AWS for 90 days.
"""

import re
from collections.abc import Iterator
from typing import Any, get_args

from moto.core.responses import ActionResult
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from local_aws.server.account import account
from local_aws.server.extensions.answers import utc
from local_aws.server.extensions.ecs import service_deployment_shape, services
from local_aws.server.extensions.ecs.arns import Arns
from local_aws.server.extensions.patching import AwsError, patches
from model.moving.native import NativeDeployment
from model.moving.service_deployments import ServiceDeployment, Status
from model.moving.services import Service
from model.moving.tasks import TaskSet
from model.texts import native as say
from model.texts.ecs import MAX_RESULTS, NEXT_TOKEN

MOST_LISTED, LISTED = 100, 20
"""In a page, and in one whose length nobody says (botocore's model, ListServiceDeployments)."""
MOST_DESCRIBED = 20
"""At once (botocore's model, DescribeServiceDeployments)."""
HOOK_ID_FORMAT = "ecs-{hookType}-{id}"
_HOOK_ID = re.compile(r"ecs-(lambda|pause)-\w+")


@patches(EC2ContainerServiceResponse)
def list_service_deployments(self: EC2ContainerServiceResponse) -> ActionResult:
    """The newest first, in pages. The token is the id of the last one of the page before."""
    backend, params = self.ecs_backend, self._get_params()
    cluster = backend._get_cluster(params.get("cluster", "default"))
    record: Any = backend._get_service(cluster.name, params["service"].split("/")[-1])
    at, arns = account(backend.account_id, backend.region_name).at, Arns(record.arn)
    most = int(params.get("maxResults") or LISTED)
    if not 1 <= most <= MOST_LISTED:
        raise AwsError.of(MAX_RESULTS, most=MOST_LISTED, given=most)
    found = list(reversed(services.moving(record).deployments))
    if token := params.get("nextToken"):
        ids = [one.id for one in found]
        if token not in ids:
            raise AwsError.of(NEXT_TOKEN, token=token)
        found = found[ids.index(token) + 1 :]
    wanted = _statuses(params.get("status") or [])
    before, after = (utc((params.get("createdAt") or {}).get(end)) for end in ("before", "after"))
    matching = [
        one
        for one in found
        if one.status in wanted
        and (before is None or at(one.created_at) < before)
        and (after is None or at(one.created_at) > after)
    ]
    page = matching[:most]
    return ActionResult(
        {
            "serviceDeployments": [service_deployment_shape.brief(one, at, arns) for one in page],
            "nextToken": page[-1].id if len(matching) > most else None,
        }
    )


def _statuses(given: list[str]) -> list[str]:
    allowed = get_args(Status)
    for one in given:
        if one not in allowed:
            raise AwsError.of(say.STATUS, given=one, allowed=", ".join(allowed))
    return given or list(allowed)


@patches(EC2ContainerServiceResponse)
def describe_service_deployments(self: EC2ContainerServiceResponse) -> ActionResult:
    """Those with these ARNs; those that are not there are failures."""
    backend, found, failures = self.ecs_backend, [], []
    at = account(backend.account_id, backend.region_name).at
    for arn in _at_most(self._get_params()["serviceDeploymentArns"]):
        deployment, arns = _deployment(backend, arn)
        if deployment and arns:
            found.append(service_deployment_shape.described(deployment, at, arns))
        else:
            failures.append({"arn": arn, "reason": "MISSING"})
    return ActionResult({"serviceDeployments": found, "failures": failures})


@patches(EC2ContainerServiceResponse)
def describe_service_revisions(self: EC2ContainerServiceResponse) -> ActionResult:
    """Those with these ARNs; those that are not there are failures."""
    backend, found, failures = self.ecs_backend, [], []
    at = account(backend.account_id, backend.region_name).at
    here = {arns.service_revision(one): (one, arns) for service, arns in _services(backend) for one in _sets(service)}
    for arn in _at_most(self._get_params()["serviceRevisionArns"]):
        if arn in here:
            task_set, arns = here[arn]
            found.append(service_deployment_shape.revision(task_set, at, arns, _images(backend, task_set)))
        else:
            failures.append({"arn": arn, "reason": "MISSING"})
    return ActionResult({"serviceRevisions": found, "failures": failures})


@patches(EC2ContainerServiceResponse)
def stop_service_deployment(self: EC2ContainerServiceResponse) -> ActionResult:
    """It is rolled back, or ends where it is."""
    params = self._get_params()
    how = params.get("stopType") or "ROLLBACK"
    if how not in ("ABORT", "ROLLBACK"):
        raise AwsError.of(say.STOP_TYPE, given=how)
    _there(self.ecs_backend, params["serviceDeploymentArn"]).stop(how)
    return ActionResult({"serviceDeploymentArn": params["serviceDeploymentArn"]})


@patches(EC2ContainerServiceResponse)
def continue_service_deployment(self: EC2ContainerServiceResponse) -> ActionResult:
    """Somebody answers a pause."""
    params = self._get_params()
    action, hook = params.get("action") or "CONTINUE", params["hookId"]
    if action not in ("CONTINUE", "ROLLBACK"):
        raise AwsError.of(say.ACTION, given=action)
    deployment = _there(self.ecs_backend, params["serviceDeploymentArn"])
    if not _HOOK_ID.fullmatch(hook):
        raise AwsError.of(say.HOOK_ID, format=HOOK_ID_FORMAT)
    if deployment.ended:
        raise AwsError.of(say.ENDED)
    if not isinstance(deployment, NativeDeployment):
        raise AwsError.of(say.UNKNOWN_HOOK)
    deployment.answer(hook, action)
    return ActionResult({"serviceDeploymentArn": params["serviceDeploymentArn"]})


def _there(backend: EC2ContainerServiceBackend, arn: str) -> ServiceDeployment:
    deployment, _ = _deployment(backend, arn)
    if deployment is None:
        raise AwsError.of(say.NOT_FOUND)
    return deployment


def _deployment(backend: EC2ContainerServiceBackend, arn: str) -> tuple[ServiceDeployment | None, Arns | None]:
    for service, arns in _services(backend):
        for one in service.deployments:
            if arns.service_deployment(one) == arn:
                return one, arns
    return None, None


def _services(backend: EC2ContainerServiceBackend) -> Iterator[tuple[Service, Arns]]:
    for record in backend.services.values():
        yield services.moving(record), Arns(record.arn)


def _sets(service: Service) -> Iterator[TaskSet]:
    """Those that deployments made, and those that are there."""
    if not service.has_task_sets:
        yield from (one.target for one in service.deployments)
        yield from service.task_sets


def _images(backend: EC2ContainerServiceBackend, task_set: TaskSet) -> list[dict[str, str]]:
    definition: Any = backend.describe_task_definition(task_set.revision.name)
    return [{"containerName": one["name"], "image": one["image"]} for one in definition.container_definitions]


def _at_most(arns: list[str]) -> list[str]:
    if len(arns) > MOST_DESCRIBED:
        raise AwsError.of(say.TOO_MANY_ARNS, most=MOST_DESCRIBED, given=len(arns))
    return arns
