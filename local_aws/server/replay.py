"""The last answers to creates: the same create asked for again gets the same answer, and nothing is made twice.

The provider sends one token with all calls of a create, and the same one when an interrupted run is repeated. AWS has
client tokens for this in some services only.
"""

import hashlib
import json
import re
from collections import OrderedDict
from typing import Any

from werkzeug.wrappers import Response

TOKEN = "HTTP_X_LOCAL_CREATE"
"""The request's header as WSGI names it."""

KEPT = 300
"""Far more than an engine has under way at once."""

_POSITION = re.compile(rb"\.\d+(?=[.=])")
"""A list's member in a form: the 2 in `Tag.2.Key=Stack`."""

Key = tuple[str, str]
answers: OrderedDict[Key, Response] = OrderedDict()
"""Part of the state: an answer and what it made are kept together or not at all."""


def key(environ: dict[str, Any], body: bytes) -> Key | None:
    """Identifies one call of one create; None for a call outside of a create."""
    token = environ.get(TOKEN)
    if not token:
        return None
    call = (environ.get("HTTP_X_AMZ_TARGET", ""), environ["REQUEST_METHOD"], environ["PATH_INFO"], _members(body))
    return token, hashlib.sha256(repr(call).encode()).hexdigest()


def _members(body: bytes) -> list[Any]:
    """A call's members without any order, and without the client token, which botocore makes anew for each call.

    Tags and the like come from sets and maps, so a second attempt may send them in another order.
    """
    if body.startswith(b"{"):
        return _unordered({key: value for key, value in json.loads(body).items() if key != "clientToken"})
    members = (_POSITION.sub(b"", member) for member in body.split(b"&"))
    return sorted(member for member in members if not member.startswith(b"ClientToken="))


def _unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, _unordered(member)) for key, member in value.items())
    return sorted(map(_unordered, value), key=repr) if isinstance(value, list) else value


def keep(call: Key, response: Response) -> None:
    """Keeps the answer to a call that was done; one that failed may be repeated."""
    if response.status_code < 400:
        answers[call] = response
        while len(answers) > KEPT:
            answers.popitem(last=False)
