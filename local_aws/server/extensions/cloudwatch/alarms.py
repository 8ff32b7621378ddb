"""Alarms: moto keeps them; here they change their state, tell the model, and publish to their topics.

A new alarm has INSUFFICIENT_DATA; one that is put again keeps its state. What SetAlarmState says holds until the next
evaluation that finds another state (CloudWatch API reference, SetAlarmState).
"""

import json
from datetime import UTC, datetime
from typing import Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.sns.models import sns_backends

from local_aws.server.account import Account, account
from local_aws.server.extensions.cloudwatch import metric_math
from local_aws.server.extensions.cloudwatch.alarm_messages import message, moment, subject
from local_aws.server.extensions.cloudwatch.datapoints import Metric, dimensions
from local_aws.server.extensions.cloudwatch.evaluation import COMPARISONS, Point, Rule, Verdict
from local_aws.server.extensions.cloudwatch.evaluation import evaluate as verdict_on
from local_aws.server.extensions.cloudwatch.history import note
from local_aws.server.extensions.cloudwatch.metrics import metrics
from local_aws.server.extensions.patching import patches
from local_aws.server.tried import tried
from model.moving.alarms import AlarmState

_put_metric_alarm = CloudWatchBackend.put_metric_alarm
_set_alarm_state = CloudWatchBackend.set_alarm_state
_delete_alarms = CloudWatchBackend.delete_alarms

STATE = ("state_value", "state_reason", "state_reason_data", "state_updated_timestamp", "state_transitioned_timestamp")
"""What stays when an alarm is put again, with its history."""


@patches(CloudWatchBackend)
def put_metric_alarm(self: CloudWatchBackend, name: str, *args: Any, **details: Any) -> Alarm:
    """moto's, with the state that it has or begins with."""
    before = self.alarms.get(name)
    alarm: Any = _put_metric_alarm(self, name, *args, **details)
    of = account(self.account_id, self.region_name)
    if before:
        vars(alarm).update({member: getattr(before, member) for member in (*STATE, "history")})
        note(alarm, "ConfigurationUpdate", _now(of), f'Alarm "{name}" updated', type="Update")
    else:
        alarm.state_value = "INSUFFICIENT_DATA"
        alarm.state_updated_timestamp = alarm.state_transitioned_timestamp = _now(of)
        of.cloud.alarms.set(name, "INSUFFICIENT_DATA")
        note(alarm, "ConfigurationUpdate", _now(of), f'Alarm "{name}" created', type="Create")
    return alarm


@patches(CloudWatchBackend)
def delete_alarms(self: CloudWatchBackend, alarm_names: list[str]) -> None:
    """moto's; the model forgets them."""
    _delete_alarms(self, alarm_names)
    for name in alarm_names:
        account(self.account_id, self.region_name).cloud.alarms.forget(name)


@patches(CloudWatchBackend)
def set_alarm_state(
    self: CloudWatchBackend, alarm_name: str, reason: str, reason_data: str, state_value: AlarmState
) -> None:
    """Checked by moto."""
    alarm = self.alarms.get(alarm_name)
    before = None if alarm is None else {member: vars(alarm).get(member) for member in (*STATE, "history")}
    _set_alarm_state(self, alarm_name, reason, reason_data, state_value)
    if alarm and before is not None:
        vars(alarm).update(before)
        _become(account(self.account_id, self.region_name), alarm, state_value, reason, reason_data or "{}")


def evaluate(of: Account, backend: CloudWatchBackend, minute: int) -> bool:
    """All alarms by what was measured until this minute of the cloud's clock; whether one has another state."""
    before = {name: alarm.state_value for name, alarm in backend.alarms.items()}
    for alarm in list(backend.alarms.values()):
        tried(_evaluate, of, backend, alarm, minute)
    return before != {name: alarm.state_value for name, alarm in backend.alarms.items()}


def _evaluate(of: Account, backend: CloudWatchBackend, alarm: Alarm, minute: int) -> None:
    found = _verdict(of, backend, alarm, minute)
    if found and found.state != alarm.state_value:
        _become(of, alarm, found.state, found.reason, json.dumps(_reason_data(of, alarm, found)))


def _verdict(of: Account, backend: CloudWatchBackend, alarm: Alarm, minute: int) -> Verdict | None:
    if alarm.rule is not None or alarm.comparison_operator not in COMPARISONS or alarm.threshold is None:
        return None
    rule = Rule(
        threshold=float(alarm.threshold),
        comparison=alarm.comparison_operator,
        periods=int(alarm.evaluation_periods),
        datapoints_to_alarm=int(alarm.datapoints_to_alarm) if alarm.datapoints_to_alarm else None,
        missing=alarm.treat_missing_data or "missing",  # type: ignore[arg-type]
    )
    length = _minutes(alarm)
    firsts = [minute - length * age for age in range(rule.range, 0, -1)]
    try:
        values = _values(backend, alarm, firsts, length)
    except metric_math.BadExpression:
        return None
    return verdict_on(rule, [Point(of.at(60 * first), value) for first, value in zip(firsts, values, strict=True)])


def latest(backend: CloudWatchBackend, alarm: Alarm, minute: int) -> float | None:
    """What it looked at last, before this minute of the cloud's clock; None: there was nothing."""
    length = _minutes(alarm)
    return _values(backend, alarm, [minute - length], length)[0]


def _minutes(alarm: Alarm) -> int:
    """The length of its periods; of several metrics the longest counts."""
    stats = [query.metric_stat.period for query in alarm.metric_data_queries if query.metric_stat]
    periods = [alarm.period, *stats, *(query.period for query in alarm.metric_data_queries)]
    return max(1, *(int(seconds) // 60 for seconds in periods if seconds))


def _values(backend: CloudWatchBackend, alarm: Alarm, firsts: list[int], length: int) -> metric_math.Series:
    """One for each period."""
    if not alarm.metric_data_queries:
        metric = _metric(alarm.namespace, alarm.metric_name, alarm.dimensions)
        return _measured(backend, metric, alarm.statistic or alarm.extended_statistic or "", firsts, length)
    measured, expressions, wanted = {}, {}, ""
    for query in alarm.metric_data_queries:
        if query.expression:
            expressions[query.id] = query.expression
        elif query.metric_stat:
            about = query.metric_stat.metric
            metric = _metric(about.namespace, about.metric_name, about.dimensions)
            measured[query.id] = _measured(backend, metric, query.metric_stat.stat, firsts, length)
        if str(query.return_data).lower() != "false":
            wanted = query.id
    return metric_math.resolve(expressions, measured, len(firsts))[wanted]


def _measured(backend: Any, metric: Metric, statistic: str, firsts: list[int], length: int) -> metric_math.Series:
    series = metrics(backend).series.get(metric)
    found = [series.between(first, first + length) if series else None for first in firsts]
    return [one and one.statistic(statistic) for one in found]


def _metric(namespace: str, name: str, values: list[Any]) -> Metric:
    return Metric(namespace=namespace, name=name, dimensions=dimensions({one.name: one.value for one in values}))


def _become(of: Account, alarm: Any, state: AlarmState, reason: str, reason_data: str) -> None:
    """Another state, or the same for another reason; the actions of the state are taken when it is another."""
    now, before, why = _now(of), alarm.state_value, alarm.state_reason
    alarm.state_value, alarm.state_reason, alarm.state_reason_data = state, reason, reason_data
    alarm.state_updated_timestamp = now
    of.cloud.alarms.set(alarm.name, state)
    if state == before:
        return
    alarm.state_transitioned_timestamp = now
    changed = {
        "oldState": {"stateValue": before, "stateReason": why},
        "newState": {"stateValue": state, "stateReason": reason, "stateReasonData": json.loads(reason_data)},
    }
    note(alarm, "StateUpdate", now, f"Alarm updated from {before} to {state}", **changed)
    if alarm.actions_enabled:
        actions = {"OK": alarm.ok_actions, "ALARM": alarm.alarm_actions}
        for arn in actions.get(state, alarm.insufficient_data_actions):
            _act(of, alarm, arn, before, now)


def _act(of: Account, alarm: Alarm, arn: str, before: str, now: datetime) -> None:
    """Only topics are known; a scaling policy looks at its alarms by itself."""
    try:
        _, _, service, region, owner, _ = arn.split(":", 5)
        if service == "autoscaling":
            return
        if service != "sns":
            raise LookupError(f"the local AWS takes no action of {service}")
        text = json.dumps(message(alarm, of.id, before, now), separators=(",", ":"))
        sns_backends[owner][region].publish(text, arn, subject=subject(alarm, of.region))
    except Exception as error:
        note(alarm, "Action", now, f"Failed to execute action {arn}", actionState="Failed", error=str(error))
    else:
        note(alarm, "Action", now, f"Successfully executed action {arn}", actionState="Succeeded")


def _reason_data(of: Account, alarm: Alarm, found: Verdict) -> dict[str, Any]:
    data: dict[str, Any] = {"version": "1.0", "queryDate": moment(_now(of))}
    if found.points:
        data["startDate"] = moment(found.points[-1].at)
    if alarm.statistic or alarm.extended_statistic:
        data["statistic"] = alarm.statistic or alarm.extended_statistic
    recent = [point.value for point in reversed(found.points)]
    return data | {"period": 60 * _minutes(alarm), "recentDatapoints": recent, "threshold": float(alarm.threshold)}


def _now(of: Account) -> datetime:
    return of.at(of.cloud.clock.now).astimezone(UTC)
