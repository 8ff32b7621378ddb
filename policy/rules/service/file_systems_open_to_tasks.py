"""A task on Fargate mounts its file systems before its containers start."""

from collections.abc import Iterator

from model.ports import NFS
from policy.finding import Findings, Undecided, Violation
from policy.reading import FILE_SYSTEM, MOUNT_TARGET, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known, only
from policy.symptom import Symptom
from policy.views.endpoints import closed
from policy.views.fargate import fargate_services
from policy.views.firewall import permissions
from policy.views.networks import possible_subnets
from policy.views.topology import task_definitions

NETWORK = "networkConfiguration"


@stack_rule(
    remedy=f"Let the tasks in on TCP {NFS} in a security group of each mount target.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS),
    cost="“ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes”: each task stops"
    " after some minutes of PENDING, and another one is started, without end.",
)
def file_systems_open_to_tasks(stack: Stack, options: Options) -> Findings:
    """The mount targets of a file system let the tasks in that mount it.

    A mount target has a firewall of its own. A task whose security group it does not know waits for an answer until the
    mount times out, and never starts.

    Looks at services on Fargate whose task definition has an EFS volume of a file system of the program. It is enough
    that one mount target may let the tasks in on TCP 2049, by their security groups or their subnets' addresses. Mount
    targets without security groups of the program are let through. That a zone of the tasks has none is not looked at.
    """
    opened = permissions(stack)
    for service in fargate_services(stack):
        subnets = possible_subnets(stack, service, NETWORK, service.get(NETWORK, "subnets"))
        for definition, path, file_system in _mounted(stack, service):
            linked = {
                one: stack.linked(one, "fileSystemId", one.get("fileSystemId"), FILE_SYSTEM, by="id")
                for one in stack.of(MOUNT_TARGET)
            }
            if UNKNOWN in linked.values():
                continue
            targets = [one for one, of in linked.items() if file_system in known(of)]
            if not targets:
                reason = (
                    f"no mount target of {file_system.name} is part of this program, and without one no task starts"
                )
                yield Undecided(resource=definition, path=path, reason=reason)
            elif all(closed(stack, one, service, subnets, opened, NFS) for one in targets):
                for target in targets:
                    yield Violation(
                        resource=target,
                        path="securityGroups",
                        wrong=f"none lets the tasks of {service.name} in on TCP {NFS} to mount {file_system.name}",
                        fix=f"let a security group of the tasks in on TCP {NFS}, in one of the mount target's.",
                    )


def _mounted(stack: Stack, service: Resource) -> Iterator[tuple[Resource, str, Resource]]:
    """The file systems of the program that tasks of a service mount, and where their definition says so."""
    for definition in known(task_definitions(stack, service)):
        for index, volume in items(definition.get("volumes")):
            value = read(volume, "efsVolumeConfiguration", "fileSystemId")
            if value is not None:
                found = only(stack.linked(definition, "volumes", value, FILE_SYSTEM, by="id"))
                if found:
                    yield definition, f"volumes[{index}].efsVolumeConfiguration.fileSystemId", found
