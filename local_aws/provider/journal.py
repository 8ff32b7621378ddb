"""Creates that the engine may not have heard the end of.

The engine notes a resource once the provider has answered. Killed before that, it knows nothing of what was made, and
its next run asks for it again: for a second one at best, for an error that it exists already at worst. So each create
gets a token that lasts until the engine shows that it knows the resource. The token goes along with every call of the
create, and the local AWS answers a call that it has done for the same token with what it answered then.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import EndpointConnectionError, HTTPClientError

from local_aws.home import JOURNAL
from local_aws.provider.aws import Attempt, attempt
from local_aws.provider.checking import DEFAULTS
from local_aws.provider.kind import Props

NO_ANSWER = (EndpointConnectionError, HTTPClientError)
"""How a call ends when the local AWS dies before it, or in it."""


class Journal:
    """One small file a create, until it is heard of. Without LOCAL_AWS_JOURNAL creates have no tokens."""

    def __init__(self) -> None:
        folder = os.environ.get(JOURNAL)
        self._folder = Path(folder) if folder else None

    @contextmanager
    def trying(self, urn: str, inputs: Props, named: str) -> Iterator[None]:
        """The block is a create. `named` is the property that may have been named automatically."""
        if not self._folder:
            yield
            return
        before = attempt.set(self._begin(urn, inputs, named))
        try:
            yield
        except Exception as error:
            # Without an answer nobody knows what was made; any other failure the engine is told of.
            if not any(isinstance(one, NO_ANSWER) for one in (error, error.__cause__)):
                self.heard(urn)
            raise
        finally:
            attempt.reset(before)

    def _begin(self, urn: str, inputs: Props, named: str) -> Attempt:
        """With the token of the last try, where that had the same inputs."""
        digest = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
        entry = self._entry(urn)
        again = entry.get("inputs") == digest
        if not again:
            entry: dict[str, Any] = {"token": uuid.uuid4().hex, "inputs": digest}
            if named in inputs.get(DEFAULTS, ()):
                entry["name"] = {named: inputs[named]}
            self._file(urn).write_text(json.dumps(entry))
        return Attempt(entry["token"], again)

    def name(self, urn: str) -> Props:
        """The automatic name of a create that wasn't heard of, as old inputs hold one; a second try takes it again."""
        name = self._entry(urn).get("name", {}) if self._folder else {}
        return name | {DEFAULTS: list(name)} if name else {}

    def heard(self, urn: str) -> None:
        """The engine knows the resource: the next create of this URN is another one."""
        if self._folder:
            self._file(urn).unlink(missing_ok=True)

    def _entry(self, urn: str) -> dict[str, Any]:
        try:
            return json.loads(self._file(urn).read_text())
        except (FileNotFoundError, ValueError):  # none, or killed while it was written
            return {}

    def _file(self, urn: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(urn.encode()).hexdigest()[:32]
