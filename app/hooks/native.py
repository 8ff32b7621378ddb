"""ECS calls with what it is about to do and goes by what the function returns (ECS developer guide, Lambda hooks)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.hooks.call import Clients
from app.hooks.finding import Pending
from app.hooks.revision import Revision


@dataclass(frozen=True, kw_only=True)
class NativeCall:
    """A call at one stage of a service deployment."""

    token: str
    target: str
    """ARN of the service revision that is being released."""
    details: Mapping[str, Any]
    clients: Clients

    @classmethod
    def of(cls, event: Mapping[str, Any], clients: Clients) -> "NativeCall":
        """Raises KeyError when the event has another shape."""
        return cls(
            # Of an id of its own the guide says nothing; a stage of a deployment is what it belongs to in any case.
            token=event.get("executionId") or f"{event['resourceArn']} {event['lifecycleStage']}",
            target=event["executionDetails"]["targetServiceRevisionArn"],
            details=event.get("hookDetails") or {},
            clients=clients,
        )

    def revision(self) -> Revision:
        """The service revision."""
        described = self.clients("ecs").describe_service_revisions(serviceRevisionArns=[self.target])
        (found,) = described["serviceRevisions"]
        return Revision.of(found["clusterArn"], found["taskDefinition"], found)


def answer(finding: Pending | None) -> dict[str, Any]:
    """What ECS reads."""
    if finding is None:
        return {"hookStatus": "SUCCEEDED"}
    return {"hookStatus": "IN_PROGRESS", "callBackDelay": finding.seconds, "hookDetails": dict(finding.details)}


FAILED = {"hookStatus": "FAILED"}
