"""A CodeDeploy deployment passes its events in AWS's order, at AWS's times, and ends as AWS ends it."""

import pytest

from model.moving.hooks import Function
from model.moving.pace import Pace
from model.moving.refusal import Refusal
from model.moving.revision import Behaviour
from model.moving.traffic import HealthCheck
from model.shift import PREDEFINED, Shift
from model.texts import codedeploy as say
from tests.model.moving.stage import HOUR, MINUTE, stage

LINEAR = PREDEFINED["CodeDeployDefault.ECSLinear10PercentEvery1Minutes"]
CANARY = Shift("TimeBasedCanary", 10, 5)
ALL_AT_ONCE = PREDEFINED["CodeDeployDefault.ECSAllAtOnce"]

# When each share of green was first seen in a run on AWS that was polled each 23 s: linear, one task on Fargate.
SEEN_ON_AWS = {10: 140, 20: 209, 30: 255, 40: 324, 50: 393, 60: 438, 70: 508, 80: 554, 90: 646, 100: 692}
POLL_SECONDS = 23


def shifts(scene) -> list[tuple[int, str]]:
    return scene.happened("route production")


def test_a_linear_release_has_the_order_the_weights_and_the_times_of_a_run_on_aws() -> None:
    scene = stage()
    # The check of the target group in that run is not known; it's the default here.
    scene.green.check = HealthCheck()
    release = scene.deploy(shift=LINEAR)
    scene.wait(3)
    assert (release.status, scene.weights()) == ("Created", {"blue": 100, "green": 0})
    scene.wait(26 - 3)
    assert (release.status, scene.weights(scene.test)) == ("InProgress", {"green": 100, "blue": 0})
    scene.wait(HOUR)
    steps = {int(text.split()[1].rstrip(",")): at for at, text in shifts(scene)}
    assert list(steps) == list(SEEN_ON_AWS)
    assert all(abs(steps[share] - at) <= POLL_SECONDS for share, at in SEEN_ON_AWS.items()), steps
    assert release.started_at is not None
    assert release.ended_at is not None
    assert abs(release.ended_at - release.started_at - 976) <= POLL_SECONDS
    assert [(event.name, event.status) for event in release.events] == [
        ("BeforeInstall", "Succeeded"),
        ("Install", "Succeeded"),
        ("AfterInstall", "Succeeded"),
        ("AllowTestTraffic", "Succeeded"),
        ("AfterAllowTestTraffic", "Succeeded"),
        ("BeforeAllowTraffic", "Succeeded"),
        ("AllowTraffic", "Succeeded"),
        ("AfterAllowTraffic", "Succeeded"),
    ]


def test_it_stays_in_progress_during_the_termination_wait_and_both_sets_run() -> None:
    scene = stage()
    release = scene.deploy(shift=ALL_AT_ONCE)
    scene.wait(4 * MINUTE)
    assert {event.status for event in release.events} == {"Succeeded"}
    assert (release.status, scene.weights()) == ("InProgress", {"green": 100, "blue": 0})
    assert [(one.status, one.ready) for one in scene.service.task_sets] == [("ACTIVE", 1), ("PRIMARY", 1)]
    scene.wait(6 * MINUTE)
    assert release.status == "Succeeded"
    assert [(one.status, one.revision.name) for one in scene.service.task_sets] == [("PRIMARY", "web:2")]


def test_without_a_test_listener_six_events_are_listed() -> None:
    scene = stage()
    assert len(scene.deploy(test=None).events) == 6


def test_the_groups_take_turns() -> None:
    scene = stage()
    for number, live in ((2, "green"), (3, "blue"), (4, "green")):
        release = scene.deploy(number)
        scene.wait(HOUR)
        assert release.status == "Succeeded"
        assert scene.weights()[live] == 100


def test_an_alarm_stops_it_and_a_deployment_of_its_own_moves_the_traffic_back() -> None:
    scene = stage()
    release = scene.deploy(shift=LINEAR, alarm_names=("errors",))
    scene.wait(3 * MINUTE)
    assert scene.weights()["green"] == 20
    scene.alarm()
    scene.wait(POLL_SECONDS)
    assert release.status == "Stopped"
    assert scene.weights() == {"green": 0, "blue": 100}
    assert {event.name: event.status for event in release.events}["AllowTraffic"] == "Failed"
    assert {event.name: event.status for event in release.events}["AfterAllowTraffic"] == "Skipped"
    assert release.error == (
        "ALARM_ACTIVE",
        "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the"
        " affected deployments have been stopped. Activated alarms: <errors>",
    )
    back = release.rollback
    assert back
    assert (release.id[:2], back.id[:2]) == ("d-", "d-")
    assert (back.creator, back.status, back.shift.name) == (
        "codeDeployRollback",
        "Succeeded",
        "CodeDeployDefault.ECSAllAtOnce",
    )
    scene.wait(HOUR)
    assert [(one.status, one.revision.name) for one in scene.service.task_sets] == [("PRIMARY", "web:1")]


def test_an_alarm_that_fires_already_stops_it_in_install_before_any_task_starts() -> None:
    scene = stage()
    scene.alarm()
    release = scene.deploy(alarm_names=("errors",))
    scene.wait(MINUTE)
    assert [event.status for event in release.events] == ["Succeeded", "Failed"] + ["Skipped"] * 6
    assert (release.status, len(scene.service.task_sets)) == ("Stopped", 1)


def test_an_alarm_of_somebody_else_changes_nothing() -> None:
    scene = stage()
    release = scene.deploy()
    scene.wait(MINUTE)
    scene.alarm()
    scene.wait(HOUR)
    assert release.status == "Succeeded"


@pytest.mark.parametrize(
    "event", ["BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"]
)
def test_a_failing_hook_fails_it_and_blue_serves(event: str) -> None:
    scene = stage()
    scene.cloud.functions.known["check"] = Function(answer="Failed")
    release = scene.deploy(hooks={event: "check"})
    scene.wait(HOUR)
    assert release.status == "Failed"
    assert release.error
    assert release.error[0] == "HOOK_EXECUTION_FAILURE"
    assert scene.weights()["blue"] == 100
    assert [one.revision.name for one in scene.service.task_sets] == ["web:1"]


def test_a_silent_hook_fails_it_after_an_hour() -> None:
    scene = stage()
    release = scene.deploy(hooks={"BeforeInstall": "check"})
    scene.wait(HOUR)
    assert release.status == "InProgress"
    scene.wait(10)
    assert release.error == (
        "TIMEOUT",
        "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one"
        " hour after a deployment hook is invoked.",
    )


def test_a_hook_has_its_time_while_its_code_runs_however_long_that_takes() -> None:
    scene = stage()
    release = scene.deploy(hooks={"BeforeInstall": "check"})
    scene.wait(MINUTE)
    (id,) = scene.cloud.functions.pending
    scene.cloud.functions.run(id)
    scene.wait(20 * HOUR)
    assert release.status == "InProgress"
    scene.cloud.functions.ran(id)
    scene.wait(HOUR)
    assert release.error
    assert release.error[0] == "TIMEOUT"


def test_green_that_is_never_healthy_fails_it_after_an_hour_and_its_tasks_go() -> None:
    scene = stage()
    release = scene.deploy(behaviour=Behaviour(answers=False))
    scene.wait(HOUR)
    assert (release.status, scene.weights()["blue"]) == ("InProgress", 100)
    scene.wait(30)
    assert release.status == "Failed"
    assert release.error
    assert "replacement task set to become healthy" in release.error[1]
    scene.wait(HOUR)
    assert [(one.revision.name, one.ready) for one in scene.service.task_sets] == [("web:1", 1)]


def test_a_failure_without_rollback_leaves_everything_as_it_is() -> None:
    scene = stage()
    scene.cloud.functions.known["check"] = Function(answer="Failed")
    release = scene.deploy(hooks={"AfterAllowTraffic": "check"}, rollback_events=frozenset())
    scene.wait(HOUR)
    assert (release.status, release.rollback) == ("Failed", None)
    assert scene.weights() == {"green": 100, "blue": 0}
    assert len(scene.service.task_sets) == 2


def test_it_waits_for_somebody_who_continues() -> None:
    scene = stage()
    release = scene.deploy(ready_minutes=30)
    scene.wait(10 * MINUTE)
    assert (release.status, scene.weights()["blue"]) == ("Ready", 100)
    release.proceed("READY_WAIT")
    scene.wait(MINUTE)
    assert (release.status, scene.weights()["green"]) == ("InProgress", 100)
    with pytest.raises(Refusal):
        release.proceed("READY_WAIT")
    release.proceed("TERMINATION_WAIT")
    assert release.status == "Succeeded"


def test_nobody_continues() -> None:
    scene = stage()
    release = scene.deploy(ready_minutes=30)
    scene.wait(HOUR)
    assert release.status == "Stopped"
    assert release.error
    assert release.error[1].endswith("This time out period is 30 minutes.")
    assert scene.weights()["blue"] == 100


def test_stopped_by_somebody_it_rolls_back_when_asked_to() -> None:
    scene = stage()
    release = scene.deploy(shift=CANARY)
    scene.wait(3 * MINUTE)
    release.stop(rolls_back=True)
    assert (release.status, scene.weights()) == ("Stopped", {"green": 0, "blue": 100})
    scene.wait(MINUTE)
    assert release.rollback
    assert release.rollback.status == "Succeeded"
    with pytest.raises(Refusal):
        release.stop()


def test_a_group_has_one_deployment_at_a_time() -> None:
    scene = stage()
    first = scene.deploy(2)
    scene.wait(MINUTE)
    with pytest.raises(Refusal, match=f"already has an active Deployment '{first.id}'"):
        scene.deploy(3)
    scene.wait(HOUR)
    scene.deploy(3)


def test_an_appspec_that_cannot_be_read_fails_it_before_its_first_event() -> None:
    scene = stage()
    release = scene.cloud.deploy(scene.group(), None, fault=say.BAD_APPSPEC.with_values(cause="No."))
    scene.wait(MINUTE)
    assert (release.status, release.error and release.error[0]) == ("Failed", "INVALID_REVISION")
    assert {event.status for event in release.events} == {"Skipped"}
    scene.deploy(3)


def test_a_task_definition_that_is_not_there_fails_it_in_install() -> None:
    scene = stage()
    fault = say.SERVICE_NOT_UPDATED.with_values(cause="No.", error="ClientException", request="1")
    release = scene.cloud.deploy(scene.group(), None, fault=fault)
    scene.wait(MINUTE)
    assert (release.status, release.error and release.error[0]) == ("Failed", "ECS_UPDATE_ERROR")
    assert [event.status for event in release.events][:3] == ["Succeeded", "Failed", "Skipped"]
    assert len(scene.service.task_sets) == 1


def test_only_the_wait_that_goes_on_can_be_ended() -> None:
    scene = stage()
    release = scene.deploy(ready_minutes=30)
    scene.wait(10 * MINUTE)
    with pytest.raises(Refusal) as error:
        release.proceed("TERMINATION_WAIT")
    assert error.value.code == "InvalidDeploymentStatusException"
    assert not release.wait_for_termination_began
    release.proceed("READY_WAIT")
    scene.wait(MINUTE)
    assert release.wait_for_termination_began
    with pytest.raises(Refusal) as error:
        release.proceed("READY_WAIT")
    assert error.value.code == "DeploymentIsNotInReadyStateException"


def test_a_service_that_cannot_take_a_new_size_within_five_minutes_fails_it() -> None:
    scene = stage(hosts=2)
    release = scene.deploy(shift=LINEAR)
    scene.wait(3 * MINUTE)
    scene.service.scale(20)
    scene.wait(6 * MINUTE)
    assert release.status == "Failed"


def test_all_at_once_without_a_test_listener_a_bad_image_reaches_production() -> None:
    """Nothing checks green before the traffic moves, when no listener names its group (AWS's troubleshooting page)."""
    scene = stage()
    scene.production.forward({scene.blue: 100})
    scene.deploy(behaviour=Behaviour(answers=False), test=None)
    scene.wait(3 * MINUTE)
    assert scene.weights() == {"green": 100, "blue": 0}


def test_linear_without_a_test_listener_a_bad_image_does_not() -> None:
    scene = stage()
    scene.production.forward({scene.blue: 100})
    release = scene.deploy(behaviour=Behaviour(answers=False), test=None, shift=LINEAR)
    scene.wait(2 * HOUR)
    assert (release.status, scene.weights()["blue"]) == ("Failed", 100)


def test_the_same_commands_give_the_same_events() -> None:
    def events() -> list:
        scene = stage()
        scene.deploy(shift=LINEAR)
        scene.wait(HOUR)
        return scene.cloud.events

    assert events() == events()


def test_the_pace_can_be_another() -> None:
    scene = stage(pace=Pace(created=60))
    release = scene.deploy()
    scene.wait(59)
    assert release.status == "Created"


def test_without_its_production_listener_it_shifts_nothing_and_fails() -> None:
    scene = stage()
    release = scene.deploy(shift=LINEAR)
    scene.wait(3 * MINUTE)
    assert scene.weights()["green"] > 0
    scene.production.delete()
    scene.wait(HOUR)
    assert (release.status, release.error and release.error[0]) == ("Failed", "ELASTIC_LOAD_BALANCING_INVALID")
    assert [(one.revision.name, one.running) for one in scene.service.task_sets] == [("web:1", 1)]
