"""A policy that allows every action is an administrator's, whatever it is called."""

from typing import Any

from policy.finding import Findings, Undecided, Violation
from policy.reading import POLICY, ROLE, ROLE_POLICY, UNKNOWN, Resource
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.permissions import NOT_KNOWN, Statement, documents


@resource_rule(
    ROLE_POLICY,
    POLICY,
    ROLE,
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
def no_star_action(resource: Resource, options: Options) -> Findings:
    """No policy allows every action.

    People write `*` while they look for a missing permission. A release runs new code with the roles of its tasks,
    so each role is only as safe as the code that was reviewed least.

    Looks at role policies, policies and the inline policies of roles. Stops a statement that allows `*` or `*:*`,
    on whatever resource, or all actions but some on every resource. All actions of one service are let through
    unless the option names it. In a policy that also denies something, `*` may be meant for a permissions
    boundary; that is undecided. Denials, trust policies, policies that AWS manages and those of users and groups
    are not checked. A document with an unknown part is itself unknown, and is judged again in the update.
    """
    never = {"*", *(service.lower() for service in options["neverWhole"])}
    for path, statements in documents(resource):
        if statements is UNKNOWN:
            yield Undecided(
                resource=resource,
                path=path,
                reason=NOT_KNOWN,
            )
            continue
        boundary = resource.type == POLICY and any(not one.allows for one in statements)
        for statement in statements:
            wrong = _too_much(statement, never)
            if wrong and boundary:
                yield Undecided(
                    resource=resource,
                    path=statement.path,
                    reason=f"{wrong}, and other statements deny something: right for a permissions boundary only",
                )
            elif wrong:
                yield Violation(
                    resource=resource, path=statement.path, wrong=wrong, fix="allow the actions that are used, by name."
                )
            elif statement.allows and UNKNOWN in (*statement.actions, *statement.not_actions):
                yield Undecided(resource=resource, path=statement.path, reason="its actions are not known yet")


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
