"""file-systems-open-to-tasks: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, ingress
from tests.policy.rules.rule_case import Case, Pass

FILES = Declared("aws:efs/fileSystem:FileSystem", "files", {"id": "fs-1"})
STORAGE = Declared("aws:ec2/securityGroup:SecurityGroup", "storage", {"id": "sg-storage", "vpcId": "vpc-1"})
TASKS = "targets"


def target(name: str = "mount", **more: Any) -> Declared:
    props = {"id": f"fsmt-{name}", "fileSystemId": "fs-1", "securityGroups": ["sg-storage"], **more}
    return Declared(
        "aws:efs/mountTarget:MountTarget", name, props, {"fileSystemId": ["files"], "securityGroups": ["storage"]}
    )


def lets_in(**source: Any) -> Declared:
    return ingress("nfs", "storage", 2049, 2049, **source)


def mounting(*around: Declared, program: Program = NATIVE, file_system: Any = "fs-1") -> Program:
    """The tasks with a volume of the file system, and what is around that."""
    volume = {"name": "data", "efsVolumeConfiguration": {"fileSystemId": file_system}}
    program = change(program, "tasks", "volumes", to=[volume])
    return (*program, FILES, STORAGE, *around)


def new(program: Program) -> Program:
    """As in a first preview: the ids that belong to the file system are unknown, and known is what they come from."""
    tasks = find(program, "tasks")
    made = replace(tasks, edges={**tasks.edges, "volumes": ["files"]})
    program = tuple(made if one.name == "tasks" else one for one in program)
    program = change(change(program, "files", "id", to=UNKNOWN), "storage", "id", to=UNKNOWN)
    return change(change(program, "mount", "fileSystemId", to=UNKNOWN), "mount", "securityGroups", to=[UNKNOWN])


STOPS: dict[str, Case] = {
    "a group that lets nobody in": Case(mounting(target()), on="mount", says="in on TCP 2049"),
    "a group that lets nobody in, in a first preview": Case(
        new(mounting(target(), program=NATIVE_PREVIEW, file_system=UNKNOWN)), on="mount", says="the tasks of service"
    ),
    "a group that lets nobody in, of a rolling service": Case(mounting(target(), program=ROLLING), on="mount"),
    "another port": Case(
        mounting(target(), ingress("nfs", "storage", 2048, 2048, referencedSecurityGroupId=TASKS)), on="mount"
    ),
    "another group": Case(mounting(target(), lets_in(referencedSecurityGroupId="storage")), on="mount"),
    "two mount targets": Case(mounting(target(), target("second")), on="second", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no file system": NATIVE,
    "the tasks' group": mounting(target(), lets_in(referencedSecurityGroupId=TASKS)),
    "every address": mounting(target(), lets_in(cidrIpv4="0.0.0.0/0")),
    "a source that is not known": change(
        mounting(target(), replace(lets_in(referencedSecurityGroupId=TASKS), edges={"securityGroupId": ["storage"]})),
        "nfs",
        "referencedSecurityGroupId",
        to=UNKNOWN,
    ),
    "a mount target without groups of the program": mounting(target(securityGroups=["sg-other"])),
    "a mount target without groups": mounting(target(securityGroups=None)),
    "one of two is open": mounting(target(), target("second", securityGroups=["sg-other"])),
    "a file system of another program": mounting(target(), file_system="fs-2"),
    "a mount target of another file system": mounting(
        target(), replace(target("other", fileSystemId="fs-2"), edges={}), lets_in(cidrIpv4="10.0.0.0/8")
    ),
    "hosts": mounting(target(), program=BLUE_GREEN),
}

UNDECIDED: dict[str, Case] = {
    "no mount target": Case(mounting(), on="tasks", says="no mount target of files is part of this program"),
}
