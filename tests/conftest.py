"""What several test modules share: the local AWS, and the provider that talks to it."""

import os
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from math import inf
from typing import Any

import pytest
from boto3.session import Session
from botocore.config import Config

from local_aws.home import SPEED, TRAFFIC
from local_aws.server import running
from tests.local_aws.provider.plugin import Plugin

Clients = Callable[[str], Any]

# An Envoy and a responder for each local AWS are for the tests that ask for traffic.
os.environ[TRAFFIC] = "off"
# Time is for the tests that ask for it, too: for the others what follows from a call has happened before the next.
os.environ[SPEED] = "inf"


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """URL of one local AWS for the whole session: account 123456789012, state in memory, a free port on loopback.

    Tests share it, so they name what they make so that others don't mind.
    """
    with running(speed=inf) as url:
        yield url


def clients_of(endpoint: str, region: str = "us-east-1") -> Clients:
    """boto3 clients of that local AWS, which never repeat a call."""

    @cache
    def client(service: str) -> Any:
        return Session().client(
            service,  # type: ignore[call-overload]
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=Config(retries={"max_attempts": 0}),
        )

    return client


@pytest.fixture(scope="session")
def aws(endpoint: str) -> Clients:
    """boto3 clients of the session's local AWS."""
    return clients_of(endpoint)


@pytest.fixture(scope="module")
def plugin(endpoint: str) -> Iterator[Plugin]:
    """The stand-in provider, talking to the session's local AWS."""
    with Plugin(endpoint) as running:
        yield running


@pytest.fixture
def name() -> str:
    """A name that nothing else has; fits everywhere."""
    return f"t{uuid.uuid4().hex[:10]}"
