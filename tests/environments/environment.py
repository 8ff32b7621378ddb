"""An environment of ours, up on a local AWS, as a person has it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from local_aws import starter
from outputs import Outputs, ServiceOutputs
from outputs import load as outputs_of
from tests.environments import hooks
from tests.local_aws.scene import until
from tests.local_aws.traffic.load import Load, get, get_by_https, load
from tests.workspace import Workspace

PAUSE_SECONDS = 0.02
"""Between the requests of a client, so that the load is not most of what the machine does."""


@dataclass(frozen=True)
class Environment:
    """A stack, and what people do with it."""

    name: str
    stack: str
    workspace: Workspace
    program: Path
    written: bytes
    """Its stack file before that."""
    printed: str
    """What the first `up` said."""

    @classmethod
    def up(cls, name: str, stack: str, workspace: Workspace, config: Mapping[str, object]) -> "Environment":
        """With this configuration over that of the stack's file."""
        program = workspace.program(f"Pulumi.{stack}.yaml")
        hooks.write_own(program, "looked at")
        configure(program, stack, config)
        return cls.judged(name, stack, workspace, program)

    @classmethod
    def judged(cls, name: str, stack: str, workspace: Workspace, program: Path) -> "Environment":
        """By the policy pack, and up."""
        written = (program / f"Pulumi.{stack}.yaml").read_bytes()
        printed = workspace.up(stack, program, "--policy-pack", "policy")
        return cls(name, stack, workspace, program, written, printed)

    def pulumi(self, *words: str) -> str:
        """What the command printed; a failed one fails the test."""
        return self.workspace.pulumi(*words, "--stack", self.stack, cwd=self.program)

    def update(self) -> tuple[int, str]:
        """`pulumi up`: its exit code, and what it said."""
        words = ("--yes", "--skip-preview", "--stack", self.stack, "--non-interactive")
        return self.workspace.run("pulumi", "up", *words, cwd=self.program)

    def preview(self) -> tuple[int, str]:
        """The same of `pulumi preview`."""
        return self.workspace.run("pulumi", "preview", "--stack", self.stack, "--non-interactive", cwd=self.program)

    def bluegreen(self, *words: str) -> tuple[int, str]:
        """The same of the command."""
        return self.workspace.run("python", "-m", "ops", *words, "--stack", self.stack, cwd=self.program)

    def configure(self, **values: object) -> None:
        """Changes the stack's file."""
        configure(self.program, self.stack, values)

    @property
    def all_outputs(self) -> Outputs[str]:
        """As they are now."""
        return outputs_of(self.workspace.outputs(self.stack, self.program))

    @property
    def outputs(self) -> ServiceOutputs[str]:
        """Of the service."""
        return self.all_outputs.services["web"]

    @cached_property
    def names(self) -> ServiceOutputs[str]:
        """As they were when somebody first asked, which no release changes."""
        return self.outputs

    @property
    def service(self) -> dict[str, Any]:
        """As ECS describes it."""
        found = self.workspace.aws("ecs").describe_services(cluster=self.names.cluster, services=[self.names.service])
        return found["services"][0]

    @property
    def family(self) -> str:
        """Of its task definitions."""
        return self.names.task_definition_family

    @property
    def tls(self) -> bool:
        """Whether production is HTTPS."""
        return self.names.url.startswith("https:")

    @property
    def port(self) -> int:
        """Where production answers on this machine."""
        host, asked = self.names.url.rpartition("/")[2], "443" if self.tls else "80"

        def here() -> int | None:
            return starter.identity(self.workspace.home)["addresses"].get(host, {}).get(asked)

        until(here)
        port = here()
        assert port
        return port

    @property
    def serving(self) -> int:
        """The revision that production answers with."""
        ask = get_by_https if self.tls else get
        return ask(self.port).json["revision"]

    def answers(self, revision: int) -> None:
        """Returns when production does."""
        until(lambda: self.serving == revision)

    @contextmanager
    def undisturbed(self) -> Iterator[Load]:
        """Constant load on production, none of which fails."""
        with load(self.port, PAUSE_SECONDS, tls=self.tls) as seen:
            yield seen
            asked = seen.total
            until(lambda: seen.total > asked + 20)
        assert seen.failures == []

    @contextmanager
    def alarmed_by(self, revision: int, seen: Load) -> Iterator[None]:
        """An alarm goes off as soon as users get answers of that revision, and stays so; afterwards it is over."""
        name = self.names.alarm_names.split(",")[0]
        # Made before: it takes longer than some releases are open to an alarm.
        alarms = self.workspace.aws("cloudwatch")
        over = threading.Event()

        def become(state: str) -> None:
            alarms.set_alarm_state(AlarmName=name, StateValue=state, StateReason="tried")

        def ring() -> None:
            until(lambda: seen.answers[revision] or over.is_set(), seconds=120)
            become("ALARM")
            # Its figures are fine: at the end of the minute, before a release need look at it, it would be over.
            while not over.wait(PAUSE_SECONDS):
                become("ALARM")

        watch = threading.Thread(target=ring)
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
            become("OK")

    def log(self, group: str) -> str:
        """All that is in a log group."""
        events = self.workspace.aws("logs").filter_log_events(logGroupName=group)["events"]
        return "\n".join(one["message"] for one in events)


def configure(program: Path, stack: str, values: Mapping[str, object]) -> None:
    """Changes a stack's file, as an editor does."""
    file = program / f"Pulumi.{stack}.yaml"
    said = yaml.safe_load(file.read_text())
    said["config"] |= {f"bluegreen:{key}": value for key, value in values.items()}
    file.write_text(yaml.safe_dump(said))
