"""IAM's policy simulator, which moto lacks: what the policies of a role say of an action on a resource.

Faithful: actions and resources with wildcards, what a statement leaves out, a Deny that wins, a boundary that bounds.
Not faithful: a condition is met when the context has one of its values, whatever its operator says.
"""

import json
from collections.abc import Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.iam.models import ManagedPolicy, Role
from moto.iam.responses import IamResponse

from local_aws.server.extensions.patching import patches
from model.policy_documents import fits, listed

Context = dict[str, list[str]]


@patches(IamResponse)
def simulate_principal_policy(self: IamResponse) -> ActionResult:
    """Of a role; each of the actions on each of the resources."""
    role = self.backend.get_role_by_arn(self._get_param("PolicySourceArn"))
    entries = self._get_param("ContextEntries") or []
    context: Context = {one["ContextKeyName"].lower(): one["ContextKeyValues"] for one in entries}
    policies = [*_policies(role)]
    bound = role.permissions_boundary_arn
    boundary = [_document(self.backend.get_policy(bound))] if bound else []
    results = [
        _evaluated(action, resource, policies, boundary, context)
        for action in self._get_param("ActionNames")
        for resource in self._get_param("ResourceArns") or ["*"]
    ]
    return ActionResult({"EvaluationResults": results, "IsTruncated": False})


def _policies(role: Role) -> Iterator[Any]:
    for document in role.policies.values():
        yield json.loads(document)
    for policy in role.managed_policies.values():
        yield _document(policy)


def _document(policy: ManagedPolicy) -> Any:
    return json.loads(next(one.document for one in policy.versions if one.version_id == policy.default_version_id))


def _evaluated(
    action: str, resource: str, policies: list[Any], boundary: list[Any], context: Context
) -> dict[str, Any]:
    missing: set[str] = set()
    decisions = [_decision(action, resource, of, context, missing) for of in (policies, boundary) if of]
    worst = next((one for one in ("explicitDeny", "implicitDeny") if one in decisions), "allowed")
    return {
        "EvalActionName": action,
        "EvalResourceName": resource,
        "EvalDecision": worst if decisions else "implicitDeny",
        "MatchedStatements": [],
        "MissingContextValues": sorted(missing),
    }


def _decision(action: str, resource: str, policies: list[Any], context: Context, missing: set[str]) -> str:
    effects = {
        statement["Effect"]
        for policy in policies
        for statement in listed(policy["Statement"])
        if _is_about(statement, "Action", action.lower())
        and _is_about(statement, "Resource", resource)
        and _met(statement, context, missing)
    }
    return "explicitDeny" if "Deny" in effects else "allowed" if "Allow" in effects else "implicitDeny"


def _is_about(statement: dict[str, Any], what: str, value: str) -> bool:
    if f"Not{what}" in statement:
        return not _fits_one(listed(statement[f"Not{what}"]), value, what)
    return _fits_one(listed(statement.get(what, "*")), value, what)


def _fits_one(patterns: list[str], value: str, what: str) -> bool:
    return any(fits(one.lower() if what == "Action" else one, value) for one in patterns)


def _met(statement: dict[str, Any], context: Context, missing: set[str]) -> bool:
    keys = [(key.lower(), values) for one in statement.get("Condition", {}).values() for key, values in one.items()]
    unknown = {key for key, _ in keys if key not in context}
    missing |= unknown
    return not unknown and all(
        any(fits(str(pattern), value) for pattern in listed(values) for value in context[key]) for key, values in keys
    )
