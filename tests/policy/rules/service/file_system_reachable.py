"""file-system-reachable: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, NATIVE, ingress
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.tasks_have_way_out import placed

FILES = Declared("aws:efs/fileSystem:FileSystem", "files", {"id": "fs-12345678"})
NFS = Declared("aws:ec2/securityGroup:SecurityGroup", "nfs", {"id": "sg-nfs"})
LET_IN = ingress("nfs-from-targets", "nfs", 2049, 2049, referencedSecurityGroupId="targets")


def mount_target(zone: str, **more: Any) -> Declared:
    props = {"fileSystemId": "fs-12345678", "subnetId": f"subnet-{zone}", "securityGroups": ["sg-nfs"], **more}
    edges = {"fileSystemId": ["files"], "subnetId": [zone], "securityGroups": ["nfs"]}
    kept = {prop: made_of for prop, made_of in edges.items() if prop not in more}
    return Declared("aws:efs/mountTarget:MountTarget", f"mount-{zone}", props, kept)


def mounted(program: Program, *others: Declared) -> Program:
    """Its tasks mount the file system, and these are there, too."""
    efs = {"fileSystemId": "fs-12345678", "transitEncryption": "ENABLED"}
    inside = change(program, "tasks", "volumes", to=[{"name": "data", "efsVolumeConfiguration": efs}])
    linked = (replace(one, edges={**one.edges, "volumes": ["files"]}) if one.name == "tasks" else one for one in inside)
    return (*linked, FILES, NFS, *others)


BOTH = (mount_target("a"), mount_target("b"))
GOOD = mounted(placed(NATIVE), *BOTH, LET_IN)


def let_in(**rule: Any) -> Program:
    """With this rule instead."""
    return (*without(GOOD, "nfs-from-targets"), replace(LET_IN, props={**LET_IN.props, **rule}))


STOPS: dict[str, Case] = {
    "no mount target": Case(mounted(NATIVE), on="files", says="it has no mount target"),
    "no mount target, in a first preview": Case(
        unknown(mounted(NATIVE), "tasks", "volumes", 0, "efsVolumeConfiguration", "fileSystemId", of="files"),
        on="files",
        says="mount target",
    ),
    "one that is another's": Case(
        mounted(placed(NATIVE), mount_target("a", fileSystemId="fs-87654321")), on="files", says="no mount target"
    ),
    "on hosts": Case(mounted(BLUE_GREEN), on="files", says="the tasks of service mount it"),
    "a zone without": Case(
        mounted(placed(NATIVE), mount_target("a"), LET_IN), on="files", says="in eu-west-1b, where", advised=True
    ),
    "nobody let in": Case(
        mounted(placed(NATIVE), *BOTH),
        on="nfs",
        says="mount-a does not let the tasks of service in on TCP 2049",
        count=2,
    ),
    "let in on another port": Case(let_in(fromPort=443, toPort=443), on="nfs", says="let targets in", count=2),
    "somebody else let in": Case(
        mounted(placed(NATIVE), *BOTH, ingress("nfs-from-lb", "nfs", 2049, 2049, referencedSecurityGroupId="frontend")),
        on="nfs",
        says="TCP 2049",
        count=2,
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no file system": NATIVE,
    "a file system of another program": without(mounted(NATIVE), "files", "nfs"),
    "mount targets in both zones": GOOD,
    "let in by network": let_in(cidrIpv4="10.0.0.0/16", referencedSecurityGroupId=None),
    "let in on all ports": let_in(ipProtocol="-1"),
    "let in by what is not known yet": let_in(cidrIpv4=UNKNOWN, referencedSecurityGroupId=None),
    "a security group of another program": mounted(
        placed(NATIVE), mount_target("a", securityGroups=["sg-other"]), mount_target("b", securityGroups=["sg-other"])
    ),
    "a subnet of another program": mounted(placed(NATIVE), mount_target("a", subnetId="subnet-other"), LET_IN),
    "a file system of one zone": change(
        mounted(placed(NATIVE), mount_target("a"), LET_IN), "files", "availabilityZoneName", to="eu-west-1a"
    ),
    "a file system that no service mounts": (*NATIVE, FILES),
}

UNDECIDED: dict[str, Case] = {
    "a mount target of a file system that is not known yet": Case(
        mounted(placed(NATIVE), mount_target("a", fileSystemId=UNKNOWN)), on="files", says="mount-a"
    ),
}
