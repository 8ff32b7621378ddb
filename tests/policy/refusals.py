"""What the local AWS refuses, as AWS does: each text, where it is said, and what of it a preview can know."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "local_aws" / "server", ROOT / "model" / "moving")
RAISED = ("AwsError", "AwsError.of", "Refusal.of")
TEXTS = "model.texts"


def refusals() -> dict[str, set[str]]:
    """Every text of AWS with which a call is refused, as `ecs.NO_NETWORK`, and the files that refuse it."""
    found: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for file in folder.rglob("*.py"):
            place = file.relative_to(folder).as_posix().removeprefix("extensions/")
            for text in _refused(ast.parse(file.read_text(encoding="utf-8"))):
                found.setdefault(text, set()).add(f"moving/{place}" if folder.name == "moving" else place)
    return found


def quoted(module: ast.Module) -> set[str]:
    """The texts of AWS that a module names."""
    names = _imported(module)
    return {text for node in ast.walk(module) for text in _text(node, names)} if names else set()


def _refused(module: ast.Module) -> Iterator[str]:
    names = _imported(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in RAISED:
            for given in (*node.args, *(one.value for one in node.keywords)):
                for part in ast.walk(given):
                    yield from _text(part, names)


def _text(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    """`NAME` as it is imported, or `say.NAME` of a module of texts."""
    written = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
    module, _, name = written.rpartition(".")
    if name.isupper() and (found := names.get(module or name)):
        yield f"{found}.{name}" if module else found


def _imported(module: ast.Module) -> dict[str, str]:
    """What is imported of AWS's texts: a text as `ecs.NO_NETWORK`, a module of them as `ecs`."""
    found: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(TEXTS):
            prefix = f"{node.module.removeprefix(TEXTS).lstrip('.')}." if node.module != TEXTS else ""
            found |= {one.asname or one.name: f"{prefix}{one.name}" for one in node.names}
    return found
