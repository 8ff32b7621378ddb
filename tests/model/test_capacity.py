"""What fits on hosts, against every way to place small numbers of tasks, and that the table says what AWS says."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import moto
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from model.capacity import Demand, Fits, fits, hosts_needed, largest, most_held, most_placed, scarce, smallest
from model.hosts import Host, Requirements, Scarce
from model.instance_types import instance_types

# The same cases in every run; a test that fails by chance teaches nobody anything.
checked = settings(derandomize=True, deadline=None, database=None, max_examples=400)

ROOT = Path(__file__).parents[2]


def rows() -> list[dict[str, str]]:
    with (ROOT / "model" / "instance_types.csv").open(newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="module")
def aws_types() -> dict[str, dict]:
    """DescribeInstanceTypes as moto recorded it from AWS."""
    with gzip.open(Path(moto.__file__).parent / "ec2" / "resources" / "instance_types.json.gz") as file:
        return json.load(file)


def test_the_table_agrees_with_describe_instance_types(aws_types: dict[str, dict]) -> None:
    for row in rows():
        aws = aws_types[row["instance_type"]]
        assert int(row["vcpus"]) == aws["VCpuInfo"]["DefaultVCpus"], row
        assert int(row["memory_mib"]) == aws["MemoryInfo"]["SizeInMiB"], row
        assert int(row["network_interfaces"]) == aws["NetworkInfo"]["MaximumNetworkInterfaces"], row
        assert row["architecture"] in aws["ProcessorInfo"]["SupportedArchitectures"], row


def test_the_table_holds_common_types_once() -> None:
    names = [row["instance_type"] for row in rows()]
    assert len(names) == len(set(names)) > 120
    assert {"t3.small", "t4g.small", "m5.large", "m7g.large"} <= set(names)


@pytest.mark.parametrize(
    ("instance_type", "task", "count"),
    [
        ("t3.small", Requirements(cpu_units=512, memory_mib=512), 3),  # 1901 MiB is the limit
        ("t3.small", Requirements(cpu_units=1024, memory_mib=128), 2),  # 2048 CPU units are
        (
            "t3.small",
            Requirements(cpu_units=128, memory_mib=128, own_interface=True),
            2,
        ),  # 3 interfaces, one the host's
        ("t3.small", Requirements(cpu_units=0, memory_mib=1900), 1),
        ("t3.small", Requirements(cpu_units=256, memory_mib=2048), 0),  # the type's memory, which the OS shares
        ("m5.large", Requirements(cpu_units=256, memory_mib=7680), 1),
    ],
)
def test_the_scarcest_resource_decides(instance_type: str, task: Requirements, count: int) -> None:
    assert most_held(instance_types()[instance_type], task) == count


# On this page a host is small, so that every way to place tasks on a few of them can be tried.
small_hosts = st.builds(
    Host,
    instance_type=st.just("small"),
    architecture=st.just("x86_64"),
    cpu_units=st.integers(0, 8),
    memory_mib=st.integers(0, 8),
    task_interfaces=st.integers(0, 3),
    taken_ports=st.sampled_from([frozenset(), frozenset({("tcp", 80)})]),
)
small_tasks = st.builds(
    Requirements,
    cpu_units=st.integers(0, 5),
    memory_mib=st.integers(1, 5),
    own_interface=st.booleans(),
    host_ports=st.frozensets(st.sampled_from([("tcp", 80), ("udp", 80), ("tcp", 81)]), max_size=2),
    apart=st.sampled_from(["", "", "", "web", "api"]),
)
small_demands = st.lists(st.builds(Demand, task=small_tasks, count=st.integers(0, 4)), min_size=1, max_size=3).filter(
    lambda demands: sum(demand.count for demand in demands) <= 6
)

Tasks = tuple[Requirements, ...]


def runs(host: Host, tasks: Tasks) -> bool:
    """Whether one host runs all of these."""
    ports = [port for task in tasks for port in task.host_ports] + list(host.taken_ports)
    marks = [task.apart for task in tasks if task.apart]
    return (
        sum(task.cpu_units for task in tasks) <= host.cpu_units
        and sum(task.memory_mib for task in tasks) <= host.memory_mib
        and sum(task.own_interface for task in tasks) <= host.task_interfaces
        and len(set(ports)) == len(ports)
        and len(set(marks)) == len(marks)
    )


class Placements:
    """Every way in which ECS may place tasks, one after the other, on so many equal hosts."""

    def __init__(self, host: Host, number: int) -> None:
        self.host, self.number = host, number
        self.runs = cache(lambda tasks: runs(host, tasks))
        self.fits = cache(self._fits)
        self.gets_stuck = cache(self._gets_stuck)

    def ends(self, placed: tuple[Tasks, ...], task: Requirements) -> Iterator[tuple[Tasks, ...]]:
        """What may be where when one more task is placed; which host is which doesn't matter."""
        for index in range(self.number):
            now = tuple(sorted((*placed[index], task), key=repr))
            if self.runs(now):
                yield tuple(sorted((*placed[:index], now, *placed[index + 1 :]), key=repr))

    def _fits(self, placed: tuple[Tasks, ...], waiting: Tasks) -> bool:
        """Whether some way places all that wait."""
        return not waiting or any(self.fits(end, waiting[1:]) for end in set(self.ends(placed, waiting[0])))

    def _gets_stuck(self, placed: tuple[Tasks, ...], waiting: Tasks) -> bool:
        """Whether some way ends with a task that has no host."""
        for index, task in enumerate(waiting):
            if task in waiting[:index]:
                continue
            ends = set(self.ends(placed, task))
            rest = waiting[:index] + waiting[index + 1 :]
            if not ends or any(self.gets_stuck(end, rest) for end in ends):
                return True
        return False


def tasks_of(demands: list[Demand]) -> Tasks:
    return tuple(sorted((demand.task for demand in demands for _ in range(demand.count)), key=repr))


@checked
@given(host=small_hosts, number=st.integers(0, 4), demands=small_demands)
def test_the_answer_is_right_however_ecs_places_the_tasks(host, number, demands) -> None:
    fleet, tasks, nothing = Placements(host, number), tasks_of(demands), ((),) * number
    answer = fits(host, number, demands)
    if answer is Fits.YES:
        assert not fleet.gets_stuck(nothing, tasks)
    if answer is Fits.NO:
        assert not fleet.fits(nothing, tasks)
    assert (answer is Fits.NO) == (scarce(host, number, demands) is not None)


@checked
@given(host=small_hosts, number=st.integers(0, 4), task=small_tasks, count=st.integers(0, 6))
def test_of_tasks_that_are_alike_the_answer_is_exact(host, number, task, count) -> None:
    answer = fits(host, number, [Demand(task=task, count=count)])
    assert answer is (Fits.YES if Placements(host, number).fits(((),) * number, (task,) * count) else Fits.NO)
    assert (answer is Fits.YES) == (count <= number * most_held(host, task))


@checked
@given(host=small_hosts, task=small_tasks)
def test_what_a_host_holds_it_runs_and_not_one_more(host, task) -> None:
    held = most_held(host, task)
    assert held == 0 or runs(host, (task,) * held)
    assert not runs(host, (task,) * (held + 1))


@checked
@given(host=small_hosts, demands=small_demands)
def test_the_hosts_needed_are_enough_and_one_less_is_not_sure_to_be(host, demands) -> None:
    number = hosts_needed(host, demands)
    if number is None:
        assert any(demand.count and not runs(host, (demand.task,)) for demand in demands)
    else:
        assert fits(host, number, demands) is Fits.YES
        assert number == 0 or fits(host, number - 1, demands) is not Fits.YES


@checked
@given(host=small_hosts, number=st.integers(0, 4), task=small_tasks, others=small_demands)
def test_no_more_are_placed_than_can_be(host, number, task, others) -> None:
    most = most_placed(host, number, task, others)
    fleet = Placements(host, number)
    assert not fleet.fits(((),) * number, tasks_of([*others, Demand(task=task, count=most + 1)]))


@checked
@given(host=small_hosts, number=st.integers(0, 3), daemon=small_tasks, demands=small_demands)
def test_a_daemon_takes_its_share_of_each_host(host, number, daemon, demands) -> None:
    daemon = replace(daemon, apart="daemon")
    assume(runs(host, (daemon,)))
    answer = fits(host.beside(daemon), number, demands)
    fleet, started = Placements(host, number), ((daemon,),) * number
    if answer is Fits.YES:
        assert not fleet.gets_stuck(started, tasks_of(demands))
    if answer is Fits.NO:
        assert not fleet.fits(started, tasks_of(demands))


@checked
@given(
    some=st.lists(small_hosts, min_size=1, max_size=3),
    picked=st.integers(0, 2),
    number=st.integers(0, 4),
    demands=small_demands,
)
def test_what_holds_for_the_smallest_or_largest_of_some_hosts_holds_for_each(some, picked, number, demands) -> None:
    some = [replace(host, taken_ports=some[0].taken_ports) for host in some]
    each = some[picked % len(some)]
    if fits(smallest(some), number, demands) is Fits.YES:
        assert fits(each, number, demands) is not Fits.NO
    if fits(largest(some), number, demands) is Fits.NO:
        assert fits(each, number, demands) is not Fits.YES


SMALL = instance_types()["t3.small"]
WEB = Requirements(cpu_units=512, memory_mib=512)


@pytest.mark.parametrize(("desired", "answer"), [(3, Fits.YES), (4, Fits.NO)])
def test_two_small_hosts_release_three_tasks_and_hang_with_four(desired: int, answer: Fits) -> None:
    web = Demand(task=WEB, count=desired)
    assert SMALL.cpu_units // WEB.cpu_units == 4  # 8 slots by CPU, but 6 by memory
    assert most_placed(SMALL, 2, WEB, []) == 6
    assert fits(SMALL, 2, [web.released()]) is answer
    assert hosts_needed(SMALL, [web.released()]) == (2 if desired == 3 else 3)


@pytest.mark.parametrize(
    ("task", "number", "what"),
    [
        (Requirements(cpu_units=1024, memory_mib=128), 2, Scarce.CPU),
        (Requirements(cpu_units=0, memory_mib=1024), 2, Scarce.MEMORY),
        (Requirements(cpu_units=0, memory_mib=128, own_interface=True), 2, Scarce.INTERFACES),
        (Requirements(cpu_units=0, memory_mib=128, host_ports=frozenset({("tcp", 80)})), 4, Scarce.PORTS),
        (Requirements(cpu_units=0, memory_mib=128, host_ports=frozenset({("tcp", 22)})), 9, Scarce.PORTS),
        (Requirements(cpu_units=1000, memory_mib=1000), 1, Scarce.MEMORY),  # of CPU there are two tasks' worth
        (Requirements(cpu_units=0, memory_mib=128, apart="web"), 4, Scarce.INSTANCES),
        (Requirements(cpu_units=0, memory_mib=128), 0, Scarce.HOSTS),
    ],
)
def test_it_says_what_is_scarce(task: Requirements, number: int, what: Scarce) -> None:
    assert scarce(SMALL, number, [Demand(task=task, count=5)]) is what


def test_a_fixed_port_wants_twice_as_many_hosts_as_tasks() -> None:
    fixed = Demand(task=replace(WEB, host_ports=frozenset({("tcp", 80)})), count=3)
    assert hosts_needed(SMALL, [fixed]) == 3
    assert hosts_needed(SMALL, [fixed.released()]) == 6
    other = replace(fixed.task, host_ports=frozenset({("udp", 80)}))
    assert scarce(SMALL, 6, [fixed.released(), Demand(task=other, count=6)]) is None


def test_services_of_several_sizes_fit_for_sure_when_some_room_is_left() -> None:
    host = instance_types()["m5.large"]
    web = Demand(task=Requirements(cpu_units=256, memory_mib=512), count=4)
    worker = Demand(task=Requirements(cpu_units=1024, memory_mib=2048), count=2)
    # Hosts that all carry a worker's share of web tasks have no room for a worker; the sum alone would not show it.
    assert fits(host, 1, [web.released(), worker]) is Fits.NO
    assert fits(host, 2, [web.released(), worker]) is Fits.UNSURE
    assert fits(host, 3, [web.released(), worker]) is Fits.YES
    assert hosts_needed(host, [web.released(), worker]) == 3


def test_a_task_that_takes_no_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="takes some memory"):
        Requirements(cpu_units=256, memory_mib=0)
