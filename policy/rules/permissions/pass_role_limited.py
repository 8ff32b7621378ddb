"""Who may pass any role to any service has every permission of the account, one step away."""

import re

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.permissions import NOT_KNOWN, Statement
from policy.views.policies import written

PASS_ROLE = "iam:PassRole"
# `*`, or every role of an account.
ANY_ROLE = re.compile(r"\*+|arn:[^:]*:(iam|\*):[^:]*:[^:]*:(role/)?\*+")
# What limits the service, or the roles, for which the statement holds.
LIMITS = ("iam:passedtoservice", "iam:associatedresourcearn", "iam:resourcetag/", "aws:resourcetag/")


@stack_rule(
    remedy="Name the roles, or add a condition on iam:PassedToService, such as ecs-tasks.amazonaws.com.",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    severity="high",
    symptoms=(Symptom.INTRUSION,),
    cost="whoever has this role starts a task with the strongest role of the account, and so has all its permissions.",
)
def pass_role_limited(stack: Stack, options: Options) -> Findings:
    """Passing roles is limited to some roles or to some services.

    Whoever starts a release passes the roles of the new task definition to ECS, so pipelines and CodeDeploy's role
    need iam:PassRole. Without a limit it reaches every role, including those of administrators.

    Looks at role policies, policies and the inline policies of roles. Stops a statement that allows it (by name or
    by a pattern such as `iam:*`) on every role and has no condition on the service that gets the role, or on the
    roles' tags, for a role of tasks, of their hosts, or of what releases or builds them; of other roles, and of a
    policy of no role of the program, it only warns.

    Roles named by a pattern such as `role/shop-*` are let through. A statement that allows `*` is left to
    `no-star-action`. A document with an unknown part is itself unknown, and is judged again in the update.
    """
    for one in written(stack):
        if one.statements is UNKNOWN:
            if one.of_release:
                yield Undecided(resource=one.resource, path=one.path, reason=NOT_KNOWN)
            continue
        for statement in one.statements:
            if not statement.allows or not _about_passing(statement) or _limited(statement):
                continue
            any_role = any(isinstance(arn, str) and ANY_ROLE.fullmatch(arn) for arn in statement.resources)
            if any_role or not statement.resources:  # Without Resource there is a NotResource: every role but some.
                yield Violation(
                    resource=one.resource,
                    path=statement.path,
                    wrong=f"it allows {PASS_ROLE} on every role, to every service",
                    fix="name the task and execution role as its Resource, or set Condition"
                    ' {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}.',
                    advice=not one.of_release,
                )


def _about_passing(statement: Statement) -> bool:
    """Whether it allows passing roles, and not simply everything."""
    everything = any(isinstance(action, str) and not action.strip("*:") for action in statement.actions)
    return statement.covers(PASS_ROLE) and not everything and not statement.not_actions


def _limited(statement: Statement) -> bool:
    return any(key.startswith(LIMITS) and "*" not in values for key, values in statement.conditions.items())
