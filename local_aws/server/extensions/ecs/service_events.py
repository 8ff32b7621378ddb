"""The events of an ECS service, in the words of the ECS developer guide, "Service event messages"."""

import sys
import traceback
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.core.exceptions import ServiceException
from moto.core.utils import utcnow

from model.moving.services import EVENTS_KEPT
from model.placement import Unplaced
from model.texts.ecs import NOT_STARTED, STEADY, TROUBLESHOOTING, unplaced


def event(service: Any, text: str) -> None:
    """Adds a service event, unless the last one says the same."""
    if not service.events or service.events[0]["message"] != text:
        service.events.insert(0, {"id": str(uuid.uuid4()), "createdAt": utcnow(), "message": text})
        del service.events[EVENTS_KEPT:]


def steady_state(service: Any) -> None:
    """All its tasks run."""
    event(service, STEADY.say(service=service.name))


def pending(service: Any, why: Unplaced) -> None:
    """A task stays pending, and why."""
    event(service, f"{unplaced(why.lacking, service.name, why.closest)} {TROUBLESHOOTING.say()}")


@contextmanager
def failures_as_events(service: Any) -> Iterator[None]:
    """What fails inside becomes an event of the service: in AWS's words, else as a failure of the local AWS."""
    try:
        yield
    except ServiceException as error:
        event(service, NOT_STARTED.say(service=service.name, reason=error.message.rstrip(".")))
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        reason = f"the local AWS failed: {error!r}; its log has the traceback"
        event(service, NOT_STARTED.say(service=service.name, reason=reason))
