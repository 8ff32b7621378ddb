"""A container is known in its task by its name."""

from model.texts.ecs import SAME_CONTAINER
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, containers


@resource_rule(
    TASK_DEFINITION,
    remedy="Give each container of the task a name of its own.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"registering the task definition fails: {SAME_CONTAINER.quote()}.",
)
def container_names_differ(task_definition: Resource, options: Options) -> Findings:
    """No two containers of a task have the same name.

    A load balancer, a dependency and a release refer to a container by its name. A sidecar that is copied from the
    main container keeps the name of that.

    Looks at the containers of every task definition. Upper and lower case are different names.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    taken: set[str] = set()
    for container in found:
        if container.name and container.name in taken:
            yield Violation(
                resource=task_definition,
                path=container.path,
                wrong=f"another container of the task is called {container.name} as well",
                fix="give it another name.",
            )
        taken.add(container.name)
