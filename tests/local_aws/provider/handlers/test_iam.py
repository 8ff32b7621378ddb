"""Roles, policies and profiles as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import boto3
import grpc
import pytest

from local_aws.provider.handlers import retries
from tests.local_aws.provider.plugin import Plugin, contract

ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
POLICY = "aws:iam/policy:Policy"
PROFILE = "aws:iam/instanceProfile:InstanceProfile"
MANAGED = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
TAGS = {"Name": "web", "team": "shop"}


def trust(service: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allow(*actions: str) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


TASKS = {"assumeRolePolicy": trust("ecs-tasks.amazonaws.com")}


@pytest.fixture(scope="module")
def iam(endpoint: str) -> Any:
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    return boto3.client("iam", endpoint_url=endpoint, region_name="us-east-1", **keys)


@pytest.fixture(scope="module")
def role(plugin: Plugin) -> str:
    return plugin.create(ROLE, TASKS, "shared").id


@pytest.mark.parametrize(
    "change",
    [
        {"assumeRolePolicy": trust("ec2.amazonaws.com")},
        {"description": "other"},
        {"description": None},
        {"maxSessionDuration": 7200},
        {"permissionsBoundary": None},
        {"managedPolicyArns": []},
        {"inlinePolicies": [{"name": "b", "policy": allow("s3:GetObject")}]},
        {"tags": {"Name": "other"}},
    ],
    ids=str,
)
def test_a_role_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    inputs = TASKS | {
        "description": "tasks",
        "permissionsBoundary": "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "managedPolicyArns": [MANAGED],
        "inlinePolicies": [{"name": "a", "policy": allow("s3:PutObject")}],
        "tags": TAGS,
    }
    contract(plugin, ROLE, inputs, change, next(iter(change)))


def test_a_role_in_another_path_is_another_role(plugin: Plugin) -> None:
    contract(plugin, ROLE, TASKS | {"name": "tasks"}, {"path": "/web/"}, replaces=True)


def test_another_spelling_of_the_same_trust_is_no_difference(plugin: Plugin) -> None:
    made = plugin.create(ROLE, TASKS, "words")
    document = json.loads(TASKS["assumeRolePolicy"])
    document["Statement"][0]["Action"] = ["sts:AssumeRole"]
    assert plugin.diff(made, {"assumeRolePolicy": json.dumps(document, indent=2)}) == {}
    plugin.delete(made)


def test_policies_that_others_attach_are_left_alone(plugin: Plugin, iam: Any) -> None:
    made = plugin.create(ROLE, TASKS, "others")
    iam.attach_role_policy(RoleName=made.id, PolicyArn=MANAGED)
    seen = plugin.refresh(made)
    assert seen
    assert plugin.diff(seen, TASKS) == {}
    changed = plugin.update(seen, TASKS | {"description": "x"})
    assert changed.state["managedPolicyArns"] == [MANAGED]
    plugin.delete(changed)


def test_a_policy_attached_from_outside_keeps_a_role_unless_forced(
    plugin: Plugin, iam: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "timeout_seconds", lambda: 0)
    made = plugin.create(ROLE, TASKS, "held")
    iam.attach_role_policy(RoleName=made.id, PolicyArn=MANAGED)
    with pytest.raises(grpc.RpcError, match="must detach all policies first"):
        plugin.delete(made)
    plugin.delete(plugin.update(made, TASKS | {"forceDetachPolicies": True}))
    assert plugin.refresh(made) is None


def test_a_role_leaves_its_profiles_when_it_goes(plugin: Plugin, iam: Any) -> None:
    made = plugin.create(ROLE, TASKS, "leaving")
    profile = plugin.create(PROFILE, {"role": made.id}, "left")
    plugin.delete(made)
    assert iam.get_instance_profile(InstanceProfileName=profile.id)["InstanceProfile"]["Roles"] == []
    plugin.delete(profile)


def test_an_inline_policy_changes_in_place(plugin: Plugin, role: str) -> None:
    inputs = {"role": role, "name": "logs", "policy": allow("logs:PutLogEvents")}
    contract(plugin, ROLE_POLICY, inputs, {"policy": allow("logs:PutLogEvents", "logs:CreateLogStream")})


def test_an_inline_policys_id_names_role_and_policy(plugin: Plugin, role: str) -> None:
    made = plugin.create(ROLE_POLICY, {"role": role, "name": "logs", "policy": allow("logs:*")})
    assert made.id == f"{role}:logs"
    assert plugin.diff(made, {"role": role, "name": "other", "policy": allow("logs:*")}) == {"name": "update-replace"}
    plugin.delete(made)


def test_an_attachment_is_replaced_the_old_one_first(plugin: Plugin, role: str) -> None:
    other = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    inputs = {"role": role, "policyArn": MANAGED}
    made = plugin.create(ATTACHMENT, inputs)
    assert made.id == f"{role}/{MANAGED}"
    assert plugin.deletes_first(made, inputs | {"policyArn": other})
    plugin.delete(made)
    contract(plugin, ATTACHMENT, inputs, {"policyArn": other}, replaces=True)


def test_a_managed_policy_changes_in_place_more_often_than_aws_keeps_versions(plugin: Plugin, iam: Any) -> None:
    contract(plugin, POLICY, {"policy": allow("s3:*"), "tags": TAGS}, {"policy": allow("ecr:*"), "tags": None}, "own")
    made = plugin.create(POLICY, {"policy": allow("s3:*")}, "often")
    for action in ("ecr:a", "ecr:b", "ecr:c", "ecr:d", "ecr:e", "ecr:f"):
        made = plugin.update(made, {"policy": allow(action)})
    assert json.loads(made.state["policy"])["Statement"][0]["Action"] == ["ecr:f"]
    assert len(iam.list_policy_versions(PolicyArn=made.id)["Versions"]) == 5
    plugin.delete(made)


def test_another_description_is_another_policy(plugin: Plugin) -> None:
    inputs = {"name": "described", "policy": allow("s3:*"), "description": "one"}
    contract(plugin, POLICY, inputs, {"description": "two"}, replaces=True)


def test_a_profile_changes_its_role_in_place(plugin: Plugin, role: str) -> None:
    other = plugin.create(ROLE, TASKS, "second").id
    contract(plugin, PROFILE, {"role": role, "tags": TAGS}, {"role": other, "tags": {"Name": "x"}}, "hosts")
    contract(plugin, PROFILE, {"role": role}, {"role": None}, "hosts")
