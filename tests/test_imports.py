"""Imports go one way, and configuration is read at one door."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {
    "__main__",
    "app",
    "bench",
    "components",
    "docs",
    "engine",
    "fleet",
    "local_aws",
    "model",
    "ops",
    "outputs",
    "package",
    "policy",
    "settings",
    "tests",
    "verdict",
}

HANDLERS = {f"local_aws.provider.{name}" for name in ("archives", "handlers", "schema", "values")} | {
    "local_aws.home",
    "model",
}
MAY_IMPORT: dict[str, set[str]] = {
    "model": {"model"},
    "components": {"components", "model"},
    "package": {"components", "model", "package"},
    "outputs.py": {"components"},
    "settings": {"components", "model", "settings"},
    "__main__.py": {"components", "outputs", "settings"},
    "policy": {"model", "policy"},
    "app": {"app"},
    "local_aws": {"app", "local_aws", "model"},
    "local_aws/provider/protocol": {"local_aws.provider", "model.property_path"},
    "local_aws/traffic": {"app", "local_aws.traffic"},
    "local_aws/provider/lifecycle": HANDLERS
    | {
        "local_aws.home",
        "local_aws.loopback",
        "local_aws.provider.lifecycle",
        "local_aws.provider.made_up",
        "local_aws.unanswered",
    },
    "local_aws/provider/handlers": HANDLERS,
    "docs": {"docs", "model", "ops.explain"},
    "engine": {"engine"},
    "fleet": {"fleet", "policy"},
    "ops": {"ops", "model", "outputs"},
    "verdict": {
        "local_aws.provider.first_preview",
        "local_aws.provider.made_up",
        "local_aws.provider.package_schema",
        "model",
        "policy",
        "verdict",
    },
}

CONFIG_READERS = {"Config", "get_config", "get_config_env", "get_config_secret_keys_env"}


def sources(place: str) -> list[Path]:
    path = ROOT / place
    return sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()


def imported(source: Path) -> set[str]:
    """Modules that a file imports, by their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source}: relative import"
            found.add(node.module or "")
    return found


def within(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


@pytest.mark.parametrize("place", MAY_IMPORT)
def test_imports_go_one_way(place: str) -> None:
    for source in sources(place):
        ours = {module for module in imported(source) if module.split(".")[0] in OURS}
        assert {module for module in ours if not within(module, MAY_IMPORT[place])} == set(), source


def test_the_picture_of_the_folders_has_these_imports() -> None:
    """In CONTRIBUTING.md; a node is called as it is written, or as its label says."""
    drawn = (ROOT / "CONTRIBUTING.md").read_text().partition("```mermaid")[2].partition("```")[0]
    labels = dict(re.findall(r'(\w+)\["(.+?)\.py"\]', drawn))
    found = re.findall(r"(\w+).* --> (\w+)", drawn)
    imports = {
        (place.partition("/")[0].removesuffix(".py"), module.split(".")[0])
        for place in MAY_IMPORT
        for source in sources(place)
        for module in imported(source)
    }
    arrows = {(labels.get(one, one), labels.get(other, other)) for one, other in found}
    assert arrows == {(place, other) for place, other in imports if other in OURS and other != place}


EVERY_NAME = """
import importlib, runpy, sys
from pathlib import Path
root = Path(sys.argv[1])
sys.path.insert(0, str(root))
import policy.adapter
policy.adapter.serve = lambda rules: None
sys.path[0] = str(root / "policy")
runpy.run_path(str(root / "policy"), run_name="__main__")
for file in sorted(file for place in sys.argv[2:] for file in (root / place).rglob("*.py")):
    parts = file.relative_to(root).with_suffix("").parts
    # A process has Pulumi's whole SDK, or its messages alone: by the provider's `messages`, the engine's `protocol`.
    if file.stem not in ("__main__", "messages", "protocol") and "programs" not in parts:
        importlib.import_module(".".join(part for part in parts if part != "__init__"))
names = {}
for name, module in sys.modules.items():
    file = getattr(module, "__file__", None)
    if file and root in Path(file).resolve().parents and ".venv" not in file and name != "__main__":
        names.setdefault(file, []).append(name)
print({file: found for file, found in names.items() if len(found) != 1} or f"each of {len(names)} files has one name")
"""


def test_no_module_of_ours_is_imported_under_two_names() -> None:
    """The pack as the engine starts it, and then everything else, in one process."""
    places = [
        "app",
        "bench",
        "components",
        "docs",
        "engine",
        "fleet",
        "local_aws",
        "model",
        "ops",
        "package",
        "policy",
        "settings",
        "tests",
        "verdict",
    ]
    found = subprocess.run(
        [sys.executable, "-c", EVERY_NAME, str(ROOT), *places], capture_output=True, text=True, cwd=ROOT / "policy"
    )
    assert found.stdout.strip().endswith("files has one name"), found.stdout + found.stderr


def test_only_the_adapter_knows_crossguard() -> None:
    known = {str(source.relative_to(ROOT)) for source in sources("policy") if within_crossguard(source)}
    assert known <= {"policy/adapter.py", "policy/wire.py", "policy/__main__.py"}


def test_only_the_catalogue_reads_the_examples() -> None:
    readers = {str(source.relative_to(ROOT)) for source in sources("policy") if "policy.example" in imported(source)}
    assert readers == {"policy/catalogue.py"}
    assert not any("policy.catalogue" in imported(source) for source in sources("policy"))


def within_crossguard(source: Path) -> bool:
    return any(module.split(".")[0] == "pulumi_policy" for module in imported(source))


@pytest.mark.parametrize("place", ["components", "outputs.py", "__main__.py"])
def test_only_settings_read_config(place: str) -> None:
    for source in sources(place):
        names = {node.attr for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Attribute)}
        assert names & CONFIG_READERS == set(), source


def test_the_diagram_has_no_conditions_and_no_loops() -> None:
    tree = ast.parse((ROOT / "__main__.py").read_text())
    branches = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.FunctionDef, ast.Lambda, ast.comprehension)
    assert [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, branches)] == []
