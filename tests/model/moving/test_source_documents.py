"""Each failure of the source documents happens with AWS's own text, when it would on AWS; repaired, it succeeds.

The documents: 000, the first CodeDeploy deployments of a service on EC2 hosts; 001, a pipeline with a rolling update;
003, why deployments hang.
"""

from dataclasses import replace

import pytest

from model.hosts import Requirements
from model.moving.configuration import Configuration
from model.moving.revision import Revision
from model.strategy import Strategy
from tests.model.moving.stage import HOST, HOUR, MINUTE, SMALL, revision, stage

ROLLING = Configuration(strategy=Strategy.ROLLING)
FIXED_PORT = replace(SMALL, host_ports=frozenset({("tcp", 4000)}))


def deploy(scene, container: str = "web", port: int = 80, new: Revision | None = None):
    return scene.cloud.deploy(scene.group(), new or revision(2), container=container, port=port)


@pytest.mark.parametrize(
    ("container", "port", "cause"),
    [
        ("web", 443, "The container web did not have a container port 443 defined."),
        ("app", 80, "The container app does not exist in the task definition."),
    ],
)
def test_000_a_an_appspec_that_names_another_port_fails_in_install(container, port, cause) -> None:
    scene = stage(hosts=2)
    release = deploy(scene, container, port)
    scene.wait(MINUTE)
    assert release.error
    assert release.error[0] == "ECS_UPDATE_ERROR"
    assert release.error[1].startswith(f"The ECS service cannot be updated due to an unexpected error: {cause}")
    assert {event.name: event.status for event in release.events}["Install"] == "Failed"
    repaired = deploy(scene)
    scene.wait(HOUR)
    assert repaired.status == "Succeeded"


def test_000_b_weight_on_green_before_the_shift_fails_it() -> None:
    scene = stage(hosts=2)
    scene.production.forward({scene.blue: 50, scene.green: 50})
    release = deploy(scene)
    scene.wait(MINUTE)
    assert release.error == (
        "ELASTIC_LOAD_BALANCING_INVALID",
        "The ELB could not be updated due to the following error: Green taskset target group cannot have non-zero"
        " weight prior to traffic shifting",
    )
    scene.production.forward({scene.blue: 1})
    repaired = deploy(scene)
    scene.wait(HOUR)
    assert repaired.status == "Succeeded"


def test_000_c_a_fixed_host_port_leaves_no_room_for_green() -> None:
    fixed = revision(1, requirements=FIXED_PORT)
    scene = stage(hosts=1, first=fixed)
    release = deploy(scene, new=replace(fixed, name="web:2"))
    scene.wait(MINUTE)
    assert any(
        text.startswith(
            "(service web) was unable to place a task because no container instance met all of its requirements. The"
            " closest matching (container-instance i-0) is already using a port required by your task."
        )
        for text in scene.said()
    )
    scene.wait(HOUR)
    assert release.status == "Failed"
    assert release.error
    assert "timed out while waiting for the replacement task set" in release.error[1]
    # Repaired: host port 0.
    repaired = deploy(scene)
    scene.wait(HOUR)
    assert repaired.status == "Succeeded"


def test_000_d_the_old_tasks_stay_for_the_termination_wait_and_no_longer() -> None:
    minutes = {}
    for wait in (60, 5):
        scene = stage(hosts=2)
        release = scene.deploy(termination_minutes=wait)
        scene.wait(2 * HOUR)
        assert release.ended_at
        minutes[wait] = round((release.ended_at - release.created_at) / 60, 3)
    assert minutes == {60: 61.123, 5: 6.123}


def test_001_d_a_rolling_update_goes_from_one_task_to_two_and_back_to_one() -> None:
    scene = stage(ROLLING, hosts=2)
    scene.cloud.update_service(scene.service, revision(2))
    counts, said = [], []
    for _ in range(10 * MINUTE):
        counts.append(sum(len(one.tasks) for one in scene.service.task_sets))
        scene.wait(1)
    assert [count for count, before in zip(counts, [0, *counts], strict=False) if count != before] == [1, 2, 1]
    for text in scene.said():
        said.append(text.replace("(service web)", "").split(":")[0].split(" in (")[0].strip())
    assert said == [
        "has started 1 tasks",
        "registered 1 targets",
        "has begun draining connections on 1 tasks.",
        "deregistered 1 targets",
        "has stopped 1 running tasks",
        said[5],
        "has reached a steady state.",
    ]
    assert said[5].endswith("deployment completed.")


def test_003_a_at_most_150_percent_of_one_task_starts_no_second() -> None:
    scene = stage(replace(ROLLING, maximum_percent=150), hosts=2)
    release = scene.cloud.update_service(scene.service, revision(2))
    scene.wait(24 * HOUR)
    assert (release.ended, scene.service.stuck) == (False, scene.said()[-1])
    assert scene.said() == [
        "(service web) was unable to stop or start tasks during a deployment because of the service deployment"
        " configuration. Update the minimumHealthyPercent or maximumPercent value and try again."
    ]
    scene = stage(replace(ROLLING, maximum_percent=200), hosts=2)
    repaired = scene.cloud.update_service(scene.service, revision(2))
    scene.wait(HOUR)
    assert repaired.status == "SUCCESSFUL"


def test_003_b_a_fixed_port_on_one_host_hangs_unless_the_old_task_may_end_first() -> None:
    fixed = revision(1, requirements=FIXED_PORT)
    scene = stage(ROLLING, hosts=1, first=fixed)
    release = scene.cloud.update_service(scene.service, replace(fixed, name="web:2"))
    scene.wait(24 * HOUR)
    assert not release.ended
    assert "is already using a port required by your task" in scene.service.stuck
    scene = stage(replace(ROLLING, minimum_percent=0, maximum_percent=100), hosts=1, first=fixed)
    repaired = scene.cloud.update_service(scene.service, replace(fixed, name="web:2"))
    scene.wait(40)
    assert sum(one.ready for one in scene.service.task_sets) == 0, "that is the price: nothing answers in between"
    scene.wait(HOUR)
    assert repaired.status == "SUCCESSFUL"


def test_003_c_no_cpu_for_the_new_task() -> None:
    large = Requirements(cpu_units=1024 + 512, memory_mib=256)
    scene = stage(ROLLING, hosts=1, first=revision(1, requirements=large))
    release = scene.cloud.update_service(scene.service, revision(2, requirements=large))
    scene.wait(24 * HOUR)
    assert not release.ended
    assert scene.service.stuck.endswith("(container-instance i-0) has insufficient CPU units available.")
    assert scene.fleet
    scene.fleet.join(replace(scene.fleet.instances["i-0"], id="i-1", left=HOST))
    scene.wait(HOUR)
    assert release.status == "SUCCESSFUL"
