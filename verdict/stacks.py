"""Our stacks: their configuration as the engine would hand it over, and our program run with it."""

import json
import os
import runpy
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from verdict import yaml_files
from verdict.brought import Account
from verdict.recording import Recording, record

ROOT = Path(__file__).resolve().parent.parent

ENCRYPTED = "[secret]"
"""Stands for a value that only the stack's own backend can read."""


def names() -> list[str]:
    """The stacks that have a file."""
    return sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in ROOT.glob("Pulumi.*.yaml"))


def declared() -> dict[str, dict[str, Any]]:
    """The keys of `Pulumi.yaml`."""
    return yaml_files.read(ROOT / "Pulumi.yaml")["config"]


def stack_file(stack: str) -> dict[str, Any]:
    """The keys of a stack's file, with their namespace."""
    return (yaml_files.read(ROOT / f"Pulumi.{stack}.yaml") or {}).get("config") or {}


def configuration(stack: str, **changes: Any) -> dict[str, str]:
    """What the engine hands to the program: the stack's values over the defaults, objects as JSON. None: no key."""
    values = {f"bluegreen:{key}": entry["default"] for key, entry in declared().items() if "default" in entry}
    values |= stack_file(stack) | {f"bluegreen:{key}": value for key, value in changes.items()}
    return {key: text(opened(value)) for key, value in values.items() if value is not None}


def encrypted(stack: str) -> list[str]:
    """The keys of a stack's file that are encrypted, or have something encrypted inside."""
    return [key for key, value in stack_file(stack).items() if opened(value) != value]


def run(stack: str, config: Mapping[str, str], *, secrets: Collection[str] = (), preview: bool = True) -> Recording:
    """Everything that `__main__.py` declares for a stack. SystemExit when it ends itself, after it has reported why."""
    region = config.get("aws:region", "")
    with environment(PULUMI_CONFIG=json.dumps(config), PULUMI_CONFIG_SECRET_KEYS=json.dumps(list(secrets))):
        return record(
            lambda: runpy.run_path(str(ROOT / "__main__.py")),
            lookups=Account(region, config),
            preview=preview,
            stack=stack,
            region=region,
        )


def opened(value: Any) -> Any:
    """A value of configuration with ENCRYPTED for each `secure:` one in it."""
    if isinstance(value, dict):
        return ENCRYPTED if value.keys() == {"secure"} else {key: opened(one) for key, one in value.items()}
    return [opened(one) for one in value] if isinstance(value, list) else value


def text(value: Any) -> str:
    """A value as the engine hands it over."""
    return value if isinstance(value, str) else json.dumps(value)


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """What runs inside has these variables."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
