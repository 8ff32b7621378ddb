"""The release as a resource: what asks for one, what it says, and what is left when the engine goes."""

import json
import threading
from typing import Any

import pytest

from model.strategy import Strategy
from ops.plugin import plan
from ops.plugin.inputs import UNKNOWN, differences
from ops.plugin.kept import HELD, NEEDED, WHY
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


def keeping(key: str, value: str) -> dict[str, Any]:
    return inputs() | {"kept": {key: value}}


@pytest.mark.parametrize("key", WHY)
def test_what_would_be_made_anew_live_is_refused_with_the_way_that_there_is(key: str) -> None:
    (said,) = refusals(keeping(key, "old"), keeping(key, "new"))
    assert said.startswith(f"bluegreen:{key} = new: the stack is up with old, and ")
    assert said.endswith("; keep old, or make a new stack with new, move the users there, and destroy this one")


@pytest.mark.parametrize(("old", "new"), [("old", "old"), ("old", ""), ("", "new"), ("old", UNKNOWN)])
def test_a_value_that_is_the_same_or_says_nothing_is_let_through(old: str, new: str) -> None:
    assert refusals(keeping("zones", old), keeping("zones", new)) == []


OFF, READY, OUT = "set enabled: false in what there is", "release what it is to be with enabled: false", "take the key"
ON_ITS_WAY = "which the release of the new tasks would find under way"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("none", "endpoint", ["up with none", "port the running tasks do not name", READY, "then take enabled out"]),
        ("none", "client", [ON_ITS_WAY, READY]),
        ("client", "endpoint", ["up with clientOnly", "do not name", OFF, READY]),
        ("endpoint", "client", ["up with a port", ON_ITS_WAY, OFF, READY]),
        ("endpoint", "none", [ON_ITS_WAY, OFF, OUT]),
        ("client", "none", [ON_ITS_WAY, OFF, OUT]),
    ],
)
def test_service_connect_comes_and_goes_in_steps(old: str, new: str, words: list[str]) -> None:
    (said,) = refusals(keeping("serviceConnect", old), keeping("serviceConnect", new))
    assert said.startswith("bluegreen:serviceConnect: the stack is up with ")
    for word in words:
        assert word in said


@pytest.mark.parametrize("part", ["none", "client", "endpoint"])
def test_what_is_ready_for_service_connect_goes_anywhere_and_may_come_from_there(part: str) -> None:
    live, ready = keeping("serviceConnect", part), keeping("serviceConnect", "ready")
    assert refusals(live, ready) == refusals(ready, live) == refusals(live, live) == []


def test_where_others_release_only_an_endpoint_takes_steps() -> None:
    def others(part: str) -> dict[str, Any]:
        return keeping("serviceConnect", part) | {"rollout": "external"}

    assert refusals(others("endpoint"), others("none")) == refusals(others("none"), others("client")) == []
    assert "do not name" in refusals(others("none"), others("endpoint"))[0]


def test_a_stack_of_an_older_program_has_kept_nothing() -> None:
    assert refusals(inputs(), keeping("internal", "true")) == []


REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com"


def bringing(key: str, image: str = "nginx:1", rollout: str = "onUpdate", until: str = "done") -> list[str]:
    """What is said when the team brings what the stack is up with one of its own of."""
    old = keeping(key, "its own")
    old["outputs"]["repository_url"] = f"{REGISTRY}/web-dev-1234567"
    return refusals(old, keeping(key, "") | {"rollout": rollout, "until": until, "image": image})


@pytest.mark.parametrize("key", NEEDED)
def test_what_running_tasks_need_is_deleted_only_after_a_release_of_which_the_update_sees_the_end(key: str) -> None:
    for how in ({"rollout": "external"}, {"until": "shifted"}, {"until": "baked"}):
        (said,) = bringing(key, **how)
        assert said.startswith(f"bluegreen:{key}: the stack is up with its own, which this update deletes at its end")
        assert "set bluegreen:rollout to onUpdate and bluegreen:until to done" in said
    assert bringing(key) == []


def test_a_repository_is_not_deleted_with_the_image_that_is_to_run() -> None:
    (said,) = bringing("repository", f"{REGISTRY}/web-dev-1234567:1")
    assert "bluegreen:image" in said
    assert said.endswith("push that image to the one that you bring, and set image to it there")
    assert bringing("repository", f"{REGISTRY}/team/web:1") == []


@pytest.mark.parametrize(("old", "new"), [("", "its own"), ("its own", "its own"), ("", "")])
def test_what_the_team_brought_may_be_left_or_stay(old: str, new: str) -> None:
    for key in NEEDED:
        assert refusals(keeping(key, old), keeping(key, new) | {"rollout": "external"}) == []


def holding(key: str, service: str, **held: str) -> dict[str, Any]:
    """A release of a service in a stack where each of these numbers is somebody's."""
    numbers = {number.strip("_"): holder for number, holder in held.items()}
    return inputs() | {"service": service, "kept": {key: json.dumps(numbers)}}


@pytest.mark.parametrize("key", HELD)
def test_a_number_goes_to_no_other_service_within_one_update(key: str) -> None:
    old = holding(key, "web", _10="orders", _20="web")
    (said,) = refusals(old, holding(key, "web", _10="orders-api", _20="web"))
    assert f"orders-api would have {key} 10, which orders has until the update is over" in said
    assert (
        len(refusals(holding(key, "orders", _10="orders", _20="web"), holding(key, "orders", _10="web", _20="orders")))
        == 2
    )
    assert refusals(old, old) == refusals(old, holding(key, "web", _20="web")) == []
    assert refusals(old, holding(key, "web", _10="orders", _20="web", _30="api")) == []
    assert refusals(old, holding(key, "web", _30="orders", _20="web")) == [], "one that is free"


def test_of_the_services_that_stay_one_tells_it() -> None:
    old, new = {"_10": "api", "_20": "orders", "_30": "web"}, {"_10": "api", "_20": "orders-api", "_30": "web"}
    said = {one: refusals(holding("priority", one, **old), holding("priority", one, **new)) for one in ("api", "web")}
    assert [one for one, lines in said.items() if lines] == ["api"]


FARGATE, SPOT = (f'[{{"capacityProvider": "{one}", "base": 0, "weight": 1}}]' for one in ("FARGATE", "FARGATE_SPOT"))


def on_capacity(strategy: str, shares: str, provider: str = "FARGATE") -> dict[str, Any]:
    said = {"capacity_provider": provider, "capacity_provider_strategy": shares}
    return {"outputs": inputs(strategy=strategy)["outputs"] | said}


@pytest.mark.parametrize("strategy", ["CANARY", "ROLLING"])
def test_a_live_service_that_ecs_releases_keeps_its_capacity(strategy: str) -> None:
    old = on_capacity(strategy, FARGATE)
    (said,) = refusals(old, on_capacity(strategy, SPOT))
    assert "bluegreen:spot = FARGATE_SPOT (base 0, weight 1): the stack is up with FARGATE (base 0, weight 1)" in said
    (said,) = refusals(old, on_capacity(strategy, SPOT, "FARGATE_SPOT"))
    assert "bluegreen:cluster.capacityProvider" in said
    assert refusals(old, on_capacity(strategy, UNKNOWN)) == refusals(old, old) == []


def test_codedeploy_takes_a_service_to_other_capacity_with_its_next_release() -> None:
    assert refusals(on_capacity("CODE_DEPLOY", FARGATE), on_capacity("CODE_DEPLOY", SPOT)) == []
    assert refusals(on_capacity("CODE_DEPLOY", FARGATE), on_capacity("CANARY", SPOT)) != []


@pytest.mark.parametrize(("url", "dropped"), [("http://x", True), ("https://x", False), (UNKNOWN, False)])
def test_a_certificate_is_dropped_when_production_becomes_plain(url: str, dropped: bool) -> None:
    assert drops_the_certificate(inputs(), inputs() | {"outputs": inputs()["outputs"] | {"url": url}}) == dropped


def test_behind_a_network_load_balancer_no_redirect_is_in_the_way_of_a_certificate_that_goes() -> None:
    plain = inputs() | {"outputs": inputs()["outputs"] | {"url": "http://x"}}
    assert not drops_the_certificate(inputs(), plain | {"kept": {"loadBalancerType": "network"}})


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
    running.join(60)
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
