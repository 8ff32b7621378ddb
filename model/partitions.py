"""Partitions of AWS: accounts and names of one are nothing in another.

Names, regions and DNS suffixes as botocore has them (data/partitions.json); https://docs.aws.amazon.com/
IAM/latest/UserGuide/reference-arns.html.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Partition:
    """One of them."""

    name: str
    """As ARNs have it."""
    dns_suffix: str
    """With which addresses of services end."""
    principals: Mapping[str, str]
    """Services that policies call otherwise than elsewhere."""
    endpoint_prefix: str = "com.amazonaws"
    """With which the names of `PREFIXED` endpoints begin."""
    console: str = "console.aws.amazon.com"
    """Where people look. Of the isolated partitions nobody outside knows."""


AWS: Final = Partition("aws", "amazonaws.com", {})

BY_REGION: Final[Mapping[str, Partition]] = {
    "cn-": Partition(
        "aws-cn", "amazonaws.com.cn", {"ec2": "ec2.amazonaws.com.cn"}, "cn.com.amazonaws", "console.amazonaws.cn"
    ),
    "us-gov-": Partition("aws-us-gov", "amazonaws.com", {}, console="console.amazonaws-us-gov.com"),
    "us-iso-": Partition("aws-iso", "c2s.ic.gov", {}, "gov.ic.c2s"),
    "us-isob-": Partition("aws-iso-b", "sc2s.sgov.gov", {}, "gov.sgov.sc2s"),
    "eu-isoe-": Partition("aws-iso-e", "cloud.adc-e.uk", {}, "uk.adc-e.cloud"),
    "us-isof-": Partition("aws-iso-f", "csp.hci.ic.gov", {}, "gov.ic.hci.csp"),
    "eusc-": Partition("aws-eusc", "amazonaws.eu", {}, "eu.amazonaws"),
}
"""By what the codes of their regions begin with; all others are AWS's first.

Services have the same principals everywhere (aws-cdk-lib 2.276, region-info; of CodeDeploy in China the ECS developer
guide there, codedeploy_IAM_role), but for EC2 in China (github.com/hashicorp/terraform-provider-aws/pull/47141).
"""

PARTITIONS: Final = (AWS, *BY_REGION.values())

PREFIXED: Final = ("ecr.api", "ecr.dkr")
"""Of the services that programs here reach by a VPC endpoint, those whose endpoints begin otherwise in some partitions
(aws-cdk, aws-ec2, InterfaceVpcEndpointAwsService)."""

ANY: Final = f"arn:(?:{'|'.join(one.name for one in PARTITIONS)})"
"""How an ARN of any partition begins, as a regular expression."""


def partition(region: str) -> Partition:
    """That of a region."""
    return next((one for start, one in BY_REGION.items() if region.startswith(start)), AWS)


def arn(region: str, service: str, account: str, resource: str = "") -> str:
    """Of something in a region; with nothing for the resource, how such ARNs begin."""
    return f"arn:{partition(region).name}:{service}:{region}:{account}:{resource}"


def global_arn(region: str, service: str, account: str, resource: str = "") -> str:
    """Of something that all regions of a region's partition share; S3 has no account in its ARNs."""
    return f"arn:{partition(region).name}:{service}::{account}:{resource}"


def managed_policy(region: str, name: str) -> str:
    """The ARN of a policy of AWS's own, of whose name the path is a part."""
    return global_arn(region, "iam", "aws", f"policy/{name}")


def principal(region: str, service: str) -> str:
    """What policies call a service, such as `ecs-tasks`."""
    return partition(region).principals.get(service, f"{service}.amazonaws.com")


def endpoint(region: str, service: str) -> str:
    """The name of the VPC endpoint of a service, such as `ecr.api`."""
    prefix = partition(region).endpoint_prefix if service in PREFIXED else AWS.endpoint_prefix
    return f"{prefix}.{region}.{service}"
