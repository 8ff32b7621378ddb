"""What goes through the endpoints of a VPC."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.endpoint_policies import LONGEST, LetThrough, endpoint_policies
from components.roles import Statement
from model.endpoints import HOST_BUCKETS
from policy.views.wildcards import fits

OWN, OTHER = "123456789012", "210987654321"
LET = LetThrough(region="eu-west-1", account=OWN)
FOR_OWN = {"StringEquals": {"aws:PrincipalAccount": OWN}}
LAYER = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer"
TABLE: Statement = {"Action": ["dynamodb:GetItem"], "Resource": "*"}


def statements(service: str, **changes: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(endpoint_policies(replace(LET, **changes))[service])["Statement"]
    return found


def conditions(service: str, action: str, arn: str, **changes: Any) -> list[Any]:
    """Those under which this goes through; empty: it does not."""
    found: list[Any] = []
    for one in statements(service, **changes):
        resources = [one["Resource"]] if isinstance(one["Resource"], str) else one["Resource"]
        if any(fits(each, action) for each in one["Action"]) and any(fits(each, arn) for each in resources):
            found.append(one.get("Condition"))
    return found


@pytest.mark.parametrize(
    ("service", "action", "arn"),
    [
        ("ecr.api", "ecr:GetAuthorizationToken", "*"),
        ("ecr.api", "ecr:BatchGetImage", f"arn:aws:ecr:eu-west-1:{OWN}:repository/team/web"),
        ("ecr.dkr", "ecr:GetDownloadUrlForLayer", f"arn:aws:ecr:eu-west-1:{OWN}:repository/team/web"),
        ("logs", "logs:PutLogEvents", f"arn:aws:logs:eu-west-1:{OWN}:log-group:/web:log-stream:web/web/1"),
        ("secretsmanager", "secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:eu-west-1:{OWN}:secret:a-123456"),
        ("ssm", "ssm:GetParameters", f"arn:aws:ssm:eu-west-1:{OWN}:parameter/web/a"),
    ],
)
def test_a_start_of_a_task_goes_through_for_roles_of_the_account(service: str, action: str, arn: str) -> None:
    assert conditions(service, action, arn) == [FOR_OWN]
    assert conditions(service, action.replace(":", ":Delete"), arn) == []
    assert OWN not in arn or conditions(service, action, arn.replace(OWN, OTHER)) == []


def test_layers_go_through_for_who_has_their_address() -> None:
    assert conditions("s3", "s3:GetObject", LAYER)[0] is None
    assert None not in conditions("s3", "s3:PutObject", LAYER)


def test_objects_of_the_account_go_through_and_nobody_elses() -> None:
    both = {"StringEquals": {"aws:PrincipalAccount": OWN, "aws:ResourceAccount": OWN}}
    for action in ("s3:GetObject", "s3:PutObject", "s3:ListBucket"):
        assert conditions("s3", action, "arn:aws:s3:::artifacts/web.zip") == [both]
    assert conditions("s3", "s3:PutBucketPolicy", "arn:aws:s3:::artifacts") == []


def test_images_secrets_and_files_of_other_accounts_go_through_where_the_stack_names_them() -> None:
    image = f"arn:aws:ecr:eu-west-1:{OTHER}:repository/web"
    assert conditions("ecr.dkr", "ecr:BatchGetImage", image, registries=[OTHER, OWN]) == [FOR_OWN]
    secret, parameter = (
        f"arn:aws:secretsmanager:eu-west-1:{OTHER}:secret:a",
        f"arn:aws:ssm:eu-west-1:{OTHER}:parameter/web/a",
    )
    told = {"secrets": [f"{secret}-AbCdEf:key::", parameter]}
    assert conditions("secretsmanager", "secretsmanager:GetSecretValue", f"{secret}-AbCdEf", **told) == [FOR_OWN]
    assert conditions("secretsmanager", "secretsmanager:GetSecretValue", f"{secret}-other1", **told) == []
    assert conditions("ssm", "ssm:GetParameters", parameter, **told) == [FOR_OWN]
    assert conditions("ssm", "ssm:GetParameters", f"{parameter}b", **told) == []
    files = {"files": ["arn:aws:s3:::theirs/a.env"]}
    assert FOR_OWN in conditions("s3", "s3:GetObject", "arn:aws:s3:::theirs/a.env", **files)
    assert FOR_OWN in conditions("s3", "s3:GetBucketLocation", "arn:aws:s3:::theirs", **files)
    assert FOR_OWN not in conditions("s3", "s3:GetObject", "arn:aws:s3:::theirs/b.env", **files)


def test_what_a_service_may_do_goes_through_at_its_service_with_its_conditions() -> None:
    read: Statement = {
        "Action": ["s3:GetObjectAcl", "sqs:SendMessage"],
        "Resource": ["arn:aws:s3:::theirs/*"],
        "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "Bool": {"aws:SecureTransport": "true"}},
    }
    [added] = [one for one in statements("s3", permissions=[TABLE, read]) if one not in statements("s3")]
    assert added["Action"] == ["s3:GetObjectAcl"]
    assert added["Condition"] == {
        "StringEquals": {"aws:RequestedRegion": "eu-west-1", "aws:PrincipalAccount": OWN},
        "Bool": {"aws:SecureTransport": "true"},
    }
    assert statements("logs", permissions=[TABLE, read]) == statements("logs")


def test_agents_go_through_where_there_are_hosts() -> None:
    assert conditions("ssm", "ssm:UpdateInstanceInformation", "*") == []
    assert conditions("ssm", "ssm:UpdateInstanceInformation", "*", hosts=True) == [FOR_OWN]
    assert conditions("ecs", "ecs:RegisterContainerInstance", "*", hosts=True) == [FOR_OWN]
    for bucket in HOST_BUCKETS:
        arn = f"arn:aws:s3:::{bucket.format(region='eu-west-1')}/file"
        assert None in conditions("s3", "s3:GetObject", arn, hosts=True)
        assert None not in conditions("s3", "s3:GetObject", arn)


def test_where_rights_are_not_seen_all_goes_through_that_roles_of_the_account_may_do() -> None:
    anything = conditions("ssm", "ssm:DescribeParameters", "*", unbounded=True)
    assert anything == [FOR_OWN]
    assert conditions("s3", "s3:GetObject", LAYER, unbounded=True)[0] is None


def test_a_policy_that_would_be_too_long_lets_all_through_that_roles_of_the_account_may_do() -> None:
    long: Statement = {"Action": ["s3:GetObjectAcl"], "Resource": [f"arn:aws:s3:::{'a' * LONGEST}/*"]}
    policy = endpoint_policies(replace(LET, permissions=[long]))["s3"]
    assert len(policy) <= LONGEST
    assert conditions("s3", "s3:GetObjectAcl", "arn:aws:s3:::theirs/a", permissions=[long]) == [FOR_OWN]


@pytest.mark.parametrize("hosts", [True, False])
@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1", "us-gov-west-1"])
def test_no_action_is_a_pattern_and_everything_is_of_the_partition(region: str, hosts: bool) -> None:
    partition = {"eu-west-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov"}[region]
    for service, policy in endpoint_policies(replace(LET, region=region, hosts=hosts)).items():
        assert policy.count("arn:") == policy.count(f"arn:{partition}:"), service
        for one in json.loads(policy)["Statement"]:
            assert (one["Effect"], one["Principal"]) == ("Allow", "*")
            assert not any(set("*?") & set(action) for action in one["Action"])
