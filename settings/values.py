"""Types of values that refuse what cannot be right by itself, and say in plain words what is allowed."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Any

from pydantic import AfterValidator, ValidatorFunctionWrapHandler, WrapValidator

from components.network import SUBNET_BITS, VPC_PREFIX_LENGTHS
from model.images import image_fault
from model.instance_types import instance_types
from model.logs import RETENTION_DAYS
from model.names import ARN_LENGTH
from model.networks import NOT_FOR_A_VPC, is_ipv6
from model.partitions import ANY
from model.tags import MOST_TAGS, tag_fault
from settings.strict import refuse_unless
from settings.wording import shortened

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CERTIFICATE = re.compile(rf"{ANY}:acm:[a-z0-9-]+:\d{{12}}:certificate/[A-Za-z0-9-]+")
SECRET = re.compile(
    rf"{ANY}:(secretsmanager:[a-z0-9-]+:\d{{12}}:secret:[\w/+=.@-]+(:[^:]*){{0,3}}|ssm:[a-z0-9-]+:\d{{12}}:parameter/[\w/.-]+)",
    re.ASCII,
)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
OWN_TAGS = 10
"""Kept free for those that the program adds to a resource."""


def between(low: float, high: float, unit: str) -> WrapValidator:
    """A number within limits, both included."""

    def check(value: Any, read: ValidatorFunctionWrapHandler) -> float:
        number = _number(value, read)
        refuse_unless(low <= number <= high, f"must be {low} to {high} {unit}")
        return number

    return WrapValidator(check)


def _number(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Of a number, or of one as it is written in a file. Python reads true, nan, 1_000 and more as numbers, too."""
    number = read(value)
    written = NUMBER.fullmatch(value) if isinstance(value, str) else not isinstance(value, bool)
    refuse_unless(bool(written), "must be a number in digits, such as 3 or 0.5")
    return number


def once(value: Sequence[str]) -> Sequence[str]:
    """A list in which nothing is twice."""
    twice = next((one for one in value if value.count(one) > 1), None)
    refuse_unless(twice is None, f"has {shortened(str(twice))} twice")
    return value


def matching(pattern: str, message: str, most: int | None = None) -> AfterValidator:
    """Text of a form, and of at most so many characters."""

    def check(value: str) -> str:
        refuse_unless(re.fullmatch(pattern, value, re.ASCII) is not None, message)
        refuse_unless(most is None or len(value) <= most, f"must be at most {most} characters, has {len(value)}")
        return value

    return AfterValidator(check)


def nothing_said(value: Any) -> Any:
    """An empty object says nothing."""
    return None if value == {} else value


def _image(value: str) -> str:
    refuse_unless(bool(value), "is not set")
    fault = image_fault(value)
    refuse_unless(not fault, fault)
    return value


def _instance_type(value: str) -> str:
    nearest = get_close_matches(value, instance_types(), n=3)
    hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ", like t3.small"
    refuse_unless(not value or value in instance_types(), f"must be an instance type of model/instance_types.csv{hint}")
    return value


def _network(value: str) -> str:
    try:
        network = IPv4Network(value)
    except ValueError as error:
        raise ValueError(f"must be an IPv4 network like 10.0.0.0/16 ({shortened(str(error))})") from None
    # A netmask, no length at all, or zeros before it: Python reads these, AWS does not.
    refuse_unless(str(network) == value, f"must be written as AWS takes it, which is {network}")
    return value


def _either_network(value: str) -> str:
    if not is_ipv6(value):
        return _network(value)
    try:
        network = IPv6Network(value)
    except ValueError as error:
        raise ValueError(f"must be an IPv6 network like 2001:db8::/32 ({shortened(str(error))})") from None
    refuse_unless(str(network) == value, f"must be written as AWS shows it, which is {network}")
    return value


def _vpc(value: str) -> str:
    network = IPv4Network(_network(value))
    used = next((use for taken, use in NOT_FOR_A_VPC.items() if network.overlaps(taken)), "")
    refuse_unless(not used, f"must not be of the addresses {used}; take a private network like 10.0.0.0/16")
    prefix = network.prefixlen
    refuse_unless(
        prefix in VPC_PREFIX_LENGTHS,
        f"must be /{VPC_PREFIX_LENGTHS[0]} to /{VPC_PREFIX_LENGTHS[-1]}: it is cut into eight subnets, here of "
        f"/{prefix + SUBNET_BITS}, AWS takes a VPC of at most /16, and a load balancer wants subnets of at least /27",
    )
    return value


def _retention(value: Any, read: ValidatorFunctionWrapHandler) -> int:
    days, allowed = _number(value, read), ", ".join(map(str, RETENTION_DAYS))
    refuse_unless(days in RETENTION_DAYS, f"must be a number of days that CloudWatch Logs takes: {allowed}")
    return days


def _variables(value: Mapping[str, str]) -> Mapping[str, str]:
    for name in value:
        refuse_unless(
            VARIABLE.fullmatch(name) is not None,
            f"has {shortened(repr(name))}: a name is letters, digits and _, no digit first",
        )
    return value


def _secrets(value: Mapping[str, str]) -> Mapping[str, str]:
    for name, arn in _variables(value).items():
        refuse_unless(
            SECRET.fullmatch(arn) is not None,
            f"has under {shortened(name)} no ARN of Secrets Manager or of an SSM parameter; the value itself belongs "
            "there (arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME)",
        )
        refuse_unless(
            len(arn) <= ARN_LENGTH,
            f"has under {shortened(name)} an ARN of {len(arn)} characters, and AWS takes at most {ARN_LENGTH}",
        )
    return value


def _tags(value: Mapping[str, str]) -> Mapping[str, str]:
    most = MOST_TAGS - OWN_TAGS
    refuse_unless(len(value) <= most, f"must be at most {most} tags, has {len(value)}")
    for key, text in value.items():
        fault = tag_fault(key, text)
        refuse_unless(not fault, f"has {shortened(repr(key))}: {fault}")
    return value


ServiceName = Annotated[
    str, matching(r"[a-z](-?[a-z0-9])*", "must be small letters, digits and single hyphens, a letter first")
]
Image = Annotated[str, AfterValidator(_image)]
HealthCheckPath = Annotated[
    str, matching(r"/[!-~]{0,1023}", "must be a path that starts with /, at most 1024 characters, no spaces")
]
User = Annotated[
    str,
    matching(
        r"|[A-Za-z0-9_][\w.-]{0,31}(:[A-Za-z0-9_][\w.-]{0,31})?",
        "must be a user of the image or a number such as 1000, if need be with a group (1000:1000); empty, the image's",
    ),
]
Variables = Annotated[dict[str, str], AfterValidator(_variables)]
Secrets = Annotated[dict[str, str], AfterValidator(_secrets)]
RetentionDays = Annotated[int, WrapValidator(_retention)]
Tags = Annotated[dict[str, str], AfterValidator(_tags)]
InstanceType = Annotated[str, AfterValidator(_instance_type)]
Network = Annotated[str, AfterValidator(_network)]
EitherNetwork = Annotated[str, AfterValidator(_either_network)]
Vpc = Annotated[str, AfterValidator(_vpc)]
Certificate = Annotated[
    str,
    matching(
        f"|{CERTIFICATE.pattern}",
        "must be the ARN of an ACM certificate, arn:aws:acm:REGION:ACCOUNT:certificate/ID, or empty for HTTP",
        most=ARN_LENGTH,
    ),
]
