"""A recorded program that a defect changes."""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import strategies as st

from local_aws.provider.schema import Property, type_of
from policy.reading import (
    DEPLOYMENT_GROUP,
    LISTENER,
    LISTENER_RULE,
    SERVICE,
    TARGET_GROUP,
    TASK_DEFINITION,
    UNKNOWN,
    read,
)
from verdict.recording import Recorded, Recording

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Step = str | int

PAIR = ("loadBalancerInfo", "targetGroupPairInfo")
"""The path to a deployment group's target groups and listeners."""
ENTRY = ("loadBalancers", 0)
"""The path to a service's load balancer."""
ADVANCED = (*ENTRY, "advancedConfiguration")


class Draft:
    """A recorded program that may be changed; Hypothesis draws the random values."""

    def __init__(self, resources: Sequence[Recorded], draw: Draw, *, preview: bool) -> None:
        self._resources = {one.urn: one for one in resources}
        self._draw = draw
        self._preview = preview
        self.hidden = ""
        """A value that no message may show."""

    @property
    def resources(self) -> list[Recorded]:
        return list(self._resources.values())

    @property
    def recording(self) -> Recording:
        """The program as it is now."""
        return Recording(resources=self.resources, registered={}, exported={}, failures=[])

    def pick(self, *choices: T) -> T:
        """One of them."""
        return self._draw(st.sampled_from(choices))

    def number(self, low: int, high: int, *, but: int | None = None) -> int:
        """One from low to high."""
        return self._draw(st.integers(low, high).filter(lambda one: one != but))

    def text(self, pattern: str) -> str:
        """One that the regular expression matches."""
        return self._draw(st.from_regex(pattern, fullmatch=True))

    def all(self, type: str) -> list[Recorded]:
        return [one for one in self._resources.values() if one.type == type]

    def one(self, type: str, *endings: str) -> Recorded:
        """The only one whose name has one of these endings."""
        [found] = [one for one in self.all(type) if one.name.endswith(endings or "")]
        return found

    def get(self, of: Recorded, *path: Step) -> Any:
        """The value that AWS will have, as far as it is known."""
        return read(self._resources[of.urn].outputs, *path)

    def output(self, of: Recorded, name: str) -> Any:
        """What AWS gives to a resource: unknown in a preview, and not always part of a recording."""
        return self.get(of, name) if name in of.outputs else UNKNOWN

    def put(self, on: Recorded, *path: Step, to: Any) -> Recorded:
        """Sets a value. A whole property is then made of no other resource."""
        fresh = self._fresh(on)
        for props in (fresh.checked, fresh.outputs):
            place: Any = props
            for step, following in pairwise(path):
                if isinstance(place, dict) and not isinstance(place.get(step), dict | list):
                    place[step] = [] if isinstance(following, int) else {}
                place = place[step]
            last: Any = path[-1]
            if isinstance(place, list) and last == len(place):
                place.append(None)
            place[last] = _as_sent(to)
        if len(path) == 1:
            self._made_of(fresh, path[0], frozenset())
        return self._resources[on.urn]

    def drop(self, on: Recorded, *path: Step) -> Recorded:
        """Removes a value; a preview does not know what AWS will fill in there."""
        fresh = self._fresh(on)
        for props in (fresh.checked, fresh.outputs):
            place = read(props, *path[:-1])
            if isinstance(place, list):
                place.pop(int(path[-1]))
            elif isinstance(place, dict):
                place.pop(path[-1], None)
                if self._preview and props is fresh.outputs and _filled_in(on.type, path):
                    place[path[-1]] = UNKNOWN
        if len(path) == 1:
            self._made_of(fresh, path[0], frozenset())
        return self._resources[on.urn]

    def refer(self, on: Recorded, *path: Step, to: Recorded, by: str = "arn") -> Recorded:
        """Makes a value of another resource's output, and of no other resource of that type."""
        edges = self._resources[on.urn].edges.get(str(path[0]), frozenset())
        kept = {urn for urn in edges if urn in self._resources and self._resources[urn].type != to.type}
        self.put(on, *path, to=self.output(to, by))
        return self._made_of(self._resources[on.urn], path[0], frozenset({*kept, to.urn}))

    def unlink(self, on: Recorded, prop: str, type: str) -> None:
        """Makes a property of no resource of this type."""
        own = self._resources[on.urn]
        kept = {urn for urn in own.edges.get(prop, ()) if self._resources[urn].type != type}
        self._made_of(own, prop, frozenset(kept))

    def link(self, on: Recorded, prop: str, to: Recorded) -> Recorded:
        """Makes a property of another resource's output too."""
        own = self._resources[on.urn]
        return self._made_of(own, prop, frozenset({*own.edges.get(prop, ()), to.urn}))

    def path(self, of: Recorded) -> tuple[Any, ...]:
        """The path to a value, or to an object or a list of values."""
        found: tuple[Any, ...] = ()
        value: Any = self._resources[of.urn].checked
        while isinstance(value, dict | list) and value and (not found or self.pick(True, False)):
            steps = sorted(value) if isinstance(value, dict) else range(len(value))
            step = self.pick(*steps)
            found, value = (*found, step), value[step]
        return found

    def forward(self, route: Recorded, weights: Mapping[str, int]) -> Recorded:
        """Forwards the traffic of a listener or a rule to target groups, by the endings of their names."""
        prop = "defaultActions" if route.type == LISTENER else "actions"
        groups = [(self.one(TARGET_GROUP, name), weight) for name, weight in weights.items()]
        targets = [{"arn": self.output(one, "arn"), "weight": weight} for one, weight in groups]
        short = len(targets) == 1 and self.pick(True, False)
        to = {"targetGroupArn": targets[0]["arn"]} if short else {"forward": {"targetGroups": targets}}
        self.put(route, prop, to=[{"type": "forward", **to}])
        return self._made_of(self._resources[route.urn], prop, frozenset(one.urn for one, _ in groups))

    def add(self, type: str, name: str, props: Mapping[str, Any], **edges: Recorded) -> Recorded:
        """Another resource."""
        like = next(iter(self._resources.values()))
        added = replace(
            like,
            type=type,
            name=name,
            urn=f"urn:pulumi:test::bluegreen::{type}::{name}",
            inputs={},
            checked=_as_sent(dict(props)),
            outputs=_as_sent({"name": name, "arn": UNKNOWN if self._preview else f"arn:aws:test:::{name}", **props}),
            edges={prop: frozenset({one.urn}) for prop, one in edges.items()},
            ignore_changes=(),
        )
        self._resources[added.urn] = added
        return added

    def copy(self, of: Recorded, name: str) -> Recorded:
        """Another one like it."""
        arn = UNKNOWN if self._preview else f"arn:aws:test:::{name}"
        named = {"name": name} if "name" in of.outputs else {}
        copied = replace(
            of,
            name=name,
            urn=f"{of.urn}-{name}",
            checked=deepcopy(of.checked) | named,
            outputs=deepcopy(of.outputs) | named | {"arn": arn},
        )
        self._resources[copied.urn] = copied
        return copied

    def wait_for_nothing(self, resource: Recorded) -> Recorded:
        """Takes away what it depends on, but for values."""
        self._resources[resource.urn] = replace(self._resources[resource.urn], depends_on_urns=frozenset())
        return self._resources[resource.urn]

    def remove(self, resource: Recorded) -> None:
        """Removes it from the program."""
        del self._resources[resource.urn]

    def ignore(self, on: Recorded, *props: str) -> Recorded:
        """Makes the program ignore changes of these properties."""
        self._resources[on.urn] = replace(self._resources[on.urn], ignore_changes=props)
        return self._resources[on.urn]

    def container(self, *path: Step, to: Any) -> Recorded:
        """Sets a value of the container; None removes it."""
        task = self.one(TASK_DEFINITION)
        containers = json.loads(self.get(task, "containerDefinitions"))
        place = containers[0]
        for step in path[:-1]:
            place = place[step]
        if to is None:
            place.pop(path[-1], None)
        else:
            place[path[-1]] = to
        return self.put(task, "containerDefinitions", to=json.dumps(containers))

    @property
    def port(self) -> int:
        """The container's port."""
        return int(self.get(self.one(SERVICE), *ENTRY, "containerPort"))

    @property
    def target_ports(self) -> tuple[int, int]:
        """The first and the last port on which the load balancer may reach a task."""
        awsvpc = self.get(self.one(TASK_DEFINITION), "networkMode") == "awsvpc"
        return (self.port, self.port) if awsvpc else (32768, 60999)

    @property
    def routes(self) -> list[Recorded]:
        """The rules at which ECS moves traffic, and under CodeDeploy the listeners that forward, too."""
        listeners = [
            one
            for one in self.all(LISTENER)
            if one.name.endswith(("production", "test")) and self.get(one, "defaultActions", 0, "type") == "forward"
        ]
        return self.all(LISTENER_RULE) + (listeners if self.all(DEPLOYMENT_GROUP) else [])

    def _fresh(self, of: Recorded) -> Recorded:
        """A copy that may be written to; the recording is used again."""
        own = self._resources[of.urn]
        own = replace(own, checked=deepcopy(own.checked), outputs=deepcopy(own.outputs))
        self._resources[of.urn] = own
        return own

    def _made_of(self, on: Recorded, prop: Step, urns: frozenset[str]) -> Recorded:
        self._resources[on.urn] = replace(on, edges={**on.edges, str(prop): urns})
        return self._resources[on.urn]


def _as_sent(value: Any) -> Any:
    """As the engine sends it: every number is a float."""
    if isinstance(value, dict):
        return {key: _as_sent(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_sent(one) for one in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _filled_in(type: str, path: Sequence[Step]) -> bool:
    """Whether AWS fills the property in where a program leaves it out."""
    known = type_of(type)
    prop: Property | None = None
    fields = known.properties if known else {}
    for step in (one for one in path if isinstance(one, str)):
        prop = fields.get(step)
        fields = prop.fields if prop else {}
    return prop is not None and prop.computed
