"""Whatever happens to a release, it ends, production is served, and nothing is left that nobody owns."""

from contextlib import nullcontext, suppress
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from model.moving.codedeploy import Deployment
from model.moving.configuration import Configuration, StageHook
from model.moving.hooks import Function
from model.moving.native import NativeDeployment
from model.moving.refusal import Refusal
from model.moving.release import Release
from model.moving.revision import Behaviour
from model.moving.service_deployments import ServiceDeployment
from model.moving.traffic import Health
from model.shift import PREDEFINED
from model.strategy import Strategy
from tests.model.moving.stage import BY_CODEDEPLOY, DAY, HOST, HOUR, MINUTE, Stage, revision, stage

GOOD = Behaviour()
BEHAVIOURS = st.sampled_from(
    [
        *[GOOD] * 6,
        Behaviour(answers=False),
        Behaviour(pulls=False),
        Behaviour(exits_after_seconds=5),
        Behaviour(answers_after_seconds=60),
    ]
)
HOOKED = ("BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic")
ALL_EVENTS = frozenset({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"})
NATIVE = Configuration(
    strategy=Strategy.CANARY,
    step_percent=10,
    step_minutes=5,
    bake_minutes=5,
    alarm_names=("errors",),
    alarms_roll_back=True,
)
ROLLING = Configuration(
    strategy=Strategy.ROLLING, breaker=True, breaker_rolls_back=True, alarm_names=("errors",), alarms_roll_back=True
)
CONFIGURATIONS = [
    *[BY_CODEDEPLOY] * 4,
    NATIVE,
    replace(NATIVE, strategy=Strategy.LINEAR, step_percent=30),
    replace(NATIVE, strategy=Strategy.BLUE_GREEN, breaker=True, breaker_rolls_back=True),
    replace(NATIVE, hooks=(StageHook(stages=("PRE_PRODUCTION_TRAFFIC_SHIFT",), timeout_minutes=60),)),
    ROLLING,
    replace(ROLLING, minimum_percent=50, maximum_percent=150),
]


class Releases(RuleBasedStateMachine):
    """Somebody releases, stops, scales and continues at random, while images fail, alarms fire and hosts go."""

    scene: Stage
    releases: list[Release]
    hosts_lost: bool

    @initialize(configuration=st.sampled_from(CONFIGURATIONS), desired=st.integers(1, 4), hosts=st.integers(2, 8))
    def start(self, configuration, desired, hosts) -> None:
        hosts = max(hosts, -(-desired // 3))
        self.scene = stage(configuration, desired=desired, hosts=hosts)
        self.releases = []
        self.hosts_lost = False

    @property
    def running(self) -> Release | None:
        return self.scene.service.release

    @precondition(lambda self: not self.running)
    @rule(
        number=st.integers(2, 99),
        behaviour=BEHAVIOURS,
        shift=st.sampled_from(sorted(PREDEFINED)),
        hook=st.sampled_from(HOOKED),
        answer=st.sampled_from(["Succeeded"] * 6 + ["Failed", None]),
        ready=st.sampled_from([0, 0, 0, 10]),
        alarm=st.sampled_from(["OK", "OK", "OK", "ALARM"]),
    )
    def release(self, number, behaviour, shift, hook, answer, ready, alarm) -> None:
        scene = self.scene
        scene.alarm(alarm)
        if scene.service.strategy is not Strategy.CODEDEPLOY:
            self.releases.append(scene.cloud.update_service(scene.service, revision(number, behaviour)))
            return
        scene.cloud.functions.known["check"] = Function(answer=answer)
        group = scene.group(ready_minutes=ready, rollback_events=ALL_EVENTS, alarm_names=("errors",))
        new = revision(number, behaviour)
        self.releases.append(scene.cloud.deploy(group, new, hooks={hook: "check"}, shift=PREDEFINED[shift]))

    @rule(seconds=st.sampled_from([20, MINUTE, 3 * MINUTE, 3 * MINUTE, HOUR]))
    def wait(self, seconds) -> None:
        self.scene.wait(seconds)

    @rule(
        what=st.sampled_from(
            ["alarm", "alarm over", "scale", "stop", "proceed", "supersede", "lose a host", "add a host"]
        ),
        number=st.integers(1, 5),
    )
    def disturb(self, what, number) -> None:
        scene, fleet, running = self.scene, self.scene.fleet, self.running
        assert fleet
        if what == "alarm":
            scene.alarm()
        elif what == "scale":
            scene.service.scale(number)
        elif what == "add a host":
            fleet.join(replace(next(iter(fleet.instances.values())), id=f"i-{len(fleet.order)}", left=HOST))
        elif what == "lose a host" and len(fleet.instances) > 1:
            self.hosts_lost = True
            scene.cloud.end_host(fleet, list(fleet.instances.values())[number % len(fleet.instances)])
        elif what == "stop" and isinstance(running, Deployment | ServiceDeployment):
            with pytest.raises(Refusal) if getattr(running, "rolling_back", False) else nullcontext():
                running.stop()
        elif what == "supersede" and isinstance(running, Deployment):
            with pytest.raises(Refusal):
                scene.deploy(number)
        elif what == "supersede" and isinstance(running, ServiceDeployment):
            self.releases.append(scene.cloud.update_service(scene.service, revision(number)))
        elif what == "proceed" and isinstance(running, Deployment):
            with suppress(Refusal):
                running.proceed("READY_WAIT" if number > 2 else "TERMINATION_WAIT")
        elif what == "proceed" and isinstance(running, NativeDeployment) and running.hooks:
            with suppress(Refusal):
                running.answer(running.hooks[-1].id, "CONTINUE" if number > 2 else "ROLLBACK")

    @invariant()
    def production_goes_to_one_group_but_for_a_shift(self) -> None:
        weights = [weight for weight in self.scene.weights().values() if weight]
        if len(weights) == 1:
            return
        running = self.running
        assert len(weights) == 2
        if isinstance(running, Deployment):
            assert {event.name: event.status for event in running.events}["AllowTraffic"] == "InProgress"
        else:
            assert isinstance(running, NativeDeployment)
            assert running.stage in ("PRE_PRODUCTION_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT")

    @invariant()
    def somebody_answers_in_production(self) -> None:
        if not self.hosts_lost:
            for group, weight in self.scene.production.weights.items():
                assert not weight or Health.HEALTHY in group.targets.values(), group.name

    @invariant()
    def hosts_have_left_what_their_tasks_do_not_take(self) -> None:
        fleet = self.scene.fleet
        assert fleet
        tasks = [task for one in self.scene.service.task_sets for task in one.tasks.values()]
        for instance in fleet.instances.values():
            here = [task for task in tasks if task.instance is instance]
            taken = sum(task.task_set.revision.requirements.memory_mib for task in here)
            assert instance.left.memory_mib == HOST.memory_mib - taken >= 0
            assert len(instance.left.taken_ports) == len(HOST.taken_ports) + len(here)
        for group in (self.scene.blue, self.scene.green):
            assert group.targets.keys() <= set(tasks)

    def teardown(self) -> None:
        if not hasattr(self, "scene"):
            return
        scene = self.scene
        scene.alarm("OK")
        scene.wait(7 * DAY)
        for release in self.releases:
            assert isinstance(release, Deployment | ServiceDeployment)
            assert release.ended or scene.service.stuck, "a release that hangs without a reason"
        if self.running is None:
            assert [one.status for one in scene.service.task_sets] == ["PRIMARY"]
        for group, weight in scene.production.weights.items():
            if weight and scene.service.strategy is not Strategy.ROLLING:
                assert scene.service.primary
                assert group in scene.service.primary.groups
        super().teardown()


Releases.TestCase.settings = settings(max_examples=200, stateful_step_count=25, deadline=None, derandomize=True)
TestReleases = Releases.TestCase
