"""A task that cannot mount its file system never starts a container."""

from collections.abc import Iterator, Mapping, Sequence

from model.efs import NFS_PORT
from policy.finding import Findings, Undecided, Violation
from policy.reading import FILE_SYSTEM, MOUNT_TARGET, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.firewall import Permission, permissions, security_groups
from policy.views.networks import subnets
from policy.views.targets import Target, holders
from policy.views.topology import task_definitions

VOLUMES, NETWORK = "volumes", "networkConfiguration"


@stack_rule(
    remedy="Give the file system a mount target in each zone of the tasks, and let their security group in on TCP"
    f" {NFS_PORT}.",
    source="https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS, Symptom.RELEASE_FAILS),
    cost="“ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: …”: each task stops"
    " after some minutes of PENDING, and another one is started, without end.",
)
def file_system_reachable(stack: Stack, options: Options) -> Findings:
    """Tasks reach the file systems that they mount.

    A file system of EFS is reached by mount targets, one in a zone, each with a security group that lets clients in on
    the port of NFS. The file system alone is there at once, and looks complete.

    Looks at volumes in EFS of the task definitions of services, where the file system is the program's: it has a mount
    target, whose security groups let something in on TCP 2049 that may be the tasks or their hosts, by group or by any
    network. A mount target or tasks with a security group that is not the program's are let through. Where the subnets
    of mount targets and of tasks with addresses of their own are the program's, it warns of a zone of tasks without a
    mount target, as the name of the file system leads to that of the own zone. A file system of one zone is let
    through. Whether the VPC resolves names is not checked.
    """
    opened = permissions(stack)
    for service in stack.of(SERVICE):
        for file_system in _mounted(stack, service):
            yield from _judged(stack, service, file_system, opened)


def _mounted(stack: Stack, service: Resource) -> Sequence[Resource]:
    """The file systems of the program that its tasks mount."""
    links = [
        stack.linked(definition, VOLUMES, read(volume, "efsVolumeConfiguration", "fileSystemId"), FILE_SYSTEM, by="id")
        for definition in known(task_definitions(stack, service))
        for _, volume in items(definition.get(VOLUMES))
        if read(volume, "efsVolumeConfiguration") is not None
    ]
    return known(*links)


def _judged(
    stack: Stack, service: Resource, file_system: Resource, opened: Mapping[Resource, Sequence[Permission]]
) -> Findings:
    links = [
        (one, stack.linked(one, "fileSystemId", one.get("fileSystemId"), FILE_SYSTEM, by="id"))
        for one in stack.of(MOUNT_TARGET)
    ]
    if unclear := [one.name for one, linked in links if linked is UNKNOWN]:
        reason = f"which file system {', '.join(unclear)} is a mount target of is not known yet"
        yield Undecided(resource=file_system, path="id", reason=reason)
        return
    mount_targets = [one for one, linked in links if file_system in known(linked)]
    if not mount_targets:
        yield Violation(
            resource=file_system,
            path="id",
            wrong=f"the tasks of {service.name} mount it, and it has no mount target",
            fix="add a mount target in each zone of their subnets.",
        )
    there = [_zone(stack, one) for one in mount_targets]
    lacking = _zones(stack, service) - set(there)
    one_zone = file_system.declared("availabilityZoneName") not in (None, "")
    if mount_targets and lacking and None not in there and not one_zone:
        yield Violation(
            resource=file_system,
            path="id",
            wrong=f"tasks of {service.name} may run in {', '.join(sorted(lacking))}, where it has no mount target",
            fix="add a mount target in each of these zones.",
            advice=True,
        )
    for mount_target in mount_targets:
        yield from _closed(stack, service, mount_target, opened)


def _zones(stack: Stack, service: Resource) -> set[str]:
    """Those that its tasks may be in; none where one of them is not known."""
    found = subnets(stack, service, NETWORK, service.get(NETWORK, "subnets"))
    zones = [one.get("availabilityZone") for one in found]
    return {one for one in zones if isinstance(one, str)} if all(isinstance(one, str) for one in zones) else set()


def _zone(stack: Stack, mount_target: Resource) -> str | None:
    """Where it is; None where that is not known."""
    found = subnets(stack, mount_target, "subnetId", [mount_target.get("subnetId")])
    zone = found[0].get("availabilityZone") if found else None
    return zone if isinstance(zone, str) else None


def _closed(
    stack: Stack, service: Resource, mount_target: Resource, opened: Mapping[Resource, Sequence[Permission]]
) -> Findings:
    guards = security_groups(stack, mount_target)
    clients = [security_groups(stack, one) for one in _clients(stack, service)]
    if guards.others or not clients or any(one.others for one in clients):
        return
    own = {group for one in clients for group in one.groups}
    doors = [one for group in guards.groups for one in opened[group] if one.opens(NFS_PORT)]
    if any(one.cidrs or one.others or own & set(one.groups) for one in doors):
        return
    yield Violation(
        resource=guards.groups[0],
        path="ingress",
        wrong=f"mount target {mount_target.name} does not let the tasks of {service.name} in on TCP {NFS_PORT}",
        fix=f"let {', '.join(sorted(one.name for one in own))} in on TCP {NFS_PORT}.",
    )


def _clients(stack: Stack, service: Resource) -> Iterator[Resource]:
    """What holds the security groups of its tasks, or of their hosts."""
    own_address = service.get(NETWORK) is not None
    yield from holders(
        stack, Target(service=service, path="", target_groups=(), own_address=own_address, ports=UNKNOWN)
    )
