"""Our stack dev, up on a local AWS with real traffic, as a person has it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

import outputs
from local_aws import starter
from tests.local_aws.scene import until
from tests.local_aws.traffic.load import Load, get, load
from tests.workspace import Workspace


@dataclass(frozen=True)
class Live:
    """The stack, and what people do with it."""

    workspace: Workspace
    program: Path
    names: outputs.Outputs[str]

    @classmethod
    def up(cls, workspace: Workspace, strategy: str) -> "Live":
        """With this strategy; returns when production answers."""
        program = workspace.program("Pulumi.dev.yaml")
        workspace.up("dev", program, "--config", f"bluegreen:strategy={strategy}")
        made = cls(workspace, program, outputs.load(workspace.outputs("dev", program)))
        made.answers(1)
        return made

    @property
    def port(self) -> int:
        """Where production answers on this machine."""
        host = self.names.url.removeprefix("http://")

        def here() -> int | None:
            return starter.identity(self.workspace.home)["addresses"].get(host, {}).get("80")

        until(here)
        port = here()
        assert port
        return port

    def pulumi(self, *words: str) -> str:
        return self.workspace.pulumi(*words, "--stack", "dev", cwd=self.program)

    def update(self) -> tuple[int, str]:
        """`pulumi up`: its exit code, and what it said."""
        words = ("--yes", "--skip-preview", "--stack", "dev", "--non-interactive")
        return self.workspace.run("pulumi", "up", *words, cwd=self.program)

    def preview(self) -> tuple[int, str]:
        """The same of `pulumi preview`."""
        return self.workspace.run("pulumi", "preview", "--stack", "dev", "--non-interactive", cwd=self.program)

    def bluegreen(self, *words: str) -> tuple[int, str]:
        """The same of the command."""
        return self.workspace.run("python", "-m", "ops", *words, "--stack", "dev", cwd=self.program)

    def configure(self, **values: object) -> None:
        """Changes the stack's file."""
        file = self.program / "Pulumi.dev.yaml"
        said = yaml.safe_load(file.read_text())
        said["config"] |= {f"bluegreen:{key}": value for key, value in values.items()}
        file.write_text(yaml.safe_dump(said))

    def answers(self, revision: int) -> None:
        """Returns when production does."""
        until(lambda: (seen := get(self.port)).status == 200 and seen.json["revision"] == revision)

    @contextmanager
    def undisturbed(self) -> Iterator[Load]:
        """Constant load on production, none of which fails."""
        with load(self.port, pause_seconds=0.002) as seen:
            yield seen
            until(lambda: seen.total > 200)
        assert seen.failures == []
