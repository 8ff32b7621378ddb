"""What a release is as a resource: its inputs are the stack's outputs, its state is what was released last."""

from collections.abc import Mapping
from typing import Any, TypedDict, cast

from botocore.exceptions import ClientError

import outputs
from model.strategy import Strategy
from ops import account
from ops.aws import Aws
from ops.plugin import plan
from ops.plugin.engine_log import EngineLog
from ops.plugin.waiting import Waiting
from ops.releases import Releases, releases_of
from ops.target import Target, short

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What the engine writes in a preview for a value that only `up` will know."""


class Inputs(TypedDict):
    """As the program declares it."""

    stack: str
    rollout: str
    """onUpdate or external."""
    until: str
    image: str
    """What is to be released."""
    outputs: Mapping[str, str]


class Released(TypedDict):
    """The state."""

    taskDefinition: str
    """ARN of the revision that was released last from here."""
    strategy: str


class Resource:
    """One plugin has one, whatever number of releases a program declares."""

    def __init__(self, log: EngineLog) -> None:
        self._log = log
        self._waiting = Waiting(log)

    def check(self, olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
        """Why the strategy of a running service cannot become this one."""
        if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
            return []
        old, new = (Strategy(one["outputs"]["strategy"]) for one in (olds, news))
        return plan.refused_moves(old, new)

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

    def plan(self, urn: str, state: dict[str, Any], before: dict[str, Any], inputs: dict[str, Any]) -> None:
        """Says what an update would do to users, and what would keep it from being begun now."""
        asked = cast(Inputs, inputs)
        found = self.diff(state, inputs)
        known = {name: text for name, text in asked["outputs"].items() if text != UNKNOWN}
        if known.keys() < asked["outputs"].keys() - {"task_definition"}:
            self._log.info(urn, "a release follows; what it would do is known once its service is")
            return
        if "strategy" in found:
            there = _releases(asked["stack"], before["outputs"])
            self._log.info(urn, plan.move(there, Strategy(known["strategy"])))
        if "taskDefinition" in found:
            there = _releases(asked["stack"], {"task_definition": state["taskDefinition"]} | known)
            for why in plan.obstacles(there, asked["image"]):
                self._log.warning(urn, f"as it is now, the release would be refused: {why}")
            self._log.info(urn, plan.release(there))

    def create(self, urn: str, inputs: dict[str, Any]) -> Released:
        """A service that was just made has this revision already, and nothing is deployed twice."""
        asked, wanted = cast(Inputs, inputs), _wanted(cast(Inputs, inputs))
        releases = _releases(asked["stack"], asked["outputs"])
        if short(releases.live()) != short(wanted["taskDefinition"]) and asked["rollout"] == "onUpdate":
            self._waiting.release(urn, releases, wanted["taskDefinition"], asked["until"])
        return wanted

    def update(self, urn: str, state: dict[str, Any], inputs: dict[str, Any]) -> Released:
        """To its end, or as far as `until` says. Refused where it failed or was rolled back."""
        asked, wanted = cast(Inputs, inputs), _wanted(cast(Inputs, inputs))
        releases = _releases(asked["stack"], asked["outputs"])
        found = self.diff(state, inputs)
        if "strategy" in found and (id := releases.running() or next(releases.ids(), "")):
            # ECS has begun it by itself when it was given the service; it may have ended since.
            self._waiting.follow(urn, releases, id, asked["until"])
        if "taskDefinition" in found:
            self._waiting.release(urn, releases, wanted["taskDefinition"], asked["until"])
        return wanted

    def read(self, inputs: dict[str, Any]) -> Released | None:
        """What is live, which may be another revision than was released from here."""
        wanted = _wanted(cast(Inputs, inputs))
        releases = _releases(inputs["stack"], inputs["outputs"])
        if releases.service() is None:
            return None
        return Released(taskDefinition=releases.live() or wanted["taskDefinition"], strategy=wanted["strategy"])

    def delete(self, urn: str, inputs: dict[str, Any]) -> None:
        """Nothing of a release goes on without its service."""
        try:
            self._waiting.stop(urn, _releases(inputs["stack"], inputs["outputs"]))
        except ClientError as error:
            # Whatever is gone already has no release.
            if not error.response["Error"]["Code"].endswith(("NotFoundException", "DoesNotExistException")):
                raise

    def cancel(self) -> None:
        """Whoever waits ends; what is waited for goes on."""
        self._waiting.cancel()


def _wanted(asked: Inputs) -> Released:
    said = asked["outputs"]
    return {"taskDefinition": said["task_definition"], "strategy": said["strategy"]}


def _releases(stack: str, said: Mapping[str, str]) -> Releases:
    target = Target(stack, outputs.load(said))
    aws = Aws(target.names.region)
    account.same(target, aws)
    return releases_of(target, aws)
