"""efs-volume-valid: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass

IAM, POINT = {"iam": "ENABLED"}, {"accessPointId": "fsap-12345678"}
ENCRYPTED = {"transitEncryption": "ENABLED"}


def efs(program: Program, **configuration: Any) -> Program:
    mounted = {"fileSystemId": "fs-12345678"} | configuration
    return change(program, "tasks", "volumes", to=[{"name": "data", "efsVolumeConfiguration": mounted}])


STOPS: dict[str, Case] = {
    "IAM": Case(
        efs(BLUE_GREEN, authorizationConfig=IAM),
        on="tasks",
        says="“EFS IAM authorization requires TransitEncryption to be enabled.”",
    ),
    "IAM, in a first preview": Case(efs(FIRST_PREVIEW, authorizationConfig=IAM), on="tasks"),
    "IAM, and encryption disabled": Case(
        efs(NATIVE, authorizationConfig=IAM | POINT, transitEncryption="DISABLED"), on="tasks", says="IAM"
    ),
    "an access point": Case(efs(BLUE_GREEN, authorizationConfig=POINT), on="tasks", says="has an access point"),
    "an access point that is made": Case(
        efs(BLUE_GREEN, authorizationConfig={"accessPointId": UNKNOWN}), on="tasks", says="has an access point"
    ),
    "a port": Case(efs(BLUE_GREEN, transitEncryptionPort=2999.0), on="tasks", says="“TransitEncryptionPort requires"),
    "an access point and a directory": Case(
        efs(BLUE_GREEN, authorizationConfig=POINT, rootDirectory="/web", **ENCRYPTED), on="tasks", says="/web, and"
    ),
    "both": Case(efs(BLUE_GREEN, authorizationConfig=POINT, rootDirectory="/web"), on="tasks", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no volume": BLUE_GREEN,
    "a volume of the task": change(BLUE_GREEN, "tasks", "volumes", to=[{"name": "data"}]),
    "neither": efs(BLUE_GREEN),
    "a directory": efs(BLUE_GREEN, rootDirectory="/web"),
    "IAM disabled": efs(BLUE_GREEN, authorizationConfig={"iam": "DISABLED", "accessPointId": ""}),
    "all, encrypted": efs(BLUE_GREEN, authorizationConfig=IAM | POINT, rootDirectory="/", **ENCRYPTED),
    "a port, encrypted": efs(BLUE_GREEN, transitEncryptionPort=2999, **ENCRYPTED),
    "the port that the provider fills in": efs(BLUE_GREEN, transitEncryptionPort=0),
    "a file system that is made": efs(BLUE_GREEN, fileSystemId=UNKNOWN, authorizationConfig=IAM, **ENCRYPTED),
}

UNDECIDED: dict[str, Case] = {
    "an encryption that is not known yet": Case(
        efs(BLUE_GREEN, authorizationConfig=IAM, transitEncryption=UNKNOWN), on="tasks", says="how the volume"
    ),
    "an authorization that is not known yet": Case(efs(BLUE_GREEN, authorizationConfig=UNKNOWN), on="tasks"),
    "unknown volumes": Case(change(BLUE_GREEN, "tasks", "volumes", to=UNKNOWN), on="tasks"),
}
