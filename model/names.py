"""How long AWS lets names be, and how they must not begin."""

import hashlib
from typing import Final

LOAD_BALANCER_LENGTH: Final = 32
TARGET_GROUP_LENGTH: Final = 32
"""ELBv2 API reference, CreateLoadBalancer and CreateTargetGroup: letters, digits and hyphens, no
hyphen first or last."""

LOAD_BALANCER_TAKEN: Final = ("internal-",)
"""How no load balancer may be called (ELBv2 API reference, CreateLoadBalancer)."""

CAPACITY_PROVIDER_LENGTH: Final = 255
"""Letters, digits, underscores and hyphens (ECS API reference, CreateCapacityProvider)."""

CAPACITY_PROVIDER_TAKEN: Final = ("aws", "ecs", "fargate")
"""How no capacity provider may be called (ECS API reference, CreateCapacityProvider)."""

ARN_LENGTH: Final = 2048
"""Of a certificate, a secret or a parameter (ACM API reference, DescribeCertificate; Secrets Manager API reference,
GetSecretValue; Systems Manager API reference, GetParameter)."""

RANDOM_DIGITS: Final = 7
"""What Pulumi adds to a resource's name, after a separator, where the program gives AWS none."""

FUNCTION_LENGTH: Final = 64
"""Lambda API reference, CreateFunction."""

HASH_DIGITS: Final = 6
"""Of a name that is shortened; so many tell apart what begins alike."""


def fitting(name: str, length: int) -> str:
    """The name if AWS takes one so long, else its beginning and a hash of it: the same each time, and of no other."""
    if len(name) <= length:
        return name
    digits = hashlib.sha256(name.encode()).hexdigest()[:HASH_DIGITS]
    return f"{name[: length - HASH_DIGITS - 1].rstrip('-')}-{digits}"
