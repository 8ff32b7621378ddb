"""An interrupted `pulumi up` rolls back what it waits for, and nothing else."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    SERVICE,
    level="advisory",
    remedy="Set waitForSteadyState together with sigintRollback, or leave both out.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html",
    severity="low",
    symptoms=(Symptom.NOT_STOPPED,),
    cost="whoever interrupts `pulumi up` believes the release rolled back, while it goes on.",
)
def native_interrupt_rolls_back(service: Resource, options: Options) -> Findings:
    """A service that rolls back when `pulumi up` is interrupted is one that `pulumi up` waits for.

    The provider asks ECS to roll back while it waits for the service to get steady. Where it does not wait, it has
    done its part in seconds, and there is nothing left to interrupt.

    Looks at services with `sigintRollback`, under whatever controller: under any other than ECS there is no
    deployment of ECS to roll back either, which `codedeploy-service-shape` says of the wait.
    """
    wanted, waits = flag(service.get("sigintRollback")), flag(service.get("waitForSteadyState"))
    if wanted in (None, False) or waits is True:
        return
    if UNKNOWN in (wanted, waits):
        yield Undecided(resource=service, path="sigintRollback", reason="whether the provider waits is not known yet")
    else:
        yield Violation(
            resource=service,
            path="sigintRollback",
            wrong="set, but waitForSteadyState is not",
            fix="set waitForSteadyState as well, or remove it.",
        )
