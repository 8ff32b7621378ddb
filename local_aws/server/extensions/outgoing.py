"""What moto would send into the world goes to this machine or nowhere: SNS's deliveries over HTTP, EventBridge's API
destinations, and Docker, which would run functions.

Not faithful: deliveries that lead off loopback are a line in the log, and AWS's retries are not made.
"""

import sys
from typing import Any

import requests
from moto.events import models as events
from moto.sns import models as sns
from moto.utilities.docker_utilities import DockerModel

from local_aws.loopback import is_url, shown

ANSWER_SECONDS = 15.0
"""Until a subscriber must have answered (SNS developer guide, HTTP/HTTPS message delivery)."""


class Loopback:
    """What moto uses of `requests`."""

    def post(self, url: str, **details: Any) -> None:
        """As `requests.post`."""
        self.request("POST", url, **details)

    def request(self, method: str, url: str, **details: Any) -> None:
        """As `requests.request`, by no proxy and after no redirect; whatever fails is in the log."""
        if not is_url(url):
            _log(f"not delivered: the local AWS delivers to 127.0.0.1, localhost and [::1] only, not to {shown(url)}")
            return
        with requests.Session() as session:
            session.trust_env = False
            try:
                session.request(method, url, timeout=ANSWER_SECONDS, allow_redirects=False, **details)
            except requests.RequestException as error:
                _log(f"not delivered to {shown(url)}: {error!r}")


def _no_docker(self: DockerModel) -> Any:
    raise RuntimeError("the local AWS asks no Docker for anything")


def _log(text: str) -> None:
    print(f"outgoing: {text}", file=sys.stderr, flush=True)


sns.requests = events.requests = Loopback()  # type: ignore[assignment]
DockerModel.docker_client = property(_no_docker)  # type: ignore[assignment]
