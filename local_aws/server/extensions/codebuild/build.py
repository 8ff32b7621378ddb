"""One build: plain values that are kept with moto's, and how CodeBuild's API shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote

from local_aws.server.extensions.answers import Answer, known

Status = Literal["IN_PROGRESS", "SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED"]
Location = dict[str, str]
"""Of an artifact in S3: `bucket` and `key`."""

CONSOLE = "https://console.aws.amazon.com/codebuild/home"


@dataclass(kw_only=True)
class Phase:
    """A phase that has begun."""

    type: str
    began_at: datetime
    status: Status | None = None
    ended_at: datetime | None = None
    code: str = ""
    message: str = ""


@dataclass(kw_only=True)
class Build:
    """What was asked of it, and how far it is."""

    id: str
    """NAME:UUID."""
    number: int
    account_id: str
    region: str
    began_at: datetime
    initiator: str
    project: Mapping[str, Any]
    """As BatchGetProjects showed it then, with the overrides of StartBuild."""
    source_version: str = ""
    revision: str = ""
    """`resolvedSourceVersion`: the commit, or the version of the object."""
    inputs: dict[str, Location] = field(default_factory=dict)
    """Artifacts of a pipeline that come in, by their names; the first is the primary source."""
    outputs: dict[str, Location] = field(default_factory=dict)
    """Artifacts of a pipeline that it makes."""
    status: Status = "IN_PROGRESS"
    ended_at: datetime | None = None
    phases: list[Phase] = field(default_factory=list)
    exported: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """That of its project."""
        return self.id.partition(":")[0]

    @property
    def arn(self) -> str:
        """Of the build."""
        return f"arn:aws:codebuild:{self.region}:{self.account_id}:build/{self.id}"

    @property
    def ended(self) -> bool:
        """Whether nothing of it runs any more."""
        return self.status != "IN_PROGRESS"

    @property
    def log_group(self) -> str:
        """That of the project, or the one that CodeBuild makes."""
        return self._logs.get("groupName") or f"/aws/codebuild/{self.name}"

    @property
    def log_stream(self) -> str:
        """Its own."""
        prefix, own = self._logs.get("streamName"), self.id.partition(":")[2]
        return f"{prefix}/{own}" if prefix else own

    @property
    def url(self) -> str:
        """Of AWS's console."""
        return f"{CONSOLE}?region={self.region}#/builds/{self.id}/view/new"

    @property
    def failed(self) -> Phase | None:
        """The phase that failed it."""
        return next((one for one in self.phases if one.status not in (None, "SUCCEEDED")), None)

    @property
    def _logs(self) -> Mapping[str, str]:
        return (self.project.get("logsConfig") or {}).get("cloudWatchLogs") or {}

    def begin(self, phase: str) -> None:
        """The phase before it has ended."""
        self.end_phase("SUCCEEDED")
        self.phases.append(Phase(type=phase, began_at=datetime.now(UTC)))

    def end_phase(self, status: Status, code: str = "", message: str = "") -> None:
        """The one that runs, if one does."""
        if self.phases and self.phases[-1].status is None:
            last = self.phases[-1]
            last.status, last.code, last.message, last.ended_at = status, code, message, datetime.now(UTC)

    def end(self, status: Status) -> None:
        """All of it."""
        self.end_phase("SUCCEEDED" if status == "SUCCEEDED" else status)
        self.begin("COMPLETED")
        self.status, self.ended_at = status, datetime.now(UTC)

    def again(self) -> None:
        """From its beginning, as a restart of the server has cut it."""
        del self.phases[:]


def shown(build: Build) -> Answer:
    """`Build` of the API."""
    project = build.project
    members = {
        "id": build.id,
        "arn": build.arn,
        "buildNumber": build.number,
        "startTime": build.began_at,
        "endTime": build.ended_at,
        "currentPhase": build.phases[-1].type if build.phases else "QUEUED",
        "buildStatus": build.status,
        "sourceVersion": build.source_version or None,
        "resolvedSourceVersion": build.revision or None,
        "projectName": build.name,
        "phases": [_phase(one) for one in build.phases],
        "source": project.get("source"),
        "secondarySources": project.get("secondarySources") or [],
        "artifacts": _artifacts(build, next(iter(build.outputs.values()), None)),
        "secondaryArtifacts": [_artifacts(build, one) for one in list(build.outputs.values())[1:]],
        "cache": project.get("cache") or {"type": "NO_CACHE"},
        "environment": project.get("environment"),
        "serviceRole": project.get("serviceRole"),
        "logs": logs(build),
        "timeoutInMinutes": project.get("timeoutInMinutes") or 60,
        "queuedTimeoutInMinutes": project.get("queuedTimeoutInMinutes") or 480,
        "buildComplete": build.ended,
        "initiator": build.initiator,
        "vpcConfig": project.get("vpcConfig"),
        "encryptionKey": project.get("encryptionKey"),
        "exportedEnvironmentVariables": [{"name": name, "value": value} for name, value in build.exported.items()],
    }
    return known(members)


def logs(build: Build) -> Answer:
    """Where its lines are."""
    group, stream = (quote(name, safe="").replace("%", "$25") for name in (build.log_group, build.log_stream))
    console = f"https://console.aws.amazon.com/cloudwatch/home?region={build.region}"
    return {
        "groupName": build.log_group,
        "streamName": build.log_stream,
        "deepLink": f"{console}#logsV2:log-groups/log-group/{group}/log-events/{stream}",
        "cloudWatchLogsArn": f"arn:aws:logs:{build.region}:{build.account_id}:log-group:{build.log_group}"
        f":log-stream:{build.log_stream}",
    }


def _artifacts(build: Build, location: Location | None) -> Answer:
    where = f"arn:aws:s3:::{location['bucket']}/{location['key']}" if location else ""
    return {"location": where}


def _phase(phase: Phase) -> Answer:
    seconds = round((phase.ended_at - phase.began_at).total_seconds()) if phase.ended_at else None
    members = {
        "phaseType": phase.type,
        "phaseStatus": phase.status,
        "startTime": phase.began_at,
        "endTime": phase.ended_at,
        "durationInSeconds": seconds,
        "contexts": [{"statusCode": phase.code, "message": phase.message}] if phase.status else None,
    }
    return known(members)
