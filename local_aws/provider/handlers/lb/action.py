"""Actions of listeners and rules: forward, redirect, fixed response, and the ways to authenticate."""

from collections.abc import Sequence
from typing import Any

from local_aws.provider.handlers import case
from local_aws.provider.schema import Property
from local_aws.provider.values import Props

NAMES = {
    "authenticateCognito": "AuthenticateCognitoConfig",
    "authenticateOidc": "AuthenticateOidcConfig",
    "fixedResponse": "FixedResponseConfig",
    "forward": "ForwardConfig",
    "jwtValidation": "JwtValidationConfig",
    "redirect": "RedirectConfig",
    "arn": "TargetGroupArn",
    "stickiness": "TargetGroupStickinessConfig",
    "duration": "DurationSeconds",
}
# The block that an action of each type has; no other is sent to AWS.
BLOCKS = {
    "authenticate-cognito": ("authenticateCognito",),
    "authenticate-oidc": ("authenticateOidc",),
    "fixed-response": ("fixedResponse",),
    "forward": ("forward", "targetGroupArn"),
    "jwt-validation": ("jwtValidation",),
    "redirect": ("redirect",),
}


def to_aws(shape: Any, actions: Sequence[Props]) -> list[dict[str, Any]]:
    """The actions for AWS; one without an order gets its place in the list, from 1."""
    return case.to_aws(shape, [{"order": place} | action for place, action in enumerate(map(own, actions), 1)], NAMES)


def own(action: Props) -> Props:
    """The action without the blocks of other types, which the provider ignores."""
    blocks = BLOCKS.get(action["type"].lower())
    if blocks is None:
        # A type that isn't known yet, in a preview.
        return action
    return {key: value for key, value in action.items() if key in {"order", "type", *blocks}}


def from_aws(fields: dict[str, Property], answer: Sequence[dict[str, Any]], known: Sequence[Props]) -> list[Props]:
    """AWS's actions in their order, in the program's form.

    AWS returns a forward to one group in both forms. The form of the last known action at this place is kept; where
    none is known (import), both are. AWS never returns a client secret, so the known one is kept.
    """
    ordered = sorted(answer, key=lambda action: action.get("Order", 0))
    found = [case.from_aws(fields, action, NAMES) for action in ordered]
    return [_as_known(action, known[place] if place < len(known) else {}) for place, action in enumerate(found)]


def _as_known(action: Props, known: Props) -> Props:
    if "forward" in action:
        stickiness: Props = action["forward"].get("stickiness", {})
        if not stickiness.get("enabled") and "duration" not in stickiness:
            action["forward"].pop("stickiness", None)
    if known.get("forward"):
        action.pop("targetGroupArn", None)
    elif known.get("targetGroupArn"):
        action.pop("forward", None)
    secret = known.get("authenticateOidc", {}).get("clientSecret")
    if "authenticateOidc" in action and secret:
        action["authenticateOidc"]["clientSecret"] = secret
    return action
