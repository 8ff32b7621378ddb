"""architecture-fits-hosts: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass


def built_for(architecture: Any, instance_type: Any = "t3.small", program: Program = BLUE_GREEN) -> Program:
    """Tasks for this architecture on hosts of this type."""
    program = change(program, "tasks", "runtimePlatform", to={"cpuArchitecture": architecture})
    return change(program, "host", "instanceType", to=instance_type)


def several(program: Program, *names: str) -> Program:
    """Hosts of any of these types."""
    policy = {
        "launchTemplate": {
            "launchTemplateSpecification": {"launchTemplateId": "lt-host"},
            "overrides": [{"instanceType": name} for name in names],
        }
    }
    return change(change(program, "hosts", "launchTemplate", to=None), "hosts", "mixedInstancesPolicy", to=policy)


ROLLED = change(built_for("ARM64"), "service", "deploymentController", "type", to="ECS")

STOPS: dict[str, Case] = {
    "ARM on x86": Case(
        built_for("ARM64"), on="service", says="ARM64, and the hosts of hosts are t3.small, which are x86_64"
    ),
    "ARM on x86, in a first preview": Case(built_for("ARM64", program=FIRST_PREVIEW), on="service", says="arm64"),
    "x86 on ARM": Case(built_for("X86_64", "t4g.small"), on="service", says="cpuArchitecture to ARM64"),
    "ARM on x86, in a rolling service": Case(ROLLED, on="service"),
    "ARM on x86 of several types": Case(
        several(built_for("ARM64"), "t3.small", "m5.large"), on="service", says="cpuArchitecture to X86_64"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "nothing said": BLUE_GREEN,
    "x86 on x86": built_for("X86_64"),
    "ARM on ARM": built_for("ARM64", "t4g.small"),
    "ARM on ARM, in a first preview": built_for("ARM64", "t4g.small", FIRST_PREVIEW),
    "one type of several that fits": several(built_for("ARM64"), "t3.small", "t4g.small"),
    "nothing said, on ARM": change(BLUE_GREEN, "host", "instanceType", to="t4g.small"),
    "Fargate": change(NATIVE, "tasks", "runtimePlatform", to={"cpuArchitecture": "ARM64"}),
    "hosts of another program": without(built_for("ARM64"), "hosts"),
    "a type that is not in the table": built_for("ARM64", "z9.metal"),
    "a type that is not known": built_for("ARM64", UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "an architecture that is not known": Case(
        unknown(BLUE_GREEN, "tasks", "runtimePlatform", "cpuArchitecture", of="logs"), on="service", says="x86_64"
    ),
}
