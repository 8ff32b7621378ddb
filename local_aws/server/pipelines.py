"""Moves the executions of pipelines: one thread, which looks at every action that has not ended.

Actions speak to the local AWS as clients, without the lock. What they know is kept with the execution, so that a
server which is started anew goes on with them.
"""

import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from moto.codepipeline.models import CodePipelineBackend, codepipeline_backends

from local_aws.provider.handlers.aws import NO_ANSWER, Aws
from local_aws.server.account import account
from local_aws.server.extensions.codepipeline import movement
from local_aws.server.extensions.codepipeline.actions import PROVIDERS
from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, Waiting
from local_aws.server.extensions.codepipeline.execution import Attempt, Execution
from local_aws.server.looking import Looking
from model.texts import codepipeline as say


class Pipelines(Looking):
    """All accounts' executions."""

    def __init__(self, lock: threading.Lock, endpoint: str, project: Path, moved: Callable[[], object]) -> None:
        super().__init__("pipelines")
        self._lock = lock
        """Held while moto's objects are read or changed, never while an action is looked at."""
        self._aws = cache(partial(Aws, endpoint))
        """By region."""
        self._project = project
        """The folder in which the local AWS was started."""
        self._moved = moved
        """Called, with the lock, after an execution has moved."""

    def _look(self) -> None:
        with self._lock:
            waiting = list(self._move())
        for backend, execution, attempt in waiting:
            if not self._over.is_set():
                self._look_at(backend, execution, attempt)

    def _move(self) -> Iterator[tuple[CodePipelineBackend, Execution, Attempt]]:
        """Lets every execution go on, and gives the attempts that have not ended."""
        backend: Any
        for _, _, backend in codepipeline_backends.iter_backends():
            for pipeline in list(backend.pipelines.values()):
                if movement.move(backend, pipeline):
                    self._moved()
                for execution in movement.executions(pipeline).values():
                    for attempt in execution.running:
                        yield backend, execution, attempt

    def _look_at(self, backend: CodePipelineBackend, execution: Execution, attempt: Attempt) -> None:
        with self._lock:
            job = self._job(backend, execution, attempt)
        kind = attempt.action["actionTypeId"]
        look = PROVIDERS.get((kind["category"], kind["provider"]))
        try:
            if look is None:
                known = ", ".join(sorted({provider for _, provider in PROVIDERS}))
                raise Failed.of(say.UNKNOWN_PROVIDER, provider=kind["provider"], known=known)
            found = look(job)
        except Failed as error:
            found = error.error
        except NO_ANSWER:
            if self._over.is_set():
                return  # nobody answers any more; the next server looks again
            traceback.print_exc(file=sys.stderr)
            return
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            found = ("JobFailed", f"the local AWS failed over the action {attempt.name}: {error!r}")
        with self._lock:
            if attempt.status == "InProgress" and _settle(backend, execution, attempt, found):
                self._moved()

    def _job(self, backend: CodePipelineBackend, execution: Execution, attempt: Attempt) -> Job:
        region = backend.region_name
        return Job(
            aws=self._aws(region),
            account_id=backend.account_id,
            changing=self._changing(),
            project=self._project,
            pipeline=execution.pipeline["name"],
            execution=execution.id,
            action=attempt.name,
            stage=attempt.stage,
            configuration=dict(attempt.configuration),
            inputs=dict(attempt.inputs),
            outputs=dict(attempt.outputs),
            memo=dict(attempt.memo),
            token=attempt.token,
            override=execution.overrides.get(attempt.name, ""),
            revision=next((one["revisionId"] for one in execution.revisions), ""),
            now=account(backend.account_id, region).cloud.clock.now,
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._lock:
            yield
            self._moved()


def _settle(
    backend: CodePipelineBackend, execution: Execution, attempt: Attempt, found: Done | Waiting | tuple[str, str]
) -> bool:
    """What a look has found is written down; whether it is something new."""
    if isinstance(found, tuple):
        attempt.status, attempt.error = "Failed", found
        movement.end(backend, execution, attempt)
        return True
    told = {name: getattr(found, name) for name in ("summary", "external_id", "external_url")}
    if isinstance(found, Waiting):
        # An approval may have been answered while it was looked at.
        memo: Mapping[str, Any] = dict(found.memo) | {k: v for k, v in attempt.memo.items() if k == "answer"}
        told |= {"memo": dict(memo), "token": found.token}
        changed = any(getattr(attempt, name) != value for name, value in told.items())
        for name, value in told.items():
            setattr(attempt, name, value)
        if changed:
            attempt.changed_at = execution.touch()
        return changed
    for name, value in told.items():
        setattr(attempt, name, value)
    attempt.status, attempt.variables = "Succeeded", dict(found.variables)
    if found.revision:
        execution.revisions.append(
            {
                "actionName": attempt.name,
                "name": next(iter(attempt.outputs), attempt.name),
                "revisionId": found.revision.id,
                "revisionSummary": found.revision.summary,
                "created": found.revision.created,
                "revisionUrl": found.revision.url,
            }
        )
    movement.end(backend, execution, attempt)
    return True
