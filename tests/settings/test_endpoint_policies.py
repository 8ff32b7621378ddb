"""What the endpoints of a stack let through, of what its services are told and may do."""

from typing import Any

import pytest

from settings import endpoint_policies
from tests.settings.configured import settings

OWN, OTHER = "123456789012", "210987654321"


def policies(**changes: Any) -> dict[str, str]:
    return endpoint_policies(settings(**{"vpcEndpoints": True, **changes}), OWN)


def test_each_endpoint_has_a_policy_but_those_that_take_none() -> None:
    own = settings(vpcEndpoints=True, exec=True)
    without = {*own.endpoints} - policies(exec=True).keys()
    assert without == {"ecs-agent", "ecs-telemetry", "ssmmessages"}


def test_without_endpoints_there_is_no_policy() -> None:
    assert policies(vpcEndpoints=False) == {}


def test_what_services_are_told_goes_through() -> None:
    made = policies(
        image=f"{OTHER}.dkr.ecr.us-east-1.amazonaws.com/web:1",
        secrets={"A": f"arn:aws:secretsmanager:us-east-1:{OTHER}:secret:a-AbCdEf"},
        environmentFiles=["arn:aws:s3:::theirs/a.env"],
        taskPermissions=[{"actions": ["s3:GetObjectAcl"], "resources": ["arn:aws:s3:::shared/*"]}],
    )
    assert f"ecr:us-east-1:{OTHER}:repository/*" in made["ecr.dkr"]
    assert f"{OTHER}:secret:a-AbCdEf" in made["secretsmanager"]
    assert "arn:aws:s3:::theirs/a.env" in made["s3"]
    assert "arn:aws:s3:::shared/*" in made["s3"]
    assert not [one for one in made.values() if '"s3:*"' in one]


def test_what_a_sidecar_is_told_goes_through_too() -> None:
    made = policies(sidecars=[{"name": "beside", "image": f"{OTHER}.dkr.ecr.us-east-1.amazonaws.com/beside:1"}])
    assert f"ecr:us-east-1:{OTHER}:repository/*" in made["ecr.api"]


@pytest.mark.parametrize(
    "brought",
    [
        {"taskPolicyArns": ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]},
        {"taskRoleArn": f"arn:aws:iam::{OWN}:role/web"},
        {"executionRoleArn": f"arn:aws:iam::{OWN}:role/start"},
    ],
)
def test_rights_that_are_not_read_go_through_for_the_account(brought: dict[str, Any]) -> None:
    made = policies(**brought)
    assert all(f'"{service.partition(".")[0]}:*"' in policy for service, policy in made.items())
