"""The container instances of a cluster: which one takes the next task, and how a capacity provider adds more.

Filter by CPU units, memory, ports, network interfaces and `distinctInstance`, then spread: the zone with the fewest
tasks of the service, then the instance with the fewest (the default of services: ECS API reference, UpdateService),
then the first that joined. Kept in queues, so that a task among thousands costs little. Other strategies and `memberOf`
constraints are not followed.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush
from math import ceil

from model.capacity import most_held
from model.hosts import Host, Requirements
from model.moving.clock import Clock, Timer
from model.moving.pace import Pace
from model.placement import Instance, Unplaced, closest
from model.ports import HostPort


class _Queue:
    """The instances that may have room for one kind of task, the emptiest first, by zone."""

    def __init__(self) -> None:
        self.heaps: dict[str, list[tuple[int, int, Instance]]] = {}
        self.shut: set[str] = set()
        """The ids of those that had no room when it was last looked."""


class Spread:
    """Where the tasks of one service are, and where its next one goes."""

    def __init__(self, fleet: "Fleet") -> None:
        self.on: Counter[str] = Counter()
        self.in_zone: Counter[str] = Counter()
        self.fleet = fleet
        self._queues: dict[tuple[Requirements, str], _Queue] = {}
        fleet.spreads.append(self)

    def place(self, task: Requirements, provider: str = "") -> Instance | Unplaced:
        """The instance for one more of these tasks: one of this capacity provider's, where one is named."""
        queue = self._queues.get((task, provider)) or self._new_queue(task, provider)
        best: tuple[tuple[int, int, int], Instance] | None = None
        for zone, heap in queue.heaps.items():
            while heap:
                on, order, instance = heap[0]
                if on != self.on[instance.id] or instance.id not in self.fleet.instances:
                    heappop(heap)
                elif instance.left.lacks(task):
                    heappop(heap)
                    self.fleet.shut(instance, queue, self)
                else:
                    key = (self.in_zone[zone], on, order)
                    if best is None or key < best[0]:
                        best = key, instance
                    break
        return best[1] if best else closest(task, self.fleet.of(provider))

    def moved(self, instance: Instance, by: int) -> None:
        """One more task of the service on the instance, or one fewer."""
        self.on[instance.id] += by
        self.in_zone[instance.zone] += by
        for (_, provider), queue in self._queues.items():
            if instance.id not in queue.shut and provider in ("", instance.provider):
                self.open(queue, instance)

    def joined(self, instance: Instance) -> None:
        """A new instance."""
        for (_, provider), queue in self._queues.items():
            if provider in ("", instance.provider):
                self.open(queue, instance)

    def open(self, queue: _Queue, instance: Instance) -> None:
        """The instance may have room."""
        queue.shut.discard(instance.id)
        entry = (self.on[instance.id], self.fleet.order[instance.id], instance)
        heappush(queue.heaps.setdefault(instance.zone, []), entry)

    def _new_queue(self, task: Requirements, provider: str) -> _Queue:
        queue = self._queues[task, provider] = _Queue()
        for instance in self.fleet.of(provider):
            entry = (self.on[instance.id], self.fleet.order[instance.id], instance)
            queue.heaps.setdefault(instance.zone, []).append(entry)
        for heap in queue.heaps.values():
            heapify(heap)
        return queue


class Fleet:
    """The container instances of one cluster."""

    def __init__(self, clock: Clock, pace: Pace, on_room: Callable[[], None]) -> None:
        self.instances: dict[str, Instance] = {}
        self.order: dict[str, int] = {}
        self.spreads: list[Spread] = []
        self.providers: dict[str, CapacityProvider] = {}
        self.daemons: list[Callable[[int], None]] = []
        """What is told of another number of instances."""
        self.clock = clock
        self.pace = pace
        self._on_room = on_room
        self._shut: dict[str, list[tuple[_Queue, Spread]]] = {}

    def of(self, provider: str) -> list[Instance]:
        """The instances of this capacity provider, or all."""
        return [one for one in self.instances.values() if provider in ("", one.provider)]

    def join(self, instance: Instance) -> None:
        """It registers with the cluster."""
        if provider := self.providers.get(instance.provider):
            provider.joined()
        self.instances[instance.id] = instance
        self.order[instance.id] = len(self.order)
        for spread in self.spreads:
            spread.joined(instance)
        self._count()
        self._on_room()

    def belongs(self, instance: Instance, provider: str) -> None:
        """It is in this capacity provider's Auto Scaling group."""
        instance.provider = provider
        self.providers[provider].joined()
        for spread in self.spreads:
            spread.joined(instance)
        self._on_room()

    def leave(self, instance: Instance) -> None:
        """It is gone; whoever has tasks there ends them."""
        self.instances.pop(instance.id, None)
        self._count()

    def _count(self) -> None:
        for scale in self.daemons:
            scale(len(self.instances))

    def take(self, instance: Instance, task: Requirements, dynamic_ports: int, spread: Spread) -> frozenset[HostPort]:
        """The task runs there from now on; returns the host ports of the dynamic range that it got."""
        ports: frozenset[HostPort] = frozenset()
        for _ in range(dynamic_ports):
            ports |= {("tcp", instance.free_port("tcp", ports))}
        instance.take(task, ports)
        spread.moved(instance, 1)
        return ports

    def release(self, instance: Instance, task: Requirements, ports: frozenset[HostPort], spread: Spread) -> None:
        """The task has stopped; whoever waits for room is asked again."""
        instance.give_back(task, ports)
        spread.moved(instance, -1)
        for queue, owner in self._shut.pop(instance.id, ()):
            owner.open(queue, instance)
        self._on_room()

    def shut(self, instance: Instance, queue: _Queue, spread: Spread) -> None:
        """The instance has no room for the queue's tasks until something on it ends."""
        queue.shut.add(instance.id)
        self._shut.setdefault(instance.id, []).append((queue, spread))


class CapacityProvider:
    """Adds hosts for tasks that wait, up to the Auto Scaling group's maximum; it takes none away here.

    Each minute it looks how many hosts the waiting tasks need; the new ones count for the next look only when they
    have warmed up (ECS developer guide, cluster auto scaling).
    """

    def __init__(self, fleet: Fleet, name: str, host: Host, maximum: int, launch: Callable[[int], None]) -> None:
        self.name = name
        self.host = host
        self.maximum = maximum
        self._launch = launch
        """Starts so many hosts; each joins the fleet when it has booted."""
        self._fleet = fleet
        self._waiting: dict[Requirements, int] = {}
        self._look: Timer | None = None
        self._starting = 0
        self._warm_at = 0.0
        fleet.providers[name] = self

    def wait(self, task: Requirements, count: int) -> None:
        """So many of these tasks find no room; 0 when they do."""
        self._waiting[task] = count
        if count and self._look is None:
            pace, now = self._fleet.pace.evaluation, self._fleet.clock.now
            self._look = self._fleet.clock.after(pace - now % pace, self._evaluate)

    def joined(self) -> None:
        """One of its hosts has booted."""
        self._starting = max(0, self._starting - 1)

    def _evaluate(self) -> None:
        self._look = None
        clock, pace = self._fleet.clock, self._fleet.pace
        waiting = {task: count for task, count in self._waiting.items() if count and most_held(self.host, task)}
        room = self.maximum - len(self._fleet.of(self.name)) - self._starting
        if not waiting or room <= 0:
            return
        if clock.now >= self._warm_at:
            needed = sum(ceil(count / most_held(self.host, task)) for task, count in waiting.items())
            added = min(needed, room)
            self._starting += added
            self._warm_at = clock.now + pace.host_boot + pace.warm_up
            self._launch(added)
        self._look = clock.after(pace.evaluation, self._evaluate)


class Booting:
    """Hosts that an Auto Scaling group starts: each boots, and joins in the zone that has the fewest."""

    def __init__(
        self, fleet: Fleet, name: str, host: Host, zones: Sequence[str], maximum: int, new_id: Callable[[], str]
    ) -> None:
        self._fleet = fleet
        self._zones = zones
        self._new_id = new_id
        self.provider = CapacityProvider(fleet, name, host, maximum, self._launch)

    def _launch(self, count: int) -> None:
        self._fleet.clock.after(self._fleet.pace.host_boot, self._boot, count)

    def _boot(self, count: int) -> None:
        for _ in range(count):
            in_zone = Counter(instance.zone for instance in self._fleet.instances.values())
            zone = min(self._zones, key=lambda zone: in_zone[zone])
            new = Instance(id=self._new_id(), zone=zone, left=self.provider.host, provider=self.provider.name)
            self._fleet.join(new)
