"""Which Python runs a program, and how its dependencies are installed.

Decided by the `runtime` options `virtualenv` and `toolchain` in Pulumi.yaml or PulumiPolicy.yaml, as the official host
does; unlike it, a run never installs anything: only `pulumi install` does.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi.runtime.proto.language_pb2 import ProgramInfo

PROBE = Path(__file__).with_name("probe.py")

Command = list[str | Path]


class ToolchainError(Exception):
    """No usable Python for a program; the text says what is wrong and what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Toolchain:
    """How one program's Python is found. `of` makes it from the program's options."""

    name: str
    """pip, uv or poetry."""
    directory: Path
    """The program's folder: dependencies are declared here or above, and installed from here."""
    virtualenv: Path | None
    """None with pip: the Python on PATH. With poetry: only poetry knows."""

    @staticmethod
    def of(info: ProgramInfo) -> "Toolchain":
        """The toolchain that the program's options name, or that its lock file shows, or pip."""
        options = dict(info.options)
        root, directory = Path(info.root_directory), Path(info.program_directory)
        name = str(options.get("toolchain") or _locked_by(directory)).lower()
        virtualenv = root / str(options["virtualenv"]) if options.get("virtualenv") else None
        match name:
            case "pip":
                return Toolchain(name=name, directory=directory, virtualenv=virtualenv)
            case "uv":
                project = _above(directory, "uv.lock") or _above(directory, "pyproject.toml") or directory
                return Toolchain(name=name, directory=directory, virtualenv=virtualenv or project / ".venv")
            case "poetry":
                return Toolchain(name=name, directory=directory, virtualenv=None)
        raise ToolchainError(f"runtime option 'toolchain' is {name!r}; it can be 'pip', 'uv' or 'poetry'.")

    def python(self) -> Path:
        """The interpreter; `ToolchainError` when there is none yet."""
        virtualenv = self._virtualenv()
        if virtualenv is None:
            return _python_on_path()
        python = virtualenv / "bin" / "python"
        if not python.is_file():
            fault = "is not a virtual environment" if virtualenv.exists() else "doesn't exist"
            raise ToolchainError(
                f"runtime option 'virtualenv': {virtualenv} {fault} (no bin/python in it).\n"
                f"Make it and install the program's dependencies with: cd {self.directory} && pulumi install"
            )
        return python

    def environ(self, base: Mapping[str, str]) -> dict[str, str]:
        """`base` with the virtual environment activated."""
        environ = dict(base)
        virtualenv = self._virtualenv()
        if virtualenv is not None:
            environ["VIRTUAL_ENV"] = str(virtualenv)
            environ["PATH"] = f"{virtualenv / 'bin'}{os.pathsep}{environ.get('PATH', os.defpath)}"
            environ.pop("PYTHONHOME", None)
        return environ

    def probe(self, question: str) -> Any:
        """What `probe.py` answers in this environment."""
        asked = subprocess.run(
            [self.python(), PROBE, question], env=self.environ(os.environ), capture_output=True, text=True
        )
        if asked.returncode != 0:
            raise ToolchainError(f"{self.python()} could not list what is installed:\n{asked.stderr.strip()}")
        return json.loads(asked.stdout)

    def installation(self) -> Iterator[tuple[str, Command]]:
        """What to say and what to run, in order, to make the environment and install the dependencies."""
        requirements = (self.directory / "requirements.txt").is_file()
        match self.name:
            case "pip":
                if self.virtualenv is not None and not (self.virtualenv / "bin" / "python").is_file():
                    yield f"Creating {self.virtualenv}", [_python_on_path(), "-m", "venv", self.virtualenv]
                if requirements:
                    pip = [self.python(), "-m", "pip", "install", "--disable-pip-version-check"]
                    yield "Installing requirements.txt", [*pip, "-r", "requirements.txt"]
            case "uv" if _above(self.directory, "pyproject.toml"):
                yield "Installing with uv sync", [_tool("uv"), "sync"]
            case "uv":
                assert self.virtualenv is not None
                yield f"Creating {self.virtualenv}", [_tool("uv"), "venv", "--allow-existing", self.virtualenv]
                if requirements:
                    yield "Installing requirements.txt", [_tool("uv"), "pip", "install", "-r", "requirements.txt"]
            case "poetry":
                yield "Installing with poetry install", [_tool("poetry"), "install", "--no-ansi"]

    def installation_environ(self) -> dict[str, str]:
        """Where the installers find the environment that `installation` makes."""
        environ = dict(os.environ)
        if self.virtualenv is not None:
            environ["VIRTUAL_ENV"] = environ["UV_PROJECT_ENVIRONMENT"] = str(self.virtualenv)
        return environ

    def about(self) -> dict[str, str]:
        """`executable` and `version` of the Python; `toolchain`: the version of pip, uv or poetry, empty if unset."""
        about = self.probe("about")
        if self.name == "pip":
            return about | {"toolchain": about["pip"]}
        said = subprocess.run([_tool(self.name), "--version"], capture_output=True, text=True).stdout
        number = next((word for word in said.replace(")", " ").split() if word[0].isdigit()), "")
        return about | {"toolchain": number}

    def _virtualenv(self) -> Path | None:
        if self.name != "poetry":
            return self.virtualenv
        done = subprocess.run(
            [_tool("poetry"), "env", "info", "--path"], cwd=self.directory, capture_output=True, text=True
        )
        if done.returncode != 0 or not done.stdout.strip():
            raise ToolchainError(
                f"poetry has no virtual environment for {self.directory} yet. Make it with: pulumi install"
            )
        return Path(done.stdout.strip())


def _locked_by(directory: Path) -> str:
    """The toolchain whose lock file is nearest above the program; pip without any."""
    return next((name for name in ("uv", "poetry") if _above(directory, f"{name}.lock")), "pip")


def _above(directory: Path, file: str) -> Path | None:
    """The nearest folder, from `directory` up, that holds `file`."""
    return next((folder for folder in (directory, *directory.parents) if (folder / file).exists()), None)


def _python_on_path() -> Path:
    """The ambient Python: PULUMI_PYTHON_CMD, or python3, or python."""
    chosen = os.environ.get("PULUMI_PYTHON_CMD")
    names = [chosen] if chosen else ["python3", "python"]
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    raise ToolchainError(
        f"found no {' or '.join(names)} on PATH. Install Python, or name a virtual environment with the runtime option "
        "'virtualenv'."
    )


def _tool(name: str) -> str:
    """The path of uv or poetry."""
    if found := shutil.which(name):
        return found
    raise ToolchainError(
        f"the program's toolchain is {name}, but there is no {name} on PATH. "
        "Install it, or set the runtime option 'toolchain' to 'pip'."
    )
