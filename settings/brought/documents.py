"""What a policy document says that AWS shows."""

import json
from collections.abc import Mapping
from typing import Any

from model.policy_documents import fits, listed


def lets(document: str | Mapping[str, Any], action: str, principal: str) -> bool:
    """Whether a statement allows a service of AWS to do this. Its conditions are taken to be met."""
    statements = (json.loads(document) if isinstance(document, str) else document).get("Statement")
    return any(_lets(one, action, principal) for one in listed(statements))


def _lets(statement: Mapping[str, Any], action: str, principal: str) -> bool:
    who = statement.get("Principal", {})
    named = listed(who) if isinstance(who, str) else [*listed(who.get("Service")), *listed(who.get("AWS"))]
    actions = [one.lower() for one in listed(statement.get("Action"))]
    return (
        statement.get("Effect") == "Allow"
        and bool({"*", principal} & {*named})
        and any(fits(one, action.lower()) for one in actions)
    )
