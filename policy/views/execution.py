"""What ECS does with a task's execution role before the task starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from model.images import ECR_IMAGE
from model.managed_policies import LOG, PULL
from policy.reading import UNKNOWN, Resource, flag, items, read
from policy.stack import Stack, only
from policy.views.containers import Container

SECRET: Final = "aws:secretsmanager/secret:Secret"
SECRET_POLICY: Final = "aws:secretsmanager/secretPolicy:SecretPolicy"
PARAMETER: Final = "aws:ssm/parameter:Parameter"
KEY: Final = "aws:kms/key:Key"
KEY_POLICIES: Final = ("aws:kms/keyPolicy:KeyPolicy", "aws:kms/grant:Grant")
BUCKETS: Final = ("aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket")
"""What may have the policy of a bucket."""
REPOSITORY_POLICY: Final = "aws:ecr/repositoryPolicy:RepositoryPolicy"

READ_FILE, FIND_BUCKET = "s3:GetObject", "s3:GetBucketLocation"
READ_SECRET, READ_PARAMETER, DECRYPT = "secretsmanager:GetSecretValue", "ssm:GetParameters", "kms:Decrypt"


@dataclass(frozen=True)
class Need:
    """One action that the role must allow."""

    action: str
    what_for: str
    resource: str = ""
    """The ARN, or as much of it as is known, from `:parameter` on; empty: on whatever resource."""


def needs(stack: Stack, task_definition: Resource, container: Container) -> Iterator[Need]:
    """What ECS needs for one container.

    On hosts images are pulled and logs written with the host's role, so only what a task for Fargate alone needs is
    counted of these. Policies of the resources themselves, which may allow it too, make the program silent about them.
    """
    if task_definition.get("requiresCompatibilities") == ["FARGATE"]:
        yield from _image(stack, container)
        yield from _logs(container)
    for name, value in _references(container):
        yield from _value(stack, task_definition, f"{name} of container {container.name}", value)
    yield from _files(stack, container)


def _image(stack: Stack, container: Container) -> Iterator[Need]:
    image = container.get("image")
    if isinstance(image, str) and ECR_IMAGE.fullmatch(image):
        actions = PULL[:1] if stack.of(REPOSITORY_POLICY) else PULL
        for action in actions:
            yield Need(action, f"the image of container {container.name}")


def _logs(container: Container) -> Iterator[Need]:
    if container.get("logConfiguration", "logDriver") != "awslogs":
        return
    creates = flag(container.get("logConfiguration", "options", "awslogs-create-group")) is True
    for action in (*LOG, *(["logs:CreateLogGroup"] if creates else [])):
        yield Need(action, f"the log of container {container.name}")


def _files(stack: Stack, container: Container) -> Iterator[Need]:
    """An object and its bucket, for each file of variables (ECS developer guide, task execution role, Amazon S3)."""
    for _, file in items(container.get("environmentFiles")):
        arn = read(file, "value")
        bucket, _, key = arn.partition("/") if isinstance(arn, str) else ("", "", "")
        if ":s3:::" in bucket and key and not _has_policy(stack, bucket.rpartition(":")[2]):
            what_for = f"the environmentFiles of container {container.name}"
            yield Need(READ_FILE, what_for, f"{bucket}/{key}")
            yield Need(FIND_BUCKET, what_for, bucket)


def _has_policy(stack: Stack, bucket: str) -> bool:
    """Whether a bucket may have a policy in the program."""
    named = (one.get("bucket", default=UNKNOWN) for one in stack.of(*BUCKETS) if one.declared("policy") is not None)
    return any(name in (bucket, UNKNOWN) for name in named)


def _references(container: Container) -> Iterator[tuple[str, Any]]:
    """The secrets and parameters of a container, each with what it is called there."""
    for path in (("secrets",), ("logConfiguration", "secretOptions")):
        for _, secret in items(container.get(*path)):
            yield f"{path[-1]} {read(secret, 'name')}", read(secret, "valuefrom")
    yield "repositoryCredentials", container.get("repositoryCredentials", "credentialsParameter")


def _value(stack: Stack, task_definition: Resource, name: str, value: Any) -> Iterator[Need]:
    if not isinstance(value, str) or not value:
        return
    service = value.split(":")[2:3] if value.startswith("arn:") else ["ssm"]
    if service == ["secretsmanager"]:
        arn = ":".join(value.split(":")[:7])
        found = only(stack.linked(task_definition, "containerDefinitions", arn, SECRET, by="arn"))
        if not stack.of(SECRET_POLICY):
            yield Need(READ_SECRET, name, arn)
        if found and _by_own_key(stack, found, "kmsKeyId"):
            yield Need(DECRYPT, name)
    elif service == ["ssm"]:
        by = "arn" if value.startswith("arn:") else "name"
        found = only(stack.linked(task_definition, "containerDefinitions", value, PARAMETER, by=by))
        yield Need(READ_PARAMETER, name, value if by == "arn" else f":parameter/{value.lstrip('/')}")
        if found and found.get("type") == "SecureString" and _by_own_key(stack, found, "keyId"):
            yield Need(DECRYPT, name)


def _by_own_key(stack: Stack, of: Resource, prop: str) -> bool:
    """Whether its key is the program's, and leaves permissions to IAM, as one without a policy does."""
    value = of.get(prop)
    key = only(stack.linked(of, prop, value, KEY, by="arn")) or only(stack.linked(of, prop, value, KEY, by="keyId"))
    return key is not None and key.declared("policy") is None and not stack.of(*KEY_POLICIES)
