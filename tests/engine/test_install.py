"""Getting an engine: each way, in order, on a machine with nothing but what the test puts on PATH. No network."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from engine import install

SCRIPTS = ("pulumi-language-python-exec", "pulumi-resource-pulumi-python")
VENV_PYTHON = "/somewhere/my venv/bin/python"

GO = f"""#!{sys.executable}
import sys, pathlib
match sys.argv[1]:
    case "version":
        print("go version go1.99.1 linux/amd64")
    case "build":
        print("go: downloading example.com/module v1.0.0")
        print("example.com/module")
        made = pathlib.Path(sys.argv[sys.argv.index("-o") + 1], sys.argv[-1].rpartition("/")[2])
        made.write_text("#!/bin/sh")
        made.chmod(0o755)
    case "list":
        print("SDK")
"""

INSTALLER = """
while [ "$1" != --install-root ]; do shift; done
for name in pulumi pulumi-language-yaml pulumi-language-python pulumi-language-python-exec \\
    pulumi-resource-pulumi-python; do
    : > "$2/bin/$name"
    CHMOD 755 "$2/bin/$name"
done
: > "$HOME/profile"
"""


class Machine:
    """A PATH, a home and a folder to install into."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.path, self.home, self.into = folder / "path", folder / "home", folder / "engine"
        self.path.mkdir()
        self.home.mkdir()
        self._sdk = folder / "sdk"
        for script in install.SCRIPTS:
            (self._sdk / script).parent.mkdir(parents=True)
            (self._sdk / script).write_text("#!/bin/sh")
        self._capture = capture

    def put(self, name: str, text: str) -> Path:
        """An executable on PATH."""
        file = self.path / name
        file.write_text(text)
        file.chmod(0o755)
        return file

    def put_go(self, text: str = GO) -> Path:
        return self.put("go", text.replace("SDK", str(self._sdk)))

    def put_pulumi(self, version: str, *, host: bool = True) -> Path:
        if host:
            self.put("pulumi-language-python", "\x7fELF")
        return self.put("pulumi", f"#!/bin/sh\necho v{version}\n")

    def install(self) -> tuple[int, str]:
        """The exit code and all that was written."""
        code = install.main(["--into", str(self.into), "--venv-python", VENV_PYTHON])
        written = self._capture.readouterr()
        return code, written.out + written.err

    def way(self) -> str:
        return json.loads((self.into / "engine.json").read_text())["way"]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Machine]:
    """A bare machine; whatever a test does there, its home stays empty and no stage is left."""
    made = Machine(tmp_path, capsys)
    monkeypatch.setenv("PATH", str(made.path))
    monkeypatch.setenv("HOME", str(made.home))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(install, "INSTALLER_URL", "http://127.0.0.1:1/")  # nothing listens there
    yield made
    assert list(made.home.iterdir()) == []
    assert list(made.into.glob("new-*")) == []


@pytest.fixture
def installer(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Serve a script as the official installer."""
    script = b""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(script)

        def log_message(self, format: str, *args: object) -> None:
            pass

    def serve(text: str) -> None:
        nonlocal script
        script = text.replace("CHMOD", str(shutil.which("chmod", path="/bin:/usr/bin"))).encode()

    (machine.path / "sh").symlink_to("/bin/sh")
    with HTTPServer(("127.0.0.1", 0), Site) as site:
        monkeypatch.setattr(install, "INSTALLER_URL", f"http://127.0.0.1:{site.server_port}/")
        server = threading.Thread(target=site.serve_forever, args=(0.01,))
        server.start()
        yield serve
        site.shutdown()
        server.join()


def test_a_recent_pulumi_on_path_is_linked_to(machine: Machine) -> None:
    pulumi = machine.put_pulumi("3.249.0")
    machine.put_go()
    code, said = machine.install()
    assert (code, machine.way()) == (0, "path")
    assert (machine.into / "bin" / "pulumi").resolve() == pulumi
    assert said == f"Pulumi 3.249.0 is ready in {machine.into / 'bin'} (the one on PATH, {pulumi}).\n"


def test_an_old_pulumi_is_named_and_passed_over(machine: Machine) -> None:
    pulumi = machine.put_pulumi("3.248.9")
    machine.put_go()
    code, said = machine.install()
    assert (code, machine.way()) == (0, "build")
    assert f"{pulumi} is version 3.248.9; 3.249 or newer is needed." in said


def test_a_pulumi_without_its_language_host_is_passed_over(machine: Machine) -> None:
    machine.put_pulumi("3.260.0", host=False)
    machine.put_go()
    assert "no official pulumi-language-python" in machine.install()[1]
    assert machine.way() == "build"


def test_our_own_language_host_is_not_taken_for_the_official_one(machine: Machine) -> None:
    machine.put_go()
    machine.install()
    machine.put_pulumi("3.260.0")
    shutil.copy(machine.into / "bin" / "pulumi-language-python", machine.path)
    shutil.rmtree(machine.into)
    machine.install()
    assert machine.way() == "build"


def test_a_pulumi_that_does_not_run_is_passed_over(machine: Machine) -> None:
    machine.put("pulumi", "#!/bin/sh\necho broken library >&2\nexit 1\n")
    machine.put_go()
    code, said = machine.install()
    assert (code, machine.way()) == (0, "build")
    assert "does not report its version: broken library" in said


def test_a_pulumi_that_has_left_path_is_replaced(machine: Machine) -> None:
    pulumi = machine.put_pulumi("3.260.0")
    machine.install()
    pulumi.unlink()
    machine.put_go()
    assert machine.install()[0] == 0
    assert machine.way() == "build"


def test_the_official_installer_comes_before_a_build(machine: Machine, installer: Callable[[str], None]) -> None:
    installer(INSTALLER)
    machine.put_go()
    assert machine.install()[0] == 0
    assert machine.way() == "installer"
    assert (machine.into / "bin" / "pulumi-language-python").read_text() == ""


def test_an_installer_that_fails_is_passed_over(machine: Machine, installer: Callable[[str], None]) -> None:
    installer("echo no such release >&2; exit 1")
    machine.put_go()
    code, said = machine.install()
    assert (code, machine.way()) == (0, "build")
    assert "The official installer failed:\nno such release" in said


def test_a_build_brings_the_engine_its_scripts_and_both_language_hosts(machine: Machine) -> None:
    machine.put_go()
    code, said = machine.install()
    assert code == 0
    assert "about 6 minutes" in said
    assert "go: downloading" not in said
    files = {file.name: file.read_text() for file in (machine.into / "bin").iterdir()}
    assert sorted(files) == sorted(["pulumi", "pulumi-language-python", "pulumi-language-yaml", *SCRIPTS])
    assert f"exec '{VENV_PYTHON}' -I" in files["pulumi-language-python"]


def test_a_build_says_how_far_it_is(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.put_go()
    monkeypatch.setattr(install, "PROGRESS_SECONDS", 0.001)
    assert "  0:00  looking at the modules\n" in machine.install()[1]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "looking at the modules"),
        (["go: downloading a v1\n"], "1 modules downloaded"),
        (["go: downloading a v1\n", "a/b\n", "a/c\n"], "2 packages compiled, last a/c"),
    ],
)
def test_progress_tells_downloads_from_packages(lines: list[str], said: str) -> None:
    assert install._progress(lines) == said


def test_an_engine_that_is_there_takes_one_line_and_no_tool(machine: Machine) -> None:
    go = machine.put_go()
    machine.install()
    go.unlink()
    code, said = machine.install()
    assert code == 0
    assert said == f"Pulumi 3.276.0 is ready in {machine.into / 'bin'} (built from Go modules).\n"


@pytest.mark.parametrize(("build", "said"), [(install.ENGINE, "Pulumi 3.9999.0"), (install.YAML, "Pulumi 3.276.0")])
def test_a_changed_go_mod_builds_anew(
    build: install.Build, said: str, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.put_go()
    machine.install()
    changed = replace(build, folder=tmp_path)
    for name in ("go.mod", "go.sum"):
        shutil.copy(build.folder / name, tmp_path)
    text = (tmp_path / "go.mod").read_text()
    (tmp_path / "go.mod").write_text(text.replace(f"{build.module} v{build.version}", f"{build.module} v3.9999.0"))
    monkeypatch.setattr(install, "BUILDS", [changed if one is build else one for one in install.BUILDS])
    monkeypatch.setattr(install, "ENGINE", install.BUILDS[0])
    assert f"Building {said}" in machine.install()[1]


@pytest.mark.parametrize("part", ["pulumi", "pulumi-language-yaml", *SCRIPTS])
def test_a_damaged_engine_is_built_anew(part: str, machine: Machine) -> None:
    machine.put_go()
    machine.install()
    (machine.into / "bin" / part).unlink()
    assert "Building Pulumi" in machine.install()[1]


def test_what_a_killed_run_left_is_removed(machine: Machine) -> None:
    (machine.into / "new-left" / "bin").mkdir(parents=True)
    machine.put_go()
    assert machine.install()[0] == 0


def test_without_any_way_the_error_names_all_three(machine: Machine) -> None:
    code, said = machine.install()
    assert code == 1
    reasons, _, error = said.partition("error: ")
    assert reasons.splitlines() == [
        "There is no pulumi on PATH.",
        "http://127.0.0.1:1/ is not in reach (tried for 4 seconds).",
        "There is no Go on PATH to build Pulumi with.",
    ]
    for word in ("pulumi 3.249 or newer", "let this machine reach", "Go 1.26.6 or newer"):
        assert word in error
    assert not (machine.into / "bin").exists()


@pytest.mark.parametrize(
    ("go", "said"),
    [
        (GO.replace("go1.99.1", "go1.26.5"), "Go 1.26.5 is too old to build Pulumi; 1.26.6 or newer is needed."),
        ("#!/bin/sh\necho cannot download go1.26.6 >&2\nexit 1\n", "cannot download go1.26.6"),
        (GO.replace('print("example.com/module")', 'sys.exit("no space left on device")'), "no space left on device"),
    ],
    ids=["too old", "no newer one to be had", "the build fails"],
)
def test_what_go_cannot_do_is_said_and_leaves_nothing(machine: Machine, go: str, said: str) -> None:
    machine.put_go(go)
    code, written = machine.install()
    assert code == 1
    assert said in written
    assert not (machine.into / "bin").exists()


def test_an_interrupted_build_leaves_nothing(machine: Machine) -> None:
    machine.put_go(
        GO.replace('print("example.com/module")', "import os, signal; os.kill(os.getppid(), 15); signal.pause()")
    )
    done = subprocess.run(
        [sys.executable, install.__file__, "--into", machine.into, "--venv-python", VENV_PYTHON],
        env={"PATH": str(machine.path), "https_proxy": "http://127.0.0.1:1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 130
    assert done.stderr == "Interrupted; nothing half-done is left. Run it again to start over.\n"
    assert [file.name for file in machine.into.iterdir()] == ["lock"]


def test_a_folder_that_cannot_be_made_is_named(machine: Machine) -> None:
    machine.into.write_text("a file")
    code, said = machine.install()
    assert code == 1
    assert said.startswith(f"error: cannot put an engine into {machine.into}: ")
    assert len(said.splitlines()) == 1
