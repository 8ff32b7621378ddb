"""The revisions that an application has: registered, or deployed once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from moto.codedeploy.models import Application, CodeDeployBackend
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.responses import ActionResult, EmptyResult

from local_aws.server.extensions import answers
from local_aws.server.extensions.answers import Answer
from local_aws.server.extensions.codedeploy import revisions
from local_aws.server.extensions.codedeploy.lookup import last_successful
from local_aws.server.extensions.codedeploy.request import request
from local_aws.server.extensions.codedeploy.revisions import Location
from local_aws.server.extensions.patching import AwsError, patches
from model.texts import codedeploy as say

MOST_REVISIONS = 25
"""Of one BatchGetApplicationRevisions (API reference)."""


@dataclass
class Known:
    """One revision of an application."""

    location: Location
    registered_at: datetime
    description: str = ""
    first_used_at: datetime | None = None
    last_used_at: datetime | None = None


def of(application: Application) -> dict[tuple[object, ...], Known]:
    """Those of the application, by what tells them apart."""
    return vars(application).setdefault("revisions", {})


def use(application: Application, location: Location, at: datetime) -> None:
    """It is deployed, and registered with that."""
    known = of(application).setdefault(revisions.identity(location), Known(revisions.kept(location), at))
    known.first_used_at, known.last_used_at = known.first_used_at or at, at


@patches(CodeDeployResponse)
def register_application_revision(self: CodeDeployResponse) -> EmptyResult:
    """Known from now on; again: with another description."""
    application = self.codedeploy_backend.get_application(self._get_param("applicationName"))
    location = self._get_param("revision")
    revisions.check(location)
    new = Known(revisions.kept(location), datetime.now(UTC))
    known = of(application).setdefault(revisions.identity(location), new)
    known.description = self._get_param("description") or ""
    return EmptyResult()


@patches(CodeDeployResponse)
def get_application_revision(self: CodeDeployResponse) -> ActionResult:
    """With the text of one that carries it, also when it is asked for by its digest."""
    application = self.codedeploy_backend.get_application(self._get_param("applicationName"))
    known = _known(application, self._get_param("revision"))
    about = _about(self.codedeploy_backend, application, known)
    name = application.application_name
    return ActionResult({"applicationName": name, "revision": known.location, "revisionInfo": about})


@patches(CodeDeployResponse)
def batch_get_application_revisions(self: CodeDeployResponse) -> ActionResult:
    """Several of one application."""
    backend, asked = self.codedeploy_backend, self._get_param("revisions") or []
    application = backend.get_application(self._get_param("applicationName"))
    if len(asked) > MOST_REVISIONS:
        raise AwsError.of(say.TOO_MANY_NAMES, most=MOST_REVISIONS)
    found = [_known(application, location) for location in asked]
    shown = [
        {"revisionLocation": one.location, "genericRevisionInfo": _about(backend, application, one)} for one in found
    ]
    return ActionResult({"applicationName": application.application_name, "revisions": shown})


@patches(CodeDeployResponse)
def list_application_revisions(self: CodeDeployResponse) -> ActionResult:
    """Sorted and filtered as asked, in one page."""
    backend, params = self.codedeploy_backend, self._get_params()
    application = backend.get_application(params["applicationName"])
    members = {"registerTime": "registered_at", "firstUsedTime": "first_used_at", "lastUsedTime": "last_used_at"}
    found = [one for one in of(application).values() if _wanted(backend, application, one, params)]
    if params.get("sortBy") in members:
        never = datetime.min.replace(tzinfo=UTC)
        found.sort(key=lambda one: getattr(one, members[params["sortBy"]]) or never)
    if params.get("sortOrder") == "descending":
        found.reverse()
    return ActionResult({"revisions": [revisions.shown(one.location) for one in found]})


def _known(application: Application, location: Location | None) -> Known:
    if not location:
        raise AwsError.of(say.NO_REVISION)
    known = of(application).get(revisions.identity(location))
    if known is None:
        raise AwsError.of(say.UNKNOWN_REVISION)
    return known


def _about(backend: CodeDeployBackend, application: Application, known: Known) -> Answer:
    members = {
        "description": known.description or None,
        "deploymentGroups": _groups(backend, application, known),
        "firstUsedTime": known.first_used_at,
        "lastUsedTime": known.last_used_at,
        "registerTime": known.registered_at,
    }
    return answers.known(members)


def _groups(backend: CodeDeployBackend, application: Application, known: Known) -> list[str]:
    """The deployment groups that have it as their target."""
    found = []
    for name, group in backend.deployment_groups.get(application.application_name, {}).items():
        last = last_successful(backend, group)
        target = request(backend, last).revision if last else None
        if target and revisions.identity(target) == revisions.identity(known.location):
            found.append(name)
    return found


def _wanted(backend: CodeDeployBackend, application: Application, known: Known, params: dict[str, Any]) -> bool:
    place = known.location.get("s3Location") or {}
    if params.get("s3Bucket") and place.get("bucket") != params["s3Bucket"]:
        return False
    if params.get("s3KeyPrefix") and not (place.get("key") or "").startswith(params["s3KeyPrefix"]):
        return False
    deployed = params.get("deployed") or "ignore"
    return deployed == "ignore" or (deployed == "include") == bool(_groups(backend, application, known))
