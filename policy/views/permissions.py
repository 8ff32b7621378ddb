"""IAM policy documents: what they allow, and whom a role trusts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from model.permissions import POLICY_CHARACTERS
from model.secrets import SUFFIX
from policy.reading import UNKNOWN, Resource, Unknown, items, read
from policy.views.wildcards import fits


@dataclass(frozen=True)
class Statement:
    """One entry of a document's `Statement`. Every list may hold UNKNOWN."""

    path: str
    allows: bool
    """Not set counts as Allow, as in the statements that a component is given; IAM itself refuses that."""
    actions: tuple[Any, ...]
    """In lower case, which is how IAM reads them; with wildcards."""
    not_actions: tuple[Any, ...]
    """All actions but these."""
    resources: tuple[Any, ...]
    """Empty in a trust policy, and beside a NotResource: all but some."""
    principals: Mapping[str, tuple[Any, ...]]
    """By kind, such as `Service` or `AWS`; a bare `*` is under both."""
    conditions: Mapping[str, tuple[Any, ...]]
    """The values by the condition's key in lower case, of whatever operator."""

    def covers(self, action: str) -> bool:
        """Whether it is about this action. Unknown patterns are not."""
        action = action.lower()
        if self.not_actions:
            return not any(_matches(action, pattern) for pattern in self.not_actions)
        return any(_matches(action, pattern) for pattern in self.actions)

    def reaches(self, arn: str) -> bool:
        """Whether it may be about this resource, of whose ARN the beginning may be missing, as in `:parameter/name`.

        Unknown patterns are, and so are those of a secret's whole ARN, where only its name is given.
        """
        return not self.resources or any(pattern is UNKNOWN or _spans(pattern, arn) for pattern in self.resources)


NOT_KNOWN: Final = (
    "its JSON is not known before the resources it mentions exist, or is not a policy document that IAM takes"
)
"""Why nothing can be said of a document that is UNKNOWN."""

Document = tuple[Statement, ...] | Unknown
"""UNKNOWN while the JSON is, or when it is not a policy document (AWS refuses it)."""


def document(value: Any, path: str) -> Document:
    """The statements of a policy at `path`: JSON, the object that it stands for, or its statements alone."""
    if isinstance(value, str):
        if len(value) > 10 * POLICY_CHARACTERS:  # The blanks between do not count.
            return UNKNOWN
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return UNKNOWN
    found = read(value, "Statement") if isinstance(value, dict) else value
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        return UNKNOWN
    return tuple(_statement(one, f"{path}.Statement[{index}]") for index, one in items(found))


def inline_documents(role: Resource) -> Iterator[tuple[str, Any, Document]]:
    """The inline policies of a role: path, name and document."""
    for index, inline in items(role.declared("inlinePolicies")):
        path = f"inlinePolicies[{index}].policy"
        # An entry with nothing in it is how a program says that the role has no inline policy.
        if (policy := read(inline, "policy")) is not None:
            yield path, read(inline, "name"), document(policy, path)


def trusted(statements: tuple[Statement, ...], service: str) -> bool:
    """Whether a trust policy lets an AWS service, such as `codedeploy.amazonaws.com`, take the role.

    AWS also has names of services in one region or partition: `codedeploy.eu-west-1.amazonaws.com`,
    `ec2.amazonaws.com.cn`.
    """
    kind = service.partition(".")[0]
    return any(
        one.allows and one.covers("sts:AssumeRole") and any(_is(principal, kind) for principal in _services(one))
        for one in statements
    )


def _services(statement: Statement) -> tuple[Any, ...]:
    return statement.principals.get("Service", ())


def _is(principal: Any, kind: str) -> bool:
    if not isinstance(principal, str):
        return False
    return principal == "*" or (principal.startswith(f"{kind}.") and ".amazonaws.com" in principal)


def _statement(value: dict[str, Any], path: str) -> Statement:
    principal = value.get("Principal", {})
    if isinstance(principal, str):
        principal = {"AWS": principal, "Service": principal}
    operators = value.get("Condition")
    conditions = {
        key.lower(): _listed(given)
        for operator in (operators.values() if isinstance(operators, dict) else ())
        for key, given in (operator.items() if isinstance(operator, dict) else ())
    }
    return Statement(
        path,
        str(value.get("Effect", "Allow")).lower() == "allow",
        tuple(_lower(one) for one in _listed(value.get("Action"))),
        tuple(_lower(one) for one in _listed(value.get("NotAction"))),
        _listed(value.get("Resource")),
        {kind: _listed(who) for kind, who in principal.items()} if isinstance(principal, dict) else {},
        conditions,
    )


def _listed(value: Any) -> tuple[Any, ...]:
    """IAM takes one value in place of a list of one."""
    if value is None:
        return ()
    return tuple(one for _, one in items(value)) if isinstance(value, list) else (value,)


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _matches(action: str, pattern: Any) -> bool:
    return isinstance(pattern, str) and fits(pattern, action)


def _spans(pattern: Any, arn: str) -> bool:
    if not isinstance(pattern, str):
        return False
    if arn.startswith(":"):
        kind = arn.partition("/")[0]
        before, found, rest = pattern.partition(kind)
        pattern, arn = (rest, arn.removeprefix(kind)) if found else (before, arn)
    return _matches(arn, pattern) or (":secretsmanager:" in arn and _matches(f"{arn}{SUFFIX}", pattern))
