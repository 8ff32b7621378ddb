"""Scheduled actions: other bounds, when the calendar of the cloud says so."""

from datetime import UTC, tzinfo
from math import inf
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend, applicationautoscaling_backends

from local_aws.server.account import Account, account
from local_aws.server.extensions.application_autoscaling.targets import bring_inside, check, target_of
from local_aws.server.extensions.patching import AwsError, patches
from local_aws.server.tried import tried
from model.schedules import BadSchedule, schedule
from model.texts.autoscaling import BAD_SCHEDULE, BAD_TIMEZONE, NO_CAPACITY

_put = ApplicationAutoscalingBackend.put_scheduled_action


@patches(ApplicationAutoscalingBackend)
def put_scheduled_action(self: ApplicationAutoscalingBackend, **sent: Any) -> None:
    """moto's, of a target that is there, and with when it is due."""
    target_of(self, sent["service_namespace"], sent["resource_id"], sent["scalable_dimension"])
    known = _named(self, sent)
    bounds = sent["scalable_target_action"] or (known[0].scalable_target_action if known else {})
    if not bounds:
        raise AwsError.of(NO_CAPACITY)
    check(bounds.get("MinCapacity"), bounds.get("MaxCapacity"))
    zone = sent["timezone"] or (known[0].timezone if known else "UTC")
    text = sent["schedule"] or (known[0].schedule if known else "")
    try:
        schedule(text)
    except BadSchedule as error:
        raise AwsError.of(BAD_SCHEDULE, schedule=text, fault=error) from None
    if zone != "UTC" and zone not in available_timezones():
        raise AwsError.of(BAD_TIMEZONE, timezone=zone)
    _put(self, **sent | {"timezone": zone})
    [action] = _named(self, sent)
    of = account(self.account_id, self.region_name)
    _plan(of, action, of.cloud.clock.now)


def _named(backend: ApplicationAutoscalingBackend, sent: dict[str, Any]) -> list[Any]:
    """The one that is there already, if any."""
    names: Any = [sent["scheduled_action_name"]]
    return backend.describe_scheduled_actions(
        names, sent["service_namespace"], sent["resource_id"], sent["scalable_dimension"]
    )


def _plan(of: Account, action: Any, since: float) -> None:
    """When it is due after this second of the cloud; None: never again."""
    zone: tzinfo = UTC if action.timezone == "UTC" else ZoneInfo(action.timezone)
    begins, ends = (float(one) if one else None for one in (action.start_time, action.end_time))
    after = of.calendar(since)
    if begins and begins > after.timestamp():
        # A moment before, so that it can be due then.
        after = after.fromtimestamp(begins - 1, UTC)
    moment = schedule(action.schedule).after(after, zone)
    over = moment is None or (ends is not None and moment.timestamp() > ends)
    action.due = None if over or moment is None else (moment - of.began).total_seconds()


def next_due(of: Account) -> float:
    """The second of the cloud when one is due; `inf`: none will be."""
    return min((one.due for one in _actions(of) if one.due is not None), default=inf)


def act(of: Account) -> bool:
    """Whether one was due by now."""
    now = of.cloud.clock.now
    due = sorted((one for one in _actions(of) if one.due is not None and one.due <= now), key=lambda one: one.due)
    for action in due:
        tried(_act, of, action)
        _plan(of, action, action.due)
    return bool(due)


def _act(of: Account, action: Any) -> None:
    backend = applicationautoscaling_backends[of.id][of.region]
    target: Any = target_of(backend, action.service_namespace, action.resource_id, action.scalable_dimension)
    if target.suspended_state["ScheduledScalingSuspended"]:
        return
    bounds = action.scalable_target_action
    target.update(bounds.get("MinCapacity"), bounds.get("MaxCapacity"), None)
    bring_inside(backend, target)


def _actions(of: Account) -> list[Any]:
    return list(applicationautoscaling_backends[of.id][of.region].scheduled_actions)
