"""A journal of calls whose end the engine may not have seen.

The engine records a resource once the provider has answered. Killed before that, it doesn't know what was made, and its
next run creates it again: a second one at best, an error that it exists already at worst. So each create gets a token
that lasts until the engine acknowledges the resource, by showing that it knows it. The token is sent with every call of
the create, and the local AWS answers a call that it has done for this token with its first answer. Updates and deletes
without an answer leave a mark, for `make up` to look at everything again (local_aws/unanswered.py).
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local_aws.home import JOURNAL
from local_aws.provider.handlers.aws import NO_ANSWER, Attempt, attempt
from local_aws.provider.lifecycle.defaults import DEFAULTS
from local_aws.provider.values import Props
from local_aws.unanswered import clear, mark


class Journal:
    """One small file for each create, until it is acknowledged. Without LOCAL_AWS_JOURNAL creates have no tokens."""

    def __init__(self) -> None:
        folder = os.environ.get(JOURNAL)
        self._folder = Path(folder) if folder else None

    @contextmanager
    def attempting(self, urn: str, inputs: Props, named: str) -> Iterator[None]:
        """The block is an attempt at a create. `named` is the property that autonaming may have filled in."""
        if not self._folder:
            yield
            return
        before = attempt.set(self._begin(urn, inputs, named))
        try:
            yield
        except Exception as error:
            # Without an answer it isn't known what was made; any other failure reaches the engine.
            if _answered(error):
                self.acknowledge(urn)
            raise
        finally:
            attempt.reset(before)

    @contextmanager
    def changing(self, urn: str) -> Iterator[None]:
        """The block updates or deletes the resource: without an answer a mark stays, also where this process dies."""
        if not self._folder:
            yield
            return
        mark(self._folder, urn)
        try:
            yield
        except Exception as error:
            if _answered(error):
                self.seen(urn)
            raise
        self.seen(urn)

    def seen(self, urn: str) -> None:
        """The engine knows how the resource is now."""
        if self._folder:
            clear(self._folder, urn)

    def _begin(self, urn: str, inputs: Props, named: str) -> Attempt:
        """With the token of the last attempt, where that had the same inputs."""
        digest = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
        record = self._record(urn)
        again = record.get("inputs") == digest
        if not again:
            record: dict[str, Any] = {"token": uuid.uuid4().hex, "inputs": digest}
            if named in inputs.get(DEFAULTS, ()):
                record["name"] = {named: inputs[named]}
            self._file(urn).write_text(json.dumps(record))
        return Attempt(record["token"], again)

    def unacknowledged_name(self, urn: str) -> Props:
        """The automatic name of a create that wasn't acknowledged, as old inputs: a second attempt keeps it."""
        name = self._record(urn).get("name", {}) if self._folder else {}
        return name | {DEFAULTS: list(name)} if name else {}

    def acknowledge(self, urn: str) -> None:
        """The engine knows the resource, so the next create of this URN is another one."""
        if self._folder:
            self._file(urn).unlink(missing_ok=True)

    def _record(self, urn: str) -> dict[str, Any]:
        try:
            return json.loads(self._file(urn).read_text())
        except (FileNotFoundError, ValueError):  # no record, or killed while it was written
            return {}

    def _file(self, urn: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(urn.encode()).hexdigest()[:32]


def _answered(error: Exception) -> bool:
    return not any(isinstance(one, NO_ANSWER) for one in (error, error.__cause__))
