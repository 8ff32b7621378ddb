"""SNS: a topic, who may use it and who listens; one module a noun."""

from local_aws.provider.kinds.sns import topic, topic_policy, topic_subscription

KINDS = (*topic.KINDS, *topic_policy.KINDS, *topic_subscription.KINDS)
