"""A task definition in a file, as RegisterTaskDefinition takes it; a placeholder may stand for the image."""

import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ParamValidationError

from model.images import PLACEHOLDER
from model.task_definitions import ANSWERED_ONLY
from ops.refusal import Refused
from ops.registered import registered
from ops.releases import Releases


def read(file: Path, image: str | None) -> dict[str, Any]:
    """With the image in place of the placeholder. Refused where one of the two lacks the other."""
    text = file.read_text()
    if PLACEHOLDER in text and image is None:
        raise Refused(f"{file} has {PLACEHOLDER} for an image", "name the image by --image")
    if PLACEHOLDER not in text and image is not None:
        raise Refused(
            f"{file} has no {PLACEHOLDER}, so --image changes nothing",
            f"write {PLACEHOLDER} as the container's image, or leave --image out",
        )
    try:
        definition = json.loads(text.replace(PLACEHOLDER, image or ""))
    except ValueError as error:
        raise Refused(f"{file} is no JSON: {error}") from None
    if not isinstance(definition, dict):
        raise Refused(f"{file} is no object", "write what `aws ecs register-task-definition --cli-input-json` takes")
    return {member: value for member, value in definition.items() if member not in ANSWERED_ONLY}


def register(releases: Releases, file: Path, definition: dict[str, Any]) -> str:
    """ARN of the revision that it is. Refused where it is of another family, or isn't such an input."""
    family = releases.names.task_definition_family
    if definition.get("family") != family:
        raise Refused(
            f"{file} has the family {definition.get('family')}, and the service's is {family}",
            f'write "family": "{family}"',
        )
    try:
        return registered(releases, definition, releases.live(), _image(definition, releases.names.container_name))
    except ParamValidationError as error:
        raise Refused(f"{file} is not what RegisterTaskDefinition takes: {error}") from None


def _image(definition: dict[str, Any], container: str) -> str:
    """That of the container behind the load balancer; empty where there is none, which is refused later."""
    containers = definition.get("containerDefinitions", ())
    return next((one.get("image", "") for one in containers if one.get("name") == container), "")
