"""What ECS may do to start a task: pull its images, write its logs, read what its containers are told."""

from collections.abc import Sequence

from pulumi import Input

from components.container import Container
from components.roles import Statement
from model.images import ECR_IMAGE
from model.partitions import arn, partition
from model.secrets import in_policies


def execution_statements(
    containers: Sequence[Container],
    *,
    repository_arn: Input[str] | None,
    log_streams: Input[str],
    key_arns: Sequence[str] = (),
) -> list[Statement]:
    """These images, these log streams, these secrets with the keys that they have, and these files."""
    secrets = sorted({arn for one in containers for arn in one.secrets.values()})
    return [
        # AWS knows no narrower resource for this one action.
        {"Action": ["ecr:GetAuthorizationToken"], "Resource": "*"},
        {"Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": log_streams},
        *_images(containers, repository_arn),
        *_secrets(secrets, key_arns),
        *_files(sorted({arn for one in containers for arn in one.environment_files})),
    ]


def _images(containers: Sequence[Container], repository_arn: Input[str] | None) -> list[Statement]:
    images = [ECR_IMAGE.match(one.image) for one in containers]
    found = dict.fromkeys(
        arn(one["region"], "ecr", one["account"], f"repository/{one['repository']}") for one in images if one
    )
    repositories: list[Input[str]] = [*([repository_arn] if repository_arn else []), *found]
    pull = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
    return [{"Action": pull, "Resource": repositories}] if repositories else []


def _secrets(arns: Sequence[str], key_arns: Sequence[str]) -> list[Statement]:
    statements: list[Statement] = []
    # ECS takes a JSON key, stage and version behind a secret's ARN of seven parts; IAM knows the ARN alone.
    whole = (":".join(arn.split(":")[:7]) for arn in arns if ":secretsmanager:" in arn)
    secrets = dict.fromkeys(resource for arn in whole for resource in in_policies(arn))
    parameters = [arn for arn in arns if ":ssm:" in arn]
    if secrets:
        statements.append({"Action": ["secretsmanager:GetSecretValue"], "Resource": list(secrets)})
    if parameters:
        statements.append({"Action": ["ssm:GetParameters"], "Resource": parameters})
    if key_arns:
        services = {tuple(arn.split(":")[2:4]) for arn in arns}
        statements.append(
            {
                "Action": ["kms:Decrypt"],
                "Resource": key_arns,
                # By the services that keep the secrets, and not by itself (KMS developer guide, kms:ViaService).
                "Condition": {
                    "StringEquals": {
                        "kms:ViaService": [
                            f"{one}.{region}.{partition(region).dns_suffix}" for one, region in sorted(services)
                        ]
                    }
                },
            }
        )
    return statements


def _files(arns: Sequence[str]) -> list[Statement]:
    """The objects, and where their buckets are (ECS developer guide, task execution role, Amazon S3)."""
    if not arns:
        return []
    buckets = dict.fromkeys(arn.partition("/")[0] for arn in arns)
    return [
        {"Action": ["s3:GetObject"], "Resource": arns},
        {"Action": ["s3:GetBucketLocation"], "Resource": list(buckets)},
    ]
