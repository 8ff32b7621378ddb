"""The files that a verdict is made of, and which of our modules are loaded from them."""

import ast
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent

DATA = (".yaml", ".csv")

Seen = Mapping[Path, tuple[int, int]]
"""Each file with the time of its last change, in nanoseconds, and its size."""


def folders() -> list[Path]:
    """The program's, and all of the packages in it."""
    below = (Path(folder) for package in ROOT.glob("*/__init__.py") for folder, _, _ in os.walk(package.parent))
    return [ROOT, *(folder for folder in below if folder.name != "__pycache__")]


def packaged(file: Path) -> bool:
    """Whether it is in one of them."""
    return file.is_relative_to(ROOT) and (ROOT / file.relative_to(ROOT).parts[0] / "__init__.py").exists()


def seen(others: Collection[Path]) -> Seen:
    """The program's files, those of stacks, what packages are made of, and these others."""
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in _files(others)}


def _files(others: Collection[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    for folder in folders():
        for entry in os.scandir(folder):
            name = entry.name
            if name.endswith(".py") or (name.startswith("Pulumi") if folder == ROOT else name.endswith(DATA)):
                with suppress(FileNotFoundError):  # an editor's, which is gone already, or leads nowhere
                    yield Path(entry.path), entry.stat()
    yield from ((file, file.stat()) for file in others if file.exists())


def packages() -> set[Path]:
    """The folders of those that are loaded."""
    return {ROOT / file.relative_to(ROOT).parts[0] for file in modules().values()}


def modules() -> dict[str, Path]:
    """Those of ours that are loaded, with their files; whatever runs as a program is no module."""
    here = f"{ROOT}{os.sep}"
    files = {name: _file(module) for name, module in sys.modules.items() if name != "__main__"}
    ours = {name: Path(file) for name, file in files.items() if file.startswith(here)}
    return {name: file for name, file in ours.items() if not file.is_relative_to(sys.prefix)}


def _file(module: ModuleType) -> str:
    """A package without an `__init__.py` has a place all the same."""
    places = [*getattr(module, "__path__", ())]
    return getattr(module, "__file__", None) or (f"{places[0]}{os.sep}__init__.py" if places else "")


class Imports:
    """Which of our modules imports which."""

    def __init__(self) -> None:
        self._of: dict[str, set[str]] = {}

    def note(self) -> None:
        """Reads those that were loaded since."""
        for name, file in modules().items():
            if name not in self._of:
                self._of[name] = {*_imported(file), *_above(name)}

    def forget(self, files: Collection[Path]) -> set[str]:
        """Unloads the modules of these files and all that import them, so that the next import reads them anew."""
        loaded = modules()
        gone = {name for name, own in loaded.items() if any(_made_of(own, file) for file in files)}
        while more := {name for name in loaded if name not in gone and gone & self._of.get(name, set())}:
            gone |= more
        for name in gone:
            del sys.modules[name]
            self._of.pop(name, None)
        for file in files:
            # It knows the second and the size of its source: two saves within a second could be one to it.
            Path(cache_from_source(str(file))).unlink(missing_ok=True)
        return gone


def _made_of(own: Path, file: Path) -> bool:
    """Whether a module is that file, or is in a package that holds it as data."""
    return own == file if file.suffix == ".py" else own.parent != ROOT and file.is_relative_to(own.parent)


def _imported(file: Path) -> Iterator[str]:
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError):  # saved again since it was loaded: it is forgotten next
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _above(name: str) -> Iterator[str]:
    """a.b.c -> a.b, a: to import a module is to import its packages."""
    while name := name.rpartition(".")[0]:
        yield name
