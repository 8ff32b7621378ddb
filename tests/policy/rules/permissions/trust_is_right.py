"""trust-is-right: what it stops, lets through and leaves undecided."""

import json
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import (
    BLUE_GREEN,
    CODEDEPLOY_TRUST,
    EC2_TRUST,
    ECS_TRUST,
    FIRST_PREVIEW,
    NATIVE,
    NATIVE_PREVIEW,
    ROLLING,
    TASKS_TRUST,
    arn,
    role,
)
from tests.policy.rules.rule_case import Case, Pass

PROFILE = "aws:iam/instanceProfile:InstanceProfile"
PROFILE_ARN = "arn:aws:iam::123456789012:instance-profile/host"


def trusting(name: str, trust: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, name, "assumeRolePolicy", to=trust)


def principal(who: Any, **more: Any) -> str:
    statement = {"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def profiled(profile: dict[str, Any], program: Program = BLUE_GREEN) -> Program:
    """With an instance profile for the hosts."""
    named = {"name": "host", "arn": profile.get("arn", PROFILE_ARN), "role": "host-role"}
    hosts = tuple(
        Declared(one.type, one.name, {**one.props, "iamInstanceProfile": profile}, {"iamInstanceProfile": ["profile"]})
        if one.name == "host"
        else one
        for one in program
    )
    return (*hosts, Declared(PROFILE, "profile", named, {"role": ["host-role"]}))


HOOKS = role("hooks")


def hooked(trust: str, hook_role: Any = HOOKS) -> Program:
    """ECS's own strategy with a hook whose role trusts somebody."""
    hook = {
        "hookTargetArn": arn("lambda", "function:smoke-test"),
        "roleArn": hook_role,
        "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
    }
    program = change(NATIVE, "service", "deploymentConfiguration", "lifecycleHooks", to=[hook])
    props = {"name": "hooks", "arn": HOOKS, "assumeRolePolicy": trust}
    return (*program, Declared("aws:iam/role:Role", "hooks", props))


def with_volume(trust: str, volume_role: Any = HOOKS, program: Program = ROLLING) -> Program:
    """A service whose tasks get EBS volumes by a role that trusts somebody."""
    volume = {"name": "data", "managedEbsVolume": {"roleArn": volume_role, "sizeInGb": 20}}
    props = {"name": "volumes", "arn": HOOKS, "assumeRolePolicy": trust}
    program = change(program, "service", "volumeConfiguration", to=volume)
    return (*program, Declared("aws:iam/role:Role", "volumes", props))


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {"appName": "servers", "serviceRoleArn": role("host-role")},
)

STOPS: dict[str, Case] = {
    "an execution role for hosts": Case(
        trusting("execution", EC2_TRUST), on="execution", says="ecs-tasks.amazonaws.com"
    ),
    "a task role for services": Case(trusting("task-role", ECS_TRUST), on="task-role", says="unable to assume"),
    "a task role for services, in a first preview": Case(
        trusting("task-role", ECS_TRUST, FIRST_PREVIEW), on="task-role", says="taskRoleArn of tasks"
    ),
    "CodeDeploy with a task's role": Case(
        trusting("codedeploy", TASKS_TRUST), on="codedeploy", says="codedeploy.amazonaws.com"
    ),
    "CodeDeploy with a task's role, in a first preview": Case(
        trusting("codedeploy", TASKS_TRUST, FIRST_PREVIEW), on="codedeploy", says="Cannot assume role provided"
    ),
    "one role for everything": Case(
        change(BLUE_GREEN, "release", "serviceRoleArn", to=role("task-role")),
        on="task-role",
        says="serviceRoleArn of release",
    ),
    "a rolling service": Case(trusting("execution", CODEDEPLOY_TRUST, ROLLING), on="execution"),
    "a hook with a Lambda's own role": Case(
        hooked(principal({"Service": "lambda.amazonaws.com"})), on="hooks", says="ecs.amazonaws.com"
    ),
    "volumes with a task's role": Case(
        with_volume(TASKS_TRUST), on="volumes", says="volumeConfiguration.managedEbsVolume.roleArn of service"
    ),
    "volumes with a task's role, in a first preview": Case(
        with_volume(TASKS_TRUST, program=NATIVE_PREVIEW), on="volumes", says="the configured ECS Infrastructure Role"
    ),
    "hosts with a task's role": Case(
        trusting("host-role", TASKS_TRUST, profiled({"arn": PROFILE_ARN})), on="host-role", says="ec2.amazonaws.com"
    ),
    "hosts with a task's role, by the profile's name": Case(
        trusting("host-role", TASKS_TRUST, profiled({"name": "host"})), on="host-role"
    ),
    "hosts with a task's role, in a first preview": Case(
        trusting("host-role", TASKS_TRUST, profiled({"arn": UNKNOWN}, FIRST_PREVIEW)), on="host-role"
    ),
    "a trust that denies": Case(trusting("execution", TASKS_TRUST.replace("Allow", "Deny")), on="execution"),
    "a trust for another call": Case(
        trusting("execution", principal({"Service": "ecs-tasks.amazonaws.com"}, Action="sts:TagSession")),
        on="execution",
    ),
    "the account alone": Case(
        trusting("execution", principal({"AWS": "arn:aws:iam::123456789012:root"})), on="execution"
    ),
    "an address of somebody else": Case(
        trusting("execution", principal({"Service": "ecs-tasks.example.com"})), on="execution"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "each its own": BLUE_GREEN,
    "each its own, in a first preview": FIRST_PREVIEW,
    "each its own, by ECS's own strategy": NATIVE_PREVIEW,
    "a rolling service": ROLLING,
    "volumes with a role for services": with_volume(ECS_TRUST),
    "one service of several": trusting(
        "execution", principal({"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]})
    ),
    "with conditions": trusting(
        "execution",
        principal(
            {"Service": "ecs-tasks.amazonaws.com"}, Condition={"StringEquals": {"aws:SourceAccount": "123456789012"}}
        ),
    ),
    "all calls of the token service": trusting(
        "execution", principal({"Service": "ecs-tasks.amazonaws.com"}, Action=["sts:*"])
    ),
    "CodeDeploy of one region": trusting("codedeploy", principal({"Service": "codedeploy.eu-west-1.amazonaws.com"})),
    "hosts": profiled({"arn": PROFILE_ARN}),
    "hosts, in a first preview": profiled({"arn": UNKNOWN}, FIRST_PREVIEW),
    "hosts in China": trusting("host-role", principal({"Service": "ec2.amazonaws.com.cn"}), profiled({"name": "host"})),
    "anybody, which is another matter": trusting("execution", principal("*")),
    "a hook": hooked(ECS_TRUST),
    "hosts of something else than ECS": without(
        trusting("host-role", TASKS_TRUST, profiled({"name": "host"})), "provider", "cluster-providers"
    ),
    "a deployment group for servers": (*BLUE_GREEN, SERVERS),
    "a task without roles": change(
        change(BLUE_GREEN, "tasks", "taskRoleArn", to=None), "tasks", "executionRoleArn", to=None
    ),
    "a task without roles, as the provider reads it back": change(
        change(BLUE_GREEN, "tasks", "taskRoleArn", to=""), "tasks", "executionRoleArn", to=""
    ),
    "a hook without a role, as the provider reads it back": hooked(ECS_TRUST, ""),
    "hosts, as the provider reads their profile back": profiled({"arn": PROFILE_ARN, "name": ""}),
    "a service without hooks, in a first preview": change(
        FIRST_PREVIEW, "service", "deploymentConfiguration", to=UNKNOWN
    ),
    "a role that nobody here uses": trusting("host-role", principal({"Service": "lambda.amazonaws.com"})),
}

UNDECIDED: dict[str, Case] = {
    "a role of another program": Case(
        without(BLUE_GREEN, "execution", "execution-policy"), on="tasks", says="executionRoleArn"
    ),
    "unknown roles of unknown origin": Case(unlinked(FIRST_PREVIEW, "tasks"), on="tasks"),
    "an unknown trust": Case(trusting("execution", UNKNOWN), on="execution"),
    "no policy document": Case(trusting("execution", "ecs-tasks.amazonaws.com"), on="execution"),
    "an instance profile of another program": Case(without(profiled({"name": "host"}), "profile"), on="host"),
    "an unknown instance profile of unknown origin": Case(
        unlinked(profiled({"arn": UNKNOWN}, FIRST_PREVIEW), "host"), on="host"
    ),
    "an unknown role of a hook": Case(hooked(ECS_TRUST, UNKNOWN), on="service"),
}
