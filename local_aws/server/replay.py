"""The last answers to creates: asked again for the same create, the answer is the same and nothing is made twice.

The provider sends one token with all calls of a create, and the same one when an interrupted run is tried again. AWS
has client tokens for this in some services only.
"""

import hashlib
import json
from collections import OrderedDict
from typing import Any

from werkzeug.wrappers import Response

TOKEN = "HTTP_X_LOCAL_CREATE"
"""The request's header as WSGI names it."""

KEPT = 300
"""Far more than an engine has under way at once."""

Key = tuple[str, str]
answers: OrderedDict[Key, Response] = OrderedDict()
"""Part of the state: an answer and what it made are kept together or not at all."""


def key(environ: dict[str, Any], body: bytes) -> Key | None:
    """What tells one call of one create from others; None for a call of no create."""
    token = environ.get(TOKEN)
    if not token:
        return None
    call = (environ.get("HTTP_X_AMZ_TARGET", ""), environ["REQUEST_METHOD"], environ["PATH_INFO"], _members(body))
    return token, hashlib.sha256(repr(call).encode()).hexdigest()


def _members(body: bytes) -> list[Any]:
    """A call's members in one order, without the client token, of which botocore makes a new one for each call."""
    if body.startswith(b"{"):
        members = json.loads(body, object_pairs_hook=sorted)
    else:
        members = sorted(tuple(member.split(b"=", 1)) for member in body.split(b"&"))
    return [member for member in members if member[0] not in ("clientToken", b"ClientToken")]


def keep(call: Key, response: Response) -> None:
    """Notes a call that was done; one that failed may be tried again."""
    if response.status_code < 400:
        answers[call] = response
        while len(answers) > KEPT:
            answers.popitem(last=False)
