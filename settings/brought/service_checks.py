"""What does not go with what a service brings: each line before AWS is asked for anything."""

from collections.abc import Iterator

from components.task_definition import TaskDefinitionArgs
from model.strategy import Strategy
from settings.refusal import of_entry
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if s.task_role_arn:
        for key, given in (("taskPolicyArns", s.task_policy_arns), ("taskPermissions", s.task_permissions)):
            if given:
                yield (
                    f"bluegreen:{key}: would be added to the role of the service, and bluegreen:taskRoleArn brings one "
                    "that is never changed; take it out, and give the role these permissions where it is made"
                )
    if s.execution_role_arn and s.secrets_key_arns:
        yield (
            "bluegreen:secretsKeyArns: would be added to the execution role, and bluegreen:executionRoleArn brings one "
            "that is never changed; take it out, and let the role decrypt with these keys where it is made"
        )
    if s.release_role_arn and s.strategy is Strategy.ROLLING:
        yield (
            f"bluegreen:releaseRoleArn = {s.release_role_arn}: by it traffic is moved between target groups, and "
            "bluegreen:strategy rolling moves none; take it out"
        )
    if s.log_key_arn and s.log_key_arn.split(":")[3] != s.region:
        yield (
            f"bluegreen:logKeyArn = {s.log_key_arn}: a log group takes a key of its own region, which is {s.region} "
            "(aws:region); bring one of that region"
        )
    if s.topic_arn and s.topic_arn.split(":")[3] != s.region:
        yield (
            f"bluegreen:topicArn = {s.topic_arn}: alarms and deployments notify a topic of their own region, which is "
            f"{s.region} (aws:region); bring one of that region"
        )


def of_log_groups(s: Settings) -> Iterator[str]:
    """Keys about log groups that are made, of services that have none; the stack's are for others that have some."""
    without = [one for one in s.services if one.log_group and not one.asked and one.delivered is None]
    used = len(without) < len(s.services)
    for one in without:
        own = s.entries.get(one.service_name, ())
        for key, line in _of_log_groups(one):
            if not used or key in own:
                yield of_entry(line, one.service_name, own)


def _of_log_groups(s: Settings) -> Iterator[tuple[str, str]]:
    if s.log_retention_days != TaskDefinitionArgs.log_retention_days:
        yield (
            "logRetentionDays",
            f"bluegreen:logRetentionDays = {s.log_retention_days}: is about a log group that is made, and "
            "bluegreen:logGroup brings one that is never changed; take it out",
        )
    if s.log_key_arn:
        yield (
            "logKeyArn",
            f"bluegreen:logKeyArn = {s.log_key_arn}: is for log groups that are made, and bluegreen:logGroup brings "
            "one that is never changed; take it out",
        )
