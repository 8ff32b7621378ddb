"""How a release ended, for people: what happened to the users, why, and what to do."""

from collections.abc import Iterator

from ops.explain import explain
from ops.progress import End, Progress, Until
from ops.releases import Releases

HOOK_REASONS = ("lifecycle event validation", "lifecycle hook")
"""Words of AWS's reasons by which a hook was the cause."""


def ending(releases: Releases, progress: Progress, until: Until = Until.DONE) -> str:
    """One block of text; of a failure with AWS's words, the stage, what was seen, the fix and the next step."""
    revision = progress.revision or "the revision"
    if progress.end is End.RELEASED:
        return f"{revision} is released: it serves all of production, and nothing of the old revision runs."
    if not progress.end:
        return _going_on(releases, progress, until)
    lines = list(_failed(releases, progress))
    if progress.end is End.ROLLED_BACK:
        before = (progress.old and progress.old.revision) or "the revision before"
        return "\n".join([f"{revision} was rolled back: {before} serves production as before.", *lines])
    how = "failed, and was not rolled back"
    if not progress.began_to_move:
        how = "failed before any traffic moved, so the tasks before it serve production"
    return "\n".join([f"{revision} is not released: the release {how}.", *lines])


def _going_on(releases: Releases, progress: Progress, until: Until) -> str:
    how = {
        Until.SHIFTED: "serves all of production; the old tasks still stay for their wait",
        Until.BAKED: "serves all of production; the last of the old tasks end",
    }
    if progress.reached and progress.reached in how and until.reached_by(progress.reached):
        said = f"{progress.revision} {how[progress.reached]}. The release goes on by itself, and can still fail."
    else:
        said = f"The release of {progress.revision or 'the revision'} goes on by itself."
    verbs = ["follow", "status", "rollback"]
    if progress.approval:
        verbs.insert(0, "continue")
    return "\n".join([said, *(f"  {releases.target.command(verb)}" for verb in verbs)])


def _failed(releases: Releases, progress: Progress) -> Iterator[str]:
    if progress.failed_stage:
        function = next((one.function for one in progress.stages if one.status == "Failed"), "")
        yield f"  stage  {progress.failed_stage}" + (f", by its hook {function}" if function else "")
        if function:
            yield f"  log    /aws/lambda/{function}"
    if progress.reason or progress.code:
        yield f"  AWS    {': '.join(part for part in (progress.code, progress.reason) if part)}"
    seen = list(releases.evidence(progress))
    for text in seen:
        yield f"  seen   {text}"
    # A hook is its own reason; of tasks that failed, ECS's events say more than the deployment.
    told = any(word in progress.reason for word in HOOK_REASONS)
    for text in (progress.reason, *seen) if told else (*seen, progress.reason):
        if (found := explain(text)) or (text is progress.reason and (found := explain(text, progress.code))):
            yield f"  cause  {found.cause}"
            yield f"  fix    {found.fix}"
            break
    yield f"  then   release again (`pulumi up`, or `{releases.target.command('release')}`)"
