"""The keys of `Pulumi.yaml`, each with what it may be. What must hold between them is in `settings.py`."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import IPv4Network
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic.alias_generators import to_camel

from model.capacity import hosts
from model.codedeploy import TWO_DAYS_MINUTES
from model.logs import RETENTION_DAYS
from model.ports import LAST_PORT
from model.shift import PREDEFINED, Kind, Shift, counted_minutes

REPOSITORY = re.compile(r"[a-z0-9][a-z0-9.-]*(:\d+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*")
TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CERTIFICATE = re.compile(r"arn:aws:acm:[a-z0-9-]+:\d{12}:certificate/[A-Za-z0-9-]+")
SECRET = re.compile(
    r"arn:aws:(secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+(:[^:]*){0,3}|ssm:[a-z0-9-]+:\d{12}:parameter/[\w/.-]+)"
)


def refuse_unless(holds: bool, message: str) -> None:
    """Says in plain words what is allowed."""
    if not holds:
        raise ValueError(message)


def between(low: float, high: float, unit: str) -> AfterValidator:
    """A number within limits, both included."""

    def check(value: float) -> float:
        refuse_unless(low <= value <= high, f"must be {low} to {high} {unit}")
        return value

    return AfterValidator(check)


def matching(pattern: re.Pattern[str], message: str) -> AfterValidator:
    """Text of a form."""

    def check(value: str) -> str:
        refuse_unless(pattern.fullmatch(value) is not None, message)
        return value

    return AfterValidator(check)


def _image(value: str) -> str:
    name, _, digest = value.partition("@")
    path, slash, last = name.rpartition("/")
    last, colon, tag = last.partition(":")
    refuse_unless(
        REPOSITORY.fullmatch(path + slash + last) is not None, "must be the name of an image, like team/app:1.4.2"
    )
    refuse_unless(
        bool(colon or digest) and (tag != "latest" or bool(digest)),
        "must name one build, so that a rollback starts the same bits: add a tag other than latest, or a digest",
    )
    refuse_unless(not colon or TAG.fullmatch(tag) is not None, "must have a tag of letters, digits, _, . and -")
    refuse_unless(not digest or DIGEST.fullmatch(digest) is not None, "must have a digest of sha256: and 64 hex digits")
    return value


def _instance_type(value: str) -> str:
    nearest = get_close_matches(value, hosts(), n=3)
    hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ", like t3.small"
    refuse_unless(value in hosts(), f"must be an instance type of model/instance_types.csv{hint}")
    return value


def _network(value: str) -> str:
    try:
        IPv4Network(value)
    except ValueError as error:
        raise ValueError(f"must be an IPv4 network like 10.0.0.0/16 ({error})") from None
    return value


def _vpc(value: str) -> str:
    prefix = IPv4Network(_network(value)).prefixlen
    refuse_unless(
        16 <= prefix <= 24,
        f"must be /16 to /24: it is cut into eight subnets, here of /{prefix + 3}, AWS takes a VPC of at most /16, "
        "and a load balancer wants subnets of at least /27",
    )
    return value


def _retention(value: int) -> int:
    allowed = ", ".join(map(str, RETENTION_DAYS))
    refuse_unless(value in RETENTION_DAYS, f"must be a number of days that CloudWatch Logs takes: {allowed}")
    return value


def _predefined(value: str) -> str:
    nearest = get_close_matches(value, PREDEFINED, n=1)
    hint = f" (did you mean {nearest[0]}?)" if nearest else ""
    refuse_unless(
        value in PREDEFINED,
        f"must be one of {', '.join(PREDEFINED)}{hint}, or an object {{type, percentage, intervalMinutes}}",
    )
    return value


def _variables(value: Mapping[str, str]) -> Mapping[str, str]:
    for name in value:
        refuse_unless(
            VARIABLE.fullmatch(name) is not None, f"has {name!r}: a name is letters, digits and _, no digit first"
        )
    return value


def _secrets(value: Mapping[str, str]) -> Mapping[str, str]:
    for name, arn in _variables(value).items():
        refuse_unless(
            SECRET.fullmatch(arn) is not None,
            f"has under {name} no ARN of Secrets Manager or of an SSM parameter; the value itself belongs there "
            "(arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME)",
        )
    return value


def _tags(value: Mapping[str, str]) -> Mapping[str, str]:
    refuse_unless(len(value) <= 40, f"must be at most 40 tags, has {len(value)}")
    for key, text in value.items():
        refuse_unless(1 <= len(key) <= 128 and len(text) <= 256, f"has {key!r}: at most 128 characters, its value 256")
        refuse_unless(not key.lower().startswith("aws:"), f"has {key!r}: AWS keeps names that start with aws:")
    return value


class Strict(BaseModel):
    """Keys in camelCase, no others, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


KINDS: Mapping[str, Kind] = {"canary": "TimeBasedCanary", "linear": "TimeBasedLinear", "allAtOnce": "AllAtOnce"}
"""What CodeDeploy calls each type."""


class CustomShift(Strict):
    """`deploymentConfig` as an object."""

    type: Literal["canary", "linear", "allAtOnce"]
    percentage: Annotated[int, between(1, 99, "percent")] | None = None
    interval_minutes: Annotated[int, between(1, TWO_DAYS_MINUTES, "minutes")] | None = None

    @model_validator(mode="after")
    def _complete(self) -> "CustomShift":
        if self.type == "allAtOnce":
            refuse_unless(
                self.percentage is None and self.interval_minutes is None,
                "is allAtOnce, which takes no percentage and no intervalMinutes",
            )
            return self
        if self.percentage is None or self.interval_minutes is None:
            raise ValueError(f"is {self.type} and must have percentage and intervalMinutes")
        minutes = counted_minutes(KINDS[self.type], self.percentage, self.interval_minutes)
        refuse_unless(
            minutes <= TWO_DAYS_MINUTES,
            f"would take {minutes} minutes to move all traffic, and CodeDeploy gives {TWO_DAYS_MINUTES} (two days); "
            "raise percentage or lower intervalMinutes",
        )
        return self

    @property
    def shift(self) -> Shift:
        """The same in CodeDeploy's words."""
        if self.percentage is None or self.interval_minutes is None:
            return Shift("AllAtOnce")
        return Shift(KINDS[self.type], self.percentage, self.interval_minutes)


class RollbackAlarms(Strict):
    """`rollbackAlarms`; a threshold that is left out is the one given here."""

    unhealthy_hosts: Annotated[int, between(1, 1000, "hosts")] = 1
    target_5xx_percent: Annotated[float, between(1, 100, "percent"), Field(alias="target5xxPercent")] = 5
    response_seconds: Annotated[float, between(0.05, 300, "seconds")] = 2


def _kind_of_shift(value: Any) -> str:
    return "predefined" if isinstance(value, str) else "custom"


class Keys(Strict):
    """Every key, right by itself. `Pulumi.yaml` has the defaults and the descriptions."""

    service_name: Annotated[
        str,
        matching(re.compile(r"[a-z](-?[a-z0-9])*"), "must be small letters, digits and single hyphens, a letter first"),
    ]
    image: Annotated[str, AfterValidator(_image)]
    container_port: Annotated[int, between(1, LAST_PORT, "(a TCP port)")]
    health_check_path: Annotated[
        str,
        matching(
            re.compile(r"/[!-~]{0,1023}"), "must be a path that starts with /, at most 1024 characters, no spaces"
        ),
    ]
    health_check_command: str
    desired_count: Annotated[int, between(1, 1000, "tasks")]
    cpu: Annotated[int, between(128, 196608, "CPU units (1024 are one vCPU)")]
    memory: Annotated[int, between(6, 6_291_456, "MiB")]
    environment: Annotated[dict[str, str], AfterValidator(_variables)]
    secrets: Annotated[dict[str, str], AfterValidator(_secrets)]
    log_retention_days: Annotated[int, AfterValidator(_retention)]
    tags: Annotated[dict[str, str], AfterValidator(_tags)]

    launch_type: Literal["EC2", "FARGATE"]
    instance_type: Annotated[str, AfterValidator(_instance_type)]
    min_hosts: Annotated[int, between(1, 500, "hosts")]
    max_hosts: Annotated[int, between(1, 500, "hosts")]

    vpc_cidr: Annotated[str, AfterValidator(_vpc)]
    zones: Annotated[int, between(2, 4, "Availability Zones")]
    nat_gateways: Annotated[int, between(0, 4, "NAT gateways")]
    vpc_endpoints: bool

    certificate_arn: Annotated[
        str,
        matching(
            re.compile(f"|{CERTIFICATE.pattern}"),
            "must be the ARN of an ACM certificate, arn:aws:acm:REGION:ACCOUNT:certificate/ID, or empty for HTTP",
        ),
    ]
    test_cidrs: list[Annotated[str, AfterValidator(_network)]]
    deployment_config: Annotated[
        Annotated[str, AfterValidator(_predefined), Tag("predefined")] | Annotated[CustomShift, Tag("custom")],
        Discriminator(_kind_of_shift),
    ]
    termination_wait_minutes: Annotated[int, between(0, TWO_DAYS_MINUTES, "minutes (two days)")]
    ready_wait_minutes: Annotated[int, between(0, TWO_DAYS_MINUTES, "minutes (two days)")]
    rollback_alarms: RollbackAlarms
