"""What registers a task definition: one description, for the program's own revision and for those of its pipeline."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pulumi_aws as aws
from pulumi import Input

from components.container import definition, waited_for
from components.volume import declared

if TYPE_CHECKING:
    from components.container import Container
    from components.task_definition import TaskDefinitionArgs

Registration = Mapping[str, Any]
"""RegisterTaskDefinition's input, in the spelling of ECS's API; all but the roles' ARNs are plain values."""


def registration(
    family: str,
    args: "TaskDefinitionArgs",
    *,
    log_group_name: str,
    execution_role_arn: Input[str],
    task_role_arn: Input[str],
) -> Registration:
    """Of this task (ECS API reference, RegisterTaskDefinition)."""
    log = {"group": log_group_name, "region": args.region}
    made: dict[str, Any] = {
        "family": family,
        "networkMode": args.network_mode,
        "requiresCompatibilities": [args.launch_type],
        "cpu": str(args.cpu_units),
        "memory": str(args.memory_mib),
        "executionRoleArn": execution_role_arn,
        "taskRoleArn": task_role_arn,
        "containerDefinitions": [
            definition(
                one,
                ports=[_port(args)] if one is args.container else [],
                links=_links(args, one),
                log=log,
                exec=args.exec,
            )
            for one in args.containers
        ],
        "tags": [{"key": key, "value": value} for key, value in args.tags.items()],
    }
    optional = {
        "volumes": [_spelled(declared(one)) for one in args.volumes],
        "runtimePlatform": _spelled(platform(args)),
    }
    return made | {key: value for key, value in optional.items() if value}


def platform(args: "TaskDefinitionArgs") -> aws.ecs.TaskDefinitionRuntimePlatformArgsDict | None:
    """What the image is built for, as the provider takes it; None: nobody says."""
    if not args.architecture:
        return None
    return {"cpu_architecture": args.architecture, "operating_system_family": "LINUX"}


def _spelled(value: Any) -> Any:
    """As the API spells what the provider takes."""
    if not isinstance(value, Mapping):
        return value
    return {re.sub(r"_(.)", lambda one: one[1].upper(), key): _spelled(one) for key, one in value.items()}


def _port(args: "TaskDefinitionArgs") -> dict[str, Any]:
    """That which the load balancer sends requests to, as Service Connect knows it. One that says no protocol is tcp."""
    port = {"containerPort": args.container_port, "hostPort": args.host_port, "protocol": "tcp"}
    if not args.app_protocol:
        return port
    spoken = {} if args.app_protocol == "tcp" else {"appProtocol": args.app_protocol}
    return {**port, "name": args.container.name, **spoken}


def _links(args: "TaskDefinitionArgs", container: "Container") -> list[str]:
    """The containers that it reaches by name. On a bridge network each has an address of its own, and knows those that
    began before it and still run; with `awsvpc` all are one host (ECS API reference, ContainerDefinition, links).
    """
    if args.network_mode == "awsvpc":
        return []
    main = args.container.name
    if container is not args.container:
        return [main] if main in waited_for(container, args.sidecars) else []
    return [one.name for one in args.sidecars if one.essential and main not in waited_for(one, args.sidecars)]
