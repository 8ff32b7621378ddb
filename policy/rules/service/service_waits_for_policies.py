"""Tasks that start before their roles may do anything fail, and a circuit breaker counts them."""

from collections.abc import Iterator

from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, SERVICE, UNKNOWN, Resource, flag, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.roles import late
from policy.views.topology import task_definitions

ROLES = ("executionRoleArn", "taskRoleArn")


@stack_rule(
    level="advisory",
    remedy="Add the policies of the tasks' roles, or what attaches them, to depends_on of the service or of its task"
    " definition.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
    severity="low",
    symptoms=(Symptom.PENDING, Symptom.RELEASE_FAILS),
    cost="where the service comes first, its first tasks may not pull their image, read their secrets or do their work;"
    " a few of these, and the circuit breaker ends the first deployment as failed.",
)
def service_waits_for_policies(stack: Stack, options: Options) -> Findings:
    """A service with a circuit breaker comes after the policies of the roles of its tasks.

    A service refers to its task definition and that to its roles; what attaches a policy to a role refers to the role
    alone. So Pulumi makes the policies beside the service, and which is first is chance. ECS starts another task for
    each that fails, and mostly the policies are there by then; but the circuit breaker counts those that fail, and a
    first deployment has nothing to go back to.

    Looks at the execution roles and task roles of services with `deploymentCircuitBreaker` and at least one task, and
    at the policies of the program that are attached to these by resources of their own. Without a circuit breaker ECS
    tries again without end: let through. Roles with which ECS moves traffic are `native-waits-for-policies`'.
    """
    for service in stack.of(SERVICE):
        counts = flag(service.declared("deploymentCircuitBreaker", "enable"))
        if counts is False or counts is None or whole(service.get("desiredCount")) == 0:
            continue
        for definition, prop, role in _roles(stack, service):
            after = late(stack, service, role)
            sure = [one.resource for one in after if one.certain]
            path = f"taskDefinition ({definition.name}).{prop}"
            if sure and counts is True:
                yield Violation(
                    resource=service,
                    path=path,
                    wrong=f"the service does not wait for {sure[0].name}, a policy of its tasks' role {role.name}",
                    fix=f"add {sure[0].name} to depends_on of the service.",
                )
            elif after:
                reason = (
                    "whether it has a circuit breaker is not known yet"
                    if counts is UNKNOWN
                    else f"whether {after[0].resource.name} is a policy of {role.name}, to be waited for, is not known"
                )
                yield Undecided(resource=service, path=path, reason=reason)


def _roles(stack: Stack, service: Resource) -> Iterator[tuple[Resource, str, Resource]]:
    """Each role once, with the property of the task definition that names it."""
    seen: set[Resource] = set()
    for definition in known(task_definitions(stack, service)):
        for prop in ROLES:
            if (arn := definition.get(prop)) is not None:
                for role in known(stack.linked(definition, prop, arn, ROLE, by="arn")):
                    if role not in seen:
                        seen.add(role)
                        yield definition, prop, role
