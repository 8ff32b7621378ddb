"""The history of alarms: DescribeAlarmHistory, which moto does not have. The last hundred items of each stay."""

import json
from collections import deque
from datetime import datetime
from typing import Any, Literal

from moto.cloudwatch.models import Alarm
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from local_aws.server.extensions.answers import utc
from local_aws.server.extensions.patching import patches

Kind = Literal["ConfigurationUpdate", "StateUpdate", "Action"]

ITEMS_KEPT = 100


def note(alarm: Alarm, kind: Kind, at: datetime, summary: str, **data: object) -> None:
    """One more thing that happened to it."""
    item = {
        "AlarmName": alarm.name,
        "AlarmType": "MetricAlarm" if alarm.rule is None else "CompositeAlarm",
        "Timestamp": at,
        "HistoryItemType": kind,
        "HistorySummary": summary,
        "HistoryData": json.dumps({"version": "1.0", **data}),
    }
    alarm.history = deque([*alarm.history, item], maxlen=ITEMS_KEPT)  # type: ignore[assignment]


@patches(CloudWatchResponse)
def describe_alarm_history(self: CloudWatchResponse) -> ActionResult:
    """The newest first, unless asked for otherwise; all on one page."""
    params: dict[str, Any] = self._get_params()
    name, kind = params.get("AlarmName"), params.get("HistoryItemType")
    start, end = (utc(params.get(member)) for member in ("StartDate", "EndDate"))
    items = [
        item
        for alarm in self.cloudwatch_backend.alarms.values()
        for item in alarm.history
        if name in (None, alarm.name)
        and kind in (None, item["HistoryItemType"])
        and (start is None or start <= item["Timestamp"])
        and (end is None or item["Timestamp"] <= end)
    ]
    items.sort(key=lambda item: item["Timestamp"], reverse=params.get("ScanBy") != "TimestampAscending")
    return ActionResult({"AlarmHistoryItems": items[: int(params.get("MaxRecords") or ITEMS_KEPT)]})
