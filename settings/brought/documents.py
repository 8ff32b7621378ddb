"""What a policy document says that AWS shows."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any


def lets(document: str | Mapping[str, Any], action: str, principal: str) -> bool:
    """Whether a statement allows a service of AWS to do this. Its conditions are taken to be met."""
    statements = (json.loads(document) if isinstance(document, str) else document).get("Statement", ())
    return any(_lets(one, action, principal) for one in _listed(statements))


def _lets(statement: Mapping[str, Any], action: str, principal: str) -> bool:
    who = statement.get("Principal", {})
    named = _listed(who) if isinstance(who, str) else [*_listed(who.get("Service", ())), *_listed(who.get("AWS", ()))]
    actions = [one.lower() for one in _listed(statement.get("Action", ()))]
    return (
        statement.get("Effect") == "Allow"
        and bool({"*", principal} & {*named})
        and any(fnmatchcase(action.lower(), one) for one in actions)
    )


def _listed(value: Any) -> list[Any]:
    """IAM takes one value in place of a list of one."""
    return list(value) if isinstance(value, list | tuple) else [value]
