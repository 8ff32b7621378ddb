"""How an execution of a pipeline ended: for people, for programs, and as an exit code."""

from collections.abc import Iterator, Sequence
from typing import Any

from ops.exits import OF_END, Exit
from ops.explain import explain
from ops.pipelines.execution import Action, Execution
from ops.progress import End, Progress


def code(execution: Execution, release: Progress | None) -> Exit:
    """That of its release where that did not end well, whatever CodePipeline says: its action for rolling updates
    waits for a steady service, which a rollback makes, too."""
    if release and release.end and release.end is not End.RELEASED:
        return OF_END[release.end]
    if execution.running or (release and not release.end):
        return Exit.RUNNING
    return Exit.RELEASED if execution.status == "Succeeded" or _left_alone(execution, release) else Exit.FAILED


def _left_alone(execution: Execution, release: Progress | None) -> bool:
    """Whether the release went on to a good end after its execution was stopped, and was abandoned."""
    return bool(release and execution.release and execution.release.status == "Abandoned" and not execution.failed)


def ending(execution: Execution, release: Progress | None, command: str) -> str:
    """One block of text; of a failure with AWS's words, the cause and the fix. `command` is `bluegreen pipeline`, with
    the stack to follow."""
    if execution.running or (release and not release.end):
        lines = [
            f"The execution {execution.id} of {execution.pipeline} goes on by itself."
            if execution.running
            else f"The execution {execution.id} of {execution.pipeline} is {execution.status}; its release goes on.",
            f"  {command.format('status')}",
        ]
        if execution.approval:
            lines.append(f"  {command.format('approve')}")
        return "\n".join(lines)
    ended = code(execution, release)
    if ended is Exit.RELEASED:
        return f"{execution.pipeline} has released {(release and release.revision) or execution.revision}."
    how = {Exit.ROLLED_BACK: "was rolled back: the tasks before it serve production"}.get(ended, "is not released")
    if release and release.end is End.RELEASED:
        how = "serves production, and the pipeline failed"
    what = (release and release.revision) or execution.revision or "the change"
    # AWS repeats the stage of a failed or stopped execution; any other is over.
    then = "retry" if execution.status in ("Failed", "Stopped") else "run"
    return "\n".join([f"{what} {how}.", *_why(execution, release), f"  then   {command.format(then)}"])


def _why(execution: Execution, release: Progress | None) -> Iterator[str]:
    if not execution.failed and execution.status != "Succeeded":
        yield f"  status {execution.status}" + (f": {execution.summary}" if execution.summary else "")
    said: list[tuple[str, str]] = []
    if failed := execution.failed:
        yield f"  action {failed.name} ({failed.provider})"
        if text := _said(failed):
            yield f"  AWS    {text}"
            said.append((text, failed.code))
        if failed.external_url:
            yield f"  see    {failed.external_url}"
    if release and release.reason:
        text = ": ".join(part for part in (release.code, release.reason) if part)
        yield f"  AWS    {text}"
        said.insert(0, (text, release.code))
    for text, name in said:
        if found := explain(text, name):
            yield f"  cause  {found.cause}"
            yield f"  fix    {found.fix}"
            return


def _said(action: Action) -> str:
    return ": ".join(part for part in (action.code, action.reason or action.summary) if part)


def as_json(execution: Execution, release: Progress | None, steps: Sequence[str] = ()) -> dict[str, Any]:
    """What a program wants to know of an execution."""
    ended = code(execution, release)
    failed = execution.failed
    return {
        "pipeline": execution.pipeline,
        "execution": execution.id,
        "status": execution.status,
        "result": {Exit.RUNNING: "running", Exit.RELEASED: "released", Exit.ROLLED_BACK: "rolled back"}.get(
            ended, "failed"
        ),
        "exitCode": int(ended),
        "change": execution.revision,
        "stages": [
            {
                "name": stage.name,
                "status": stage.status,
                "held": stage.held,
                "actions": [
                    {"name": one.name, "provider": one.provider, "status": one.status, "reason": _said(one)}
                    for one in stage.actions
                ],
            }
            for stage in execution.stages
        ],
        "approval": execution.approval[1].name if execution.approval else "",
        "action": failed.name if failed else "",
        "reason": _said(failed) if failed else execution.summary,
        "release": release.id if release else "",
        "revision": release.revision if release else "",
        "steps": list(steps),
    }
