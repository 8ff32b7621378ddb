"""Calls `check(event)` of a module of the user's own, which lies in the function's code under the path that it has in
the program."""

from collections.abc import Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from app.hooks.finding import Failed

ROOT = Path(__file__).resolve().parent.parent.parent


def own(path: str, event: Mapping[str, Any], root: Path = ROOT) -> None:
    """Well when it returns None. A text is why it failed; what it raises fails it as well."""
    spec = spec_from_file_location(Path(path).stem, root / path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    problem = module.check(event)
    if problem is not None:
        raise Failed(str(problem))
