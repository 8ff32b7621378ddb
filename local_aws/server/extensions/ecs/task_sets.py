"""ECS's calls about task sets, which a tool of the user's own moves (the controller EXTERNAL). They are the model's.

Under CODE_DEPLOY and ECS they are refused, as on AWS: CodeDeploy's own task sets are seen in DescribeServices alone.
Not faithful: a load balancer's container and port are checked when the tasks start, not by the call.
"""

from dataclasses import replace
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elbv2.models import elbv2_backends

from local_aws.server.account import account
from local_aws.server.extensions.ecs import revisions, service_shape, services
from local_aws.server.extensions.ecs.arns import Arns
from local_aws.server.extensions.ecs.service_defaults import MEMBERS, network, on_fargate
from local_aws.server.extensions.elbv2 import routes
from local_aws.server.extensions.patching import AwsError, patches
from model.moving.launch import Launch
from model.moving.services import Service
from model.moving.tasks import TaskSet
from model.moving.traffic import TargetGroup
from model.strategy import Strategy
from model.texts.ecs import (
    ONLY_EXTERNAL,
    PRIMARY_NOT_DELETED,
    SCALE,
    SCALED_TASK_SET_NOT_DELETED,
    SERVICE_NOT_ACTIVE,
    TARGET_GROUP_NOT_FOUND,
    TASK_DEFINITION_INACTIVE,
    TASK_SET_NOT_FOUND,
    TOO_MANY_TASK_SETS,
)

Params = dict[str, Any]

MOST_TASK_SETS = 5
"""Of a service; AWS's error text has the number."""
TAKEN_BY_THE_SERVICE = ("taskDefinition", "loadBalancers", *service_shape.OF_A_TASK_SET)
"""Of its primary task set (ECS API reference, UpdateServicePrimaryTaskSet)."""


@patches(EC2ContainerServiceResponse)
def create_task_set(self: EC2ContainerServiceResponse) -> ActionResult:
    """Its tasks start right after the answer. The same client token again: the same set."""
    backend, params = self.ecs_backend, self._get_params()
    record, service = _service(backend, params)
    token = params.get("clientToken")
    again = next((one for one in service.task_sets if token and one.launch.settings.get("clientToken") == token), None)
    if again:
        return _answer(backend, record, again)
    definition = backend.describe_task_definition(params["taskDefinition"])
    if definition.status != "ACTIVE":
        raise AwsError.of(TASK_DEFINITION_INACTIVE)
    if len(service.task_sets) >= MOST_TASK_SETS:
        raise AwsError.of(TOO_MANY_TASK_SETS, count=len(service.task_sets))
    task_set = service.new_task_set(
        revisions.revision(definition, record),
        _groups(backend, params.get("loadBalancers") or []),
        params.get("externalId") or "",
        _percent(params.get("scale") or {"value": 100}),
        _launch(record, params),
    )
    return _answer(backend, record, task_set)


@patches(EC2ContainerServiceResponse)
def describe_task_sets(self: EC2ContainerServiceResponse) -> ActionResult:
    """All, or those that are named; those that are not there are failures."""
    backend, params = self.ecs_backend, self._get_params()
    record, service = _service(backend, params, active=False)
    names: list[str] = params.get("taskSets") or []
    found = [one for one in service.task_sets if not names or any(_is(one, name) for name in names)]
    missing = [name for name in names if not any(_is(one, name) for one in found)]
    shapes = [_shape(backend, record, one) for one in found]
    if "TAGS" not in (params.get("include") or []):
        shapes = [{member: value for member, value in shape.items() if member != "tags"} for shape in shapes]
    return ActionResult({"taskSets": shapes, "failures": [{"arn": arn, "reason": "MISSING"} for arn in missing]})


@patches(EC2ContainerServiceResponse)
def update_task_set(self: EC2ContainerServiceResponse) -> ActionResult:
    """Another share of the service's desired count."""
    backend, params = self.ecs_backend, self._get_params()
    record, service = _service(backend, params)
    task_set = _named(service, params["taskSet"])
    service.rescale(task_set, _percent(params["scale"]))
    return _answer(backend, record, task_set)


@patches(EC2ContainerServiceResponse)
def update_service_primary_task_set(self: EC2ContainerServiceResponse) -> ActionResult:
    """It serves production, and the service shows its task definition and launch settings."""
    backend, params = self.ecs_backend, self._get_params()
    record, service = _service(backend, params)
    task_set = _named(service, params["primaryTaskSet"])
    service.make_primary(task_set)
    shape = _shape(backend, record, task_set)
    for member in TAKEN_BY_THE_SERVICE:
        setattr(record, camelcase_to_underscores(member), shape.get(member, MEMBERS.get(member)))
    return ActionResult({"taskSet": shape})


@patches(EC2ContainerServiceResponse)
def delete_task_set(self: EC2ContainerServiceResponse) -> ActionResult:
    """Its tasks stop, and then it is gone. Refused while it is scaled above 0, unless it is forced."""
    backend, params = self.ecs_backend, self._get_params()
    record, service = _service(backend, params)
    task_set = _named(service, params["taskSet"])
    if not params.get("force"):
        if task_set.status == "PRIMARY":
            raise AwsError.of(PRIMARY_NOT_DELETED)
        if task_set.wanted:
            raise AwsError.of(SCALED_TASK_SET_NOT_DELETED)
    service.drain(task_set)
    return _answer(backend, record, task_set)


def _service(backend: EC2ContainerServiceBackend, params: Params, *, active: bool = True) -> tuple[Any, Service]:
    """Moto's record and the model's service."""
    cluster = backend._get_cluster(params.get("cluster", "default"))
    record: Any = backend._get_service(cluster.name, params["service"].split("/")[-1])
    if active and record.status != "ACTIVE":
        raise AwsError.of(SERVICE_NOT_ACTIVE)
    if record.deployment_controller["type"] != Strategy.EXTERNAL.controller:
        raise AwsError.of(ONLY_EXTERNAL)
    return record, services.moving(record)


def _named(service: Service, name: str) -> TaskSet:
    found = next((one for one in service.task_sets if _is(one, name)), None)
    if found is None:
        raise AwsError.of(TASK_SET_NOT_FOUND)
    return found


def _is(task_set: TaskSet, name: str) -> bool:
    """By id or by ARN."""
    return name == task_set.id or name.endswith(f"/{task_set.id}")


def _percent(scale: Params) -> float:
    value = float(scale.get("value", 100))
    if not 0 <= value <= 100:
        raise AwsError.of(SCALE, given=scale["value"])
    return value


def _groups(backend: EC2ContainerServiceBackend, balancers: list[Params]) -> list[TargetGroup]:
    known = elbv2_backends[backend.account_id][backend.region_name].target_groups
    for balancer in balancers:
        if balancer.get("targetGroupArn") not in known:
            raise AwsError.of(TARGET_GROUP_NOT_FOUND, target_group=balancer.get("targetGroupArn"))
    return [routes.target_group(known[balancer["targetGroupArn"]]) for balancer in balancers]


def _launch(record: Any, params: Params) -> Launch:
    """As it was asked for, with what AWS adds to it."""
    said: Params = dict(params)
    if not said.get("capacityProviderStrategy"):
        said["launchType"] = said.get("launchType") or record.launch_type or "EC2"
    if on_fargate(said):
        said = {"platformVersion": "LATEST", "platformFamily": "Linux", **said}
    if said.get("networkConfiguration"):
        said["networkConfiguration"] = network(said["networkConfiguration"])
    launch = revisions.launch(said)
    kept = {member: said[member] for member in ("clientToken", "tags") if said.get(member)}
    return replace(launch, settings={**launch.settings, **kept})


def _shape(backend: EC2ContainerServiceBackend, record: Any, task_set: TaskSet) -> Params:
    at = account(backend.account_id, backend.region_name).at
    return service_shape.task_set(task_set, at, Arns(record.arn)) | {"tags": task_set.launch.settings.get("tags", [])}


def _answer(backend: EC2ContainerServiceBackend, record: Any, task_set: TaskSet) -> ActionResult:
    return ActionResult({"taskSet": _shape(backend, record, task_set)})
