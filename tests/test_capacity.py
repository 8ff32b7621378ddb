"""What a host holds, and that its table says what AWS says."""

import csv
import gzip
import json
from pathlib import Path

import moto
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.capacity import Task, hosts

ROOT = Path(__file__).parent.parent


def rows() -> list[dict[str, str]]:
    with (ROOT / "policy" / "instance_types.csv").open(newline="") as table:
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
        ("t3.small", Task(cpu_units=512, memory_mib=512), 3),  # 1901 MiB is the limit
        ("t3.small", Task(cpu_units=1024, memory_mib=128), 2),  # 2048 CPU units are
        ("t3.small", Task(cpu_units=128, memory_mib=128, own_interface=True), 2),  # 3 interfaces, one the host's
        ("t3.small", Task(cpu_units=0, memory_mib=1900), 1),
        ("t3.small", Task(cpu_units=256, memory_mib=2048), 0),  # the type's memory, which the OS shares
        ("m5.large", Task(cpu_units=256, memory_mib=7680), 1),
    ],
)
def test_the_scarcest_resource_decides(instance_type: str, task: Task, count: int) -> None:
    assert hosts()[instance_type].holds(task) == count


@given(
    host=st.sampled_from(sorted(hosts().values(), key=lambda host: host.instance_type)),
    cpu_units=st.integers(0, 16384),
    memory_mib=st.integers(1, 65536),
    own_interface=st.booleans(),
)
def test_what_a_host_holds_fits_and_one_more_does_not(host, cpu_units, memory_mib, own_interface) -> None:
    def fits(count: int) -> bool:
        within = count * cpu_units <= host.cpu_units and count * memory_mib <= host.memory_mib
        return within and (not own_interface or count <= host.task_interfaces)

    held = host.holds(Task(cpu_units=cpu_units, memory_mib=memory_mib, own_interface=own_interface))
    assert fits(held)
    assert not fits(held + 1)
