"""Random valid environments of ours give no finding, and each defect at a random place in any of them is found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from model.capacity import most_held
from model.fargate import FARGATE_MEMORY_MIB
from model.hosts import Requirements
from model.instance_types import instance_types
from model.logs import RETENTION_DAYS
from model.percents import can_move
from model.shift import PREDEFINED
from policy.pack import Judgement, Pack
from policy.reading import SERVICE, TARGET_GROUP, TASK_DEFINITION, UNKNOWN
from policy.rules import RULES
from policy.wire import plain
from settings import Settings, parse
from settings.checks import TAKEN_NAMES
from tests.policy.analyzer import Program, stack_request
from tests.policy.defects import DEFECTS
from tests.policy.defects.defect import EnvironmentKind
from tests.policy.defects.draft import ENTRY, Draft
from tests.policy.programs import NATIVE, NATIVE_PREVIEW, linear
from verdict.judging import judge
from verdict.recording import Recorded, Recording
from verdict.stacks import ROOT, configuration, run

# The same cases in every run; a test that fails by chance teaches nobody anything.
checked = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate, Phase.shrink],
)

OPTION: dict[tuple[str, str], Any] = {
    (rule.name, option.name): option.default for rule in RULES for option in rule.options
}

REGIONS = ("us-east-1", "eu-west-1", "ap-southeast-2")
ACCOUNT = "123456789012"

HARMLESS = {
    "LOG_LEVEL": "info",
    "TOKEN_URL": "https://sign-in.example/token",
    "PASSWORD_MIN_LENGTH": "12",
    "SECRET_ARN": f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:web",
    "NEXT_PUBLIC_API_KEY": "shown-to-everybody",
    "KEYBOARD": "qwerty",
    "DB_PASSWORD_FILE": "/run/secrets/db",
    "Mode": "",
}
"""Variables that hold no credential, though the names of some look like it."""

NETWORKS = {"10.0.0.0/16": 8187, "10.20.32.0/20": 507, "192.168.7.0/24": 27, "172.16.0.0/18": 2043}
"""And how many addresses AWS gives away in an eighth of each."""

MOST_BESIDE = 9
"""Endpoints in a subnet."""

# What one may ask for. Only what the program refuses and what mandatory rules stop is left out.


@st.composite
def configurations(draw: st.DrawFn, strategy: str, launch_type: str | None = None) -> dict[str, str]:
    """What the engine hands to the program, for a stack that can work."""
    region = draw(st.sampled_from(REGIONS))
    zones = draw(st.integers(2, 4))
    nat_gateways = draw(st.sampled_from([0, 1, zones]))
    launch_type_is_free = launch_type is None
    launch_type = launch_type or draw(st.sampled_from(["EC2", "FARGATE"]))
    sizes = draw(_on_fargate() if launch_type == "FARGATE" else _on_hosts())
    addresses = sizes.get("maxHosts", 2 * sizes["desiredCount"])
    variables = draw(st.sets(st.sampled_from(sorted(HARMLESS))))
    name = st.from_regex(r"[a-z](-?[a-z0-9]){0,5}", fullmatch=True)
    tag = st.from_regex(r"[0-9a-z]{1,9}", fullmatch=True).filter(lambda text: text != "latest")
    image = draw(st.sampled_from([f"{ACCOUNT}.dkr.ecr.{region}.amazonaws.com/team/web", "nginx", "r.example:5000/web"]))
    if nat_gateways == 0:
        image = f"{ACCOUNT}.dkr.ecr.{region}.amazonaws.com/web"
    values: dict[str, Any] = {
        "serviceName": draw(name.filter(lambda text: not text.startswith(TAKEN_NAMES))),
        "image": f"{image}:{draw(tag)}" if draw(st.booleans()) else f"{image}@sha256:{'0a' * 32}",
        "containerPort": draw(st.integers(1, 65535)),
        "healthCheckPath": draw(st.from_regex(r"/[!-~]{0,20}", fullmatch=True)),
        "healthCheckCommand": draw(st.sampled_from(["", "curl --fail http://localhost/ || exit 1"])),
        "environment": {key: HARMLESS[key] for key in sorted(variables)},
        "secrets": {name: draw(_secret(region)) for name in draw(st.sets(st.sampled_from(["DB_PASSWORD", "API_KEY"])))},
        "logRetentionDays": draw(st.sampled_from(RETENTION_DAYS)),
        "tags": draw(st.dictionaries(st.sampled_from(["Owner", "CostCenter"]), st.text("aZ09 +-=._:/@", max_size=256))),
        "launchType": launch_type,
        "vpcCidr": draw(
            st.sampled_from([one for one, each in NETWORKS.items() if addresses <= zones * (each - MOST_BESIDE)])
        ),
        "zones": zones,
        "natGateways": nat_gateways,
        "vpcEndpoints": nat_gateways == 0 or draw(st.booleans()),
        "certificateArn": draw(st.sampled_from(["", f"arn:aws:acm:{region}:{ACCOUNT}:certificate/0000-4000"])),
        "testCidrs": sorted(draw(st.sets(st.sampled_from(["10.8.0.0/16", "203.0.113.7/32", "0.0.0.0/0"])))),
        "strategy": strategy,
        "deploymentConfig": draw(st.sampled_from(sorted(PREDEFINED)) | _custom_shifts(native=strategy == "native")),
        "terminationWaitMinutes": draw(
            st.integers(*_bounds("bake-time-bounded" if strategy == "native" else "termination-wait-bounded"))
        ),
        "readyWaitMinutes": draw(st.integers(0, 0 if strategy == "rolling" else _bounds("ready-wait-bounded")[1])),
        "rollbackAlarms": draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "unhealthyHosts": st.integers(1, 1000),
                    "target5xxPercent": st.floats(1, 100),
                    "responseSeconds": st.floats(0.05, 300),
                },
            )
        ),
        **sizes,
    }
    values |= draw(_percents(values["desiredCount"]))
    if launch_type_is_free:
        values |= draw(_scaling(values["desiredCount"], strategy)) | (
            draw(_on_spot()) if launch_type == "FARGATE" else {}
        )
    return configuration("dev", **values) | {"aws:region": region}


@st.composite
def _scaling(draw: st.DrawFn, most: int, strategy: str) -> dict[str, Any]:
    """Up to a number of tasks for which there is room; a rolling update must be able to move each number of them."""
    least = most if strategy == "rolling" else draw(st.integers(1, most))
    said: dict[str, Any] = {
        key: draw(st.integers(1, 100)) for key in draw(st.sets(st.sampled_from(["cpuPercent", "requestsPerTask"])))
    }
    if least > 1 and draw(st.booleans()):
        times = [("cron(0 7 ? * MON-FRI *)", least), ("cron(0 20 * * ? *)", least if strategy == "rolling" else 0)]
        said["schedule"] = [{"when": when, "minTasks": low, "maxTasks": most} for when, low in times]
    return {"scaling": {"minTasks": least, "maxTasks": most} | said} if said else {}


@st.composite
def _on_spot(draw: st.DrawFn) -> dict[str, Any]:
    percent = draw(st.sampled_from([0, 30, 100]))
    spot = {"percent": percent} | ({"onDemandTasks": draw(st.integers(0, 5))} if percent < 100 else {})
    return {"spot": spot if percent else {}, "architecture": draw(st.sampled_from(["", "ARM64", "X86_64"]))}


def _bounds(rule: str) -> tuple[int, int]:
    return OPTION.get((rule, "minMinutes"), 0), OPTION[rule, "maxMinutes"]


def _secret(region: str) -> st.SearchStrategy[str]:
    stored = f"arn:aws:secretsmanager:{region}:{ACCOUNT}:secret:web-AbCdEf"
    return st.sampled_from([stored, f"{stored}:password::", f"arn:aws:ssm:{region}:{ACCOUNT}:parameter/web/key"])


@st.composite
def _percents(draw: st.DrawFn, count: int) -> dict[str, int]:
    """Those that let a rolling update of so many tasks move."""
    low, high = draw(st.tuples(st.integers(0, 100), st.integers(100, 200)).filter(lambda both: can_move(count, *both)))
    return {"minimumHealthyPercent": low, "maximumPercent": high}


@st.composite
def _custom_shifts(draw: st.DrawFn, *, native: bool) -> dict[str, Any]:
    kind = draw(st.sampled_from(["canary", "linear", "allAtOnce"]))
    percent = draw(st.integers(3 if native and kind == "linear" else 1, 99))
    most = 2880 // (100 // percent) if kind == "linear" else 2880
    most = min(most, 1440) if native else most
    steps = {"percentage": percent, "intervalMinutes": draw(st.integers(1, 30) | st.integers(1, most))}
    return {"type": kind} | (
        {} if kind == "allAtOnce" else steps | {"intervalMinutes": min(most, steps["intervalMinutes"])}
    )


@st.composite
def _on_fargate(draw: st.DrawFn) -> dict[str, Any]:
    cpu = draw(st.sampled_from(sorted(FARGATE_MEMORY_MIB)))
    memory = draw(st.sampled_from(FARGATE_MEMORY_MIB[cpu]))
    return {"instanceType": "", "cpu": cpu, "memory": memory, "desiredCount": draw(st.integers(1, 1000))}


@st.composite
def _on_hosts(draw: st.DrawFn) -> dict[str, Any]:
    """Hosts on which twice the tasks just fit, or easily."""
    host = instance_types()[draw(st.sampled_from(sorted(instance_types())))]
    cpu = draw(st.integers(128, min(host.cpu_units, 4096)))
    memory = draw(st.integers(6, min(host.memory_mib, 16384)))
    count = draw(st.integers(1, 20))
    needed = -(-2 * count // most_held(host, Requirements(cpu_units=cpu, memory_mib=memory)))
    most = draw(st.just(needed) | st.integers(needed, needed + 50))
    return {
        "instanceType": host.instance_type,
        "cpu": cpu,
        "memory": memory,
        "desiredCount": count,
        "maxHosts": most,
        "minHosts": draw(st.integers(1, most)),
    }


# What the pack may report on them.


def _shift_minutes(own: Settings) -> int:
    shift = own.shift
    if shift.name:
        return {"All": 0, "Can": 5 if "10Percent5" in shift.name else 15, "Lin": 9 if "Every1M" in shift.name else 27}[
            shift.name[21:24]
        ]
    return shift.interval_minutes * (1 if shift.kind == "TimeBasedCanary" else -(-100 // shift.percent) - 1)


WARNS: Mapping[str, Callable[[Settings], bool]] = {
    # An environment comes and goes, so its balancer can be deleted, and it brings no bucket for logs.
    "load-balancer-protected": lambda own: True,
    "load-balancer-logs-access": lambda own: True,
    # The image is the user's: whether it runs as another user, and without writing, is not known.
    "container-hardened": lambda own: True,
    # What the user asked for.
    "listener-https": lambda own: not own.certificate_arn,
    # A rolling release shows nothing at the test listener that users don't get.
    "listener-for-tests-not-public": lambda own: "0.0.0.0/0" in own.test_cidrs and own.mover != "rolling",
    "two-tasks-at-least": lambda own: own.task_counts.start == 1 and not (own.scaling and own.scaling.schedule),
    "spot-beside-on-demand": lambda own: own.spot is not None and own.spot.percent == 100,
    "traffic-shift-bounded": lambda own: own.mover == "codedeploy" and _shift_minutes(own) > 60,
    "release-fits-caller": lambda own: (
        own.mover in ("codedeploy", "native")
        and 5 + own.ready_wait_minutes + own.termination_wait_minutes + _shift_minutes(own) > 360
    ),
    "native-release-bounded": lambda own: own.mover == "native" and own.shift.interval_minutes == 1440,
}
"""The advisory rules that warn of valid environments of ours, and of which. No other rule reports anything."""


class Environment:
    """A valid environment, recorded."""

    def __init__(
        self, kind: EnvironmentKind, config: Mapping[str, str], recording: Recording, *, preview: bool
    ) -> None:
        self.kind = kind
        self.config = config
        """Nothing, where it is not ours."""
        self.recording = recording
        self.preview = preview
        self.judgements = judged(recording)
        self.warned = {one.rule.name for one in self.judgements}

    def __repr__(self) -> str:
        return f"<{self.kind}{' at its first preview' if self.preview else ''}: {dict(self.config)}>"


def judged(recording: Recording) -> list[Judgement]:
    return [finding.judgement for finding in judge(recording.program("dev", ROOT), Pack(RULES)).findings]


def ours(config: Mapping[str, str], *, preview: bool) -> Environment:
    """Our program with this configuration, in its first preview or as it was created."""
    kind: EnvironmentKind = "fargate" if config["bluegreen:launchType"] == "FARGATE" else "hosts"
    kind = "native" if config["bluegreen:strategy"] == "native" else kind
    return Environment(kind, config, run("test", config, preview=preview), preview=preview)


def native(program: Program, *, preview: bool) -> Environment:
    """A program of the policy's own tests, as a recording."""
    request = stack_request(program)
    resources = [
        Recorded(
            type=one.type,
            name=one.name,
            urn=one.urn,
            inputs={},
            checked=plain(one.properties),
            outputs=plain(one.properties),
            parent_urn=one.parent,
            edges={prop: frozenset(made_of.urns) for prop, made_of in one.propertyDependencies.items()},
            depends_on=frozenset(),
            depends_on_urns=frozenset(one.dependencies),
            ignore_changes=tuple(one.options.ignoreChanges),
            replace_with=frozenset(),
            delete_before_replace=False,
            protect=False,
            remote=False,
            place=None,
        )
        for one in request.resources
    ]
    recording = Recording(resources=resources, registered={}, exported={}, failures=[])
    return Environment("native", {}, recording, preview=preview)


def summaries(judgements: Sequence[Judgement]) -> list[tuple[str, str, str, str]]:
    return sorted((one.rule.name, one.kind, str(one.resource), one.path) for one in judgements)


def said(judgements: Sequence[Judgement]) -> str:
    return "\n".join(
        f"{one.level} {one.kind} {one.rule.name}, {one.resource}, {one.path}: {one.text}" for one in judgements
    )


def check_valid(config: Mapping[str, str], environment: Environment) -> None:
    own = parse(config, "test")
    expected = {rule for rule, warns in WARNS.items() if warns(own)}
    wrong = [one for one in environment.judgements if one.kind != "violation" or one.level != "advisory"]
    assert not wrong, said(wrong)
    assert environment.warned == expected, said(environment.judgements)
    assert not environment.recording.failures


@pytest.mark.parametrize("strategy", ["codedeploy", "native", "rolling"])
@settings(checked, max_examples=4)
@given(data=st.data())
def test_a_random_environment_of_ours_gives_no_finding(strategy: str, data: st.DataObject) -> None:
    config, preview = data.draw(configurations(strategy)), data.draw(st.booleans())
    check_valid(config, ours(config, preview=preview))


# Defects


EACH = 3
"""Environments of ours on hosts, as many on Fargate, and as many there that ECS itself releases; each in its first
preview and as it was created."""


class Pool(list[Environment]):
    """Environments that all tests of defects draw from; recording one takes much longer than judging it."""

    def __repr__(self) -> str:
        return f"<{len(self)} environments>"


@pytest.fixture(scope="module")
def pool() -> Pool:
    """Some of ours on hosts and on Fargate, and those that ECS itself releases."""
    configs: list[dict[str, str]] = []
    for strategy, launch_type in (("codedeploy", "EC2"), ("codedeploy", "FARGATE"), ("native", "FARGATE")):

        @settings(checked, max_examples=EACH, phases=[Phase.generate])
        @given(configurations(strategy, launch_type))
        def collect(config: dict[str, str]) -> None:
            configs.append(config)

        collect()
    natives = [(NATIVE, False), (NATIVE_PREVIEW, True), (linear(NATIVE), False), (linear(NATIVE_PREVIEW), True)]
    recorded = [ours(config, preview=preview) for config in configs for preview in (True, False)]
    return Pool(recorded + [native(program, preview=preview) for program, preview in natives])


@pytest.mark.parametrize("number", range(3 * EACH * 2))
def test_these_give_no_finding_either(number: int, pool: Pool) -> None:
    environment = pool[number]
    check_valid(environment.config, environment)


@settings(checked, max_examples=40)
@given(data=st.data())
def test_what_a_release_moves_is_no_finding(pool: Pool, data: st.DataObject) -> None:
    """The program sees it of some resources, after a refresh of these, or of all."""
    environment = data.draw(st.sampled_from([one for one in pool if one.kind != "native" and not one.preview]))
    draft = Draft(environment.recording.resources, data.draw, preview=False)
    for listener in draft.routes:
        live, idle = draft.pick(("blue", "green"), ("green", "blue"))
        draft.forward(listener, draft.pick({live: 1}, {live: 100, idle: 0}))
    service, family = draft.one(SERVICE), draft.get(draft.one(TASK_DEFINITION), "family")
    draft.put(
        service, *ENTRY, "targetGroupArn", to=draft.get(draft.one(TARGET_GROUP, draft.pick("blue", "green")), "arn")
    )
    draft.put(
        service, "taskDefinition", to=f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/{family}:{draft.number(1, 99)}"
    )
    assert summaries(judged(draft.recording)) == summaries(environment.judgements)


@settings(checked, max_examples=200)
@given(data=st.data())
def test_what_is_not_known_is_never_a_violation(pool: Pool, data: st.DataObject) -> None:
    """Any value may come from something that rules know nothing of."""
    environment = data.draw(st.sampled_from(pool))
    draft = Draft(environment.recording.resources, data.draw, preview=environment.preview)
    resource = draft.pick(*(one for one in draft.resources if one.type.startswith("aws:") and one.checked))
    path = draft.path(resource)
    elsewhere = draft.add("random:index/randomPet:RandomPet", "elsewhere", {})
    draft.put(resource, *path, to=UNKNOWN)
    draft.link(resource, path[0], elsewhere)
    judgements = judged(draft.recording)
    new = [one for one in judgements if one.kind == "broken" or (one.level == "mandatory")]
    assert not new, (resource.key, path, said(new))


def test_every_rule_has_a_defect_in_the_file_of_its_folder() -> None:
    folders = {rule.name: rule.check.__module__.split(".")[2] for rule in RULES}
    assert {name: defect.folder for name, defect in DEFECTS.items()} == folders


@pytest.mark.parametrize("rule", DEFECTS)
@settings(checked, max_examples=15)
@given(data=st.data())
def test_a_defect_is_found_wherever_it_is(rule: str, pool: Pool, data: st.DataObject) -> None:
    defect = DEFECTS[rule]
    whole = [one for one in pool if one.kind in defect.kinds and rule not in one.warned]
    environment = data.draw(st.sampled_from(whole))
    draft = Draft(environment.recording.resources, data.draw, preview=environment.preview)
    injected = defect.inject(draft)
    places = {one.urn for one in (injected if isinstance(injected, tuple) else (injected,))}
    judgements = judged(draft.recording)

    assert not [one for one in judgements if one.kind == "broken"], said(judgements)
    found = [one for one in judgements if one.rule.name == rule and one.kind == "violation"]
    assert places & {one.resource.urn for one in found if one.resource}, said(judgements)
    assert not draft.hidden or draft.hidden not in said(judgements)
