"""Tags of scalable targets, which moto does not keep."""

import json
from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from local_aws.server.extensions.patching import AwsError, patches
from model.texts.autoscaling import UNKNOWN_RESOURCE

_register_scalable_target = ApplicationAutoScalingResponse.register_scalable_target


@patches(ApplicationAutoScalingResponse)
def register_scalable_target(self: ApplicationAutoScalingResponse) -> str:
    """moto's, with the tags."""
    answer = _register_scalable_target(self)
    if tags := self._get_param("Tags"):
        _target(self.applicationautoscaling_backend, json.loads(answer)["ScalableTargetARN"]).tags = dict(tags)
    return answer


@patches(ApplicationAutoScalingResponse)
def list_tags_for_resource(self: ApplicationAutoScalingResponse) -> str:
    """All of them."""
    return json.dumps({"Tags": _tags(self)})


@patches(ApplicationAutoScalingResponse)
def tag_resource(self: ApplicationAutoScalingResponse) -> str:
    """Adds to them."""
    _tags(self).update(self._get_param("Tags"))
    return "{}"


@patches(ApplicationAutoScalingResponse)
def untag_resource(self: ApplicationAutoScalingResponse) -> str:
    """Takes these away."""
    for key in self._get_param("TagKeys"):
        _tags(self).pop(key, None)
    return "{}"


def _tags(response: ApplicationAutoScalingResponse) -> dict[str, str]:
    target = _target(response.applicationautoscaling_backend, response._get_param("ResourceARN"))
    return vars(target).setdefault("tags", {})


def _target(backend: ApplicationAutoscalingBackend, arn: str) -> Any:
    found = (target for by_resource in backend.targets.values() for target in by_resource.values())
    target = next((one for one in found if one.arn == arn), None)
    if target is None:
        raise AwsError.of(UNKNOWN_RESOURCE, arn=arn)
    return target
