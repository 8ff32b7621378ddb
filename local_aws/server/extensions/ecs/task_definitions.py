"""ECS task definitions: what is refused, and what AWS fills in.

Of the containers among themselves in `container_rules.py`. Not faithful: `requiresAttributes` is absent, roles and file
systems are not looked up, options of log drivers and Docker volumes are not checked.
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.models import EC2ContainerServiceBackend, TaskDefinition
from moto.ecs.responses import EC2ContainerServiceResponse

from local_aws.server.extensions.ecs import container_rules
from local_aws.server.extensions.patching import AwsError, patches
from model.fargate import FARGATE_MEMORY_MIB
from model.network_modes import UNMAPPED_MODES
from model.sizes import Unit, size
from model.texts.ecs import (
    CONTAINERS_ABOVE_TASK_CPU,
    FARGATE_NETWORK,
    FARGATE_SIZE_MISSING,
    FARGATE_SIZES,
    HOST_PORTS,
    MAX_RESULTS,
    NEXT_TOKEN,
    NO_ESSENTIAL_CONTAINER,
    RESERVATION_ABOVE_MEMORY,
    SAME_CONTAINER,
    SECRETS_WITHOUT_ROLE,
    TASK_SIZE,
)

Definition = dict[str, Any]

FILLED_IN: Definition = {
    "cpu": 0,
    "portMappings": [],
    "essential": True,
    "environment": [],
    "mountPoints": [],
    "volumesFrom": [],
    "systemControls": [],
}

MOST_LISTED = 100
"""Of one page of ListTaskDefinitions, and how many one has unless fewer are asked for. botocore's model of ECS."""

_deregister = EC2ContainerServiceBackend.deregister_task_definition


@patches(EC2ContainerServiceResponse)
def register_task_definition(self: EC2ContainerServiceResponse) -> ActionResult:
    """A new revision, checked."""
    params = self._get_params()
    _read_sizes(params)
    fargate = "FARGATE" in (params.get("requiresCompatibilities") or [])
    mode = params.get("networkMode") or ("awsvpc" if fargate else "bridge")
    containers = [FILLED_IN | container for container in params["containerDefinitions"]]
    _check(params, containers, mode)
    container_rules.check(params, containers)
    if fargate:
        _check_fargate(params, mode)
    for container in containers:
        container["portMappings"] = [_port_mapping(mapping, mode) for mapping in container["portMappings"]]
    definition: Any = self.ecs_backend.register_task_definition(
        params["family"],
        containers,
        volumes=params.get("volumes"),
        network_mode=mode,
        tags=params.get("tags"),
        placement_constraints=params.get("placementConstraints"),
        requires_compatibilities=params.get("requiresCompatibilities"),
        cpu=params.get("cpu"),
        memory=params.get("memory"),
        task_role_arn=params.get("taskRoleArn"),
        execution_role_arn=params.get("executionRoleArn"),
        proxy_configuration=params.get("proxyConfiguration"),
        inference_accelerators=params.get("inferenceAccelerators"),
        runtime_platform=params.get("runtimePlatform"),
        ipc_mode=params.get("ipcMode"),
        pid_mode=params.get("pidMode"),
        ephemeral_storage=params.get("ephemeralStorage"),
    )
    definition.network_mode = mode
    definition.compatibilities = _compatibilities(params, mode)
    definition.enable_fault_injection = params.get("enableFaultInjection")
    definition.registered_at = utcnow()
    definition.registered_by = f"arn:{self.partition}:iam::{self.current_account}:root"
    return ActionResult({"taskDefinition": definition, "tags": params.get("tags")})


@patches(EC2ContainerServiceResponse)
def list_task_definitions(self: EC2ContainerServiceResponse) -> ActionResult:
    """By family and number of the revision, in pages. The token is the last ARN of the page before."""
    params = self._get_params()
    descending, token = params.get("sort") == "DESC", params.get("nextToken")
    most = int(params.get("maxResults", MOST_LISTED))
    if not 1 <= most <= MOST_LISTED:
        raise AwsError.of(MAX_RESULTS, most=MOST_LISTED, given=most)
    family, status = params.get("familyPrefix"), params.get("status") or "ACTIVE"
    found = self.ecs_backend.list_task_definitions(family, status)  # type: ignore[arg-type]
    arns = sorted(found, key=_revision, reverse=descending)
    if token:
        last = _revision(token)
        arns = [arn for arn in arns if (_revision(arn) < last if descending else _revision(arn) > last)]
    page = arns[:most]
    return ActionResult({"taskDefinitionArns": page, "nextToken": page[-1] if len(arns) > most else None})


def _revision(arn: str) -> tuple[str, int]:
    family, _, number = arn.rpartition("/")[2].rpartition(":")
    if not number.isdigit():
        raise AwsError.of(NEXT_TOKEN, token=arn)
    return family, int(number)


@patches(EC2ContainerServiceBackend)
def deregister_task_definition(self: EC2ContainerServiceBackend, task_definition_str: str) -> TaskDefinition:
    """It becomes INACTIVE and stays readable; services that use it keep running."""
    definition: Any = _deregister(self, task_definition_str)
    definition.deregistered_at = utcnow()
    return definition


def _read_sizes(params: Definition) -> None:
    """CPU units and MiB as text, however they were written."""
    units: dict[str, Unit] = {"cpu": "vCPU", "memory": "GB"}
    for member, unit in units.items():
        if params.get(member) is not None:
            number = size(params[member], unit)
            if number is None:
                raise AwsError.of(TASK_SIZE, size=member)
            params[member] = str(number)


def _check(params: Definition, containers: list[Definition], mode: str) -> None:
    names = [container.get("name") for container in containers]
    if len(set(names)) < len(names):
        raise AwsError.of(SAME_CONTAINER)
    if not any(container["essential"] for container in containers):
        raise AwsError.of(NO_ESSENTIAL_CONTAINER)
    if params.get("cpu") and sum(container["cpu"] for container in containers) > int(params["cpu"]):
        raise AwsError.of(CONTAINERS_ABOVE_TASK_CPU)
    if any(container.get("secrets") for container in containers) and not params.get("executionRoleArn"):
        raise AwsError.of(SECRETS_WITHOUT_ROLE)
    for container in containers:
        hard, soft = container.get("memory"), container.get("memoryReservation")
        if hard and soft and soft > hard:
            raise AwsError.of(RESERVATION_ABOVE_MEMORY, container=container.get("name"))
        for mapping in container["portMappings"]:
            host = mapping.get("hostPort")
            if mode in UNMAPPED_MODES and host and host != mapping.get("containerPort"):
                raise AwsError.of(HOST_PORTS, mode=mode)


def _check_fargate(params: Definition, mode: str) -> None:
    if mode != "awsvpc":
        raise AwsError.of(FARGATE_NETWORK)
    for member in ("cpu", "memory"):
        if not params.get(member):
            raise AwsError.of(FARGATE_SIZE_MISSING, size=member)
    if not _fits_fargate(params):
        raise AwsError.of(FARGATE_SIZES, cpu=params["cpu"], memory=params["memory"])


def _fits_fargate(params: Definition) -> bool:
    return int(params.get("memory") or 0) in FARGATE_MEMORY_MIB.get(int(params.get("cpu") or 0), ())


def _compatibilities(params: Definition, mode: str) -> list[str]:
    if mode != "awsvpc":
        return ["EXTERNAL", "EC2"]
    return ["EC2", "FARGATE"] if _fits_fargate(params) else ["EC2"]


def _port_mapping(mapping: Definition, mode: str) -> Definition:
    host = 0 if mode == "bridge" else mapping.get("containerPort")
    return {"hostPort": host, "protocol": "tcp", **mapping}
