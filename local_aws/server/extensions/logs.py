"""CloudWatch Logs: retention in days is one of AWS's values."""

from typing import Any

from moto.logs.models import LogsBackend

from local_aws.server.extensions.patching import AwsError, patches
from model.logs import RETENTION_DAYS
from model.texts.logs import RETENTION

_put_retention_policy = LogsBackend.put_retention_policy


@patches(LogsBackend)
def put_retention_policy(self: LogsBackend, log_group_name: str, retention_in_days: Any) -> None:
    """moto's, with the number checked."""
    if int(retention_in_days) not in RETENTION_DAYS:
        raise AwsError.of(RETENTION, days=retention_in_days, allowed=list(RETENTION_DAYS))
    _put_retention_policy(self, log_group_name, retention_in_days)
