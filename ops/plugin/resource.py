"""What a release is as a resource: its inputs are the stack's outputs, its state is what was released last."""

import threading
from collections.abc import Mapping
from typing import Any, TypedDict, cast

from botocore.exceptions import ClientError

import outputs
from model.strategy import NATIVE, Strategy
from ops import account
from ops.aws import Aws, plainly
from ops.checks import Planned, State, refusals, traffic
from ops.checks.service import nothing_runs
from ops.following import follow
from ops.plugin.engine_log import EngineLog
from ops.progress import End, Progress, Until
from ops.refusal import Refused
from ops.rehearsal.rehearse import rehearse
from ops.rehearsal.what_ifs import WhatIfs
from ops.rehearsal.words import summary
from ops.releases import Releases, releases_of
from ops.starting import begin
from ops.story import ending
from ops.target import Target, short

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What the engine writes in a preview for a value that only `up` will know."""
STOP_SECONDS = 120


class Inputs(TypedDict):
    """As the program declares it."""

    stack: str
    rollout: str
    """onUpdate or external."""
    until: str
    imageGate: str
    image: str
    """What is to be released."""
    outputs: Mapping[str, str]


class Released(TypedDict):
    """The state."""

    taskDefinition: str
    """ARN of the revision that was released last from here."""
    strategy: str


class Cancelled(Exception):
    """The engine was told to end."""


class Resource:
    """One plugin has one, whatever number of releases a program declares."""

    def __init__(self, log: EngineLog) -> None:
        self._log = log
        self._cancelled = threading.Event()

    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
        """Why the strategy of a running service cannot become this one."""
        if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
            return []
        old, new = (Strategy(one["outputs"]["strategy"]) for one in (olds, news))
        if new is old or new in NATIVE:
            return []
        why = "the service may be in either target group, and a rolling update moves no traffic"
        if new is Strategy.CODEDEPLOY:
            why = "ECS gives a service to CodeDeploy only when it is made"
        return [
            f"bluegreen:strategy = {_key(new)}: the stack is up with {_key(old)}, and {why}; keep {_key(old)}, or make "
            f"a new stack with {_key(new)}, move the users there, and destroy this one"
        ]

    def diff(self, state: dict[str, Any], news: dict[str, Any]) -> list[str]:
        """The inputs that ask for something."""
        if news["outputs"] == UNKNOWN:
            # So the engine asks whether it must go before something that is replaced and deleted first.
            return []
        wanted = _wanted(cast(Inputs, news))
        found = ["strategy"] if state["strategy"] != wanted["strategy"] else []
        if news["rollout"] == "onUpdate" and state["taskDefinition"] != wanted["taskDefinition"]:
            found.append("taskDefinition")
        return found

    def create(self, urn: str, inputs: dict[str, Any]) -> Released:
        """A service that was just made has this revision already, and nothing is deployed twice."""
        asked = cast(Inputs, inputs)
        releases = _releases(asked["stack"], asked["outputs"])
        if short(releases.live()) != short(_wanted(asked)["taskDefinition"]) and asked["rollout"] == "onUpdate":
            self._release(urn, releases, asked)
        return _wanted(asked)

    def update(self, urn: str, state: dict[str, Any], inputs: dict[str, Any]) -> Released:
        """To its end, or as far as `until` says. Refused where it failed or was rolled back."""
        asked = cast(Inputs, inputs)
        if "taskDefinition" in self.diff(state, inputs):
            self._release(urn, _releases(asked["stack"], asked["outputs"]), asked)
        return _wanted(asked)

    def plan(self, urn: str, state: dict[str, Any], before: dict[str, Any], inputs: dict[str, Any]) -> None:
        """Says what a release would do, and what would keep it from being begun now."""
        asked = cast(Inputs, inputs)
        found = self.diff(state, inputs)
        known = {name: text for name, text in asked["outputs"].items() if text != UNKNOWN}
        if known.keys() < asked["outputs"].keys() - {"task_definition"}:
            self._log.info(urn, "a release follows; what it would do is known once its service is")
            return
        if "strategy" in found:
            self._plan_move(urn, _releases(asked["stack"], before["outputs"]), known["strategy"])
        if "taskDefinition" not in found:
            return
        try:
            with plainly():
                releases = _releases(asked["stack"], {"task_definition": state["taskDefinition"]} | known)
                for why in refusals(Planned(releases, releases.live(), asked["imageGate"], asked["image"])):
                    self._log.warning(urn, f"as it is now, the release would be refused: {why}")
                self._log.info(urn, summary(rehearse(releases.target, releases.aws, WhatIfs())))
        except Refused as refused:
            self._log.warning(urn, f"what the release would do cannot be said: {refused}")

    def _plan_move(self, urn: str, releases: Releases, strategy: str) -> None:
        """What `up` will do to traffic when ECS takes the service over. Refused while anything moves."""
        planned = Planned(releases, releases.live())
        moving = [one for check in (nothing_runs, *traffic.CHECKS) if (one := check(planned)).state is State.NG]
        if moving:
            raise Refused(f"the strategy can change only while nothing moves, and {moving[0]}")
        group = releases.target.group_names.get(traffic.live_group(releases), "its target group")
        self._log.info(
            urn,
            f"the service goes from {releases.target.strategy} to {strategy} in place: no task starts or ends, and all "
            f"of production stays in {group}. The next release is the first by {strategy}",
        )

    def read(self, inputs: dict[str, Any]) -> Released | None:
        """What is live, which may be another revision than was released from here."""
        asked = cast(Inputs, inputs)
        releases = _releases(asked["stack"], asked["outputs"])
        if releases.service() is None:
            return None
        live = releases.live()
        wanted = _wanted(asked)
        return Released(taskDefinition=live or wanted["taskDefinition"], strategy=wanted["strategy"])

    def delete(self, urn: str, inputs: dict[str, Any]) -> None:
        """Nothing of a release goes on without its service."""
        releases = _releases(inputs["stack"], inputs["outputs"])
        try:
            if not (id := releases.running()):
                return
            self._log.info(urn, f"a release is under way and is stopped first ({id.rpartition('/')[2]})")
            if not releases.progress(id).failing:
                releases.stop(id)
        except ClientError as error:
            if not error.response["Error"]["Code"].endswith(("NotFoundException", "DoesNotExistException")):
                raise
            return
        for look in follow(releases, id, Until.DONE, self._pause):
            if look.progress.end or look.progress.status == "Stopped":
                return

    def cancel(self) -> None:
        """Whoever waits is woken, and ends."""
        self._cancelled.set()

    def _release(self, urn: str, releases: Releases, asked: Inputs) -> None:
        wanted, until = _wanted(asked)["taskDefinition"], Until(asked["until"])
        begun = begin(releases, wanted, asked["imageGate"])
        if not begun.id:
            self._log.info(urn, f"{short(wanted)} is live already")
            return
        doing = "is under way already, and is followed" if begun.joined else "has begun"
        self._log.info(urn, f"the release of {short(wanted)} {doing}: {begun.id.rpartition('/')[2]}")
        progress: Progress | None = None
        try:
            for look in follow(releases, begun.id, until, self._pause):
                progress = look.progress
                for step in look.fresh:
                    self._log.info(urn, step)
                if look.progress.approval and "waits" not in "".join(look.fresh):
                    self._tell_approval(urn, releases)
        except Cancelled:
            raise Refused(
                f"nobody waits any more for the release of {short(wanted)}, which goes on. "
                f"`{releases.target.command('follow')}` shows it, the next `pulumi up` waits for it"
            ) from None
        assert progress
        said = ending(releases, progress, until)
        if progress.end in (End.FAILED, End.ROLLED_BACK):
            raise Refused(said)
        self._log.info(urn, said)

    def _tell_approval(self, urn: str, releases: Releases) -> None:
        self._log.warning(urn, f"the release waits for approval: `{releases.target.command('continue')}`")

    def _pause(self, seconds: float) -> None:
        if self._cancelled.wait(seconds):
            raise Cancelled


def _wanted(asked: Inputs) -> Released:
    said = asked["outputs"]
    return {"taskDefinition": said["task_definition"], "strategy": said["strategy"]}


def _releases(stack: str, said: Mapping[str, str]) -> Releases:
    target = Target(stack, outputs.load(said))
    aws = Aws(target.names.region)
    account.same(target, aws)
    return releases_of(target, aws)


def _key(strategy: Strategy) -> str:
    """As `bluegreen:strategy` has it."""
    return {Strategy.CODEDEPLOY: "codedeploy", Strategy.ROLLING: "rolling"}.get(strategy, "native")
