"""The roles of a program: which one is meant, and which policies it has."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from policy.reading import POLICY, ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT, UNKNOWN, Resource, Unknown, items
from policy.stack import Leading, Linked, Stack, known, only, remembered
from policy.views.permissions import Document, document, inline_documents
from policy.views.topology import deployment_groups

# What attaches managed policies to roles, and the properties that name the roles and the policies.
ATTACHMENTS: Final = {
    ROLE_POLICY_ATTACHMENT: ("role", "policyArn"),
    "aws:iam/policyAttachment:PolicyAttachment": ("roles", "policyArn"),
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ("roleName", "policyArns"),
}


@dataclass(frozen=True)
class Grant:
    """One policy of a role."""

    resource: Resource
    """What gives it to the role."""
    path: str
    arn: str | Unknown | None
    """None: it is an inline policy."""
    document: Document
    """UNKNOWN also for a managed policy that is not part of the program."""
    certain: bool = True
    """Whether it is known to be for this role."""

    @property
    def aws_name(self) -> str:
        """Its name, if it is a policy that AWS manages."""
        return self.arn.rpartition("/")[2] if isinstance(self.arn, str) and ":iam::aws:policy/" in self.arn else ""


def release_roles(stack: Stack) -> Iterator[tuple[Resource, tuple[Resource, ...]]]:
    """Each deployment group for ECS with its role; with none where that is not known, or not part of the program."""
    for group in deployment_groups(stack):
        linked = stack.linked(group, "serviceRoleArn", group.get("serviceRoleArn"), ROLE, by="arn")
        yield group, known(linked)


@remembered
def grants(stack: Stack, role: Resource) -> tuple[Grant, ...]:
    """The policies of a role, and those of roles that nobody knows yet: they may be this one's."""
    return tuple(_grants(stack, role))


def _grants(stack: Stack, role: Resource) -> Iterator[Grant]:
    for index, arn in items(role.declared("managedPolicyArns")):
        yield _managed(stack, role, f"managedPolicyArns[{index}]", "managedPolicyArns", arn)
    for path, _, found in inline_documents(role):
        yield Grant(role, path, None, found)
    for policy, certain in _given(stack, ROLE_POLICY, "role", role):
        yield Grant(policy, "policy", None, document(policy.get("policy"), "policy"), certain)
    for kind, (roles, arns) in ATTACHMENTS.items():
        for attachment, certain in _given(stack, kind, roles, role):
            for arn in _each(attachment.get(arns)):
                yield _managed(stack, attachment, arns, arns, arn, certain)


def late(stack: Stack, service: Resource, role: Resource) -> tuple[Grant, ...]:
    """The policies of a role that may come after the service. One that is made of the service cannot come before it."""
    before = stack.before(service)
    return tuple(
        one
        for one in grants(stack, role)
        if one.resource is not role and one.resource not in before and service not in stack.before(one.resource)
    )


def attached_to(stack: Stack, resource: Resource, prop: str) -> tuple[Resource, ...]:
    """The roles of the program that a role policy, or an attachment, is known to be for."""
    return known(*_named(stack, resource, prop))


def attached_policies(stack: Stack, resource: Resource, prop: str) -> tuple[Resource, ...]:
    """The policies of the program that a role, or an attachment, is known to name."""
    return known(*(stack.linked(resource, prop, arn, POLICY, by="arn") for arn in _each(resource.get(prop))))


def lacking(
    found: Collection[Grant],
    needed: Collection[str],
    *,
    enough: Collection[str],
    too_little: Collection[str],
    on: Collection[str] = (),
) -> tuple[str, ...] | Unknown:
    """Of the needed actions those that no policy of a role allows; UNKNOWN when a policy cannot be read.

    `enough` and `too_little` name policies of AWS: one of the former allows all that is needed, one of the latter
    nothing that would help. With `on` a statement must be about one of these ARNs, without it about whatever.
    Conditions and denials are not looked at: what is denied counts as allowed.
    """
    if any(one.aws_name in enough for one in found):
        return ()
    statements = [
        one
        for grant in found
        if grant.document is not UNKNOWN
        for one in grant.document
        if one.allows and (not on or any(map(one.reaches, on)))
    ]
    missing = tuple(action for action in needed if not any(one.covers(action) for one in statements))
    unread = any(one.document is UNKNOWN and one.aws_name not in too_little for one in found)
    return UNKNOWN if missing and unread else missing


def _managed(stack: Stack, resource: Resource, path: str, prop: str, arn: Any, certain: bool = True) -> Grant:
    policy = only(stack.linked(resource, prop, arn, POLICY, by="arn"))
    found = document(policy.get("policy"), "policy") if policy else UNKNOWN
    return Grant(resource, path, arn, found, certain)


def _given(stack: Stack, kind: str, prop: str, role: Resource) -> list[tuple[Resource, bool]]:
    """The resources of a type that may be for this role, and whether they are known to be."""
    found = _giving(stack, kind, prop)
    certain = set(found.to(role))
    return [(one, one in certain) for one in found.perhaps_to(role)]


@remembered
def _giving(stack: Stack, kind: str, prop: str) -> Leading[Resource]:
    """The resources of a type that are for roles, by role."""
    return Leading((one, _named(stack, one, prop)) for one in stack.of(kind))


def _named(stack: Stack, resource: Resource, prop: str) -> list[Linked]:
    return [stack.linked(resource, prop, name, ROLE, by="name") for name in _each(resource.get(prop))]


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from (one for _, one in items(value))
    elif value is not None:
        yield value
