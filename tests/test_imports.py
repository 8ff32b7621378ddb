"""Imports go one way, and configuration is read at one door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"__main__", "components", "keys", "local_aws", "model", "ops", "outputs", "policy", "settings", "verdict"}
OURS |= {path.stem for path in (ROOT / "policy").iterdir() if path.suffix == ".py" or path.is_dir()}

MAY_IMPORT: dict[str, set[str]] = {
    "components": {"components"},
    "keys.py": {"policy.capacity"},
    "outputs.py": set(),
    "settings.py": {"components", "keys", "policy.capacity"},
    "__main__.py": {"components", "outputs", "settings"},
    "local_aws": {"local_aws", "model"},
    "model": {"model", "policy.capacity"},
    "ops": {"ops", "model", "outputs"},
    # The pack by its own modules, and of the local AWS how the provider checks inputs; it talks to no AWS at all.
    "verdict": {
        "verdict",
        *("configuration", "pack", "reading", "rule", "rules", "wire"),
        *(f"local_aws.provider.{name}" for name in ("autoname", "checking", "resource", "schema", "tags", "wire")),
    },
}
"""The pack is not in it: its folder is the root of its imports, and it must find all it needs there."""

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


def test_the_pack_finds_all_it_needs_in_its_own_folder() -> None:
    elsewhere = {"__main__", "components", "keys", "local_aws", "model", "ops", "outputs", "policy", "settings"}
    elsewhere |= {"verdict"}
    for source in sources("policy"):
        assert {module for module in imported(source) if module.split(".")[0] in elsewhere} == set(), source


def test_only_the_adapter_knows_crossguard() -> None:
    known = {str(source.relative_to(ROOT)) for source in sources("policy") if within_crossguard(source)}
    assert known <= {"policy/adapter.py", "policy/wire.py", "policy/__main__.py"}


def within_crossguard(source: Path) -> bool:
    return any(module.split(".")[0] == "pulumi_policy" for module in imported(source))


@pytest.mark.parametrize("place", ["components", "keys.py", "outputs.py", "__main__.py"])
def test_only_settings_read_config(place: str) -> None:
    for source in sources(place):
        names = {node.attr for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Attribute)}
        assert names & CONFIG_READERS == set(), source


def test_the_diagram_has_no_conditions_and_no_loops() -> None:
    tree = ast.parse((ROOT / "__main__.py").read_text())
    branches = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.FunctionDef, ast.Lambda, ast.comprehension)
    assert [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, branches)] == []
