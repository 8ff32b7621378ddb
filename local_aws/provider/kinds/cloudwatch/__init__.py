"""CloudWatch: logs, alarms and dashboards; one module a noun."""

from local_aws.provider.kinds.cloudwatch import dashboard, log_group, metric_alarm

KINDS = (*log_group.KINDS, *metric_alarm.KINDS, *dashboard.KINDS)
