"""CloudWatch: logs, alarms, dashboards and the rules of EventBridge; one module for each type."""

from local_aws.provider.handlers.cloudwatch import dashboard, event_rule, event_target, log_group, metric_alarm

HANDLERS = (
    *log_group.HANDLERS,
    *metric_alarm.HANDLERS,
    *dashboard.HANDLERS,
    *event_rule.HANDLERS,
    *event_target.HANDLERS,
)
