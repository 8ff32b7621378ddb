"""Look-ups of where a program runs: account, region and partition."""

import re

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props

# AWS's names of the regions that programs here use; others have their code for a name.
REGIONS = {
    "eu-central-1": "Europe (Frankfurt)",
    "eu-west-1": "Europe (Ireland)",
    "us-east-1": "US East (N. Virginia)",
    "us-east-2": "US East (Ohio)",
    "us-west-2": "US West (Oregon)",
}


def get_caller_identity(aws: Aws, args: Props) -> Props:
    """Who calls, and in which account."""
    answer = aws.client("sts").get_caller_identity()
    return {"id": answer["Account"], "accountId": answer["Account"], "arn": answer["Arn"], "userId": answer["UserId"]}


def get_region(aws: Aws, args: Props) -> Props:
    """The region: the provider's when none is named."""
    name = args.get("region") or args.get("name") or aws.region
    if not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", name):
        raise ValueError(f"no region is named {name!r}")
    return {
        "id": name,
        "name": name,
        "region": name,
        "description": REGIONS.get(name, name),
        "endpoint": f"ec2.{name}.amazonaws.com",
    }


def get_partition(aws: Aws, args: Props) -> Props:
    """The partition of AWS: always the public one."""
    return {
        "id": aws.partition,
        "partition": aws.partition,
        "dnsSuffix": "amazonaws.com",
        "reverseDnsPrefix": "com.amazonaws",
    }
