"""How far releases reach: what they start, and the repositories, log groups, roles and builds of tasks."""

from collections.abc import Collection, Iterator
from typing import Final

from model.images import ECR_IMAGE
from policy.reading import (
    CAPACITY_PROVIDER,
    CLUSTER,
    LOG_GROUP,
    PIPELINE,
    PROJECT,
    REPOSITORY,
    ROLE,
    SERVICE,
    TARGET_GROUP,
    TASK_DEFINITION,
    UNKNOWN,
    Resource,
    flag,
    items,
    text_of,
)
from policy.stack import Stack, known, remembered
from policy.views.attachments import attached
from policy.views.containers import Container, containers
from policy.views.permissions import document, trusted
from policy.views.pipelines import actions
from policy.views.strategies import moves_traffic
from policy.views.topology import (
    deployment_groups,
    forwards,
    pair,
    rules_on,
    services,
    target_groups,
    task_definitions,
)
from policy.views.user_data import HOSTS, joined, joining

DEPLOYS: Final = ("ECS", "CodeDeployToECS")
"""The providers of a pipeline's deploy actions that release services (CodePipeline user guide, valid action types)."""

OF_TASKS: Final = ("ecs-tasks.amazonaws.com", "ecs.amazonaws.com")
"""Who takes the roles of tasks, and those with which ECS releases them."""

OTHER_TARGETS: Final = ("lambda", "alb")
"""The types of target groups in which ECS registers no tasks."""


@remembered
def released(stack: Stack) -> Collection[Resource]:
    """The task definitions that a release starts, or goes back to when it fails.

    A service has releases if its traffic is moved, or if ECS watches its rolling updates, by the circuit breaker or by
    alarms. A pipeline, or a deployment group of a service that the program does not have, may release any.
    """
    foreign = any(not known(services(stack, group)) for group in deployment_groups(stack))
    if foreign or any(map(deploys, stack.of(PIPELINE))):
        return stack.of(TASK_DEFINITION)
    watched = [one for one in stack.of(SERVICE) if moves_traffic(one) is not False or _watches(one)]
    return known(*(task_definitions(stack, service) for service in watched))


def repositories(stack: Stack) -> Iterator[Resource]:
    """The repositories that images of tasks come from, and those that a pipeline for ECS takes them from."""
    named: set[object] = set()
    origins: set[Resource] = set()
    for definition in stack.of(TASK_DEFINITION):
        named |= {_repository(container) for container in _inside(definition)}
        origins |= stack.made_of(definition, "containerDefinitions")
    for pipeline in filter(deploys, stack.of(PIPELINE)):
        named |= _configured(pipeline, "RepositoryName")
        origins |= stack.made_of(pipeline, "stages")
    # An image that the program builds has its repository before it.
    origins |= stack.before(*origins)
    return (one for one in stack.of(REPOSITORY) if one in origins or text_of(one.get("name")) in named - {UNKNOWN})


def log_groups(stack: Stack) -> Iterator[Resource]:
    """The log groups that containers of tasks write to."""
    named: set[object] = set()
    origins: set[Resource] = set()
    for definition in stack.of(TASK_DEFINITION):
        for container in _inside(definition):
            options = container.get("logConfiguration", "options")
            named |= set(map(text_of, options.values())) if isinstance(options, dict) else set()
        origins |= stack.made_of(definition, "containerDefinitions")
    return (one for one in stack.of(LOG_GROUP) if one in origins or text_of(one.get("name")) in named - {UNKNOWN})


def deploys(pipeline: Resource) -> bool:
    """Whether a pipeline may release services."""
    return any(action.provider in (*DEPLOYS, UNKNOWN) for action in actions(pipeline))


def builds(stack: Stack) -> Iterator[Resource]:
    """The CodeBuild projects that a pipeline for ECS runs."""
    named: set[object] = set()
    origins: set[Resource] = set()
    for pipeline in filter(deploys, stack.of(PIPELINE)):
        named |= _configured(pipeline, "ProjectName")
        origins |= stack.made_of(pipeline, "stages")
    return (one for one in stack.of(PROJECT) if one in origins or text_of(one.get("name")) in named - {UNKNOWN})


def roles(stack: Stack) -> Iterator[Resource]:
    """The roles of tasks, of their hosts, and of all that releases them.

    A role that ECS or its tasks may take is one of these, even where another program has the tasks.
    """
    users = (
        *stack.of(TASK_DEFINITION, SERVICE, CAPACITY_PROVIDER),
        *deployment_groups(stack),
        *filter(deploys, stack.of(PIPELINE)),
        *builds(stack),
        *(host for host in stack.of(*HOSTS) if joined(host)),
        *(host for cluster in stack.of(CLUSTER) for host in joining(stack, cluster)),
    )
    used = stack.before(*users)
    return (one for one in stack.of(ROLE) if one in used or _for_tasks(one))


@remembered
def without_tasks(stack: Stack) -> frozenset[Resource]:
    """The target groups that are known to hold something else than tasks: functions, hosts, load balancers."""
    others = {group for group in stack.of(TARGET_GROUP) if group.get("targetType") in OTHER_TARGETS}
    others.update(known(*(linked for _, _, links in attached(stack) for linked in links)))
    for service in stack.of(SERVICE):
        for _, entry in items(service.get("loadBalancers")):
            others.difference_update(known(*(linked for _, linked in target_groups(stack, service, entry))))
    for group in deployment_groups(stack):
        others.difference_update(known(*(linked for _, linked in pair(stack, group))))
    return frozenset(others)


def leads_to_tasks(stack: Stack, listener: Resource, others: Collection[Resource]) -> bool:
    """Whether a listener may lead to tasks: `others` is what `without_tasks` gives, and all that it forwards to is not
    one of these, or not known."""
    ways = (listener, *rules_on(stack, listener))
    links = [linked for way in ways for _, linked in forwards(stack, way)]
    return not links or any(linked is UNKNOWN or not linked or not set(linked) <= set(others) for linked in links)


def _for_tasks(role: Resource) -> bool:
    statements = document(role.get("assumeRolePolicy"), "assumeRolePolicy")
    return statements is not UNKNOWN and any(trusted(statements, service) for service in OF_TASKS)


def _watches(service: Resource) -> bool:
    """Whether ECS ends a rolling update of the service that fails."""
    switches = service.declared("deploymentCircuitBreaker", "enable"), service.declared("alarms", "enable")
    return any(one is UNKNOWN or flag(one) is True for one in switches)


def _configured(pipeline: Resource, name: str) -> set[object]:
    """What its actions have of this name in their configuration."""
    return {text_of(action.told(name)) for action in actions(pipeline)}


def _inside(definition: Resource) -> tuple[Container, ...]:
    found = containers(definition)
    return () if found is UNKNOWN else found


def _repository(container: Container) -> str | None:
    """The name of the image's repository in Amazon ECR."""
    image = container.get("image")
    found = ECR_IMAGE.match(image) if isinstance(image, str) else None
    return found and found["repository"]
