"""The components as a package that other programs install, by `pip wheel .` with no network."""

import json
import sys
from pathlib import Path

import pytest

from tests.library import install, run
from tests.workspace import ROOT

PROGRAM = """
import json
from pathlib import Path

import pulumi
from pulumi.runtime import mocks

declared = []


class Mocks(mocks.Mocks):
    def new_resource(self, args):
        declared.append(args.typ)
        return args.name, args.inputs

    def call(self, args):
        raise NotImplementedError(args.token)


mocks.set_mocks(Mocks(), preview=False)

import components
from components.hook_function import code
from components.network import Network, NetworkArgs
from model.instance_types import instance_types

Path("check.py").write_text("")


@pulumi.runtime.test
def program():
    network = Network(
        "shop",
        NetworkArgs(
            cidr="10.1.0.0/16",
            zones=("us-east-1a", "us-east-1b"),
            nat_gateways=1,
            endpoints=(),
            region="us-east-1",
            tags={"Team": "shop"},
        ),
    )
    return network.vpc_id


program()
print(
    json.dumps(
        {
            "from": components.__file__,
            "declared": declared,
            "instance types": len(instance_types()),
            "code": {path: Path(asset.path).resolve().is_file() for path, asset in code("check.py").assets.items()},
        }
    )
)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the package is, and nothing else."""
    return install(tmp_path_factory.mktemp("library"))


def files(folder: Path) -> set[str]:
    """All but what Python makes of them."""
    found = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(folder).as_posix() for file in found}


def test_the_package_has_every_module_and_table_of_the_components(installed: Path) -> None:
    assert {file.name for file in installed.iterdir() if ".dist-info" not in file.name} == {"components", "model"}
    assert files(installed / "model") == files(ROOT / "model")
    hooks = {f"app/hooks/{name}" for name in files(ROOT / "app" / "hooks")}
    assert files(installed / "components") >= files(ROOT / "components") | hooks
    assert "py.typed" in files(installed / "components") & files(installed / "model")


def test_it_needs_pulumi_and_its_aws_alone(installed: Path) -> None:
    (about,) = installed.glob("*.dist-info/METADATA")
    needed = [line for line in about.read_text().splitlines() if line.startswith("Requires-Dist: ")]
    assert {line.split()[1].partition("<")[0] for line in needed} == {"pulumi", "pulumi-aws"}


def test_another_program_runs_with_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    said = json.loads(run(sys.executable, "program.py", cwd=tmp_path, PYTHONPATH=str(installed)))
    assert Path(said["from"]).is_relative_to(installed)
    assert "bluegreen:index:Network" in said["declared"]
    assert said["declared"].count("aws:ec2/subnet:Subnet") == 4
    assert said["instance types"] > 100
    assert {"check.py", "app/__init__.py", "app/hooks/handler.py"} <= said["code"].keys()
    assert all(said["code"].values()), said["code"]
