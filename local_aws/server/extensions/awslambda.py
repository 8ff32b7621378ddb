"""Lambda functions that others call and do not wait for: moto's way to run them is Docker, here they are queued.

`local_aws/server/functions.py` runs them, without the lock around moto, since their code calls back.
"""

from collections import deque
from typing import Any

from moto.awslambda.models import LambdaFunction

from local_aws.server.extensions.patching import patches

queued: deque[tuple[LambdaFunction, str]] = deque(maxlen=1000)
"""Calls that are to be made, with their events as JSON."""


@patches(LambdaFunction)
def invoke(self: LambdaFunction, body: str, request_headers: Any, response_headers: Any) -> str:
    """Nobody waits for the answer."""
    queued.append((self, body or "{}"))
    return ""
