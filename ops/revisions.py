"""Which task definition is meant: one that is named, the program's last, or one with another image."""

from typing import Any

from botocore.exceptions import ClientError

from model.task_definitions import ANSWERED_ONLY
from ops.progress import End
from ops.refusal import Refused
from ops.registered import registered
from ops.releases import Releases
from ops.target import short

PROGRAM = "program"
"""How people name the revision that the program registered last."""


def find(releases: Releases, named: str | None) -> str:
    """ARN of the named one; None: the program's."""
    if named in (None, PROGRAM):
        return releases.names.task_definition
    asked = f"{releases.names.task_definition_family}:{named}" if named.isdigit() else named
    return _described(releases, asked)["taskDefinition"]["taskDefinitionArn"]


def with_image(releases: Releases, image: str, of: str = "") -> str:
    """That revision, else the live one, with this image where that of the container behind the load balancer was, also
    in a migration before it."""
    like = of or releases.live()
    found = _described(releases, like)
    definition = {key: value for key, value in found["taskDefinition"].items() if key not in ANSWERED_ONLY}
    containers = definition["containerDefinitions"]
    before = {one["image"] for one in containers if one["name"] == releases.names.container_name}
    definition["containerDefinitions"] = [
        one | ({"image": image} if one["image"] in before else {}) for one in containers
    ]
    if found.get("tags"):
        definition["tags"] = found["tags"]
    return registered(releases, definition, like, image)


def before(releases: Releases) -> str:
    """ARN of the last revision that was released well and is not the live one; after the first release, that with which
    the service was made."""
    live = releases.live()
    for id in releases.ids():
        progress = releases.progress(id)
        if progress.end is End.RELEASED and progress.revision and progress.revision != short(live):
            return find(releases, progress.revision)
    family = releases.names.task_definition_family
    first = releases.aws.client("ecs").list_task_definitions(familyPrefix=family, sort="ASC", maxResults=1)
    if (arns := first["taskDefinitionArns"]) and arns[0] != live:
        return arns[0]
    raise Refused("there is no revision before the live one", "name one by --to")


def _described(releases: Releases, named: str) -> dict[str, Any]:
    try:
        return releases.aws.client("ecs").describe_task_definition(taskDefinition=named, include=["TAGS"])
    except ClientError:
        raise Refused(
            f"there is no task definition {named}",
            f"see `aws ecs list-task-definitions --family-prefix {releases.names.task_definition_family}`",
        ) from None
