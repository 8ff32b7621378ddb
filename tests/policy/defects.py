"""One way, or several, to break each rule: a defect at a random place with a random value.

A defect takes a `Draft`, a recorded program that may be changed, and gives back the resource on which the rule must
report it; several where any of them will do. It says in which kinds of environments it can be.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal, TypeVar

from hypothesis import strategies as st

from local_aws.provider.schema import Property, entry
from model.capacity import most_held
from model.hosts import Requirements
from model.instance_types import instance_types
from model.shift import PREDEFINED
from policy.reading import (
    ALARM,
    APPLICATION,
    AUTO_SCALING_GROUP,
    CLUSTER,
    DEPLOYMENT_CONFIG,
    DEPLOYMENT_GROUP,
    INGRESS_RULE,
    LAUNCH_TEMPLATE,
    LISTENER,
    LISTENER_RULE,
    LOAD_BALANCER,
    LOG_GROUP,
    REPOSITORY,
    ROLE,
    ROLE_POLICY,
    ROLE_POLICY_ATTACHMENT,
    SECURITY_GROUP,
    SERVICE,
    TARGET_GROUP,
    TASK_DEFINITION,
    UNKNOWN,
    read,
)
from tests.policy.programs import allow
from verdict.recording import Declared, Recording

Kind = Literal["hosts", "fargate", "native"]
"""Ours on EC2, ours on Fargate, and one that ECS itself releases."""

OURS: Sequence[Kind] = ("hosts", "fargate")
ANY: Sequence[Kind] = ("hosts", "fargate", "native")

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Step = str | int

WORLD = {"cidrIpv4": "0.0.0.0/0", "cidrIpv6": "::/0"}
PAIR = ("loadBalancerInfo", "targetGroupPairInfo")
ENTRY = ("loadBalancers", 0)
ADVANCED = (*ENTRY, "advancedConfiguration")


class Draft:
    """A recorded program that may be changed, and Hypothesis' dice."""

    def __init__(self, resources: Sequence[Declared], draw: Draw, *, preview: bool) -> None:
        self._resources = {one.urn: one for one in resources}
        self._draw = draw
        self._preview = preview
        self.hidden = ""
        """A value that no message may show."""

    @property
    def resources(self) -> list[Declared]:
        return list(self._resources.values())

    @property
    def recording(self) -> Recording:
        """The program as it is now."""
        return Recording(resources=self.resources, registered={}, exported={}, faults=[])

    def pick(self, *choices: T) -> T:
        """One of them."""
        return self._draw(st.sampled_from(choices))

    def number(self, low: int, high: int, *, but: int | None = None) -> int:
        """One from low to high."""
        return self._draw(st.integers(low, high).filter(lambda one: one != but))

    def text(self, pattern: str) -> str:
        """One that the regular expression matches."""
        return self._draw(st.from_regex(pattern, fullmatch=True))

    def all(self, type: str) -> list[Declared]:
        return [one for one in self._resources.values() if one.type == type]

    def one(self, type: str, *endings: str) -> Declared:
        """The only one whose name ends so, or so."""
        [found] = [one for one in self.all(type) if one.name.endswith(endings or "")]
        return found

    def get(self, of: Declared, *path: Step) -> Any:
        """The value that AWS will have, as far as it is known."""
        return read(self._resources[of.urn].outputs, *path)

    def output(self, of: Declared, name: str) -> Any:
        """What AWS gives to a resource: unknown in a preview, and not always part of a recording."""
        return self.get(of, name) if name in of.outputs else UNKNOWN

    def put(self, on: Declared, *path: Step, to: Any) -> Declared:
        """Writes a value down. A whole property is then made of no other resource."""
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
            place[last] = _sent(to)
        if len(path) == 1:
            self._made_of(fresh, path[0], frozenset())
        return self._resources[on.urn]

    def drop(self, on: Declared, *path: Step) -> Declared:
        """Leaves a value out; a preview does not know what AWS will fill in there."""
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

    def refer(self, on: Declared, *path: Step, to: Declared, by: str = "arn") -> Declared:
        """Makes a value of another resource's output, and of no other resource of that type."""
        edges = self._resources[on.urn].edges.get(str(path[0]), frozenset())
        kept = {urn for urn in edges if urn in self._resources and self._resources[urn].type != to.type}
        self.put(on, *path, to=self.output(to, by))
        return self._made_of(self._resources[on.urn], path[0], frozenset({*kept, to.urn}))

    def unlink(self, on: Declared, prop: str, type: str) -> None:
        """Makes a property of no resource of this type."""
        own = self._resources[on.urn]
        kept = {urn for urn in own.edges.get(prop, ()) if self._resources[urn].type != type}
        self._made_of(own, prop, frozenset(kept))

    def link(self, on: Declared, prop: str, to: Declared) -> Declared:
        """Makes a property of another resource's output too."""
        own = self._resources[on.urn]
        return self._made_of(own, prop, frozenset({*own.edges.get(prop, ()), to.urn}))

    def path(self, of: Declared) -> tuple[Any, ...]:
        """The way to a value, or to a part of the program that has several."""
        found: tuple[Any, ...] = ()
        value: Any = self._resources[of.urn].checked
        while isinstance(value, dict | list) and value and (not found or self.pick(True, False)):
            steps = sorted(value) if isinstance(value, dict) else range(len(value))
            step = self.pick(*steps)
            found, value = (*found, step), value[step]
        return found

    def forward(self, way: Declared, weights: Mapping[str, int]) -> Declared:
        """Leads the traffic of a listener or a rule to target groups, by the endings of their names."""
        prop = "defaultActions" if way.type == LISTENER else "actions"
        groups = [(self.one(TARGET_GROUP, name), weight) for name, weight in weights.items()]
        targets = [{"arn": self.output(one, "arn"), "weight": weight} for one, weight in groups]
        short = len(targets) == 1 and self.pick(True, False)
        to = {"targetGroupArn": targets[0]["arn"]} if short else {"forward": {"targetGroups": targets}}
        self.put(way, prop, to=[{"type": "forward", **to}])
        return self._made_of(self._resources[way.urn], prop, frozenset(one.urn for one, _ in groups))

    def add(self, type: str, name: str, props: Mapping[str, Any], **edges: Declared) -> Declared:
        """Another resource."""
        like = next(iter(self._resources.values()))
        added = replace(
            like,
            type=type,
            name=name,
            urn=f"urn:pulumi:test::bluegreen::{type}::{name}",
            inputs={},
            checked=_sent(dict(props)),
            outputs=_sent({"name": name, "arn": UNKNOWN if self._preview else f"arn:aws:test:::{name}", **props}),
            edges={prop: frozenset({one.urn}) for prop, one in edges.items()},
            ignore_changes=(),
        )
        self._resources[added.urn] = added
        return added

    def copy(self, of: Declared, name: str) -> Declared:
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

    def remove(self, resource: Declared) -> None:
        """Takes it out of the program."""
        del self._resources[resource.urn]

    def ignore(self, on: Declared, *props: str) -> Declared:
        """What the program leaves alone."""
        self._resources[on.urn] = replace(self._resources[on.urn], ignore_changes=props)
        return self._resources[on.urn]

    def container(self, *path: Step, to: Any) -> Declared:
        """Writes a value into the container; None takes it out."""
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
        """Where the container listens."""
        return int(self.get(self.one(SERVICE), *ENTRY, "containerPort"))

    @property
    def called(self) -> tuple[int, int]:
        """The ports on which the load balancer calls tasks."""
        awsvpc = self.get(self.one(TASK_DEFINITION), "networkMode") == "awsvpc"
        return (self.port, self.port) if awsvpc else (32768, 60999)

    @property
    def ways(self) -> list[Declared]:
        """What CodeDeploy, or ECS, moves traffic at."""
        ends = ("production", "test", "rule")
        return self.all(LISTENER_RULE) or [one for one in self.all(LISTENER) if one.name.endswith(ends)]

    def _fresh(self, of: Declared) -> Declared:
        """A copy that may be written to; the recording is used again."""
        own = self._resources[of.urn]
        own = replace(own, checked=deepcopy(own.checked), outputs=deepcopy(own.outputs))
        self._resources[of.urn] = own
        return own

    def _made_of(self, on: Declared, prop: Step, urns: frozenset[str]) -> Declared:
        self._resources[on.urn] = replace(on, edges={**on.edges, str(prop): urns})
        return self._resources[on.urn]


def _sent(value: Any) -> Any:
    """As the engine sends it: every number is a float."""
    if isinstance(value, dict):
        return {key: _sent(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_sent(one) for one in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _filled_in(type: str, path: Sequence[Step]) -> bool:
    """Whether AWS fills the property in where a program leaves it out."""
    known = entry(type)
    prop: Property | None = None
    fields = known.properties if known else {}
    for step in (one for one in path if isinstance(one, str)):
        prop = fields.get(step)
        fields = prop.fields if prop else {}
    return prop is not None and prop.computed


Found = Declared | tuple[Declared, ...]
Inject = Callable[[Draft], Found]


@dataclass(frozen=True)
class Defect:
    """What breaks one rule."""

    kinds: Sequence[Kind]
    """The environments that it can be in."""
    inject: Inject


DEFECTS: dict[str, Defect] = {}
"""By the name of the rule."""


def defect(*kinds: Kind) -> Callable[[Inject], Inject]:
    """The function breaks the rule of its name in environments of these kinds."""

    def register(inject: Inject) -> Inject:
        DEFECTS[inject.__name__.replace("_", "-")] = Defect(kinds, inject)
        return inject

    return register


# What a task is


@defect("hosts")
def host_port_zero(draft: Draft) -> Found:
    return draft.container("portMappings", 0, "hostPort", to=draft.number(1, 65535))


@defect("fargate", "native")
def host_port_allowed(draft: Draft) -> Found:
    return draft.container("portMappings", 0, "hostPort", to=draft.number(1, 65535, but=draft.port))


@defect(*ANY)
def task_sized(draft: Draft) -> Found:
    task = draft.one(TASK_DEFINITION)
    match draft.pick("memory", "cpu", "too small", "dispensable"):
        case "too small":
            return draft.container("cpu", to=int(draft.get(task, "cpu")) + draft.number(1, 10_000))
        case "dispensable":
            return draft.container("essential", to=False)
        case size:
            draft.container(size, to=None)
            return draft.drop(task, size)


@defect(*ANY)
def task_roles_separate(draft: Draft) -> Found:
    task = draft.one(TASK_DEFINITION)
    roles = {"executionRoleArn": draft.one(ROLE, "task", "task-role"), "taskRoleArn": draft.one(ROLE, "execution")}
    prop = draft.pick(*roles)
    harmless = prop == "taskRoleArn" and draft.get(task, "requiresCompatibilities") == ["FARGATE"]
    if harmless or draft.pick(True, False):
        return draft.refer(task, prop, to=roles[prop])
    return draft.drop(task, prop)


@defect(*ANY)
def task_isolated(draft: Draft) -> Found:
    prop = draft.pick("pidMode", "ipcMode", "privileged")
    if prop == "privileged":
        return draft.container(prop, to=draft.pick(True, "true"))
    return draft.put(draft.one(TASK_DEFINITION), prop, to="host")


@defect("native")
def container_hardened(draft: Draft) -> Found:
    prop = draft.pick("user", "readonlyRootFilesystem")
    return draft.container(prop, to=draft.pick(None, False) if prop != "user" else draft.pick(None, "root", "0:0", "0"))


@defect(*ANY)
def container_logs_kept(draft: Draft) -> Found:
    path = draft.pick((), ("options", "awslogs-group"), ("options", "awslogs-region"), ("logDriver",))
    return draft.container("logConfiguration", *path, to=None)


@defect(*ANY)
def image_pinned(draft: Draft) -> Found:
    name = draft.pick("nginx", "team/web", "registry.example:5000/team/web", "public.ecr.aws/nginx/nginx")
    return draft.container("image", to=name + draft.pick("", ":latest", "@sha256:abc", ":1@md5:0123"))


@defect(*ANY)
def no_plaintext_secrets(draft: Draft) -> Found:
    named = (
        draft.text(r"(DB_|API_|[A-Z]{1,5}_)(PASSWORD|TOKEN|SECRET|API_KEY)(_OLD|_2)?"),
        draft.text(r"[a-z][A-Z!]{9,20}"),
    )
    shaped = "MODE", draft.text(r"AKIA[A-Z2-7]{16}")
    name, draft.hidden = draft.pick(named, shaped)
    return draft.container("environment", to=[{"name": "LOG", "value": "info"}, {"name": name, "value": draft.hidden}])


# The service


@defect(*ANY)
def matching_target_ports(draft: Draft) -> Found:
    port = draft.number(1, 65535, but=draft.port)
    match draft.pick("group", "port", "container"):
        case "group":
            return draft.put(draft.one(TARGET_GROUP, draft.pick("blue", "green")), "port", to=port)
        case "port":
            return draft.put(draft.one(SERVICE), *ENTRY, "containerPort", to=port)
        case _:
            return draft.put(draft.one(SERVICE), *ENTRY, "containerName", to="sidecar")


@defect(*OURS)
def service_ignores_releases(draft: Draft) -> Found:
    return draft.ignore(draft.one(SERVICE), *draft.pick((), ("taskDefinition",), ("loadBalancers", "tags")))


@defect(*ANY)
def service_ignores_scaling(draft: Draft) -> Found:
    service, cluster = draft.one(SERVICE), draft.one(CLUSTER)
    props = {
        "serviceNamespace": "ecs",
        "scalableDimension": "ecs:service:DesiredCount",
        "resourceId": f"service/{draft.get(cluster, 'name')}/{draft.get(service, 'name')}",
        "minCapacity": draft.number(2, 5),
        "maxCapacity": draft.number(6, 50),
    }
    draft.add("aws:appautoscaling/target:Target", "scaling", props, resourceId=service)
    return service


@defect(*OURS)
def codedeploy_service_shape(draft: Draft) -> Found:
    service = draft.one(SERVICE)
    match draft.pick("breaker", "alarms", "daemon", "two", "none"):
        case "breaker":
            return draft.put(
                service, "deploymentCircuitBreaker", to={"enable": True, "rollback": draft.pick(True, False)}
            )
        case "alarms":
            return draft.put(service, "alarms", to={"enable": draft.pick(True, False), "alarmNames": ["errors"]})
        case "daemon":
            return draft.put(service, "schedulingStrategy", to="DAEMON")
        case "two":
            return draft.put(service, "loadBalancers", 1, to=draft.get(service, *ENTRY) | {"containerPort": 81})
        case _:
            return draft.put(service, "loadBalancers", to=[])


@defect(*ANY)
def percent_can_move(draft: Draft) -> Found:
    """As many must run as there are, and one more is more than may."""
    service, tasks = draft.one(SERVICE), draft.number(1, 50)
    draft.put(service, "deploymentController", to={"type": "ECS"})
    draft.drop(service, "deploymentConfiguration")
    draft.put(service, "desiredCount", to=tasks)
    draft.put(service, "deploymentMinimumHealthyPercent", to=draft.number(100 * (tasks - 1) // tasks + 1, 100))
    return draft.put(service, "deploymentMaximumPercent", to=draft.number(100, -(-100 * (tasks + 1) // tasks) - 1))


@defect("hosts")
def percents_left_to_codedeploy(draft: Draft) -> Found:
    prop, default = draft.pick(("deploymentMaximumPercent", 200), ("deploymentMinimumHealthyPercent", 100))
    return draft.put(draft.one(SERVICE), prop, to=draft.number(0, 400, but=default))


@defect(*ANY)
def grace_period_set(draft: Draft) -> Found:
    service, prop = draft.one(SERVICE), "healthCheckGracePeriodSeconds"
    return draft.put(service, prop, to=0) if draft.pick(True, False) else draft.drop(service, prop)


@defect(*ANY)
def two_tasks_at_least(draft: Draft) -> Found:
    return draft.put(draft.one(SERVICE), "desiredCount", to=1)


@defect("hosts")
def tasks_spread_over_zones(draft: Draft) -> Found:
    service = draft.put(draft.one(SERVICE), "desiredCount", to=draft.number(2, 20))
    strategies = list(draft.get(service, "orderedPlacementStrategies"))
    first = draft.pick({"type": "random"}, {"type": "binpack", "field": "memory"}, {"type": "binpack", "field": "cpu"})
    return draft.put(service, "orderedPlacementStrategies", to=[first, *strategies])


@defect("hosts")
def green_has_room(draft: Draft) -> Found:
    service, group, task = draft.one(SERVICE), draft.one(AUTO_SCALING_GROUP), draft.one(TASK_DEFINITION)
    host = instance_types()[draft.get(draft.one(LAUNCH_TEMPLATE), "instanceType")]
    held = most_held(
        host, Requirements(cpu_units=int(draft.get(task, "cpu")), memory_mib=int(draft.get(task, "memory")))
    )
    wanted = 2 * int(draft.get(service, "desiredCount"))
    if wanted > held and draft.pick(True, False):
        draft.put(group, "minSize", to=1)
        draft.put(group, "maxSize", to=draft.number(1, (wanted - 1) // held))
        return service
    most = int(draft.get(group, "maxSize")) * held
    return draft.put(service, "desiredCount", to=most // 2 + draft.number(1, 100))


# The two target groups


@defect(*ANY)
def target_groups_alike(draft: Draft) -> Found:
    """Only one of the two has it, whichever."""
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    traits: dict[tuple[Step, ...], Any] = {
        ("port",): draft.number(1, 65535, but=draft.port),
        ("protocol",): "HTTPS",
        ("protocolVersion",): draft.pick("HTTP2", "GRPC"),
        ("vpcId",): "vpc-other",
        ("deregistrationDelay",): draft.number(61, 3600),
        ("stickiness",): {"enabled": True, "type": draft.pick("lb_cookie", "app_cookie"), "cookieDuration": 60},
        ("healthCheck", "path"): draft.text(r"/[a-z]{9}"),
        ("healthCheck", "interval"): draft.number(16, 300),
        ("healthCheck", "healthyThreshold"): draft.number(3, 10),
        ("healthCheck", "unhealthyThreshold"): draft.number(4, 10),
        ("healthCheck", "timeout"): draft.number(6, 120),
        ("healthCheck", "matcher"): draft.pick("200,302", "200-399"),
        ("healthCheck", "port"): "8081",
    }
    path = draft.pick(*traits)
    draft.put(group, *path, to=traits[path])
    return draft.one(TARGET_GROUP, "blue"), draft.one(TARGET_GROUP, "green")


@defect(*ANY)
def target_type_fits_network(draft: Draft) -> Found:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    return draft.put(group, "targetType", to="instance" if draft.get(group, "targetType") == "ip" else "ip")


@defect("hosts")
def health_check_on_traffic_port(draft: Draft) -> Found:
    port = draft.number(1, 65535)
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    return draft.put(group, "healthCheck", "port", to=draft.pick(port, str(port)))


@defect(*ANY)
def health_check_quick(draft: Draft) -> Found:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    match draft.pick("slow", "errors", "anywhere"):
        case "slow":
            checks = draft.number(2, 10)
            draft.put(group, "healthCheck", "healthyThreshold", to=checks)
            return draft.put(group, "healthCheck", "interval", to=draft.number(90 // checks + 1, 300))
        case "errors":
            codes = f"{draft.number(200, 399)}-{draft.number(400, 499)}"
            return draft.put(group, "healthCheck", "matcher", to=draft.pick(codes, f"302,{codes}"))
        case _:
            return draft.drop(group, "healthCheck", "path")


# The way to them


@defect(*ANY)
def single_forward_at_rest(draft: Draft) -> Found:
    both = draft.number(1, 999), draft.number(1, 999)
    blue, green = draft.pick(both, both, (0, 0))
    return draft.forward(draft.pick(*draft.ways), {"blue": blue, "green": green})


@defect(*ANY)
def listener_ignores_actions(draft: Draft) -> Found:
    return draft.ignore(draft.pick(*draft.ways), *draft.pick((), ("tags",)))


@defect(*OURS)
def pair_alone_on_listener(draft: Draft) -> Found:
    draft.copy(draft.one(TARGET_GROUP, "green"), "third")
    ours, weight = draft.pick("blue", "green"), draft.number(0, 100)
    return draft.forward(draft.pick(*draft.ways), {ours: 100, "third": weight})


@defect("native")
def rule_for_tests_not_shadowed(draft: Draft) -> Found:
    production, test = draft.one(LISTENER_RULE, "production-rule"), draft.one(LISTENER_RULE, "test-rule")
    draft.refer(test, "listenerArn", to=draft.one(LISTENER, "production"))
    first, second = draft.pick((production, test), (test, production))
    priority = draft.number(1, 49_999)
    draft.put(first, "priority", to=priority)
    draft.put(second, "conditions", to=[{"pathPattern": {"values": [draft.pick("/*", "/test/*", "/a?")]}}])
    return draft.put(second, "priority", to=draft.number(priority + 1, 50_000))


@defect(*ANY)
def listener_for_tests_present(draft: Draft) -> Found:
    if draft.all(DEPLOYMENT_GROUP):
        return draft.drop(draft.one(DEPLOYMENT_GROUP), *PAIR, "testTrafficRoute")
    return draft.drop(draft.one(SERVICE), *ADVANCED, "testListenerRule")


@defect(*OURS)
def listener_for_tests_apart(draft: Draft) -> Found:
    group, test = draft.one(DEPLOYMENT_GROUP), draft.one(LISTENER, "test")
    production = draft.one(LISTENER, "production")
    match draft.pick("same", "port", "balancer"):
        case "same":
            draft.refer(group, *PAIR, "testTrafficRoute", "listenerArns", 0, to=production)
        case "port":
            draft.put(test, "port", to=draft.get(production, "port"))
        case _:
            draft.refer(test, "loadBalancerArn", to=draft.copy(draft.one(LOAD_BALANCER), "other"))
    return group


@defect(*ANY)
def listener_for_tests_not_public(draft: Draft) -> Found:
    port = int(draft.get(draft.one(LISTENER, "test"), "port"))
    group = draft.one(SECURITY_GROUP, "balancer", "way-in")
    return _opened(draft, group, draft.number(1, port), draft.number(port, 65535))


@defect(*ANY)
def listener_https(draft: Draft) -> Found:
    listener = draft.one(LISTENER, draft.pick("production", "test"))
    for prop in ("certificateArn", "sslPolicy"):
        draft.drop(listener, prop)
    draft.put(listener, "protocol", to="HTTP")
    return (listener, *draft.all(LISTENER_RULE))


@defect(*ANY)
def listener_tls_current(draft: Draft) -> Found:
    listener = draft.put(
        draft.one(LISTENER, draft.pick("production", "test")), "protocol", to=draft.pick("HTTPS", "TLS")
    )
    old = draft.pick("2016-08", "TLS-1-0-2015-04", "TLS-1-1-2017-01", "TLS13-1-0-2021-06", "FS-2018-06", None)
    if old is None:
        return draft.drop(listener, "sslPolicy")
    return draft.put(listener, "sslPolicy", to=f"ELBSecurityPolicy-{old}")


@defect(*ANY)
def targets_open_to_load_balancer(draft: Draft) -> Found:
    """At least one port is missing."""
    rule, closed = draft.one(INGRESS_RULE, "from-balancer"), draft.number(*draft.called)
    match draft.pick("none", "udp", "below", "above"):
        case "none":
            draft.remove(rule)
        case "udp":
            draft.put(rule, "ipProtocol", to="udp")
        case "below":
            draft.put(rule, "toPort", to=closed - 1)
            draft.put(rule, "fromPort", to=draft.number(0, closed - 1))
        case _:
            draft.put(rule, "toPort", to=65536 if closed == 65535 else 65535)
            draft.put(rule, "fromPort", to=closed + 1)
    return draft.one(SECURITY_GROUP, "targets")


@defect(*ANY)
def targets_closed_to_others(draft: Draft) -> Found:
    port = draft.number(*draft.called)
    group = draft.one(SECURITY_GROUP, "targets")
    return _opened(draft, group, draft.number(0, port), draft.number(port, 65535))


def _opened(draft: Draft, group: Declared, first: int, last: int) -> Declared:
    """A security group that lets everybody in."""
    cidr = draft.pick(*WORLD)
    ports = draft.pick({"ipProtocol": "tcp", "fromPort": first, "toPort": last}, {"ipProtocol": "-1"})
    props = {"securityGroupId": draft.output(group, "id"), cidr: WORLD[cidr], **ports}
    return draft.add(INGRESS_RULE, "everybody", props, securityGroupId=group)


@defect(*ANY)
def load_balancer_drops_invalid_headers(draft: Draft) -> Found:
    return _off(draft, "dropInvalidHeaderFields")


@defect("native")
def load_balancer_protected(draft: Draft) -> Found:
    return _off(draft, "enableDeletionProtection")


@defect("native")
def load_balancer_logs_access(draft: Draft) -> Found:
    return _off(draft, *draft.pick(("accessLogs", "enabled"), ("accessLogs", "enabled"), ("accessLogs",)))


def _off(draft: Draft, *path: str) -> Declared:
    """A switch of the load balancer that is off, or is left out."""
    balancer = draft.one(LOAD_BALANCER)
    if len(path) == 2 and draft.pick(True, False):
        return draft.put(balancer, *path, to=draft.pick(False, "false"))
    return draft.drop(balancer, *path)


@defect(*ANY)
def load_balancer_mitigates_desync(draft: Draft) -> Found:
    return draft.put(draft.one(LOAD_BALANCER), "desyncMitigationMode", to="monitor")


# Releases by CodeDeploy


@defect(*OURS)
def application_for_ecs(draft: Draft) -> Found:
    application, prop = draft.one(APPLICATION), "computePlatform"
    platform = draft.pick("Server", "Lambda", None)
    return draft.put(application, prop, to=platform) if platform else draft.drop(application, prop)


@defect(*OURS)
def deployment_style_for_ecs(draft: Draft) -> Found:
    group = draft.one(DEPLOYMENT_GROUP)
    wrong = {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"}
    name = draft.pick(*wrong, None)
    if name is None:
        return draft.drop(group, "deploymentStyle")
    return draft.put(group, "deploymentStyle", name, to=wrong[name])


@defect(*OURS)
def deployment_group_shape(draft: Draft) -> Found:
    group = draft.one(DEPLOYMENT_GROUP)
    groups, listeners = (*PAIR, "targetGroups"), (*PAIR, f"{draft.pick('prod', 'test')}TrafficRoute", "listenerArns")
    defects: dict[tuple[Step, ...], Sequence[Any]] = {
        ("ecsService", "serviceName"): ["", None],
        ("ecsService", "clusterName"): ["", None],
        groups: [[{"name": "web"}], [{"name": "web"}] * 2, [{"name": "web"}, {"name": "blue"}, {"name": "green"}]],
        listeners: [[], ["arn:aws:test:::one", "arn:aws:test:::two"]],
        PAIR: [None],
    }
    path = draft.pick(*defects)
    value = draft.pick(*defects[path])
    return draft.drop(group, *path) if value is None else draft.put(group, *path, to=value)


@defect(*OURS)
def no_servers_in_ecs_group(draft: Draft) -> Found:
    wrong: dict[tuple[Step, ...], Any] = {
        ("autoscalingGroups",): ["hosts"],
        ("ec2TagFilters",): [{"key": "Name", "type": "KEY_AND_VALUE", "value": "web"}],
        ("loadBalancerInfo", "elbInfos"): [{"name": "web"}],
        ("loadBalancerInfo", "targetGroupInfos"): [{"name": "web"}],
    }
    path = draft.pick(*wrong)
    return draft.put(draft.one(DEPLOYMENT_GROUP), *path, to=wrong[path])


@defect(*OURS)
def one_deployment_group_a_service(draft: Draft) -> Found:
    group = draft.one(DEPLOYMENT_GROUP)
    second = draft.copy(group, "second")
    draft.put(second, "deploymentGroupName", to=draft.text(r"[a-z]{12}"))
    if draft.pick(True, False):
        draft.put(second, "deploymentConfigName", to=draft.pick(*PREDEFINED))
    return group, second


@defect(*OURS)
def pair_fits_service(draft: Draft) -> Found:
    third = draft.copy(draft.one(TARGET_GROUP, "green"), "third")
    if draft.pick(True, False):
        return draft.refer(draft.one(SERVICE), *ENTRY, "targetGroupArn", to=third)
    return draft.forward(draft.one(LISTENER, "production"), {"third": draft.number(1, 999)})


@defect(*OURS)
def pair_behind_one_load_balancer(draft: Draft) -> Found:
    other = draft.copy(draft.one(LOAD_BALANCER), "other")
    listener = draft.copy(draft.one(LISTENER, "production"), "elsewhere")
    draft.put(listener, "port", to=draft.number(1, 65535))
    draft.refer(listener, "loadBalancerArn", to=other)
    return draft.forward(listener, {draft.pick("blue", "green"): draft.number(1, 999)})


@defect(*OURS)
def deployment_config_known(draft: Draft) -> Found:
    group, prop = draft.one(DEPLOYMENT_GROUP), "deploymentConfigName"
    name = draft.pick(
        "OneAtATime", "AllAtOnce", "LambdaAllAtOnce", "LambdaCanary10Percent5Minutes", "ECSCanary10Percent5Minute",
        "ECSLinear10PercentEvery1Minute", f"ECSCanary{draft.number(11, 99)}Percent5Minutes", None,
    )  # fmt: skip
    return draft.put(group, prop, to=f"CodeDeployDefault.{name}") if name else draft.drop(group, prop)


@defect(*OURS)
def deployment_config_valid(draft: Draft) -> Found:
    kind, block = draft.pick(("TimeBasedCanary", "timeBasedCanary"), ("TimeBasedLinear", "timeBasedLinear"))
    percent = draft.number(1, 50)
    good = {"percentage": percent, "interval": 1}
    percents = draft.number(-100, 0), draft.number(100, 1000)
    intervals = 0, draft.number(-100, -1), draft.number(2881, 10_000)
    routing = draft.pick(
        {"type": kind, block: good | {"percentage": draft.pick(*percents)}},
        {"type": kind, block: good | {"interval": draft.pick(*intervals)}},
        {"type": kind, block: {"percentage": percent}},
        {"type": kind},
        {"type": "AllAtOnce", block: good},
        {"type": "TimeBasedLinear", "timeBasedLinear": good | {"interval": 2880 // (100 // percent) + 1}},
    )
    return _config(draft, routing)


@defect(*OURS)
def traffic_shift_bounded(draft: Draft) -> Found:
    """Between an hour and the two days that AWS takes."""
    percent = draft.number(1, 50)
    linear = draft.number(60 // (-(-100 // percent) - 1) + 1, 2880 // (100 // percent))
    routing = draft.pick(
        {"type": "TimeBasedLinear", "timeBasedLinear": {"percentage": percent, "interval": linear}},
        {"type": "TimeBasedCanary", "timeBasedCanary": {"percentage": percent, "interval": draft.number(61, 2880)}},
    )
    return _config(draft, routing)


def _config(draft: Draft, routing: Mapping[str, Any]) -> Declared:
    return draft.add(
        DEPLOYMENT_CONFIG,
        "own",
        {"deploymentConfigName": "own", "computePlatform": "ECS", "trafficRoutingConfig": routing},
    )


@defect(*OURS)
def network_load_balancer_all_at_once(draft: Draft) -> Found:
    protocol = draft.pick("TCP", "TLS")
    draft.put(draft.one(LOAD_BALANCER), "loadBalancerType", to="network")
    for end in (*draft.all(TARGET_GROUP), *draft.all(LISTENER)):
        draft.put(end, "protocol", to=protocol)
    steps = [name for name, shift in PREDEFINED.items() if shift.kind != "AllAtOnce"]
    return draft.put(draft.one(DEPLOYMENT_GROUP), "deploymentConfigName", to=draft.pick(*steps))


TERMINATION = ("blueGreenDeploymentConfig", "terminateBlueInstancesOnDeploymentSuccess")
READY = ("blueGreenDeploymentConfig", "deploymentReadyOption")


@defect(*OURS)
def termination_wait_bounded(draft: Draft) -> Found:
    group, minutes = draft.one(DEPLOYMENT_GROUP), "terminationWaitTimeInMinutes"
    match draft.pick("long", "short", "never", "unset", "nothing"):
        case "long":
            return draft.put(group, *TERMINATION, minutes, to=draft.number(61, 10_000))
        case "short":
            return draft.put(group, *TERMINATION, minutes, to=draft.number(-5, 4))
        case "never":
            return draft.put(group, *TERMINATION, "action", to="KEEP_ALIVE")
        case "unset":
            return draft.drop(group, *TERMINATION, minutes)
        case _:
            return draft.drop(group, *TERMINATION)


@defect(*OURS)
def ready_wait_bounded(draft: Draft) -> Found:
    stop, go = "STOP_DEPLOYMENT", "CONTINUE_DEPLOYMENT"
    option = draft.pick(
        {"actionOnTimeout": draft.pick(stop, go), "waitTimeInMinutes": draft.number(1441, 10_000)},
        {"actionOnTimeout": go, "waitTimeInMinutes": draft.number(1, 1440)},
        {"actionOnTimeout": stop, "waitTimeInMinutes": 0},
        {"actionOnTimeout": stop},
        {"waitTimeInMinutes": draft.number(1, 1440)},
        None,
    )
    group = draft.one(DEPLOYMENT_GROUP)
    return draft.put(group, *READY, to=option) if option else draft.drop(group, *READY)


@defect(*OURS)
def release_fits_caller(draft: Draft) -> Found:
    group, minutes = draft.one(DEPLOYMENT_GROUP), draft.number(356, 2880)
    if draft.pick(True, False):
        return draft.put(group, *TERMINATION, "terminationWaitTimeInMinutes", to=minutes)
    return draft.put(group, *READY, to={"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": minutes})


@defect(*OURS)
def rollback_automatic(draft: Draft) -> Found:
    group = draft.one(DEPLOYMENT_GROUP)
    some = ["DEPLOYMENT_FAILURE"], ["DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"], []
    rollback = draft.pick(
        {"enabled": False, "events": ["DEPLOYMENT_FAILURE"]}, {"enabled": True, "events": draft.pick(*some)}, None
    )
    return (
        draft.put(group, "autoRollbackConfiguration", to=rollback)
        if rollback
        else draft.drop(group, "autoRollbackConfiguration")
    )


@defect(*OURS)
def rollback_alarms_set(draft: Draft) -> Found:
    group, block = draft.one(DEPLOYMENT_GROUP), "alarmConfiguration"
    match draft.pick("none", "off", "unnamed", "many", "unread"):
        case "none":
            return draft.drop(group, block)
        case "off":
            return draft.put(group, block, "enabled", to=False)
        case "unnamed":
            return draft.put(group, block, "alarms", to=[])
        case "many":
            return draft.put(group, block, "alarms", to=[f"alarm-{n}" for n in range(draft.number(11, 30))])
        case _:
            return draft.put(group, block, "ignorePollAlarmFailure", to=True)


@defect(*ANY)
def alarms_watch_both_groups(draft: Draft) -> Found:
    """All alarms that are named are on the same group."""
    ours = draft.all(DEPLOYMENT_GROUP)
    owner = ours[0] if ours else draft.one(SERVICE)
    path = ("alarmConfiguration", "alarms") if ours else ("alarms", "alarmNames")
    colour = draft.pick("blue", "green")
    names = [draft.get(one, "name") for one in draft.all(ALARM) if colour in one.name]
    return draft.put(owner, *path, to=names[: draft.number(1, len(names))])


@defect(*ANY)
def alarm_scope(draft: Draft) -> Found:
    alarm = draft.pick(*draft.all(ALARM))
    if draft.pick(True, False):
        return draft.put(alarm, draft.pick("evaluationPeriods", "datapointsToAlarm"), to=1)
    draft.drop(alarm, "dimensions", "TargetGroup")
    for index, query in enumerate(draft.get(alarm, "metricQueries") or ()):
        if "metric" in query:
            draft.drop(alarm, "metricQueries", index, "metric", "dimensions", "TargetGroup")
    return alarm


# Releases by ECS itself

STRATEGY = "deploymentConfiguration"


@defect("native")
def bake_time_bounded(draft: Draft) -> Found:
    service, prop = draft.one(SERVICE), "bakeTimeInMinutes"
    minutes = draft.pick(draft.number(61, 1440), draft.number(0, 4), str(draft.number(61, 1440)), None)
    return draft.drop(service, STRATEGY, prop) if minutes is None else draft.put(service, STRATEGY, prop, to=minutes)


@defect(*OURS)
def codedeploy_role_suffices(draft: Draft) -> Found:
    attached = draft.one(ROLE_POLICY_ATTACHMENT, "codedeploy")
    if draft.pick(True, False):
        draft.remove(attached)
    else:
        name = draft.pick("AWSCodeDeployRole", "AWSCodeDeployRoleForLambda", "AmazonECSTaskExecutionRolePolicy")
        draft.put(attached, "policyArn", to=f"arn:aws:iam::aws:policy/service-role/{name}")
    return draft.one(ROLE, "codedeploy")


@defect("native")
def native_groups_differ(draft: Draft) -> Found:
    service, group = draft.one(SERVICE), draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    draft.refer(service, *ENTRY, "targetGroupArn", to=group)
    return draft.refer(service, *ADVANCED, "alternateTargetGroupArn", to=group)


@defect("native")
def native_hooks_complete(draft: Draft) -> Found:
    role, function = "arn:aws:iam::123456789012:role/hook", "arn:aws:lambda:eu-west-1:123456789012:function:hook"
    stage, moved = draft.pick("PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"), ["POST_PRODUCTION_TRAFFIC_SHIFT"]
    minutes = draft.pick(0, draft.number(20_161, 100_000))
    hook = draft.pick(
        {"hookTargetArn": function, "lifecycleStages": [stage]},
        {"roleArn": role, "lifecycleStages": [stage]},
        {"hookTargetArn": f"arn:aws:apigateway:eu-west-1:lambda:path/{function}", "roleArn": role},
        {"targetType": draft.text(r"[A-Z]{4,9}"), "hookTargetArn": function, "roleArn": role},
        {"targetType": "PAUSE", "lifecycleStages": [draft.pick("TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")]},
        {"targetType": "PAUSE", "lifecycleStages": moved, "timeoutConfiguration": {"timeoutInMinutes": minutes}},
    )
    return draft.put(draft.one(SERVICE), STRATEGY, "lifecycleHooks", to=[hook])


@defect("native")
def native_infrastructure_role(draft: Draft) -> Found:
    role, attached = draft.one(ROLE, "infrastructure"), draft.one(ROLE_POLICY_ATTACHMENT, "infrastructure-policy")
    match draft.pick("trust", "none", "other"):
        case "trust":
            draft.put(role, "assumeRolePolicy", to=_trust(draft.pick("ecs-tasks", "ec2", "codedeploy")))
        case "none":
            draft.remove(attached)
        case _:
            name = draft.pick("ForVolumes", "ForVpcLattice")
            draft.put(attached, "policyArn", to=f"arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicy{name}")
    return role


def _trust(service: str) -> str:
    principal = {"Service": f"{service}.amazonaws.com"}
    return json.dumps({"Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}]})


@defect("native")
def native_load_balancers_complete(draft: Draft) -> Found:
    return draft.drop(draft.one(SERVICE), *ADVANCED)


@defect("native")
def native_rollback_automatic(draft: Draft) -> Found:
    service = draft.one(SERVICE)
    for block in ("alarms", "deploymentCircuitBreaker"):
        switch = draft.pick("enable", "rollback", "")
        if switch:
            draft.put(service, block, switch, to=False)
        else:
            draft.drop(service, block)
    return service


@defect("native")
def native_rule_holds_both_groups(draft: Draft) -> Found:
    """Neither rule has one of the two, or production's has the group of something else."""
    production, test = draft.one(LISTENER_RULE, "production-rule"), draft.one(LISTENER_RULE, "test-rule")
    if draft.pick(True, False):
        held = draft.pick("blue", "green")
        for rule in (production, test):
            draft.forward(rule, {held: draft.number(1, 999)})
        return production, test
    draft.copy(draft.one(TARGET_GROUP, "green"), "third")
    return draft.forward(production, {"third": draft.number(1, 999)})


@defect("native")
def native_shift_complete(draft: Draft) -> Found:
    service = draft.one(SERVICE)
    kind, block, share, wait = draft.pick(
        ("LINEAR", "linearConfiguration", "stepPercent", "stepBakeTimeInMinutes"),
        ("CANARY", "canaryConfiguration", "canaryPercent", "canaryBakeTimeInMinutes"),
    )
    for one in ("linearConfiguration", "canaryConfiguration"):
        draft.drop(service, STRATEGY, one)
    strategy, values = draft.pick(
        (kind, None),
        ("BLUE_GREEN", {share: 10}),
        (kind, {share: draft.pick(0, 10.25, draft.number(101, 1000))}),
        (kind, {share: 10, wait: draft.pick("soon", -1, draft.number(1441, 9999))}),
    )
    if values:
        draft.put(service, STRATEGY, block, to=values)
    return draft.put(service, STRATEGY, "strategy", to=strategy)


@defect("native")
def native_takes_a_rule(draft: Draft) -> Found:
    service, rules = draft.one(SERVICE), ("productionListenerRule", "testListenerRule")
    if draft.pick(True, False):  # One rule for both.
        rule = draft.one(LISTENER_RULE, draft.pick("production-rule", "test-rule"))
        for prop in rules:
            draft.refer(service, *ADVANCED, prop, to=rule)
        return service
    for prop in rules:
        draft.unlink(service, "loadBalancers", LISTENER_RULE)
        draft.refer(service, *ADVANCED, prop, to=draft.one(LISTENER, "production"))
    return service


# Permissions


@defect(*ANY)
def no_star_action(draft: Draft) -> Found:
    actions = draft.pick(["*"], ["*:*"], ["logs:PutLogEvents", "*"])
    return _permit(draft, allow(*actions, on=draft.pick("*", "arn:aws:s3:::shop/*")))


@defect(*ANY)
def pass_role_limited(draft: Draft) -> Found:
    action = draft.pick("iam:PassRole", "iam:passrole", "iam:*", "iam:Pass*")
    on = draft.pick("*", "arn:aws:iam::123456789012:role/*", "arn:aws:iam::*:role/*")
    return _permit(draft, allow("ecs:RegisterTaskDefinition", action, on=draft.pick(on, ["arn:aws:s3:::shop", on])))


def _permit(draft: Draft, document: str) -> Declared:
    """A policy of the program that says this, wherever it may."""
    match draft.pick("role's", "new", "inline"):
        case "role's":
            return draft.put(draft.pick(*draft.all(ROLE_POLICY)), "policy", to=document)
        case "new":
            return draft.add("aws:iam/policy:Policy", "wide", {"policy": document})
        case _:
            return draft.put(draft.pick(*draft.all(ROLE)), "inlinePolicies", to=[{"name": "wide", "policy": document}])


@defect(*ANY)
def trust_is_right(draft: Draft) -> Found:
    used = ("execution", "task", "task-role", "codedeploy", "host")
    role = draft.pick(*(one for one in draft.all(ROLE) if one.name.endswith(used)))
    return draft.put(role, "assumeRolePolicy", to=_trust(draft.pick("ecs", "lambda", "elasticloadbalancing")))


@defect(*OURS)
def codedeploy_role_limited(draft: Draft) -> Found:
    arn = f"arn:aws:iam::aws:policy/{draft.pick('AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess')}"
    attached = draft.one(ROLE_POLICY_ATTACHMENT, "codedeploy")
    return draft.put(draft.copy(attached, "more") if draft.pick(True, False) else attached, "policyArn", to=arn)


# Around it


@defect(*ANY)
def images_immutable(draft: Draft) -> Found:
    repository, prop = draft.one(REPOSITORY), "imageTagMutability"
    return draft.put(repository, prop, to="MUTABLE") if draft.pick(True, False) else draft.drop(repository, prop)


@defect(*ANY)
def images_scanned(draft: Draft) -> Found:
    repository, prop = draft.one(REPOSITORY), "imageScanningConfiguration"
    return (
        draft.put(repository, prop, "scanOnPush", to=False) if draft.pick(True, False) else draft.drop(repository, prop)
    )


@defect(*ANY)
def log_retention_set(draft: Draft) -> Found:
    group, prop = draft.one(LOG_GROUP), "retentionInDays"
    days = draft.pick(0, draft.number(3654, 10_000), None)
    return draft.drop(group, prop) if days is None else draft.put(group, prop, to=days)


@defect(*ANY)
def pipeline_deploys_blue_green(draft: Draft) -> Found:
    """A configuration without one of its parts, or with an artifact that the action does not get."""
    configuration = {
        "ApplicationName": "web",
        "DeploymentGroupName": "web",
        "TaskDefinitionTemplateArtifact": "Templates",
        "AppSpecTemplateArtifact": "Templates",
        "Image1ArtifactName": "Image",
        "Image1ContainerName": "IMAGE1_NAME",
    }
    name = draft.pick(*configuration)
    if name.startswith(("TaskDefinition", "AppSpec")) and draft.pick(True, False):
        return _pipeline(draft, configuration | {name: draft.text(r"[A-Z][a-z]{9}")})
    return _pipeline(draft, {key: value for key, value in configuration.items() if key != name})


@defect(*ANY)
def pipeline_store_encrypted(draft: Draft) -> Found:
    key = draft.pick({}, {"encryptionKey": {"id": "", "type": "KMS"}})
    return _pipeline(draft, {}, *draft.pick(([key]), ([{"encryptionKey": {"id": "key", "type": "KMS"}}, key])))


def _pipeline(draft: Draft, configuration: Mapping[str, str], *stores: Mapping[str, Any]) -> Declared:
    action = {
        "name": "Deploy",
        "category": "Deploy",
        "provider": "CodeDeployToECS",
        "inputArtifacts": ["Templates", "Image"],
        "configuration": dict(configuration),
    }
    props = {
        "artifactStores": [{"location": "artifacts", "type": "S3", **store} for store in stores],
        "stages": [{"name": "Deploy", "actions": [action]}],
    }
    return draft.add("aws:codepipeline/pipeline:Pipeline", "delivery", props)
