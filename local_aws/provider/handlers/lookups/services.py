"""Look-ups of what a service may have already: a repository, a log group, a key, a topic."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_repository(aws: Aws, args: Props) -> Props:
    """By name, with the tags of its newest image."""
    ecr = aws.client("ecr")
    found = ecr.describe_repositories(repositoryNames=[args["name"]])["repositories"][0]
    return {
        **args,
        "id": found["repositoryName"],
        "arn": found["repositoryArn"],
        "encryptionConfigurations": [
            {"kmsKey": "", **found.get("encryptionConfiguration", {"encryptionType": "AES256"})}
        ],
        "imageScanningConfigurations": [found.get("imageScanningConfiguration", {"scanOnPush": False})],
        "imageTagMutability": found["imageTagMutability"],
        "imageTagMutabilityExclusionFilters": [],
        "mostRecentImageTags": _newest(ecr, args["name"]),
        "region": aws.region,
        "registryId": found["registryId"],
        "repositoryUrl": found["repositoryUri"],
        "tags": tag_lists.as_map(ecr.list_tags_for_resource(resourceArn=found["repositoryArn"])["tags"]),
    }


def get_log_group(aws: Aws, args: Props) -> Props:
    """By its whole name; 0 days are for ever."""
    logs = aws.client("logs")
    pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=args["name"])
    found = next((one for page in pages for one in page["logGroups"] if one["logGroupName"] == args["name"]), None)
    if found is None:
        raise ValueError(f"reading CloudWatch Logs Log Group ({args['name']}): couldn't find resource")
    arn = found["arn"].removesuffix(":*")
    return {
        **args,
        "id": found["logGroupName"],
        "arn": arn,
        "creationTime": found.get("creationTime", 0),
        "deletionProtectionEnabled": found.get("deletionProtectionEnabled", False),
        "kmsKeyId": found.get("kmsKeyId", ""),
        "logGroupClass": found.get("logGroupClass", "STANDARD"),
        "region": aws.region,
        "retentionInDays": found.get("retentionInDays", 0),
        "tags": logs.list_tags_for_resource(resourceArn=arn).get("tags", {}),
    }


def get_key(aws: Aws, args: Props) -> Props:
    """By id, ARN or alias."""
    found = aws.client("kms").describe_key(KeyId=args["keyId"])["KeyMetadata"]
    return {
        **args,
        "id": found["KeyId"],
        "arn": found["Arn"],
        "awsAccountId": found["AWSAccountId"],
        "creationDate": found["CreationDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "customerMasterKeySpec": found["KeySpec"],
        "description": found["Description"],
        "enabled": found["Enabled"],
        "keyManager": found["KeyManager"],
        "keySpec": found["KeySpec"],
        "keyState": found["KeyState"],
        "keyUsage": found.get("KeyUsage", "ENCRYPT_DECRYPT"),
        "multiRegion": found.get("MultiRegion", False),
        "multiRegionConfigurations": [],
        "origin": found["Origin"],
        "region": aws.region,
        "xksKeyConfigurations": [],
    }


def get_topic(aws: Aws, args: Props) -> Props:
    """By name."""
    sns = aws.client("sns")
    pages = sns.get_paginator("list_topics").paginate()
    arns = [one["TopicArn"] for page in pages for one in page["Topics"]]
    found = next((arn for arn in arns if arn.rpartition(":")[2] == args["name"]), None)
    if found is None:
        raise ValueError("no matching SNS Topic found")
    tags = sns.list_tags_for_resource(ResourceArn=found)["Tags"]
    return {**args, "id": found, "arn": found, "region": aws.region, "tags": tag_lists.as_map(tags)}


def _newest(ecr: Any, name: str) -> list[str]:
    images = ecr.describe_images(repositoryName=name)["imageDetails"]
    newest = max(images, key=lambda one: one["imagePushedAt"], default={})
    return newest.get("imageTags", [])
