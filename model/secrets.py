"""ARNs of the secrets of AWS Secrets Manager."""

import re
from typing import Final

SUFFIX: Final = "-??????"
"""Six characters that AWS puts behind the name of a secret in its ARN (Secrets Manager user guide, what's in a
secret), as a policy says them."""

_SUFFIXED = re.compile(r".*-[A-Za-z0-9]{6}")


def in_policies(arn: str) -> list[str]:
    """The resources that a policy must name, so that what has this ARN may be read.

    ECS takes an ARN without the six characters, too, and IAM does not (Secrets Manager API reference, GetSecretValue).
    Six that have no capital may be the end of a name, such as `api-secret`: then it is both.
    """
    if not _SUFFIXED.fullmatch(arn):
        return [f"{arn}{SUFFIX}"]
    return [arn] if arn[-6:] != arn[-6:].lower() else [arn, f"{arn}{SUFFIX}"]
