"""Thousands of tasks are placed as one after the other would be, and hosts are added for those that wait."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from model.hosts import Requirements, Scarce
from model.moving.cloud import Cloud
from model.moving.configuration import Configuration
from model.moving.fleet import Booting, CapacityProvider, Spread
from model.moving.launch import Launch, Place
from model.moving.tasks import Task
from model.placement import Instance, Unplaced, closest
from model.strategy import Strategy
from tests.model.moving.stage import HOST, HOUR, SMALL, revision, stage
from tests.model.test_capacity import checked

PORT = Requirements(cpu_units=256, memory_mib=256, host_ports=frozenset({("tcp", 80)}))
SIZES = (
    SMALL,
    PORT,
    Requirements(cpu_units=1024, memory_mib=256),
    Requirements(cpu_units=0, memory_mib=900, apart="web"),
)


def looked_for(task: Requirements, instances: list[Instance], siblings: list[Instance]) -> Instance | Unplaced:
    """The rule of placement, said plainly; `siblings` has the instance of each other task of the service."""
    on = Counter(instance.id for instance in siblings)
    in_zone = Counter(instance.zone for instance in siblings)
    fitting = [instance for instance in instances if not instance.left.lacks(task)]
    if not fitting:
        return closest(task, instances)
    return min(fitting, key=lambda instance: (in_zone[instance.zone], on[instance.id]))


@checked
@given(
    hosts=st.integers(0, 5),
    moves=st.lists(st.tuples(st.sampled_from(SIZES), st.booleans(), st.integers(0, 20)), max_size=40),
)
def test_a_task_goes_where_a_look_at_all_instances_says(hosts, moves) -> None:
    cloud = Cloud()
    fleet = cloud.fleet(Instance(id=f"{number}", zone="abc"[number % 3], left=HOST) for number in range(hosts))
    spread = Spread(fleet)
    placed: list[tuple[Instance, Requirements]] = []
    for task, ends, which in moves:
        if ends and placed:
            instance, old = placed.pop(which % len(placed))
            fleet.release(instance, old, frozenset(), spread)
            continue
        expected = looked_for(task, list(fleet.instances.values()), [instance for instance, _ in placed])
        found = spread.place(task)
        assert found == expected
        if not isinstance(found, Unplaced):
            fleet.take(found, task, 0, spread)
            placed.append((found, task))


def test_a_capacity_provider_adds_hosts_for_green_up_to_its_maximum() -> None:
    scene = stage(desired=6, hosts=2, provider="asg")
    assert scene.fleet
    Booting(scene.fleet, "asg", HOST, ("a", "b"), maximum=4, new_id=scene.cloud.ids.instance)
    release = scene.deploy()
    scene.wait(HOUR)
    assert release.status == "Succeeded"
    assert len(scene.fleet.instances) == 4
    assert any("insufficient memory available" in text for text in scene.said())


def test_nobody_waits_for_hosts_of_a_service_that_was_scaled_down() -> None:
    scene = stage(desired=6, hosts=2, provider="asg")
    assert scene.fleet
    Booting(scene.fleet, "asg", HOST, ("a", "b"), maximum=4, new_id=scene.cloud.ids.instance)
    scene.service.scale(9)
    scene.wait(5)
    assert [one.waiting for one in scene.service.task_sets] == [3]
    scene.service.scale(6)
    scene.wait(HOUR)
    assert [one.waiting for one in scene.service.task_sets] == [0]
    assert len(scene.fleet.instances) == 2


def test_without_enough_hosts_the_release_waits_an_hour_and_fails() -> None:
    scene = stage(desired=6, hosts=2, provider="asg")
    assert scene.fleet
    Booting(scene.fleet, "asg", HOST, ("a", "b"), maximum=3, new_id=scene.cloud.ids.instance)
    release = scene.deploy()
    scene.wait(2 * HOUR)
    assert (release.status, len(scene.fleet.instances)) == ("Failed", 3)
    assert [one.ready for one in scene.service.task_sets] == [6]


def test_a_task_larger_than_the_hosts_adds_none() -> None:
    cloud = Cloud()
    fleet = cloud.fleet()
    Booting(fleet, "asg", HOST, ("a",), maximum=5, new_id=cloud.ids.instance)
    large = Requirements(cpu_units=4096, memory_mib=512)
    cloud.create_service(
        "web",
        Configuration(strategy=Strategy.ROLLING),
        desired=1,
        revision=revision(1, requirements=large),
        fleet=fleet,
        launch=Launch(places=(Place(provider="asg"),)),
    )
    cloud.clock.run_until(HOUR)
    assert fleet.instances == {}


def test_a_strategy_gives_each_provider_its_base_first_and_then_its_weight() -> None:
    cloud = Cloud()
    fleet = cloud.fleet(
        Instance(id=f"{provider}-{number}", zone="a", left=HOST, provider=provider)
        for provider in ("steady", "spot")
        for number in range(4)
    )
    service = cloud.create_service(
        "web",
        Configuration(strategy=Strategy.ROLLING),
        desired=8,
        revision=revision(1),
        fleet=fleet,
        launch=Launch(places=(Place(provider="steady", base=2, weight=1), Place(provider="spot", weight=2))),
    )
    cloud.clock.run_until(HOUR)
    tasks = [task for one in service.task_sets for task in one.tasks.values()]
    assert [task.provider for task in tasks[:2]] == ["steady", "steady"]
    assert Counter(task.provider for task in tasks) == {"steady": 4, "spot": 4}
    assert all(task.instance and task.instance.provider == task.provider for task in tasks)


def test_a_daemon_has_a_task_on_each_host_also_on_one_that_joins_later() -> None:
    cloud = Cloud()
    fleet = cloud.fleet([Instance(id="1", zone="a", left=HOST)])
    alone = Requirements(cpu_units=128, memory_mib=128, apart="agent")
    service = cloud.create_service(
        "agent",
        Configuration(strategy=Strategy.ROLLING),
        desired=0,
        revision=revision(1, requirements=alone),
        fleet=fleet,
        daemon=True,
    )
    cloud.clock.run_until(HOUR)
    second = Instance(id="2", zone="a", left=HOST)
    fleet.join(second)
    cloud.clock.run_until(2 * HOUR)
    assert service.primary
    assert sorted(task.instance.id for task in service.primary.tasks.values() if task.instance) == ["1", "2"]
    cloud.end_host(fleet, second)
    cloud.clock.run_until(3 * HOUR)
    assert service.primary.wanted == service.primary.running == 1


def test_tasks_run_by_hand_take_their_share_and_are_not_replaced() -> None:
    cloud = Cloud()
    fleet = cloud.fleet([Instance(id="1", zone="a", left=HOST)])
    started = cloud.run_tasks("family:web", revision(1), 4, fleet=fleet, launch=Launch())
    tasks = [one for one in started if isinstance(one, Task)]
    assert len(tasks) == 3
    assert started[3] == Unplaced(Scarce.MEMORY, "1")
    cloud.clock.run_until(HOUR)
    assert [task.status for task in tasks] == ["RUNNING"] * 3
    tasks[0].task_set.service.stop([tasks[0]], "enough")
    cloud.clock.run_until(2 * HOUR)
    assert (tasks[0].status, tasks[0].stop_reason) == ("STOPPED", "enough")
    assert fleet.instances["1"].left.memory_mib == HOST.memory_mib - 2 * 512


def test_a_service_that_is_deleted_stops_its_tasks_and_frees_their_hosts() -> None:
    scene = stage(desired=2, hosts=2)
    release = scene.deploy()
    scene.wait(30)
    scene.service.retire()
    scene.wait(HOUR)
    assert release.status == "Stopped"
    assert scene.service.task_sets == []
    assert scene.fleet
    assert all(instance.left == HOST for instance in scene.fleet.instances.values())
    scene.cloud.delete_service(scene.service)
    assert scene.fleet.spreads == []


def test_a_host_that_is_found_to_be_a_providers_is_not_waited_for_any_more() -> None:
    cloud = Cloud()
    fleet = cloud.fleet()
    launched: list[int] = []
    provider = CapacityProvider(fleet, "asg", HOST, 3, launched.append)
    for number in range(3):
        provider.wait(SMALL, 1)
        cloud.clock.run_until(cloud.clock.now + cloud.pace.evaluation)
        host = Instance(id=f"{number}", zone="a", left=HOST)
        fleet.join(host)
        fleet.belongs(host, "asg")
        provider.wait(SMALL, 0)
        cloud.clock.run_until(cloud.clock.now + HOUR)
    assert launched == [1, 1, 1]
