"""Which instance a task gets, and what is said when none takes it; in step with what capacity says of the same."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.capacity import Fits, fits
from model.hosts import Host, Requirements, Scarce
from model.instance_types import instance_types
from model.moving.cloud import Cloud
from model.moving.fleet import Spread
from model.placement import Instance, Unplaced
from tests.model.test_capacity import checked, small_demands, small_hosts, tasks_of

WEB = Requirements(cpu_units=256, memory_mib=256)
SMALL = instance_types()["t3.small"]


def instances(host: Host, number: int) -> list[Instance]:
    return [Instance(id=str(index), zone="ab"[index % 2], left=host) for index in range(number)]


def spread(on: list[Instance]) -> Spread:
    return Spread(Cloud().fleet(on))


@checked
@given(host=small_hosts, number=st.integers(0, 4), demands=small_demands)
def test_capacity_never_says_no_of_what_is_placed_nor_yes_of_what_is_not(host, number, demands) -> None:
    on, answer = spread(instances(host, number)), fits(host, number, demands)
    for task in tasks_of(demands):
        found = on.place(task)
        if isinstance(found, Unplaced):
            assert answer is not Fits.YES
            return
        on.fleet.take(found, task, 0, on)
    assert answer is not Fits.NO


def test_tasks_spread_over_zones_and_then_over_instances() -> None:
    on, siblings = spread(instances(SMALL, 4)), []
    for _ in range(4):
        found = on.place(WEB)
        assert isinstance(found, Instance)
        on.fleet.take(found, WEB, 0, on)
        siblings.append(found)
    assert Counter(one.zone for one in siblings) == {"a": 2, "b": 2}
    assert len({one.id for one in siblings}) == 4


@pytest.mark.parametrize(
    ("task", "lacking"),
    [
        (Requirements(cpu_units=4096, memory_mib=256), Scarce.CPU),
        (Requirements(cpu_units=256, memory_mib=4096), Scarce.MEMORY),
        (Requirements(cpu_units=256, memory_mib=256, host_ports=frozenset({("tcp", 22)})), Scarce.PORTS),
        (Requirements(cpu_units=256, memory_mib=256, apart="web"), Scarce.INSTANCES),
    ],
)
def test_an_unplaced_task_says_what_the_closest_instance_lacks(task: Requirements, lacking: Scarce) -> None:
    host = SMALL.beside(Requirements(cpu_units=0, memory_mib=1, apart="web"))
    assert spread(instances(host, 1)).place(task) == Unplaced(lacking, "0")


def test_without_instances_nothing_is_closest() -> None:
    assert spread([]).place(WEB) == Unplaced(Scarce.HOSTS)


def test_the_closest_instance_is_the_one_that_fails_last() -> None:
    full = SMALL.beside(Requirements(cpu_units=2048, memory_mib=1))
    taken = SMALL.beside(Requirements(cpu_units=0, memory_mib=1, host_ports=frozenset({("tcp", 80)})))
    on = [Instance(id="full", zone="a", left=full), Instance(id="taken", zone="b", left=taken)]
    task = Requirements(cpu_units=256, memory_mib=256, host_ports=frozenset({("tcp", 80)}))
    assert spread(on).place(task) == Unplaced(Scarce.PORTS, "taken")


def test_a_dynamic_port_is_the_lowest_that_is_free() -> None:
    (one,) = instances(SMALL, 1)
    assert one.free_port("tcp") == 32768
    one.take(WEB, frozenset({("tcp", 32768)}))
    assert (one.free_port("tcp"), one.free_port("udp")) == (32769, 32768)
    assert one.free_port("tcp", frozenset({("tcp", 32769)})) == 32770
