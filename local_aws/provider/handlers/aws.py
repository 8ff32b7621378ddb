"""AWS clients for the local AWS, and for nothing else: botocore's, which are boto3's without its extras."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from threading import Lock
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError, HTTPClientError
from botocore.session import Session

ACCOUNT = "123456789012"
"""The local AWS's account, moto's own; the provider refuses any other."""


NO_ANSWER = (EndpointConnectionError, HTTPClientError)
"""The errors of a call when the local AWS dies before it or during it."""


@dataclass(frozen=True)
class Attempt:
    """One attempt at a create, see lifecycle/journal.py."""

    token: str = ""
    """Sent with every call. Empty outside of a create."""
    again: bool = False
    """An earlier attempt may have made some of it, or all."""


attempt: ContextVar[Attempt] = ContextVar("attempt", default=Attempt())  # noqa: B039 (frozen)


@dataclass(frozen=True)
class Aws:
    """Where the local AWS is, and one client for each service."""

    endpoint: str
    """URL on loopback, e.g. http://127.0.0.1:4566."""
    region: str
    account: str = ACCOUNT
    partition: str = "aws"
    _session: Session = field(default_factory=Session, repr=False)
    """One for all clients, so that the files they share are read once."""
    _clients: dict[str, Any] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def client(self, service: str) -> Any:
        """The client, made at its first use. Clients are thread-safe, making them is not."""
        with self._lock:
            if service not in self._clients:
                made = self._session.create_client(
                    service,
                    endpoint_url=self.endpoint,
                    region_name=self.region,
                    aws_access_key_id="local",
                    aws_secret_access_key="local",
                    # No proxy: a request for loopback must not leave the machine.
                    config=Config(retries={"max_attempts": 0}, max_pool_connections=50, proxies={}),
                )
                made.meta.events.register("before-call", _add_create_token)
                made.meta.events.register_first("before-parse", partial(_require_whole, self.endpoint))
                self._clients[service] = made
            return self._clients[service]

    def arn(self, service: str, resource: str) -> str:
        """An ARN of this account and region, where AWS doesn't return it."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"


def _add_create_token(params: dict[str, Any], **_: Any) -> None:
    if token := attempt.get().token:
        params["headers"]["X-Local-Create"] = token


def _require_whole(endpoint: str, operation_model: Any, response_dict: dict[str, Any], **_: Any) -> None:
    """botocore 1.44.5 asks urllib3 not to compare an answer with its length, and takes one in JSON that was cut for an
    empty one: what AWS made would seem not to be there (findings/botocore_cut_json_answers_are_empty.sh)."""
    body, headers = response_dict["body"], response_dict["headers"]
    by_itself = not isinstance(body, bytes) or "transfer-encoding" in headers  # whoever reads it is told
    empty = operation_model.http["method"] == "HEAD" or response_dict["status_code"] == HTTPStatus.NO_CONTENT
    if not by_itself and not empty and headers.get("content-length") != str(len(body)):
        raise ConnectionClosedError(endpoint_url=endpoint)


@contextmanager
def gone_is_fine(*codes: str) -> Iterator[None]:
    """Runs the block; an AWS error with one of these codes ends it quietly."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in codes:
            raise
