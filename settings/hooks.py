"""The key `hooks`: what a release asks before it goes on. What must hold between them is in `hook_checks.py`."""

import ast
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from components.hooks import Hook
from settings.requests import PlainHost
from settings.strict import Strict, refuse_unless
from settings.values import HealthCheckPath, between

KINDS: tuple[Literal["probe", "task", "code"], ...] = ("probe", "task", "code")
FUNCTION = "check"
"""What the user's own code must have."""


class Probe(Strict):
    """Calls of the test listener, one after the other."""

    path: HealthCheckPath = "/"
    host: PlainHost = ""
    """Empty: the first of the service's hosts that has no * or ?, else the load balancer's own."""
    status: Annotated[int, between(100, 599, "(a status of HTTP)")] = 200
    contains: str = ""
    p95_seconds: Annotated[float, between(0.01, 10, "seconds")] = 1
    times: Annotated[int, between(1, 80, "calls")] = 20


def _command(value: list[str]) -> list[str]:
    refuse_unless(bool(value), "must be a list of words, such as [python, -m, migrate]")
    return value


class Task(Strict):
    """A command of the new image."""

    command: Annotated[list[str], AfterValidator(_command)]


def _code(value: str) -> str:
    path = Path(value)
    refuse_unless(
        not path.is_absolute() and ".." not in path.parts and path.suffix == ".py",
        "must be the path of a Python file in this program, such as hooks/check.py",
    )
    refuse_unless(path.is_file(), "there is no such file; the path is seen from the folder of Pulumi.yaml")
    try:
        module = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise ValueError(f"is no Python: {error}") from None
    refuse_unless(
        any(isinstance(one, ast.FunctionDef) and one.name == FUNCTION for one in module.body),
        f"has no function {FUNCTION}(event), which returns nothing when all is well and a text otherwise",
    )
    return path.as_posix()


class HookKeys(Strict):
    """One hook: when, and one kind of check."""

    at: str
    probe: Probe | None = None
    task: Task | None = None
    code: Annotated[str, AfterValidator(_code)] | None = Field(default=None)

    @model_validator(mode="after")
    def _one_kind(self) -> "HookKeys":
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        refuse_unless(
            len(given) == 1, f"must have one of {', '.join(KINDS)}" + (f", has {' and '.join(given)}" * bool(given))
        )
        return self

    def hook(self, host: str) -> Hook:
        """The same for the component; a probe asks for this host where it names none."""
        if self.probe:
            told = self.probe.model_dump(by_alias=True)
            return Hook(at=self.at, kind="probe", settings=told | {"host": self.probe.host or host})
        if self.task:
            return Hook(at=self.at, kind="task", settings=self.task.model_dump(by_alias=True))
        return Hook(at=self.at, kind="code", settings={"path": self.code})
