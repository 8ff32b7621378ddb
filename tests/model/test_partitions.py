"""Partitions, against what botocore knows of them."""

import re
from typing import Any

import pytest
from botocore.loaders import Loader

from model.partitions import arn, endpoint, global_arn, managed_policy, partition, principal


def known() -> list[Any]:
    return Loader().load_data("partitions")["partitions"]


@pytest.mark.parametrize("there", known(), ids=lambda one: one["id"])
def test_every_region_is_in_its_partition_with_its_suffix(there: Any) -> None:
    regions = [one for one in there["regions"] if re.fullmatch(there["regionRegex"], one)]
    assert regions
    for region in regions:
        found = partition(region)
        assert (found.name, found.dns_suffix) == (there["id"], there["outputs"]["dnsSuffix"])


def test_arns_begin_with_the_partition_of_their_region() -> None:
    assert arn("us-gov-west-1", "sns", "1", "web") == "arn:aws-us-gov:sns:us-gov-west-1:1:web"
    assert global_arn("cn-north-1", "iam", "1", "role/web") == "arn:aws-cn:iam::1:role/web"
    assert managed_policy("eu-west-1", "ReadOnlyAccess") == "arn:aws:iam::aws:policy/ReadOnlyAccess"


def test_ec2_alone_is_called_otherwise_in_china() -> None:
    assert principal("cn-north-1", "ec2") == "ec2.amazonaws.com.cn"
    assert principal("us-gov-west-1", "ec2") == "ec2.amazonaws.com"
    for service in ("ecs", "ecs-tasks", "codedeploy", "lambda", "cloudwatch"):
        assert principal("cn-north-1", service) == f"{service}.amazonaws.com"


def test_some_endpoints_begin_otherwise_in_china() -> None:
    assert endpoint("cn-north-1", "ecr.dkr") == "cn.com.amazonaws.cn-north-1.ecr.dkr"
    assert endpoint("cn-north-1", "logs") == "com.amazonaws.cn-north-1.logs"
    assert endpoint("us-gov-west-1", "ecr.dkr") == "com.amazonaws.us-gov-west-1.ecr.dkr"
