"""AWS as the caller's environment has it: one session, clients that try again, and its errors in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    NoCredentialsError,
    ProfileNotFound,
)

from ops.refusal import Refused, Unanswered

THROTTLED = frozenset(
    {"Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded"}
)
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException"})


class Aws:
    """The clients of one region."""

    def __init__(self, region: str) -> None:
        with plainly():
            self._session = boto3.Session(region_name=region)
        self._config = Config(retries={"mode": "standard", "max_attempts": 5}, connect_timeout=5)
        self.client = cache(self._client)

    def _client(self, service: str) -> Any:
        return self._session.client(service, config=self._config)  # type: ignore[call-overload]


def code(error: Exception) -> str:
    """AWS's name for it; empty when it isn't AWS's."""
    return error.response.get("Error", {}).get("Code", "") if isinstance(error, ClientError) else ""


def passes(error: Exception) -> bool:
    """Whether the same call may well work in a while: AWS asks to wait, has an error of its own, or isn't reached."""
    if isinstance(error, ClientError):
        answered = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return code(error) in THROTTLED or answered >= 500
    return isinstance(error, HTTPClientError | ConnectionError)


@contextmanager
def plainly() -> Iterator[None]:
    """Turns what boto3 raises into a Refused."""
    try:
        yield
    except (NoCredentialsError, ProfileNotFound) as error:
        raise Refused(f"AWS was not asked: {error}", "log in, or set AWS_PROFILE") from None
    except ClientError as error:
        said = f"AWS refused {error.operation_name}: {error.response['Error'].get('Message') or code(error)}"
        fix = ""
        if code(error) in DENIED:
            fix = "use credentials that may do this"
        elif code(error) in EXPIRED:
            fix = "log in again"
        raise Refused(said, fix) from None
    except BotoCoreError as error:
        raise Unanswered(f"AWS cannot be asked: {error}", "look at the network and at AWS_ENDPOINT_URL") from None
