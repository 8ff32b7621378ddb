"""What a host offers to tasks, and what a task takes of it: CPU units, memory, network interfaces, ports."""

from dataclasses import dataclass, field, replace
from enum import Enum

from model.ports import AGENT_PORTS, HostPort


class Scarce(Enum):
    """What there is too little of."""

    HOSTS = "hosts"
    CPU = "CPU"
    MEMORY = "memory"
    INTERFACES = "network interfaces"
    PORTS = "host ports"
    INSTANCES = "instances that each task has to itself"


@dataclass(frozen=True, kw_only=True)
class Requirements:
    """What one task takes of its host. With 0 CPU units it reserves none."""

    cpu_units: int
    memory_mib: int
    own_interface: bool = False
    """An awsvpc task takes a network interface; bridge tasks share the host's."""
    host_ports: frozenset[HostPort] = frozenset()
    """The fixed ones, which only one task at a time can have on a host."""
    apart: str = ""
    """Tasks with the same mark never share a host, such as those of a service with `distinctInstance`."""

    def __post_init__(self) -> None:
        if self.memory_mib < 1 or self.cpu_units < 0:
            raise ValueError(f"a task takes some memory and no less than 0 CPU units, got {self}")


@dataclass(frozen=True, kw_only=True)
class Host:
    """What one EC2 instance offers to tasks, or has left beside those that it runs."""

    instance_type: str
    architecture: str
    """`x86_64` or `arm64` (Graviton)."""
    cpu_units: int
    memory_mib: int
    """What the host registers with ECS: less than the instance type's memory."""
    task_interfaces: int
    """Network interfaces left for awsvpc tasks: the first one is the host's own."""
    taken_ports: frozenset[HostPort] = field(default=AGENT_PORTS, repr=False)
    taken_apart: frozenset[str] = frozenset()
    """The marks of tasks that it runs and that share it with no other of their mark; see `Requirements.apart`."""

    def lacks(self, task: Requirements) -> Scarce | None:
        """What it has too little of for one such task."""
        if task.cpu_units > self.cpu_units:
            return Scarce.CPU
        if task.memory_mib > self.memory_mib:
            return Scarce.MEMORY
        if task.host_ports & self.taken_ports:
            return Scarce.PORTS
        if task.own_interface > self.task_interfaces:
            return Scarce.INTERFACES
        return Scarce.INSTANCES if task.apart in self.taken_apart else None

    def beside(self, task: Requirements, dynamic_ports: frozenset[HostPort] = frozenset()) -> "Host":
        """What the host still offers when such a task runs on it, with these ports too; below 0 when it has no room."""
        return replace(
            self,
            cpu_units=self.cpu_units - task.cpu_units,
            memory_mib=self.memory_mib - task.memory_mib,
            task_interfaces=self.task_interfaces - task.own_interface,
            taken_ports=self.taken_ports | task.host_ports | dynamic_ports,
            taken_apart=self.taken_apart | ({task.apart} if task.apart else set()),
        )

    def without(self, task: Requirements, dynamic_ports: frozenset[HostPort] = frozenset()) -> "Host":
        """What the host offers again when such a task, which it ran, has ended."""
        return replace(
            self,
            cpu_units=self.cpu_units + task.cpu_units,
            memory_mib=self.memory_mib + task.memory_mib,
            task_interfaces=self.task_interfaces + task.own_interface,
            taken_ports=self.taken_ports - task.host_ports - dynamic_ports,
            taken_apart=self.taken_apart - {task.apart},
        )
