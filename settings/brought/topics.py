"""The topic that a service brings: whether it can be notified."""

import json
from collections.abc import Iterator

import pulumi_aws as aws

from model.partitions import principal
from settings.brought.documents import lets
from settings.brought.seen import looked_up


def problems(topic_arn: str, account: str, *, of_pipeline: bool) -> Iterator[str]:
    """A line when alarms could not publish to it, or EventBridge what a pipeline does. CodeDeploy does so by the role
    of its deployment group."""
    region, owner, name = topic_arn.split(":")[3:]
    if owner != account:
        yield (
            f"bluegreen:topicArn = {topic_arn}: is of the account {owner}, and the stack is in {account}; bring a "
            "topic of this account"
        )
        return
    looked_up("topicArn", lambda: aws.sns.get_topic(name=name))
    policy = _policy(topic_arn)
    publishers = {"cloudwatch": "CloudWatch's alarms"} | ({"events": "a pipeline's events"} if of_pipeline else {})
    for service, what in publishers.items():
        if policy and not lets(policy, "sns:Publish", principal(region, service)):
            yield (
                f"bluegreen:topicArn = {topic_arn}: its policy does not let {what} publish; allow sns:Publish to the "
                f"service {principal(region, service)} there"
            )


def _policy(topic_arn: str) -> str:
    """Which Cloud Control alone tells; empty for the one that a topic has from the start, which lets in everything of
    the account, and where the caller may not ask."""
    try:
        found = aws.cloudcontrol.get_resource(type_name="AWS::SNS::TopicInlinePolicy", identifier=topic_arn)
    except Exception:  # Pulumi raises no narrower one.
        return ""
    policy = json.loads(found.properties).get("PolicyDocument", "")
    return policy if isinstance(policy, str) else json.dumps(policy)
