"""The events of an ECS service, in the words of the ECS developer guide, "Service event messages"."""

import uuid
from typing import Any

from moto.core.utils import utcnow

from model.hosts import Scarce
from model.placement import Unplaced

LACKS = {
    Scarce.CPU: "has insufficient CPU units available.",
    Scarce.MEMORY: "has insufficient memory available.",
    Scarce.PORTS: "is already using a port required by your task.",
    Scarce.INTERFACES: 'encountered error "RESOURCE:ENI".',
    Scarce.INSTANCES: 'encountered error "DistinctInstance placement constraint unsatisfied."',
}
TROUBLESHOOTING = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
EVENTS_KEPT = 100


def event(service: Any, message: str) -> None:
    """Adds a service event, unless the last one says the same."""
    text = f"(service {service.name}) {message}"
    if not service.events or service.events[0]["message"] != text:
        service.events.insert(0, {"id": str(uuid.uuid4()), "createdAt": utcnow(), "message": text})
        del service.events[EVENTS_KEPT:]


def unplaced(why: Unplaced) -> str:
    """Why a task stays pending."""
    if why.lacking is Scarce.HOSTS:
        detail = "Reason: No Container Instances were found in your cluster."
    else:
        detail = f"The closest matching (container-instance {why.closest}) {LACKS[why.lacking]}"
    return (
        "was unable to place a task because no container instance met all of its requirements. "
        f"{detail} {TROUBLESHOOTING}"
    )
