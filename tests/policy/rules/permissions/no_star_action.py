"""no-star-action: what it stops, lets through and leaves undecided."""

import json
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, TASKS_TRUST, allow
from tests.policy.rules.rule_case import Case, Pass

EVERYTHING = allow("*", on="*")


def own(policy: Any) -> Program:
    """With another policy of the execution role."""
    return change(BLUE_GREEN, "execution-policy", "policy", to=policy)


def managed(policy: Any) -> Program:
    return (*BLUE_GREEN, Declared("aws:iam/policy:Policy", "shared", {"name": "shared", "policy": policy}))


def inside(policies: Any) -> Program:
    role = {"name": "inside", "assumeRolePolicy": TASKS_TRUST, "inlinePolicies": policies}
    return (*BLUE_GREEN, Declared("aws:iam/role:Role", "inside", role))


def statements(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


DENIAL = {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
BOUNDARY = statements({"Effect": "Allow", "Action": "*", "Resource": "*"}, DENIAL)
ALL_BUT_IAM = {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}

STOPS: dict[str, Case] = {
    "a role policy": Case(own(EVERYTHING), on="execution-policy", says="policy.Statement[0]"),
    "a policy": Case(managed(EVERYTHING), on="shared"),
    "an inline policy": Case(
        inside([{"name": "first", "policy": allow("s3:GetObject", on="*")}, {"name": "second", "policy": EVERYTHING}]),
        on="inside",
        says="inlinePolicies[1].policy",
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
    "a policy of a component with an unknown resource": own([{"Action": ["s3:GetObject"], "Resource": UNKNOWN}]),
}

UNDECIDED: dict[str, Case] = {
    "all actions but one that is not known yet": Case(
        own([{"NotAction": [UNKNOWN], "Resource": "arn:aws:s3:::reports/*"}]), on="execution-policy", says="actions"
    ),
    "an unknown policy": Case(own(UNKNOWN), on="execution-policy"),
    "an unknown inline policy": Case(inside([{"name": "own", "policy": UNKNOWN}]), on="inside"),
    "unknown inline policies": Case(inside(UNKNOWN), on="inside"),
    "no policy document": Case(own("{"), on="execution-policy"),
    "no statements": Case(own(json.dumps({"Version": "2012-10-17"})), on="execution-policy"),
    "unknown actions": Case(own([{"Action": UNKNOWN, "Resource": "*"}]), on="execution-policy"),
    "everything but what is denied, perhaps for a boundary": Case(managed(BOUNDARY), on="shared", says="boundary"),
}
