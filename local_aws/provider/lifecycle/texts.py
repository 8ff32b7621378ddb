"""Normal forms of texts that mean the same in different spellings: policies, JSON documents, protocols.

Two texts mean the same when their normal forms are equal. They follow the comparisons of the real provider,
as read in hashicorp/terraform-provider-aws (see the type's `same` key). A text that can't be read stands for itself.
"""

import json
from collections.abc import Callable
from typing import Any

# Numbers by IANA that EC2 writes as names; "all" is every protocol.
PROTOCOLS = {"all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}


def normalized(same: str | None, text: Any) -> Any:
    """The normal form of a text; `same` is the property's key in the schema."""
    if same is None or not isinstance(text, str):
        return FORMS["boolean"](text) if same == "boolean" else text
    try:
        return FORMS[same](text)
    except (ValueError, TypeError, AttributeError):
        return text


def compact(value: Any) -> str:
    """JSON without spaces and with sorted keys, as the real provider keeps it in the state."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def _policy(text: str) -> Any:
    """IAM's: statements, actions, resources and principals are sets; a text is a set of one."""
    document = json.loads(text or "{}")
    statements = [_statement(statement) for statement in _listed(document.get("Statement", []))]
    return compact(document | ({"Statement": sorted(statements)} if statements else {}))


def _statement(statement: dict[str, Any]) -> str:
    formed: dict[str, Any] = {"Effect": "Allow"}
    for key, value in statement.items():
        match key:
            case "Action" | "NotAction":
                formed[key] = sorted({action.lower() for action in _listed(value)})
            case "Resource" | "NotResource":
                formed[key] = sorted(set(_listed(value)))
            case "Principal" | "NotPrincipal":
                formed[key] = _principal(value)
            case "Condition":
                formed[key] = {
                    test: {k: sorted(map(_word, _listed(v))) for k, v in on.items()} for test, on in value.items()
                }
            case "Sid" if not value:
                continue
            case _:
                formed[key] = value
    return compact(formed)


def _principal(value: Any) -> Any:
    by_type = {"AWS": value} if isinstance(value, str) else value
    return {type: sorted({_account(name) for name in _listed(names)}) for type, names in by_type.items()}


def _account(name: str) -> str:
    return f"arn:aws:iam::{name}:root" if name.isdigit() and len(name) == 12 else name


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _lifecycle(text: str) -> Any:
    """ECR's: rules by priority, tag lists in any order, empty lists as absent."""
    document = _sparse(json.loads(text or "{}"))
    for rule in document.get("rules", []):
        selection = rule.get("selection", {})
        for key in ("tagPrefixList", "tagPatternList"):
            if key in selection:
                selection[key] = sorted(selection[key])
    document["rules"] = sorted(document.get("rules", []), key=lambda rule: rule.get("rulePriority", 0))
    return compact(document)


def _sparse(value: Any) -> Any:
    """Without what counts as absent: null, empty text, 0, empty list and object (false stays)."""
    if isinstance(value, dict):
        kept = {key: _sparse(member) for key, member in value.items()}
        return {key: member for key, member in kept.items() if member is False or member}
    if isinstance(value, list):
        return [_sparse(member) for member in value if member not in (None, "", {}, [])]
    return value


def _boolean(value: Any) -> Any:
    return {"1": True, "true": True, "0": False, "false": False}.get(str(value).lower(), value)


def _protocol(text: str) -> str:
    return PROTOCOLS.get(text.lower(), text.lower())


FORMS: dict[str, Callable[[Any], Any]] = {
    "policy": _policy,
    "plain": json.loads,
    "ecr-lifecycle": _lifecycle,
    "case": str.lower,
    "domain": lambda text: text.lower().rstrip("."),
    "boolean": _boolean,
    "protocol": _protocol,
}
JSON = frozenset({"policy", "plain", "ecr-lifecycle"})
"""Forms whose texts are JSON documents: an object given instead is turned into text."""
