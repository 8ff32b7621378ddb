"""Which requests change nothing, as seen from the request alone."""

import re
from typing import Any

_READS = re.compile(r"(Describe|Get|List|BatchGet|Head|Filter|Lookup|Search|Simulate|Verify)")
_SCOPE = re.compile(r"/([\w-]+)/aws4_request")
_FORM_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")


def only_reads(environ: dict[str, Any], body: bytes) -> bool:
    """Whether the action's name says that it only reads. A request without an action (REST) reads by GET or HEAD."""
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return bool(_READS.match(target.rpartition(".")[2]))
    if action := _FORM_ACTION.search(body):
        return bool(_READS.match(action[1].decode()))
    return environ["REQUEST_METHOD"] in ("GET", "HEAD")


def service_of(environ: dict[str, Any]) -> str:
    """The service that the request was signed for; empty when it wasn't signed."""
    scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return scope[1] if scope else ""
