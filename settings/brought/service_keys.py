"""The keys of what a team has already for a service: repository, roles, topic and log group. Empty, each is made."""

from typing import Annotated

from model.partitions import ANY
from settings.permissions import KEY
from settings.strict import Strict
from settings.values import matching

Repository = Annotated[
    str,
    matching(
        r"|(?!.*\.dkr\.ecr\.)(?=.{2,256}$)[a-z0-9]+([._/-]+[a-z0-9]+)*",
        "must be the name of a repository in Amazon ECR, such as team/web, without its registry",
    ),
]
RoleArn = Annotated[
    str,
    matching(
        rf"|{ANY}:iam::\d{{12}}:role/[\w+=,.@/-]+",
        "must be the ARN of a role, arn:aws:iam::ACCOUNT:role/NAME, or empty for one that is made",
    ),
]
TopicArn = Annotated[
    str,
    matching(
        rf"|{ANY}:sns:[a-z0-9-]+:\d{{12}}:[\w-]{{1,256}}",
        "must be the ARN of a standard topic in SNS, arn:aws:sns:REGION:ACCOUNT:NAME, or empty for one that is made",
    ),
]
LogGroup = Annotated[
    str,
    matching(
        r"|[\w./#-]{1,512}",
        "must be the name of a log group in CloudWatch, such as /team/web, or empty for one that is made",
    ),
]
KeyArn = Annotated[
    str,
    matching(
        f"|{KEY}",
        "must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID, or empty for CloudWatch's own",
    ),
]


class OwnKeys(Strict):
    """What a team brings for a service; several services may have the same."""

    repository: Repository
    execution_role_arn: RoleArn
    task_role_arn: RoleArn
    release_role_arn: RoleArn
    topic_arn: TopicArn
    log_group: LogGroup
    log_key_arn: KeyArn
