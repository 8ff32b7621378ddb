"""Any Pulumi project in Python: its configuration as the engine would hand it over, and its program run with it."""

import json
import os
import re
import runpy
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pulumi
import yaml

from verdict import sources, stacks, yaml_files
from verdict.lookups import Invented
from verdict.program import Program
from verdict.recording import record

REGION = "us-east-1"
STACK = "dev"
"""What a stack is called where the project has no file of one."""


class NoProject(ValueError):
    """A folder that cannot be judged; the text is for people."""


class Project:
    """The project in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        about = _yaml(self.folder, "Pulumi")
        if not about:
            raise NoProject(f"{folder}: there is no Pulumi.yaml; name the folder of a Pulumi project")
        self._name = str(about.get("name") or self.folder.name)
        declared = about.get("config")
        self._declared = declared if isinstance(declared, dict) else {}
        runtime = about.get("runtime")
        runtime, options = (runtime.get("name"), runtime.get("options")) if isinstance(runtime, dict) else (runtime, {})
        if runtime != "python":
            raise NoProject(
                f"{folder}: its runtime is {runtime}, and only Python programs run without an engine; for it use "
                "`pulumi preview --policy-pack` with this pack"
            )
        self._entry = self.folder / str(about.get("main") or "")
        self._environment = options.get("virtualenv") if isinstance(options, dict) else None

    def stacks(self) -> list[str]:
        """Those that have a file; one without any otherwise."""
        files = (re.fullmatch(r"Pulumi\.(.+)\.ya?ml", file.name) for file in self.folder.iterdir())
        return sorted(found[1] for found in files if found) or [STACK]

    def program(self, stack: str, given: Mapping[str, str]) -> Program:
        """What the program declares for a stack; NoProject where it fails."""
        config, secrets = self._configuration(stack, given)
        region = config.get("aws:region", REGION)
        given_over = {"PULUMI_CONFIG": json.dumps(config), "PULUMI_CONFIG_SECRET_KEYS": json.dumps(secrets)}
        with stacks.environment(**given_over), self._alone():
            try:
                recording = record(
                    self._run, lookups=Invented(region), preview=True, stack=stack, project=self._name, region=region
                )
            except pulumi.ConfigMissingError as error:
                raise NoProject(
                    f"{stack}: the program needs the configuration {error.key!r}; give it with --config {error.key}=…"
                ) from None
            except ModuleNotFoundError as error:
                raise NoProject(f"{stack}: the program needs the package {error.name!r}; {self._install()}") from None
            except NoProject as error:
                raise NoProject(f"{stack}: {error}") from None
            except Exception as error:
                raise NoProject(f"{stack}: the program failed\n{self._told(error)}") from None
        program = recording.program(stack, self.folder, secrets)
        refused = (f"the provider would refuse this: {failure}" for failure in recording.failures)
        return replace(program, notes=(*program.notes, *refused))

    def _configuration(self, stack: str, given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
        """The values over the defaults, as texts; and the keys that are encrypted."""
        values: dict[str, Any] = {}
        for key, entry in self._declared.items():
            default = entry.get("value", entry.get("default")) if isinstance(entry, dict) else entry
            if default is not None:
                values[self._full(key)] = default
        own = _yaml(self.folder, f"Pulumi.{stack}").get("config")
        values |= {self._full(key): value for key, value in (own or {}).items()}
        values |= {self._full(key): value for key, value in given.items()}
        secrets = [key for key, value in values.items() if stacks.opened(value) != value]
        return {key: stacks.text(stacks.opened(value)) for key, value in values.items() if value is not None}, secrets

    def _full(self, key: str) -> str:
        return key if ":" in key else f"{self._name}:{key}"

    def _run(self) -> None:
        entry = self._entry if self._entry.is_file() else self._entry / "__main__.py"
        try:
            runpy.run_path(str(entry), run_name="__main__")
        except SystemExit as ended:
            if ended.code not in (None, 0):
                raise NoProject(f"it ended itself: SystemExit: {ended.code}") from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """In its folder, with its own packages; modules of ours that are called like its own are not seen."""
        place, path, arguments = Path.cwd(), sys.path[:], sys.argv[:]
        entry = self._entry.parent if self._entry.is_file() else self._entry
        own = [str(entry), *self._packages()]
        hidden = {name: sys.modules.pop(name) for name in sources.modules() if _there(name.partition(".")[0], own)}
        others = [one for one in path if Path(one or ".").resolve() != sources.ROOT]
        sys.path[:] = [own[0], *others, *own[1:]]
        sys.argv[:] = [str(self._entry)]
        os.chdir(self.folder)
        try:
            yield
        finally:
            os.chdir(place)
            sys.path[:], sys.argv[:] = path, arguments
            for name, module in list(sys.modules.items()):
                if self._made(getattr(module, "__file__", None)):
                    del sys.modules[name]
            sys.modules.update(hidden)

    def _packages(self) -> list[str]:
        """Of its own virtual environment, after ours: what ours has is what was tried with the rules."""
        names = [self._environment] if self._environment else ["venv", ".venv"]
        found = (one for name in names for one in (self.folder / name).glob("lib/python3*/site-packages"))
        return [str(one) for one in found]

    def _made(self, file: str | None) -> bool:
        return bool(file) and Path(str(file)).is_relative_to(self.folder) and "site-packages" not in str(file)

    def _install(self) -> str:
        where = self.folder / (self._environment or "venv")
        return f"install what it needs in {where}, or in the environment that this command runs in"

    def _told(self, error: BaseException) -> str:
        """The traceback, from where the program begins."""
        trace = error.__traceback__
        while trace and not self._made(_file(trace.tb_frame)):
            trace = trace.tb_next
        return "".join(traceback.format_exception(type(error), error, trace)).rstrip()


def _there(name: str, folders: list[str]) -> bool:
    """Whether one of the folders has a module of this name."""
    return any((Path(folder) / kind).exists() for folder in folders for kind in (name, f"{name}.py"))


def _file(frame: FrameType) -> str:
    return frame.f_code.co_filename


def _yaml(folder: Path, stem: str) -> dict[str, Any]:
    """What a file of Pulumi's says; nothing where it is not there."""
    file = next((file for end in ("yaml", "yml") if (file := folder / f"{stem}.{end}").is_file()), None)
    if file is None:
        return {}
    try:
        found = yaml_files.read(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise NoProject(f"{file} cannot be read: {error}") from None
    if not isinstance(found, dict | None):
        raise NoProject(f"{file} is not a mapping of keys to values")
    return found or {}
