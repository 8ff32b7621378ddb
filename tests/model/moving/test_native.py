"""A deployment that ECS itself moves passes its stages in order, and a rolled-back one is known as failed."""

from dataclasses import replace

import pytest

from model.moving.configuration import Advanced, Configuration, StageHook
from model.moving.hooks import Function
from model.moving.native import NativeDeployment
from model.moving.refusal import Refusal
from model.moving.revision import Behaviour
from model.moving.service_deployments import Progress
from model.strategy import Strategy
from tests.model.moving.stage import DAY, HOUR, MINUTE, Stage, revision, stage

BLUE_GREEN = Configuration(strategy=Strategy.BLUE_GREEN, bake_minutes=10)
CANARY = Configuration(strategy=Strategy.CANARY, step_percent=10, step_minutes=5, bake_minutes=10)
LINEAR = Configuration(strategy=Strategy.LINEAR, step_percent=25, step_minutes=6, bake_minutes=10)


def release(scene: Stage, number: int = 2, behaviour: Behaviour | None = None) -> NativeDeployment:
    made = scene.cloud.update_service(scene.service, revision(number, behaviour))
    assert isinstance(made, NativeDeployment)
    return made


def stages(scene: Stage) -> list[str]:
    return [text for _, text in scene.happened("service deployment") if text.isupper() and "_" in text]


def test_blue_green_passes_its_stages_in_order_and_moves_all_at_once() -> None:
    scene = stage(BLUE_GREEN)
    made = release(scene)
    scene.wait(HOUR)
    assert made.status == "SUCCESSFUL"
    assert stages(scene) == [
        "IN_PROGRESS",
        "PRE_SCALE_UP",
        "SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
        "CLEAN_UP",
    ]
    assert [text for _, text in scene.happened("route production")] == ["green 100, blue 0"]
    assert [(one.revision.name, one.status) for one in scene.service.task_sets] == [("web:2", "PRIMARY")]


def test_an_update_before_the_first_deployment_is_done_replaces_its_tasks() -> None:
    scene = stage(BLUE_GREEN)
    production, groups = scene.cloud.route("other", {scene.blue: 100, scene.green: 0}), (scene.blue, scene.green)
    advanced = Advanced(groups=groups, production=production)
    service = scene.cloud.create_service(
        "other", BLUE_GREEN, desired=1, revision=revision(1), groups=[scene.blue], advanced=advanced
    )
    scene.wait(MINUTE)
    made = scene.cloud.update_service(service, revision(2))
    scene.wait(HOUR)
    assert made.status == "SUCCESSFUL"
    assert [(one.revision.name, one.running) for one in service.task_sets] == [("web:2", 1)]


def test_both_run_during_the_bake_time() -> None:
    scene = stage(BLUE_GREEN)
    made = release(scene)
    scene.wait(5 * MINUTE)
    assert (made.stage, [one.ready for one in scene.service.task_sets]) == ("BAKE_TIME", [1, 1])


def test_production_waits_for_healthy_tasks_where_no_rule_named_the_idle_group_before() -> None:
    """Somebody takes it out of the rule when the deployment has begun; before, ECS would have rolled back."""
    scene = stage(BLUE_GREEN, grace_seconds=HOUR)
    made = release(scene, behaviour=Behaviour(answers_after_seconds=10 * MINUTE))
    scene.wait(5)
    scene.production.forward({scene.blue: 100})
    scene.wait(9 * MINUTE)
    assert made.stage == "PRODUCTION_TRAFFIC_SHIFT"
    assert scene.weights() == {"blue": 100}
    scene.wait(HOUR)
    assert made.status == "SUCCESSFUL"
    assert scene.weights() == {"green": 100, "blue": 0}


def test_canary_moves_a_share_waits_and_moves_the_rest() -> None:
    scene = stage(CANARY)
    release(scene)
    scene.wait(HOUR)
    (first, share), (second, rest) = scene.happened("route production")
    assert (share, rest) == ("green 10, blue 90", "green 100, blue 0")
    assert 5 * MINUTE <= second - first <= 5 * MINUTE + 10


def test_a_share_below_one_percent_is_a_weight_too() -> None:
    scene = stage(replace(CANARY, step_percent=0.5))
    release(scene)
    scene.wait(HOUR)
    assert scene.happened("route production")[0][1] == "green 5, blue 995"


def test_linear_moves_equal_shares() -> None:
    scene = stage(LINEAR)
    release(scene)
    scene.wait(2 * HOUR)
    assert [text.split(",")[0] for _, text in scene.happened("route production")] == [
        "green 25",
        "green 50",
        "green 75",
        "green 100",
    ]


def test_a_network_load_balancer_takes_ten_minutes_more_for_each_shift() -> None:
    quick, slow = stage(BLUE_GREEN), stage(BLUE_GREEN, network=True)
    for scene in (quick, slow):
        release(scene)
        scene.wait(HOUR)
    assert slow.happened("route production")[0][0] - quick.happened("route production")[0][0] == 20 * MINUTE


def test_an_alarm_that_begins_rolls_it_back_and_that_is_no_success() -> None:
    scene = stage(replace(CANARY, alarm_names=("errors",), alarms_roll_back=True))
    made = release(scene)
    scene.wait(4 * MINUTE)
    assert scene.weights()["green"] == 10
    scene.alarm()
    scene.wait(30)
    assert scene.weights() == {"green": 0, "blue": 100}
    scene.wait(HOUR)
    assert (made.status, "errors" in made.reason) == ("ROLLBACK_SUCCESSFUL", True)
    assert [one.revision.name for one in scene.service.task_sets] == ["web:1"]
    assert any("deployment failed" in text for text in scene.said())


def test_an_alarm_that_fires_already_is_ignored() -> None:
    scene = stage(replace(BLUE_GREEN, alarm_names=("errors",), alarms_roll_back=True))
    scene.alarm()
    made = release(scene)
    scene.wait(HOUR)
    assert made.status == "SUCCESSFUL"


@pytest.mark.parametrize("at", ["PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"])
def test_a_failing_hook_rolls_it_back(at) -> None:
    scene = stage(replace(BLUE_GREEN, hooks=(StageHook(stages=(at,), function="check"),)))
    scene.cloud.functions.known["check"] = Function(answer="Failed")
    made = release(scene)
    scene.wait(HOUR)
    assert made.status == "ROLLBACK_SUCCESSFUL"
    assert made.reason == (
        f"Service deployment rolled back because {at} lifecycle hook(s) failed. Lifecycle hook target check returned"
        " FAILED status."
    )
    assert scene.weights()["blue"] == 100


def test_a_silent_function_rolls_it_back_after_fifteen_minutes() -> None:
    scene = stage(replace(BLUE_GREEN, hooks=(StageHook(stages=("PRE_SCALE_UP",), function="check"),)))
    made = release(scene)
    scene.wait(15 * MINUTE)
    assert made.status == "IN_PROGRESS"
    scene.wait(HOUR)
    assert (made.status, made.hooks[0].status) == ("ROLLBACK_SUCCESSFUL", "TIMED_OUT")


def test_a_function_has_its_time_while_its_code_runs_however_long_that_takes() -> None:
    scene = stage(replace(BLUE_GREEN, hooks=(StageHook(stages=("PRE_SCALE_UP",), function="check"),)))
    made = release(scene)
    scene.wait(MINUTE)
    (id,) = scene.cloud.functions.pending
    scene.cloud.functions.run(id)
    scene.wait(20 * HOUR)
    assert (made.status, made.hooks[0].status) == ("IN_PROGRESS", "IN_PROGRESS")
    assert made.hooks[0].expires_at > scene.cloud.clock.now
    scene.cloud.functions.ran(id)
    scene.wait(HOUR)
    assert (made.status, made.hooks[0].status) == ("ROLLBACK_SUCCESSFUL", "TIMED_OUT")


def test_a_function_that_is_not_done_is_called_again_and_has_as_long_again() -> None:
    hook = StageHook(stages=("PRE_SCALE_UP",), function="check", details={"first": True})
    scene = stage(replace(BLUE_GREEN, hooks=(hook,)))
    made = release(scene)
    functions = scene.cloud.functions
    for attempt in range(1, 5):
        scene.wait(MINUTE)
        (call,) = functions.pending.values()
        assert (call.release, call.attempt, call.due) == (made, attempt, True)
        assert call.details == ({"first": True} if attempt == 1 else {"after": attempt - 1})
        functions.postpone(call.id, 20 * MINUTE, {"after": attempt})
        assert not functions.pending[call.id].due
        scene.wait(19 * MINUTE)
    assert made.status == "IN_PROGRESS"
    scene.wait(MINUTE)
    functions.answer(next(iter(functions.pending)), "Succeeded")
    scene.wait(HOUR)
    assert made.status == "SUCCESSFUL"


def test_a_pause_waits_for_somebody_once_a_step() -> None:
    scene = stage(replace(LINEAR, hooks=(StageHook(stages=("PRE_PRODUCTION_TRAFFIC_SHIFT",)),)))
    made = release(scene)
    for share in (0, 25, 50, 75):
        scene.wait(HOUR)
        assert (made.hooks[-1].status, scene.weights().get("green", 0)) == ("AWAITING_ACTION", share)
        made.answer(made.hooks[-1].id, "CONTINUE")
    scene.wait(HOUR)
    assert (made.status, len({hook.id for hook in made.hooks})) == ("SUCCESSFUL", 4)
    with pytest.raises(Refusal, match="terminal states"):
        made.answer(made.hooks[-1].id, "CONTINUE")


@pytest.mark.parametrize(("action", "ends"), [("ROLLBACK", "ROLLBACK_SUCCESSFUL"), ("CONTINUE", "SUCCESSFUL")])
def test_a_pause_that_nobody_answers(action, ends) -> None:
    hook = StageHook(stages=("POST_TEST_TRAFFIC_SHIFT",), timeout_minutes=30, timeout_action=action)
    scene = stage(replace(BLUE_GREEN, hooks=(hook,)))
    made = release(scene)
    scene.wait(3 * HOUR)
    assert (made.status, made.hooks[0].status) == (ends, "TIMED_OUT")


def test_a_pause_answered_by_a_rollback() -> None:
    scene = stage(replace(BLUE_GREEN, hooks=(StageHook(stages=("POST_TEST_TRAFFIC_SHIFT",)),)))
    made = release(scene)
    scene.wait(HOUR)
    with pytest.raises(Refusal, match="not associated"):
        made.answer("ecs-pause-0", "CONTINUE")
    made.answer(made.hooks[0].id, "ROLLBACK")
    scene.wait(HOUR)
    assert made.status == "ROLLBACK_SUCCESSFUL"


def test_the_circuit_breaker_rolls_it_back_when_tasks_do_not_come_up() -> None:
    scene = stage(replace(BLUE_GREEN, breaker=True, breaker_rolls_back=True))
    made = release(scene, behaviour=Behaviour(pulls=False))
    scene.wait(HOUR)
    assert (made.status, made.breaker_tripped) == ("ROLLBACK_SUCCESSFUL", True)
    assert made.reason.endswith("because the circuit breaker threshold was exceeded.")


def test_without_a_breaker_a_stage_ends_after_a_day() -> None:
    scene = stage(BLUE_GREEN)
    made = release(scene, behaviour=Behaviour(answers=False))
    scene.wait(DAY)
    assert made.stage == "SCALE_UP"
    scene.wait(HOUR)
    assert made.status == "ROLLBACK_SUCCESSFUL"


def test_stopped_by_somebody_it_rolls_back() -> None:
    scene = stage(CANARY)
    made = release(scene)
    scene.wait(4 * MINUTE)
    made.stop()
    scene.wait(HOUR)
    assert (made.status, scene.weights()) == ("ROLLBACK_SUCCESSFUL", {"green": 0, "blue": 100})
    with pytest.raises(Refusal):
        made.stop()


def test_another_release_takes_the_place_of_one_that_goes_on() -> None:
    scene = stage(CANARY)
    first = release(scene, 2)
    scene.wait(4 * MINUTE)
    second = release(scene, 3)
    assert scene.weights()["blue"] == 100
    scene.wait(HOUR)
    assert (first.status, second.status) == ("STOPPED", "SUCCESSFUL")
    assert stages(scene).count("RECONCILE_SERVICE") == 1
    assert [one.revision.name for one in scene.service.task_sets] == ["web:3"]


def test_what_a_stopped_release_has_left_ends_before_the_next_one_begins() -> None:
    scene = stage(CANARY)
    first = release(scene, 2)
    scene.wait(1 * MINUTE)
    first.stop("ABORT")
    scene.wait(10 * MINUTE)
    assert [one.revision.name for one in scene.service.task_sets] == ["web:1", "web:2"]
    second = release(scene, 3)
    scene.wait(HOUR)
    assert (first.status, second.status) == ("STOPPED", "SUCCESSFUL")
    assert [one.revision.name for one in scene.service.task_sets] == ["web:3"]


@pytest.mark.parametrize(
    ("production", "test", "words"),
    [
        ({"blue": 90, "green": 10}, {"blue": 1}, "found 2 target groups which are serving traffic"),
        ({"blue": 1, "other": 0}, {"green": 1}, "forwarding traffic to unexpected target group other."),
        ({"blue": 1}, {"blue": 1}, "Target group green is not associated with either productionListenerRule"),
    ],
)
def test_rules_that_somebody_set_otherwise_roll_it_back_and_stay_as_they_are(production, test, words) -> None:
    scene = stage(BLUE_GREEN)
    groups = {"blue": scene.blue, "green": scene.green, "other": scene.cloud.target_group("other")}
    scene.production.forward({groups[name]: weight for name, weight in production.items()})
    scene.test.forward({groups[name]: weight for name, weight in test.items()})
    made = release(scene)
    scene.wait(HOUR)
    assert (made.status, words in made.reason) == ("ROLLBACK_SUCCESSFUL", True)
    assert (scene.weights(), scene.weights(scene.test)) == (production, test)


def test_production_may_hold_one_group_where_the_test_rule_holds_the_other() -> None:
    scene = stage(BLUE_GREEN)
    scene.production.forward({scene.blue: 1})
    scene.test.forward({scene.green: 1})
    made = release(scene)
    scene.wait(HOUR)
    assert made.status == "SUCCESSFUL"


def test_what_a_deployment_reached_is_still_known_when_its_tasks_are_gone() -> None:
    scene = stage(BLUE_GREEN)
    made = release(scene)
    scene.wait(HOUR)
    release(scene, 3)
    scene.wait(HOUR)
    assert made.target.running == 0
    assert made.progress(made.target) == Progress(
        requested=1, running=1, pending=0, production_percent=100, test_percent=100
    )


def test_without_its_production_rule_it_shifts_nothing_and_is_no_success() -> None:
    scene = stage(CANARY)
    made = release(scene)
    scene.wait(3 * MINUTE)
    assert scene.weights() == {"green": 10, "blue": 90}
    scene.production.delete()
    scene.wait(HOUR)
    assert made.status == "ROLLBACK_SUCCESSFUL"
    assert "is not associated with either productionListenerRule" in made.reason
    assert [(one.revision.name, one.running) for one in scene.service.task_sets] == [("web:1", 1)]
