"""A policy that allows every action is an administrator's, whatever it is called."""

from typing import Any

from policy.finding import Findings, Undecided, Violation
from policy.reading import POLICY, UNKNOWN
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.permissions import NOT_KNOWN, Statement
from policy.views.policies import written


@stack_rule(
    remedy="Name the actions that are needed; AWS's page on each service lists them.",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    severity="critical",
    symptoms=(Symptom.INTRUSION,),
    cost="whoever gets into a task or a pipeline with this role owns the account.",
    options=(
        Option(
            name="neverWhole",
            description="Services of which no policy may allow every action, such as iam.",
            default=(),
        ),
    ),
)
def no_star_action(stack: Stack, options: Options) -> Findings:
    """No policy allows every action.

    People write `*` while they look for a missing permission. A release runs new code with the roles of its tasks,
    so each role is only as safe as the code that was reviewed least.

    Looks at role policies, policies and the inline policies of roles. Stops a statement that allows `*` or `*:*`,
    on whatever resource, or all actions but some on every resource, for a role of tasks, of their hosts, or of what
    releases or builds them; of other roles, and of a policy of no role of the program, it only warns.

    All actions of one service are let through unless the option names it, and so is a policy that is none of these
    roles' and also denies something: it may be a permissions boundary. Denials, trust policies, policies that AWS
    manages and those of users and groups are not checked. A document with an unknown part is itself unknown, and is
    judged again in the update.
    """
    never = {"*", *(service.lower() for service in options["neverWhole"])}
    for one in written(stack):
        if one.statements is UNKNOWN:
            if one.of_release:
                yield Undecided(resource=one.resource, path=one.path, reason=NOT_KNOWN)
            continue
        if one.resource.type == POLICY and not one.of_release and not all(each.allows for each in one.statements):
            continue  # It may be a permissions boundary.
        for statement in one.statements:
            if wrong := _too_much(statement, never):
                yield Violation(
                    resource=one.resource,
                    path=statement.path,
                    wrong=wrong,
                    fix="allow the actions that are used, by name.",
                    advice=not one.of_release,
                )
            elif statement.allows and UNKNOWN in (*statement.actions, *statement.not_actions) and one.of_release:
                yield Undecided(resource=one.resource, path=statement.path, reason="its actions are not known yet")


def _too_much(statement: Statement, never: set[str]) -> str:
    """What is wrong with the statement; nothing if it names its actions."""
    if not statement.allows:
        return ""
    if statement.not_actions and "*" in statement.resources:
        return "it allows every action but some on every resource"
    whole = next((action for action in statement.actions if _service(action) in never), None)
    return "" if whole is None else f"it allows {whole}"


def _service(action: Any) -> str | None:
    """The service of which a pattern means every action; `*` for all services."""
    if not isinstance(action, str):
        return None
    service, _, name = action.partition(":")
    return None if name.strip("*") else service.strip("*") or "*"
