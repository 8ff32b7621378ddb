"""The Python language host, run by the real engine on small programs of its own."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import TextIO

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import language_pb2 as proto
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeStub

from engine.language_host.runtime import SHOWN_TO_THE_USER
from settings.refusal import REPORTED

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".local" / "engine" / "bin"

PROGRAM = """
import sys

import pulumi
from pulumi import dynamic
from pulumi.runtime.config import is_config_secret


class Echo(dynamic.ResourceProvider):
    def create(self, props):
        return dynamic.CreateResult("echo", {"said": props["said"]})


class Said(dynamic.Resource):
    said: pulumi.Output[str]

    def __init__(self, name, said, opts):
        super().__init__(Echo(), name, {"said": said}, opts)


class Group(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("test:index:Group", name)
        self.said = Said(name, config.require("word"), pulumi.ResourceOptions(parent=self)).said
        self.register_outputs({})


config = pulumi.Config()
for line in range(20):
    print(f"line {line:02}")
print("a warning", file=sys.stderr)
pulumi.export("said", Group("group").said)
pulumi.export("password", config.require_secret("password"))
pulumi.export("secret keys", [key for key in ("talk:password", "talk:word") if is_config_secret(key)])
pulumi.export("stack", f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}")
"""

POLICY = """
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy


def no_shouting(args, report):
    if args.props.get("said", "").isupper():
        report("said must not be in capitals")


PolicyPack("manners", policies=[
    ResourceValidationPolicy("no-shouting", "Be quiet.", no_shouting, EnforcementLevel.MANDATORY)
])
"""


class Workshop:
    """A private Pulumi home and backend, and projects in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "state").mkdir()
        self.environ = {
            "HOME": str(folder),
            "PATH": f"{BIN}:{Path(sys.executable).parent}:/usr/bin:/bin",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "x",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "UV_OFFLINE": "true",
        }

    def project(self, name: str, program: str, *, main: str = "__main__.py", kind: str = "Pulumi", **options) -> Path:
        """A project's folder, with a stack `dev` when it isn't a policy pack."""
        folder = self.folder / name
        (folder / main).parent.mkdir(parents=True)
        (folder / main).write_text(dedent(program))
        described = {"name": name, "runtime": {"name": "python", "options": options}}
        if main != "__main__.py":
            described["main"] = main
        (folder / f"{kind}.yaml").write_text(json.dumps(described))
        if kind == "Pulumi":
            self.pulumi(folder, "stack", "init", "dev")
        return folder

    def pulumi(self, cwd: Path, *args: str, fails: bool = False) -> str:
        """What a command writes, both streams; it must end well, or badly."""
        done = subprocess.run(
            [BIN / "pulumi", *args, "--non-interactive", "--color=never"],
            cwd=cwd,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert (done.returncode != 0) == fails, done.stdout
        return done.stdout


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def project(workshop: Workshop) -> Path:
    """A stack of PROGRAM with its config, not yet up."""
    folder = workshop.project("talk", PROGRAM, virtualenv=sys.prefix)
    workshop.pulumi(folder, "config", "set", "word", "hello")
    workshop.pulumi(folder, "config", "set", "--secret", "password", "sesame")
    return folder


@pytest.fixture
def host() -> Iterator[subprocess.Popen[str]]:
    """A host without an engine; its first line is its port."""
    process = subprocess.Popen(
        [BIN / "pulumi-language-python", "127.0.0.1:1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_a_program_goes_up_stays_and_goes_away(workshop: Workshop, project: Path) -> None:
    assert "+ 3 to create" in workshop.pulumi(project, "preview")
    assert "+ 3 created" in workshop.pulumi(project, "up", "--yes", "--skip-preview")
    assert "3 unchanged" in workshop.pulumi(project, "up", "--yes", "--skip-preview")
    assert json.loads(workshop.pulumi(project, "stack", "output", "--json")) == {
        "said": "hello",
        "password": "[secret]",
        "secret keys": ["talk:password"],
        "stack": "organization/talk/dev",
    }
    assert "- 3 deleted" in workshop.pulumi(project, "destroy", "--yes", "--skip-preview")


def test_output_arrives_complete_in_order_and_without_complaints(workshop: Workshop, project: Path) -> None:
    shown = workshop.pulumi(project, "preview")
    printed = [line.strip() for line in shown.partition("Diagnostics:")[2].splitlines()]
    assert [line for line in printed if line.startswith("line ")] == [f"line {line:02}" for line in range(20)]
    assert "a warning" in printed
    assert "warning:" not in shown


def test_a_policy_pack_stops_a_preview_and_lets_its_twin_through(workshop: Workshop, project: Path) -> None:
    pack = workshop.project("manners", POLICY, kind="PulumiPolicy", virtualenv=sys.prefix)
    assert "said must not" not in workshop.pulumi(project, "preview", "--policy-pack", str(pack))
    workshop.pulumi(project, "config", "set", "word", "HELLO")
    try:
        shown = workshop.pulumi(project, "preview", "--policy-pack", str(pack), fails=True)
    finally:
        workshop.pulumi(project, "config", "set", "word", "hello")
    assert "said must not be in capitals" in shown


def test_an_exception_is_shown_once_with_the_users_own_traceback(workshop: Workshop) -> None:
    program = """
    def deep():
        raise RuntimeError("no such thing")

    deep()
    """
    shown = workshop.pulumi(workshop.project("raises", program, virtualenv=sys.prefix), "preview", fails=True)
    assert shown.count("Traceback") == shown.count("RuntimeError: no such thing") == 1
    assert "in deep" in shown
    assert "pulumi-language-python-exec" not in shown
    assert shown.partition("Diagnostics:")[2].count("error:") == 1


def test_an_exit_code_of_the_program_is_reported(workshop: Workshop) -> None:
    folder = workshop.project("exits", "raise SystemExit(7)", virtualenv=sys.prefix)
    assert "Program exited with non-zero exit code: 7" in workshop.pulumi(folder, "preview", fails=True)


def test_the_code_of_a_mistake_that_was_shown_is_that_of_pulumis_own_script() -> None:
    """The program's settings end with it, and the language host knows it."""
    script = (BIN / "pulumi-language-python-exec").read_text()
    (code,) = re.findall(r"SHOWING_USER_ACTIONABLE_MESSAGE_CODE = (\d+)", script)
    assert int(code) == REPORTED == SHOWN_TO_THE_USER


def test_main_names_the_entry_point_and_the_ambient_python_runs_it(workshop: Workshop) -> None:
    program = "import sys, pulumi; pulumi.export('prefix', sys.prefix)"
    folder = workshop.project("elsewhere", program, main="infra/app.py")
    assert sys.prefix in workshop.pulumi(folder, "preview")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"virtualenv": "nowhere"}, "nowhere doesn't exist"),
        ({"virtualenv": "."}, "is not a virtual environment"),
        ({"toolchain": "conda"}, "'conda'; it can be 'pip', 'uv' or 'poetry'"),
        ({"toolchain": "poetry"}, "there is no poetry on PATH"),
    ],
)
def test_an_option_that_cannot_work_is_explained(workshop: Workshop, options: dict, said: str) -> None:
    name = f"bad-{abs(hash(said))}"
    shown = workshop.pulumi(workshop.project(name, "", **options), "preview", fails=True)
    assert said in shown
    assert "Traceback" not in shown


def test_about_names_the_python_and_the_plugins(workshop: Workshop, project: Path) -> None:
    about = json.loads(workshop.pulumi(project, "about", "--json"))
    assert about["runtime"]["language"] == "python"
    assert about["runtime"]["executable"].startswith(sys.prefix)
    assert about["runtime"]["version"] == "{}.{}.{}".format(*sys.version_info)
    assert about["runtime"]["toolchain"] == "pip"
    assert {"name": "aws", "version": "7.51.1", "kind": "resource"}.items() <= _one(about["plugins"], "aws").items()
    assert _one(about["dependencies"], "pulumi-aws")["version"] == "7.51.1"


@pytest.mark.parametrize("toolchain", ["pip", "uv"])
def test_install_makes_the_virtual_environment_and_fills_it(workshop: Workshop, toolchain: str) -> None:
    folder = workshop.project(f"installs-{toolchain}", "", virtualenv="env", toolchain=toolchain)
    with zipfile.ZipFile(folder / "nugget-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nugget.py", "GOLD = 79")
        wheel.writestr("nugget-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: nugget\nVersion: 1.0\n")
        wheel.writestr("nugget-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("nugget-1.0.dist-info/RECORD", "")
    (folder / "requirements.txt").write_text("./nugget-1.0-py3-none-any.whl\n")
    assert "Installing requirements.txt" in workshop.pulumi(folder, "install")
    asked = [folder / "env" / "bin" / "python", "-c", "import nugget; print(nugget.GOLD)"]
    assert subprocess.check_output(asked, text=True) == "79\n"


def test_an_installer_that_fails_fails_the_install(workshop: Workshop) -> None:
    folder = workshop.project("uninstallable", "", virtualenv="env", toolchain="uv")
    (folder / "requirements.txt").write_text("./missing-1.0-py3-none-any.whl\n")
    shown = workshop.pulumi(folder, "install", fails=True)
    assert "missing-1.0" in shown
    assert "ended with exit code" in shown


def test_a_program_ends_with_a_killed_engine(workshop: Workshop) -> None:
    program = """
    import threading

    alive = open("alive", "w")
    print("started", file=alive, flush=True)
    threading.Event().wait()
    """
    folder = workshop.project("waits", program, virtualenv=sys.prefix)
    os.mkfifo(folder / "alive")
    engine = subprocess.Popen(
        [BIN / "pulumi", "preview", "--non-interactive"],
        cwd=folder,
        env=workshop.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with (folder / "alive").open() as alive:
        assert alive.readline() == "started\n"
        engine.kill()
        engine.wait()
        assert _has_ended(alive)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_host_ends_quietly_on_a_signal(host: subprocess.Popen[str], number: signal.Signals) -> None:
    assert host.stdout is not None
    assert host.stdout.readline().strip().isdigit()
    host.send_signal(number)
    assert host.wait(timeout=60) == 0
    assert host.communicate()[1] == ""


def test_the_host_ends_quietly_with_its_input(host: subprocess.Popen[str]) -> None:
    assert host.stdout is not None
    assert host.stdout.readline().strip().isdigit()
    rest, complaints = host.communicate(timeout=60)
    assert (host.returncode, rest, complaints) == (0, "", "")


def test_a_plugin_streams_what_it_writes_then_its_exit_code(host: subprocess.Popen[str], tmp_path: Path) -> None:
    (tmp_path / "__main__.py").write_text(
        "import os, sys; print(sys.argv[1], os.environ['TONE']); print('oh', file=sys.stderr); sys.exit(3)"
    )
    answers = list(_run_plugin(host, tmp_path, env=["TONE=low=er"]))
    assert b"".join(answer.stdout for answer in answers) == b"address low=er\n"
    assert b"".join(answer.stderr for answer in answers) == b"oh\n"
    assert answers[-1].exitcode == 3


def test_a_plugin_ends_when_the_engine_cancels_its_call(host: subprocess.Popen[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "alive")
    (tmp_path / "__main__.py").write_text(
        "import signal; alive = open('alive', 'w'); print('on', file=alive, flush=True); signal.pause()"
    )
    call = _run_plugin(host, tmp_path)
    with (tmp_path / "alive").open() as alive:
        assert alive.readline() == "on\n"
        call.cancel()
        assert _has_ended(alive)


def _run_plugin(host: subprocess.Popen[str], folder: Path, env: list[str] | None = None):
    """The stream of answers to RunPlugin for the plugin in `folder`."""
    assert host.stdout is not None
    channel = grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}")
    options = Struct()
    options.update({"virtualenv": sys.prefix})
    info = proto.ProgramInfo(
        root_directory=str(folder), program_directory=str(folder), entry_point=".", options=options
    )
    return LanguageRuntimeStub(channel).RunPlugin(
        proto.RunPluginRequest(pwd=str(folder), args=["address"], env=env or [], info=info, kind="resource")
    )


def _has_ended(alive: TextIO) -> bool:
    """Whether the only writer of the named pipe `alive` ends within a minute."""
    ready, _, _ = select.select([alive], [], [], 60)
    return bool(ready) and alive.read() == ""


def _one(entries: list[dict], name: str) -> dict:
    return next(entry for entry in entries if entry["name"] == name)
