"""Where a fact has to stand in another file too, that file says the same."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from local_aws.provider import schema
from model.codedeploy import TWO_DAYS_MINUTES
from model.fargate import FARGATE_MEMORY_MIB
from model.logs import RETENTION_DAYS
from model.names import TARGET_GROUP_LENGTH
from model.native import BAKE_MINUTES
from model.shift import SHARES_PERCENT

ROOT = Path(__file__).resolve().parents[2]


def described(key: str) -> str:
    """What Pulumi.yaml says of one of our keys."""
    return yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"][key]["description"]


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def test_the_description_of_cpu_has_every_size_of_fargate() -> None:
    sizes = described("cpu").partition("on FARGATE one of ")[2]
    assert numbers(sizes) == list(FARGATE_MEMORY_MIB)


@pytest.mark.parametrize("key", ["terminationWaitMinutes", "readyWaitMinutes"])
def test_the_description_of_a_wait_has_its_limit(key: str) -> None:
    assert f"0 to {TWO_DAYS_MINUTES}" in described(key)


def test_the_description_of_a_shift_has_its_limits() -> None:
    says = described("deploymentConfig")
    assert f"percentage {SHARES_PERCENT.start} to {SHARES_PERCENT.stop - 1}" in says
    assert f"intervalMinutes 1 to {TWO_DAYS_MINUTES}" in says


def test_the_description_of_the_retention_has_numbers_that_aws_takes() -> None:
    assert set(numbers(described("logRetentionDays"))) <= set(RETENTION_DAYS)


def resource_type(token: str) -> Any:
    found = schema.type_of(token)
    assert found is not None
    return found


def test_the_providers_schema_has_the_same_retention() -> None:
    retention = resource_type("aws:cloudwatch/logGroup:LogGroup").properties["retentionInDays"]
    assert retention.enum == (0, *RETENTION_DAYS)


def test_the_providers_schema_has_the_same_length_of_a_target_groups_name() -> None:
    assert resource_type("aws:lb/targetGroup:TargetGroup").autoname.max_length == TARGET_GROUP_LENGTH


def test_the_providers_schema_has_the_same_termination_wait() -> None:
    config = resource_type("aws:codedeploy/deploymentGroup:DeploymentGroup").properties["blueGreenDeploymentConfig"]
    ending = config.fields["terminateBlueInstancesOnDeploymentSuccess"]
    assert ending.fields["terminationWaitTimeInMinutes"].range[1] == TWO_DAYS_MINUTES


def test_the_providers_schema_has_the_same_bake_time() -> None:
    config = resource_type("aws:ecs/service:Service").properties["deploymentConfiguration"]
    assert config.fields["bakeTimeInMinutes"].range[1] == BAKE_MINUTES
