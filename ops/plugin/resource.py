"""What AWS is asked to do for a release that is a resource."""

from collections.abc import Mapping
from typing import Any, cast

from botocore.exceptions import ClientError

import outputs
from model.strategy import Strategy
from ops import account
from ops.aws import Aws
from ops.plugin import plan
from ops.plugin.engine_log import EngineLog
from ops.plugin.inputs import UNKNOWN, Inputs, Released, differences, wanted
from ops.plugin.waiting import Waiting
from ops.releases import Releases, releases_of
from ops.target import Target, short

PLAIN_HTTP = 80


class Resource:
    """One plugin has one, whatever number of releases a program declares."""

    def __init__(self, log: EngineLog) -> None:
        self._log = log
        self._waiting = Waiting(log)

    def redirects(self, inputs: dict[str, Any]) -> bool:
        """Whether a listener beside production's has the port of plain HTTP."""
        releases = _releases(inputs, inputs["outputs"])
        elb = releases.aws.client("elbv2")
        [production] = elb.describe_listeners(ListenerArns=[releases.names.production_listener_arn])["Listeners"]
        all_of_them = elb.describe_listeners(LoadBalancerArn=production["LoadBalancerArn"])["Listeners"]
        return any(one["Port"] == PLAIN_HTTP for one in all_of_them if one["ListenerArn"] != production["ListenerArn"])

    def plan(self, urn: str, state: dict[str, Any], before: dict[str, Any], inputs: dict[str, Any]) -> None:
        """Says what an update would do to users, and what would keep it from being begun now."""
        asked = cast(Inputs, inputs)
        found = differences(state, inputs)
        known = {name: text for name, text in asked["outputs"].items() if text != UNKNOWN}
        if known.keys() < asked["outputs"].keys() - {"task_definition"}:
            self._log.info(urn, "a release follows; what it would do is known once its service is")
            return
        if "strategy" in found:
            there = _releases(asked, before["outputs"])
            self._log.info(urn, plan.move(there, Strategy(known["strategy"])))
        if "taskDefinition" in found:
            there = _releases(asked, {"task_definition": state["taskDefinition"]} | known)
            for why in plan.obstacles(there, asked["image"]):
                self._log.warning(urn, f"as it is now, the release would be refused: {why}")
            self._log.info(urn, plan.release(there))

    def create(self, urn: str, inputs: dict[str, Any]) -> Released:
        """A service that was just made has this revision already, and nothing is deployed twice."""
        asked = cast(Inputs, inputs)
        after = wanted(asked)
        releases = _releases(asked, asked["outputs"])
        if short(releases.live()) != short(after["taskDefinition"]) and asked["rollout"] == "onUpdate":
            self._waiting.release(urn, releases, after["taskDefinition"], asked["until"])
        return after

    def update(self, urn: str, state: dict[str, Any], inputs: dict[str, Any]) -> Released:
        """To its end, or as far as `until` says. Refused where it failed or was rolled back."""
        asked = cast(Inputs, inputs)
        after = wanted(asked)
        releases = _releases(asked, asked["outputs"])
        found = differences(state, inputs)
        if "strategy" in found and (id := releases.running() or next(releases.ids(), "")):
            # ECS has begun it by itself when it was given the service; it may have ended since.
            self._waiting.follow(urn, releases, id, asked["until"])
        if "taskDefinition" in found:
            self._waiting.release(urn, releases, after["taskDefinition"], asked["until"])
        return after

    def read(self, inputs: dict[str, Any]) -> Released | None:
        """What is live, which may be another revision than was released from here."""
        after = wanted(cast(Inputs, inputs))
        releases = _releases(inputs, inputs["outputs"])
        if releases.service() is None:
            return None
        return Released(taskDefinition=releases.live() or after["taskDefinition"], strategy=after["strategy"])

    def delete(self, urn: str, inputs: dict[str, Any]) -> None:
        """Nothing of a release goes on without its service. What another version of the program left may go, too."""
        try:
            self._waiting.stop(urn, _releases(inputs, inputs["outputs"]))
        except ValueError as error:
            self._log.warning(urn, f"a release that may run is not stopped first: {error}")
        except ClientError as error:
            # Whatever is gone already has no release.
            if not error.response["Error"]["Code"].endswith(("NotFoundException", "DoesNotExistException")):
                raise

    def cancel(self) -> None:
        """Whoever waits ends; what is waited for goes on."""
        self._waiting.cancel()


def _releases(asked: Mapping[str, Any], said: Mapping[str, str]) -> Releases:
    target = Target(asked["stack"], outputs.load_service(said), asked.get("service", ""))
    aws = Aws(target.names.region)
    account.same(target, aws)
    return releases_of(target, aws)
