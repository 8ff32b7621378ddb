"""no-star-action: what it stops, lets through and leaves undecided."""

import json
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, TASKS_TRUST, allow, arn, trust
from tests.policy.rules.rule_case import Case, Pass

EVERYTHING = allow("*", on="*")


def own(policy: Any) -> Program:
    """With another policy of the execution role."""
    return change(BLUE_GREEN, "execution-policy", "policy", to=policy)


SHARED = arn("iam", "policy/shared")


def managed(policy: Any) -> Program:
    """With a policy of no role of the program."""
    props = {"name": "shared", "arn": SHARED, "policy": policy}
    return (*BLUE_GREEN, Declared("aws:iam/policy:Policy", "shared", props))


def attached(policy: Any, to: str = "execution") -> Program:
    """With a policy that is attached to a role."""
    attachment = {"role": to, "policyArn": SHARED}
    edges = {"role": [to], "policyArn": ["shared"]}
    kind = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    return (*managed(policy), *OTHERS, Declared(kind, "attachment", attachment, edges))


def inside(policies: Any, trusts: str = TASKS_TRUST) -> Program:
    """With a role that has policies of its own."""
    role = {"name": "inside", "assumeRolePolicy": trusts, "inlinePolicies": policies}
    return (*BLUE_GREEN, Declared("aws:iam/role:Role", "inside", role))


def of(role: str, *users: Declared) -> Program:
    """With a policy for everything of one of the roles that are not known to be for tasks."""
    props = {"name": "wide", "role": role, "policy": EVERYTHING}
    return (*BLUE_GREEN, *OTHERS, *users, Declared("aws:iam/rolePolicy:RolePolicy", "wide", props, {"role": [role]}))


OTHERS = tuple(
    Declared("aws:iam/role:Role", name, {"name": name, "assumeRolePolicy": trust(name)})
    for name in ("lambda", "codepipeline", "codebuild", "ec2")
)
FUNCTION = Declared("aws:lambda/function:Function", "function", {"name": "function"}, {"role": ["lambda"]})
BUILD = Declared("aws:codebuild/project:Project", "build", {"name": "build"}, {"serviceRole": ["codebuild"]})
PROFILE = Declared("aws:iam/instanceProfile:InstanceProfile", "single", {"name": "single"}, {"role": ["ec2"]})


def host(user_data: str) -> tuple[Declared, Declared]:
    props = {"userData": user_data}
    return PROFILE, Declared("aws:ec2/instance:Instance", "machine", props, {"iamInstanceProfile": ["single"]})


def pipeline(provider: str) -> Declared:
    props = {"name": "delivery", "stages": [{"actions": [{"provider": provider}]}]}
    return Declared(
        "aws:codepipeline/pipeline:Pipeline", "delivery", props, {"roleArn": ["codepipeline"], "stages": ["build"]}
    )


def statements(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


DENIAL = {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
BOUNDARY = statements({"Effect": "Allow", "Action": "*", "Resource": "*"}, DENIAL)
ALL_BUT_IAM = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}

STOPS: dict[str, Case] = {
    "a role policy": Case(own(EVERYTHING), on="execution-policy", says="policy.Statement[0]"),
    "a policy of a role": Case(attached(EVERYTHING), on="shared"),
    "a policy that a role names": Case(
        unknown(managed(EVERYTHING), "execution", "managedPolicyArns", of="shared"), on="shared"
    ),
    "a policy of no role": Case(managed(EVERYTHING), on="shared", advised=True),
    "a policy of another role": Case(attached(EVERYTHING, to="lambda"), on="shared", advised=True),
    "a function": Case(of("lambda", FUNCTION), on="wide", advised=True),
    "a function, in an inline policy": Case(
        inside([{"name": "own", "policy": EVERYTHING}], trusts=trust("lambda")), on="inside", advised=True
    ),
    "everything but what is denied, in an inline policy of a function": Case(
        inside([{"name": "own", "policy": BOUNDARY}], trusts=trust("lambda")), on="inside", advised=True
    ),
    "a function that a service waits for": Case(
        unknown(of("lambda", FUNCTION), "service", "deploymentConfiguration", of="function"), on="wide"
    ),
    "a pipeline for ECS": Case(of("codepipeline", pipeline("ECS"), BUILD), on="wide"),
    "a build of a pipeline for ECS": Case(of("codebuild", pipeline("ECS"), BUILD), on="wide"),
    "a pipeline for servers": Case(of("codepipeline", pipeline("CodeDeploy"), BUILD), on="wide", advised=True),
    "a build of a pipeline for servers": Case(of("codebuild", pipeline("CodeDeploy"), BUILD), on="wide", advised=True),
    "a host of tasks": Case(of("ec2", *host("echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config")), on="wide"),
    "a host of something else": Case(of("ec2", *host("yum install nginx")), on="wide", advised=True),
    "an inline policy": Case(
        inside([{"name": "first", "policy": allow("s3:GetObject", on="*")}, {"name": "second", "policy": EVERYTHING}]),
        on="inside",
        says="inlinePolicies[1].policy",
    ),
    "a role policy, which the provider reads back as an inline one of its role": Case(
        change(
            change(own(EVERYTHING), "execution-policy", "name", to="own"),
            "execution",
            "inlinePolicies",
            to=[{"name": "own", "policy": EVERYTHING}],
        ),
        on="execution-policy",
    ),
    "on some resources": Case(own(allow("*", on="arn:aws:s3:::reports/*")), on="execution-policy"),
    "of every service, in more stars": Case(own(allow("**", on="*")), on="execution-policy", says="**"),
    "of every service": Case(own(allow("*:*", on="*")), on="execution-policy"),
    "among others": Case(own(allow("s3:GetObject", "*", on="*")), on="execution-policy"),
    "in the second statement": Case(
        own(
            statements(
                {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
                {**DENIAL, "Effect": "Allow", "Action": "*"},
            )
        ),
        on="execution-policy",
        says="Statement[1]",
    ),
    "as the only statement, without a list": Case(
        own(json.dumps({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})), on="execution-policy"
    ),
    "every action but some": Case(own(statements(ALL_BUT_IAM)), on="execution-policy", says="but some"),
    "everything but what is denied, for a role": Case(own(BOUNDARY), on="execution-policy"),
    "everything but what is denied, in a policy of a role": Case(attached(BOUNDARY), on="shared"),
    "as a component was given it": Case(
        own({"Statement": [{"Action": ["*"], "Resource": UNKNOWN}]}), on="execution-policy"
    ),
    "as statements alone": Case(own([{"Action": ["*"], "Resource": "*"}]), on="execution-policy"),
    "all of a service that the pack names": Case(
        own(allow("iam:*", on="*")), on="execution-policy", says="iam:*", options={"neverWhole": ["IAM"]}
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "actions by name": BLUE_GREEN,
    "actions by name, in a first preview": FIRST_PREVIEW,
    "actions of ECS's own strategy": NATIVE,
    "all of a service": own(allow("iam:*", on="*")),
    "all of another service than the pack names": Pass(own(allow("s3:*", on="*")), {"neverWhole": ["iam"]}),
    "some of a service that the pack names": Pass(own(allow("iam:Get*", on="*")), {"neverWhole": ["iam"]}),
    "a part of a service": own(allow("s3:Get*", "ecr:*Image", on="*")),
    "a denial": own(statements({**DENIAL, "Action": "*"})),
    "every action but some, of one bucket": own(statements({**ALL_BUT_IAM, "Resource": "arn:aws:s3:::reports/*"})),
    "actions by name, and a denial": managed(
        statements({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}, DENIAL)
    ),
    "a denial of something unknown": own([{**DENIAL, "Action": UNKNOWN}]),
    "a role without inline policies that says so": inside([{}]),
    "everything but what is denied, perhaps for a boundary": managed(BOUNDARY),
    "an unknown policy of a function": inside([{"name": "own", "policy": UNKNOWN}], trusts=trust("lambda")),
    "unknown actions of a policy of no role": managed([{"Action": UNKNOWN, "Resource": "*"}]),
    "a policy of a component with an unknown resource": own([{"Action": ["s3:GetObject"], "Resource": UNKNOWN}]),
}

UNDECIDED: dict[str, Case] = {
    "all actions but one that is not known yet": Case(
        own([{"NotAction": [UNKNOWN], "Resource": "arn:aws:s3:::reports/*"}]), on="execution-policy", says="actions"
    ),
    "an unknown policy": Case(own(UNKNOWN), on="execution-policy"),
    "an unknown inline policy": Case(inside([{"name": "own", "policy": UNKNOWN}]), on="inside"),
    "unknown inline policies": Case(unknown(inside([]), "inside", "inlinePolicies", of="logs"), on="inside"),
    "no policy document": Case(own("{"), on="execution-policy"),
    "no statements": Case(own(json.dumps({"Version": "2012-10-17"})), on="execution-policy"),
    "unknown actions": Case(own([{"Action": UNKNOWN, "Resource": "*"}]), on="execution-policy"),
}
