"""Our project as the Automation API sees it: its stacks, and its program in this process."""

import ast
import gc
import importlib
import json
import os
import runpy
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from pulumi import RunError
from pulumi.automation import LocalWorkspace, PulumiCommand
from pulumi.runtime.config import CONFIG, is_config_secret

REPORTED = 32
"""The exit code of a Python program that has told the user itself what is wrong (pulumi-language-python-exec)."""
TOLD = "The program has said what is wrong."


class Project(LocalWorkspace):
    """A project's folder. Unlike its base it leaves alone which stack the user has selected: each command names one."""

    def select_stack(self, stack_name: str) -> None:
        """Nothing: that it exists, the command will see."""

    def create_stack(self, stack_name: str) -> None:
        """With the secrets provider that its file names, or the backend's own."""
        provider = secrets_provider(Path(self.work_dir), stack_name)
        words = ["stack", "init", stack_name, "--no-select"]
        self._run_pulumi_cmd_sync([*words, "--secrets-provider", provider] if provider else words)


def stack_files(folder: Path) -> dict[str, Path]:
    """The project's stacks that have a file, by name; a name may have dots."""
    declared = _read(folder / "Pulumi.yaml")
    files = (folder / str(declared.get("stackConfigDir") or ".")).glob("Pulumi.*.yaml")
    return {file.name.removeprefix("Pulumi.").removesuffix(".yaml"): file for file in sorted(files)}


def secrets_provider(folder: Path, stack: str) -> str | None:
    file = stack_files(folder).get(stack)
    return _read(file).get("secretsprovider") if file else None


def opened(folder: Path, command: PulumiCommand, variables: Mapping[str, str]) -> Project:
    """The project, to be worked on with this engine."""
    return Project(work_dir=str(folder), program=program, env_vars=variables, pulumi_command=command)


def program() -> None:
    """Runs `__main__.py` of the folder as the engine's language host does, in a process that has no other stack."""
    os.environ["PULUMI_CONFIG"] = json.dumps(CONFIG.get())
    os.environ["PULUMI_CONFIG_SECRET_KEYS"] = json.dumps([key for key in CONFIG.get() if is_config_secret(key)])
    try:
        runpy.run_path("__main__.py", run_name="__main__")
    except SystemExit as exit:
        if exit.code == REPORTED:
            raise RunError(TOLD) from None
        raise RunError(f"The program ended with exit code {exit.code}.") from None


def warm(folder: Path) -> None:
    """Imports what the program imports: processes that are forked from this one need not do so again."""
    with suppress(SyntaxError):
        nodes = list(ast.walk(ast.parse((folder / "__main__.py").read_text())))
        load(alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names)
        load(node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module)


def load(modules: Iterable[str]) -> None:
    """Imports these, and sets them apart: pages that no process writes to are shared by all."""
    for module in modules:
        if module not in sys.modules:
            with suppress(Exception):  # the program will say so itself
                importlib.import_module(module)
    gc.freeze()


def _read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text()) or {}
