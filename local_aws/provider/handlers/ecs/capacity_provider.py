"""Capacity provider."""

from typing import Any

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.ecs import tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry, wait_until
from local_aws.provider.values import Props

TOKEN = "aws:ecs/capacityProvider:CapacityProvider"
_BUSY = ("UpdateInProgressException", "")


def create(aws: Aws, props: Props) -> str:
    """Makes the capacity provider; its id is its ARN."""
    ecs = aws.client("ecs")
    answer = ecs.create_capacity_provider(**request(ecs, "CreateCapacityProvider", _warm(props)))
    return answer["capacityProvider"]["capacityProviderArn"]


def _warm(props: Props) -> Props:
    """With a warm-up period whenever there is a scaling block: the real provider sends 0 for one that is left out."""
    group = props.get("autoScalingGroupProvider")
    if not group or "managedScaling" not in group:
        return props
    scaling = {"instanceWarmupPeriod": 0} | group["managedScaling"]
    return props | {"autoScalingGroupProvider": group | {"managedScaling": scaling}}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The capacity provider, by its ARN."""
    provider = _find(aws, id)
    if provider is None:
        return None
    inputs = fields(TOKEN, "name", "region", "tags")
    return {
        **dict.fromkeys(inputs),
        **from_aws(inputs, provider),
        "id": provider["capacityProviderArn"],
        "name": provider["name"],
        "arn": provider["capacityProviderArn"],
        "tagsAll": tagging.own(provider.get("tags")),
    }


def _find(aws: Aws, id: str) -> dict[str, Any] | None:
    answer = aws.client("ecs").describe_capacity_providers(capacityProviders=[id], include=["TAGS"])
    active = (one for one in answer["capacityProviders"] if one["status"] != "INACTIVE")
    return next(active, None)


def update(aws: Aws, id: str, change: Change) -> None:
    """One UpdateCapacityProvider, which never names the Auto Scaling group."""
    ecs = aws.client("ecs")
    changed = {key: change.new.get(key) for key in change.keys - {"tags", "tagsAll"}}
    if changed:
        asked = request(ecs, "UpdateCapacityProvider", _warm(changed) | {"name": change.new["name"]})
        retry(lambda: ecs.update_capacity_provider(**asked), _BUSY)
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the capacity provider, and waits until it is gone."""
    if _find(aws, id) is None:
        return
    aws.client("ecs").delete_capacity_provider(capacityProvider=id)
    wait_until(lambda: _find(aws, id) is None, f"ECS Capacity Provider ({id}) to be deleted")


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete),)
