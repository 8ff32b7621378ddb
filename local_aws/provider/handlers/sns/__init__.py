"""SNS: a topic, who may use it and who listens; one module for each type."""

from local_aws.provider.handlers.sns import topic, topic_policy, topic_subscription

HANDLERS = (*topic.HANDLERS, *topic_policy.HANDLERS, *topic_subscription.HANDLERS)
