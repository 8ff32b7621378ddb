"""The policy documents that a program writes, and whether a role of tasks or of their releases has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from policy.reading import POLICY, ROLE, ROLE_POLICY, Resource
from policy.stack import Stack
from policy.views.permissions import Document, document, inline_documents
from policy.views.reach import roles
from policy.views.roles import ATTACHMENTS, attached_policies, attached_to


@dataclass(frozen=True)
class Written:
    """One document."""

    resource: Resource
    """The role policy, the policy, or the role that has it inline."""
    path: str
    statements: Document
    of_release: bool
    """Whether it is known that a role of tasks, or of what releases them, has it."""


def written(stack: Stack) -> Iterator[Written]:
    """Every document of role policies and policies, and the inline ones of roles.

    AWS's provider reads role policies back as inline ones of their role; each is one document.
    """
    reached = set(roles(stack))
    names: dict[Resource, list[object]] = {}
    of_release: set[Resource] = set()
    for policy in stack.of(ROLE_POLICY):
        for role in attached_to(stack, policy, "role"):
            names.setdefault(role, []).append(policy.get("name"))
            of_release |= {policy} if role in reached else set()
    for role in reached:
        of_release.update(attached_policies(stack, role, "managedPolicyArns"))
    for kind, (of, arns) in ATTACHMENTS.items():
        for attachment in stack.of(kind):
            if not reached.isdisjoint(attached_to(stack, attachment, of)):
                of_release.update(attached_policies(stack, attachment, arns))
    for policy in stack.of(ROLE_POLICY, POLICY):
        yield Written(policy, "policy", document(policy.get("policy"), "policy"), policy in of_release)
    for role in stack.of(ROLE):
        for path, name, statements in inline_documents(role):
            if name not in names.get(role, ()):
                yield Written(role, path, statements, role in reached)
