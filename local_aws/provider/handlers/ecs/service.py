"""Service.

Not like the real provider: `sigintRollback` does nothing, and a changed capacity provider strategy without
`forceNewDeployment` is refused at the update, not in the plan.
"""

import uuid
from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.ecs import service_answer, service_request, tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry, wait_until
from local_aws.provider.values import Props

_NOT_YET = (
    ("ClusterNotFoundException", ""),
    ("InvalidParameterException", "verify that the ECS service role being passed has the proper permissions"),
    ("InvalidParameterException", "does not have an associated load balancer"),
    ("InvalidParameterException", "Unable to assume the service linked role"),
)
_STILL_BUSY = (
    ("InvalidParameterException", "The service cannot be stopped while deployments are active."),
    ("DependencyViolation", "has a dependent object"),
)
_GONE = ("ClusterNotFoundException", "ServiceNotFoundException", "ServiceNotActiveException")


def create(aws: Aws, props: Props) -> str:
    """Makes the service; its id is its ARN. With `waitForSteadyState`, waits until all its tasks run."""
    ecs = aws.client("ecs")
    asked = service_request.creation(ecs, props) | {"clientToken": uuid.uuid4().hex}
    arn: str = retry(lambda: ecs.create_service(**asked), *_NOT_YET)["service"]["serviceArn"]
    with initializing(arn):
        _wait_until_steady(aws, arn, props)
    return arn


def _wait_until_steady(aws: Aws, arn: str, props: Props) -> None:
    """Waits as the real provider does: under CODE_DEPLOY a service has no deployment, so that ends in a time-out."""
    if not props.get("waitForSteadyState"):
        return

    def steady() -> bool:
        service = _find(aws, arn, props)
        return bool(service and len(service["deployments"]) == 1 and service["runningCount"] == service["desiredCount"])

    wait_until(steady, f"ECS Service ({arn}) to be steady: one deployment, and every desired task running")


def _find(aws: Aws, id: str, known: Props) -> dict[str, Any] | None:
    """The service as AWS has it, active or not. The id is an ARN, or CLUSTER/SERVICE to import."""
    cluster, _, name = id.rpartition(":")[2].removeprefix("service/").rpartition("/")
    asked: Props = {"services": [name if not id.startswith("arn:") else id], "include": ["TAGS"]}
    if cluster or known.get("cluster"):
        asked["cluster"] = known.get("cluster") or cluster
    with gone_is_fine("ClusterNotFoundException"):
        return next(iter(aws.client("ecs").describe_services(**asked)["services"]), None)
    return None


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The service, in the spelling that the program chose for its cluster, role and task definition."""
    service = _find(aws, id, known)
    if service is None or service["status"] != "ACTIVE":
        return None
    return service_answer.from_aws(service, known)


def update(aws: Aws, id: str, change: Change) -> None:
    """One UpdateService with all that changed and nothing else."""
    ecs = aws.client("ecs")
    if change.keys - {"forceDelete", "tags", "tagsAll"}:
        asked = service_request.alteration(ecs, id, change)
        retry(lambda: ecs.update_service(**asked), *_NOT_YET[:2])
        _wait_until_steady(aws, id, change.new)
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Scales the service to 0 first, unless it is a daemon or is forced; then waits until it is inactive."""
    ecs = aws.client("ecs")
    service = _find(aws, id, known)
    if service is None or service["status"] == "INACTIVE":
        return
    force = bool(known.get("forceDelete"))
    named = {"cluster": service["clusterArn"], "service": id}
    with gone_is_fine(*_GONE):
        if not force and service["status"] != "DRAINING" and service["schedulingStrategy"] != "DAEMON":
            ecs.update_service(**named, desiredCount=0)
        retry(lambda: ecs.delete_service(**named, force=force), *_STILL_BUSY)
        wait_until(lambda: _inactive(aws, id, known), f"ECS Service ({id}) to be inactive")


def _inactive(aws: Aws, id: str, known: Props) -> bool:
    service = _find(aws, id, known)
    return service is None or service["status"] == "INACTIVE"


def canonical(props: Props) -> Props:
    """Without what is no difference: a daemon's count, propagateTags NONE, triggers that force nothing."""
    plain = dict(props)
    if plain.get("schedulingStrategy") == "DAEMON":
        for fixed in ("desiredCount", "deploymentMaximumPercent", "deploymentMinimumHealthyPercent"):
            plain.pop(fixed, None)
    if plain.get("propagateTags") == "NONE":
        del plain["propagateTags"]
    if not plain.get("forceNewDeployment"):
        plain.pop("triggers", None)
    if isinstance(plain.get("orderedPlacementStrategies"), list):
        plain["orderedPlacementStrategies"] = [
            one | ({"field": _field(one["field"])} if "field" in one else {})
            for one in plain["orderedPlacementStrategies"]
        ]
    return plain


def _field(name: str) -> str:
    return "instanceId" if name.lower() == "host" else name


HANDLERS = (
    ResourceHandler(
        token=service_answer.TOKEN,
        create=create,
        read=read,
        update=update,
        delete=delete,
        canonical=canonical,
    ),
)
