"""The release as a resource: what asks for one, what it says, and what is left when the engine goes."""

import threading
from typing import Any

import pytest

from model.strategy import Strategy
from ops.plugin import plan
from ops.plugin.inputs import UNKNOWN, differences
from ops.plugin.moves import drops_the_certificate, refusals, refused_moves
from ops.plugin.resource import Resource
from ops.plugin.waiting import Waiting
from ops.refusal import Refused
from ops.starting import begin
from tests.local_aws.scene import Scene
from tests.ops.test_releases import by_codedeploy


class Log:
    """What the engine would show."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def info(self, urn: str, text: str) -> None:
        self.lines.append(text)

    warning = info


def inputs(definition: str = "web:2", strategy: str = "CODE_DEPLOY", rollout: str = "onUpdate") -> dict[str, Any]:
    outputs = {"task_definition": definition, "strategy": strategy, "capacity_provider": "web-host", "url": "https://x"}
    return {"rollout": rollout, "outputs": outputs}


STATE = {"taskDefinition": "web:1", "strategy": "CODE_DEPLOY"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (inputs("web:1"), []),
        (inputs("web:2"), ["taskDefinition"]),
        (inputs(UNKNOWN), ["taskDefinition"]),
        (inputs("web:2", rollout="external"), []),
        (inputs("web:1", "CANARY"), ["strategy"]),
    ],
)
def test_a_release_is_asked_for_by_another_task_definition_unless_others_make_it(
    asked: dict[str, Any], found: list[str]
) -> None:
    assert differences(STATE, asked) == found


def test_a_first_preview_has_nothing_to_check() -> None:
    assert refusals({}, inputs()) == []
    assert refusals(inputs(), {"rollout": "onUpdate", "outputs": UNKNOWN}) == []


@pytest.mark.parametrize(
    ("old", "new", "possible"),
    [
        (Strategy.CODEDEPLOY, Strategy.CANARY, True),
        (Strategy.ROLLING, Strategy.BLUE_GREEN, True),
        (Strategy.LINEAR, Strategy.CANARY, True),
        (Strategy.CANARY, Strategy.CODEDEPLOY, False),
        (Strategy.ROLLING, Strategy.CODEDEPLOY, False),
        (Strategy.CANARY, Strategy.ROLLING, False),
        (Strategy.CODEDEPLOY, Strategy.ROLLING, False),
    ],
)
def test_a_live_service_goes_to_ecs_and_nowhere_else(old: Strategy, new: Strategy, possible: bool) -> None:
    assert (refused_moves(old, new) == []) == possible


@pytest.mark.parametrize("hosts", ["web-host-1", UNKNOWN])
def test_a_live_service_stays_on_its_launch_type(hosts: str) -> None:
    def on(provider: str) -> dict[str, Any]:
        return inputs() | {"outputs": inputs()["outputs"] | {"capacity_provider": provider}}

    assert "launchType = FARGATE: the stack is up with EC2" in refusals(on(hosts), on("FARGATE"))[0]
    assert "launchType = EC2: the stack is up with FARGATE" in refusals(on("FARGATE"), on(hosts))[0]
    assert refusals(on("FARGATE"), on("FARGATE_SPOT")) == refusals(on("web-host-1"), on(hosts)) == []


@pytest.mark.parametrize(("url", "dropped"), [("http://x", True), ("https://x", False), (UNKNOWN, False)])
def test_a_certificate_is_dropped_when_production_becomes_plain(url: str, dropped: bool) -> None:
    assert drops_the_certificate(inputs(), inputs() | {"outputs": inputs()["outputs"] | {"url": url}}) == dropped


def test_the_strategy_of_a_service_that_is_being_released_stays(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    begin(ground.releases, scene.definition())
    with pytest.raises(Refused, match="only while nothing moves, and a release of"):
        plan.move(ground.releases, Strategy.CANARY)


def test_the_engines_end_ends_the_waiting_and_not_the_release(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    waiting, said = Waiting(Log()), []  # type: ignore[arg-type]

    def release() -> None:
        try:
            waiting.release("urn", ground.releases, scene.definition(), "done")
        except Refused as refused:
            said.append(str(refused))

    running = threading.Thread(target=release)
    running.start()
    while not ground.releases.running():
        pass
    waiting.cancel()
    running.join(10)
    assert said == [
        "nobody waits any more for the release, which goes on; `bluegreen follow --stack dev` shows it, "
        "and the next `pulumi up` waits for it"
    ]
    assert ground.releases.running()


def test_before_a_service_goes_its_release_is_stopped(scene: Scene) -> None:
    ground, log = by_codedeploy(scene), Log()
    begin(ground.releases, scene.definition())
    scene.step(60)
    Waiting(log).stop("urn", ground.releases)  # type: ignore[arg-type]
    assert "is stopped first" in log.lines[0]
    assert ground.releases.running() == ""


def test_a_stack_of_another_version_can_go() -> None:
    log = Log()
    Resource(log).delete("urn", inputs() | {"stack": "dev"})  # type: ignore[arg-type]
    assert "a release that may run is not stopped first" in log.lines[0]
