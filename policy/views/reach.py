"""How far releases reach: the task definitions that they start, and the repositories and log groups of tasks."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from model.images import ECR_IMAGE
from policy.reading import (
    LOG_GROUP,
    PIPELINE,
    REPOSITORY,
    SERVICE,
    TASK_DEFINITION,
    UNKNOWN,
    Resource,
    flag,
    items,
    read,
)
from policy.stack import Stack, known
from policy.views.containers import Container, containers
from policy.views.strategies import moves_traffic
from policy.views.topology import deployment_groups, services, task_definitions

DEPLOYS: Final = ("ECS", "CodeDeployToECS")
"""The providers of a pipeline's deploy actions that release services (CodePipeline user guide, valid action types)."""


def released(stack: Stack) -> Collection[Resource]:
    """The task definitions that a release starts, or goes back to when it fails.

    A service has releases if its traffic is moved, or if ECS watches its rolling updates, by the circuit breaker or by
    alarms. A pipeline, or a deployment group of a service that the program does not have, may release any.
    """
    foreign = any(not known(services(stack, group)) for group in deployment_groups(stack))
    if foreign or any(map(_deploys, stack.of(PIPELINE))):
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
    for pipeline in filter(_deploys, stack.of(PIPELINE)):
        named |= {_text(read(action, "configuration", "RepositoryName")) for action in _actions(pipeline)}
        origins |= stack.made_of(pipeline, "stages")
    # An image that the program builds has its repository before it.
    origins = origins.union(*map(stack.before, origins))
    return (one for one in stack.of(REPOSITORY) if one in origins or _text(one.get("name")) in named - {None})


def log_groups(stack: Stack) -> Iterator[Resource]:
    """The log groups that containers of tasks write to."""
    named: set[object] = set()
    origins: set[Resource] = set()
    for definition in stack.of(TASK_DEFINITION):
        for container in _inside(definition):
            options = container.get("logConfiguration", "options")
            named |= set(map(_text, options.values())) if isinstance(options, dict) else set()
        origins |= stack.made_of(definition, "containerDefinitions")
    return (one for one in stack.of(LOG_GROUP) if one in origins or _text(one.get("name")) in named - {None})


def _watches(service: Resource) -> bool:
    """Whether ECS ends a rolling update of the service that fails."""
    switches = service.declared("deploymentCircuitBreaker", "enable"), service.declared("alarms", "enable")
    return any(one is UNKNOWN or flag(one) is True for one in switches)


def _deploys(pipeline: Resource) -> bool:
    return any(read(action, "provider") in (*DEPLOYS, UNKNOWN) for action in _actions(pipeline))


def _actions(pipeline: Resource) -> Iterator[Any]:
    for _, stage in items(pipeline.get("stages")):
        yield from (action for _, action in items(read(stage, "actions")))


def _inside(definition: Resource) -> tuple[Container, ...]:
    found = containers(definition)
    return () if found is UNKNOWN else found


def _repository(container: Container) -> str | None:
    """The name of the image's repository in Amazon ECR."""
    found = ECR_IMAGE.match(_text(container.get("image")) or "")
    return found and found["repository"]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
