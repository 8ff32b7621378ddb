"""Application Auto Scaling: targets, their policies and scheduled actions."""

from local_aws.provider.handlers.appautoscaling import policy, scheduled_action, target

HANDLERS = (*target.HANDLERS, *policy.HANDLERS, *scheduled_action.HANDLERS)
