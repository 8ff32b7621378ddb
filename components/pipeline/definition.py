"""What a build hands to the deploy stage, besides the image: files that are made of the stack.

They travel in an artifact of their own, since the deploy action for blue/green takes none above 3 MB (CodePipeline user
guide, quotas, read 2026-11).
"""

import json
from collections.abc import Mapping
from typing import Any

from pulumi import Input, Output

from components.registration import Registration
from model.appspec import DEFINITION_PLACEHOLDER, appspec, awsvpc
from model.codepipeline import APP_SPEC, TASK_DEFINITION
from model.images import PLACEHOLDER
from model.strategy import NATIVE, Strategy

ARTIFACT = "Definition"
SERVICE = "service.json"


def files(strategy: Strategy, registration: Registration, outputs: Mapping[str, Input[str]]) -> dict[str, Input[str]]:
    """Name to text, of what this strategy's deploy stage reads. `outputs` are the service's own."""
    if strategy is Strategy.CODEDEPLOY:
        return {TASK_DEFINITION: task_definition(registration), APP_SPEC: _app_spec(outputs)}
    if strategy in NATIVE:
        return {TASK_DEFINITION: task_definition(registration), SERVICE: Output.json_dumps(dict(outputs))}
    return {}


def task_definition(registration: Registration) -> Output[str]:
    """RegisterTaskDefinition's input of the next revision: the program's, with a placeholder where its image is."""
    image = registration["containerDefinitions"][0]["image"]
    containers = [
        one | ({"image": PLACEHOLDER} if one["image"] == image else {}) for one in registration["containerDefinitions"]
    ]
    return Output.json_dumps({**registration, "containerDefinitions": containers})


def with_the_image(registration: Registration) -> list[str]:
    """The containers that the next image is for: the service's own, and those that run the same."""
    containers = registration["containerDefinitions"]
    return [one["name"] for one in containers if one["image"] == containers[0]["image"]]


def _app_spec(outputs: Mapping[str, Input[str]]) -> Output[str]:
    """JSON is YAML, too."""
    said: dict[str, Input[str]] = {
        name: outputs[name]
        for name in (
            "container_name",
            "container_port",
            "capacity_provider_strategy",
            "subnet_ids",
            "security_group_ids",
            "hooks",
        )
    }
    return Output.all(**said).apply(lambda known: json.dumps(_app_spec_of(known)))


def _app_spec_of(known: Mapping[str, Any]) -> dict[str, Any]:
    return appspec(
        DEFINITION_PLACEHOLDER,
        container_name=known["container_name"],
        container_port=int(known["container_port"]),
        capacity_providers=json.loads(known["capacity_provider_strategy"]),
        network=awsvpc(known["subnet_ids"], known["security_group_ids"]),
        hooks=json.loads(known["hooks"]),
    )
