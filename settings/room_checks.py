"""Whether the hosts hold what runs side by side while a service is released, beside the others at rest."""

from collections.abc import Iterator

from model.capacity import Demand, Fits, fits, hosts_needed, most_held
from model.hosts import Requirements
from settings import strategies
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if s.min_hosts > s.max_hosts:
        yield f"bluegreen:minHosts = {s.min_hosts}: must not be above bluegreen:maxHosts, which is {s.max_hosts}"
    if not all(most_held(s.host, _task(one)) for one in s.services):
        return
    for released in s.services:
        demands = [_demand(one, released) for one in s.services]
        if fits(s.host, s.max_hosts, demands) is not Fits.YES:
            yield _too_few(s, released, hosts_needed(s.host, demands))


def _task(s: Settings) -> Requirements:
    return Requirements(cpu_units=s.cpu, memory_mib=s.memory)


def _demand(s: Settings, released: Settings) -> Demand:
    """What a service takes while one of them is released."""
    return Demand(task=_task(s), count=strategies.tasks_during_release(s) if s is released else s.most_tasks)


def _too_few(s: Settings, released: Settings, needed: int | None) -> str:
    tasks, held = strategies.tasks_during_release(released), most_held(s.host, _task(released))
    at_once = f"2 x {released.most_tasks}" if tasks == 2 * released.most_tasks else str(tasks)
    said = f" (bluegreen:{released.most_tasks_key})" if released.scaling else ""
    whose = f"of {released.service_name} " if s.several else ""
    beside = ", beside the tasks of the other services" if s.several else ""
    return (
        f"bluegreen:maxHosts = {s.max_hosts}: a release {whose}runs {at_once} tasks at once{said}{beside}, "
        f"and {s.max_hosts} hosts hold {s.max_hosts * held}: a {s.instance_type} offers {s.host.cpu_units} CPU units "
        f"and {s.host.memory_mib} MiB to tasks, {held} of {released.cpu} and {released.memory}; "
        f"set it to {needed}, or take a larger bluegreen:instanceType"
    )
