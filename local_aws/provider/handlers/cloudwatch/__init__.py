"""CloudWatch: logs, alarms and dashboards; one module for each type."""

from local_aws.provider.handlers.cloudwatch import dashboard, log_group, metric_alarm

HANDLERS = (*log_group.HANDLERS, *metric_alarm.HANDLERS, *dashboard.HANDLERS)
