"""An image for ARM does not run on x86, nor the other way round."""

from model.instance_types import ARCHITECTURES
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.fleets import Fleet, fleet, host_kinds
from policy.views.topology import task_definitions


@stack_rule(
    remedy="Take instance types of the task's architecture (Graviton's names end in g: m7g, t4g), or build for theirs.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS),
    cost="no host takes the tasks, or their containers end at once with “exec format error”.",
)
def architecture_fits_hosts(stack: Stack, options: Options) -> Findings:
    """The hosts of a service have the CPU architecture of its tasks.

    A task definition says ARM64 or X86_64 in `runtimePlatform`, and instance types are one or the other. Where they
    differ the tasks wait for a host that never comes.

    Looks at services on hosts whose capacity provider, Auto Scaling group and instance types the program has. Without a
    `cpuArchitecture` it looks at nothing: the image may be for both. One instance type of several that fits is enough.
    """
    for service in stack.of(SERVICE):
        for definition in known(task_definitions(stack, service)):
            wanted = definition.declared("runtimePlatform", "cpuArchitecture")
            on = fleet(stack, service) if wanted in (UNKNOWN, *ARCHITECTURES) else None
            kinds = host_kinds(stack, on.group) if isinstance(on, Fleet) else ()
            if not isinstance(on, Fleet) or isinstance(kinds, str):
                continue
            have = sorted({host.architecture for host in kinds})
            if wanted is UNKNOWN:
                yield Undecided(
                    resource=service,
                    path=f"taskDefinition -> {definition.name}.runtimePlatform",
                    reason=f"the architecture of its tasks is not known yet; its hosts are {' and '.join(have)}",
                )
            elif ARCHITECTURES[wanted] not in have:
                yield Violation(
                    resource=service,
                    path=f"taskDefinition -> {definition.name}.runtimePlatform.cpuArchitecture",
                    wrong=f"{wanted}, and the hosts of {on.group.name} are {on.smallest.instance_type}, which are"
                    f" {' and '.join(have)}",
                    fix=f"take instance types that are {ARCHITECTURES[wanted]}, or build the image for {have[0]} and"
                    f" set cpuArchitecture to {_written(have[0])}.",
                )


def _written(architecture: str) -> str:
    return next(name for name, one in ARCHITECTURES.items() if one == architecture)
