"""Get a Pulumi engine onto this machine: `python engine/install.py --into DIR --venv-python PATH`.

Three ways, the first that works: a recent enough `pulumi` on PATH that has its Python language host; the official
installer; a build from Go modules, with the language host for Python of this repository and Pulumi's own for YAML. All
of it is written below DIR, nothing elsewhere but Go's own caches. Afterwards DIR/bin/pulumi runs, and DIR/engine.json
says how it was got.

Needs nothing but the standard library: it may run before the virtual environment has anything in it.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

OLDEST = (3, 249)
"""The oldest engine that the program and the policy pack are tried with."""

SDK = "github.com/pulumi/pulumi/sdk/v3"


@dataclass(frozen=True)
class Build:
    """One command, and the folder whose go.mod says of which version it and all that it needs are."""

    folder: Path
    module: str
    """What holds the command, and whose version is the command's."""
    command: str
    """The command's package within the module; its last part is the command's name."""
    stamp: str
    """The variable that the command takes its version from."""

    @property
    def version(self) -> str:
        """The version of the module that go.mod requires, such as 3.276.0."""
        found = re.search(rf"{re.escape(self.module)} v(\S+)", (self.folder / "go.mod").read_text())
        assert found is not None
        return found.group(1)


ENGINE = Build(HERE, "github.com/pulumi/pulumi/pkg/v3", "cmd/pulumi", f"{SDK}/go/common/version.Version")
# A folder of its own: it doesn't compile with the engine's version of pkg.
YAML = Build(
    HERE / "yaml",
    "github.com/pulumi/pulumi-yaml",
    "cmd/pulumi-language-yaml",
    "github.com/pulumi/pulumi-yaml/pkg/version.Version",
)
BUILDS = (ENGINE, YAML)
SCRIPTS = ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python")
"""The parts of the official language host that the sdk module carries: one runs a program, one a dynamic resource."""

INSTALLER_URL = "https://get.pulumi.com/"
REACH_SECONDS = 4
PROGRESS_SECONDS = 10


class Unavailable(Exception):
    """One way gives no engine here; the text says why."""


def main(argv: list[str] | None = None) -> int:
    """Install, or find that it is done already. 0: DIR/bin/pulumi is there. 1: it isn't, and why is on stderr."""
    parser = argparse.ArgumentParser(description="Get a Pulumi engine into a folder.")
    parser.add_argument("--into", metavar="DIR", type=Path, required=True, help="the engine becomes DIR/bin/pulumi")
    parser.add_argument(
        "--venv-python", metavar="PATH", type=Path, required=True, help="a Python that has the package pulumi"
    )
    args = parser.parse_args(argv)
    into = args.into.absolute()
    try:
        into.mkdir(parents=True, exist_ok=True)
        with _alone(into):
            install(into, args.venv_python.absolute())
    except (Unavailable, OSError) as error:
        reason = str(error) if isinstance(error, Unavailable) else f"cannot put an engine into {into}: {error}"
        print(f"error: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; nothing half-done is left. Run it again to start over.", file=sys.stderr)
        return 130
    return 0


def install(into: Path, venv_python: Path) -> None:
    """Put an engine into `into`, unless the one that go.mod asks for is there; `Unavailable` when no way works."""
    wanted = hashlib.sha256()
    for build in BUILDS:
        wanted.update((build.folder / "go.mod").read_bytes() + (build.folder / "go.sum").read_bytes())
    record = into / "engine.json"
    known = json.loads(record.read_text()) if record.exists() else {}
    # An engine on PATH is looked at anew each time: its owner may have changed or removed it.
    if known.get("wanted") != wanted.hexdigest() or known["way"] == "path" or not _complete(into / "bin"):
        record.unlink(missing_ok=True)
        known = _get(into) | {"wanted": wanted.hexdigest()}
        fresh = record.with_suffix(".new")
        fresh.write_text(json.dumps(known, indent=2) + "\n")
        fresh.rename(record)
    if known["way"] == "build":
        _write_launcher(into / "bin", venv_python)  # each time, as the virtual environment may have moved
    print(f"Pulumi {known['version']} is ready in {into / 'bin'} ({known['from']}).")


def from_path(folder: Path) -> dict[str, str]:
    """Link to the `pulumi` on PATH, when it is recent enough and has the official Python language host."""
    bin_of_ours = folder.parent.parent / "bin"
    elsewhere = [entry for entry in os.get_exec_path() if Path(entry).absolute() != bin_of_ours]
    pulumi = shutil.which("pulumi", path=os.pathsep.join(elsewhere))
    if pulumi is None:
        raise Unavailable("There is no pulumi on PATH.")
    version = _version(Path(pulumi))
    if _numbers(version)[:2] < OLDEST:
        raise Unavailable(f"{pulumi} is version {version}; {_dotted(OLDEST)} or newer is needed.")
    beside = str(Path(pulumi).resolve().parent)
    host = shutil.which("pulumi-language-python", path=os.pathsep.join([beside, *elsewhere]))
    if host is None or b"language_host" in Path(host).read_bytes()[:1000]:
        raise Unavailable(f"{pulumi} ({version}) has no official pulumi-language-python beside it or on PATH.")
    (folder / "pulumi").symlink_to(pulumi)
    return {"way": "path", "version": version, "from": f"the one on PATH, {pulumi}"}


def from_installer(folder: Path) -> dict[str, str]:
    """Run the official installer, with options that leave the home folder and the shell's files alone."""
    script = _fetch(INSTALLER_URL)
    if script is None:
        raise Unavailable(f"{INSTALLER_URL} is not in reach (tried for {REACH_SECONDS} seconds).")
    version = ENGINE.version
    print(f"Running the official installer for Pulumi {version}.", flush=True)
    root = folder.parent
    (root / "install.sh").write_bytes(script)
    done = subprocess.run(
        ["sh", root / "install.sh", "--version", version, "--install-root", root, "--no-edit-path"],
        env=os.environ | {"HOME": str(root)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0 or not _complete(folder):
        raise Unavailable(f"The official installer failed:\n{_tail(done.stdout + done.stderr)}")
    return {"way": "installer", "version": version, "from": "from the official installer"}


def from_go_modules(folder: Path) -> dict[str, str]:
    """Build the engine and the language host for YAML, and copy Pulumi's Python scripts beside them."""
    _check_go()
    print(f"Building Pulumi {ENGINE.version} from Go modules: about 6 minutes on 2 cores, this once.", flush=True)
    for build in BUILDS:
        _build(build, folder)
    sdk = subprocess.run(["go", "list", "-m", "-f", "{{.Dir}}", SDK], **_go(HERE), capture_output=True, text=True)
    if sdk.returncode != 0:
        raise Unavailable(f"Go does not report where it keeps {SDK}:\n{_tail(sdk.stderr)}")
    for script in SCRIPTS:
        target = folder / Path(script).name
        shutil.copyfile(Path(sdk.stdout.strip(), script), target)
        target.chmod(0o755)
    return {"way": "build", "version": ENGINE.version, "from": "built from Go modules"}


WAYS = (from_path, from_installer, from_go_modules)


def _get(into: Path) -> dict[str, str]:
    """Try each way in a folder of its own; what the first good one made becomes `into`/bin in one step."""
    for leftover in into.glob("new-*"):  # of a run that was killed
        shutil.rmtree(leftover)
    for way in WAYS:
        with tempfile.TemporaryDirectory(prefix="new-", dir=into) as stage:
            made = Path(stage, "bin")
            made.mkdir()
            try:
                got = way(made)
            except Unavailable as why:
                print(why, flush=True)
                continue
            shutil.rmtree(into / "bin", ignore_errors=True)
            made.rename(into / "bin")
            return got
    raise Unavailable(
        f"no Pulumi engine. Any one of these gives one; then run this again: put pulumi {_dotted(OLDEST)} or newer on "
        "PATH (https://www.pulumi.com/docs/install/);\n"
        f"let this machine reach {INSTALLER_URL}; put Go {_dotted(_go_needed())} or newer on PATH (https://go.dev/dl/) "
        "and let it reach a Go module proxy."
    )


def _complete(folder: Path) -> bool:
    """Whether `folder` has the commands and scripts that both the official release and our build bring."""
    names = (Path(part).name for part in (*(build.command for build in BUILDS), *SCRIPTS))
    return all(os.access(folder / name, os.X_OK) for name in names)


def _write_launcher(folder: Path, venv_python: Path) -> None:
    """Write `pulumi-language-python`, which the engine looks for beside itself."""
    # -I: neither PYTHONPATH nor the program's own folder can put another module in the host's way.
    code = (
        f"import sys; sys.path.insert(0, {str(HERE.parent)!r}); "
        f"from engine.language_host import protocol, server; server.serve({str(folder)!r})"
    )
    launcher = folder / "pulumi-language-python"
    fresh = launcher.with_suffix(".new")
    fresh.write_text(f'#!/bin/sh\nexec {shlex.quote(str(venv_python))} -I -c {shlex.quote(code)} "$@"\n')
    fresh.chmod(0o755)
    fresh.rename(launcher)


def _version(pulumi: Path) -> str:
    """What `pulumi version` says, without its "v"."""
    try:
        done = subprocess.run(
            [pulumi, "version"],
            env=os.environ | {"PULUMI_SKIP_UPDATE_CHECK": "true"},
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{pulumi} does not run: {error}") from error
    found = re.search(r"v?(\d+\.\d+\S*)", done.stdout)
    if done.returncode != 0 or found is None:
        raise Unavailable(f"{pulumi} does not report its version: {_tail(done.stdout + done.stderr)}")
    return found.group(1)


def _fetch(url: str) -> bytes | None:
    """The page at `url`, or None when it isn't there in time; a name look-up that hangs is given up as well."""
    pages: list[bytes] = []

    def fetch() -> None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=REACH_SECONDS) as page:
            pages.append(page.read())

    fetcher = threading.Thread(target=fetch, daemon=True)
    fetcher.start()
    fetcher.join(REACH_SECONDS)
    return pages[0] if pages else None


def _check_go() -> None:
    """`Unavailable` when there is no Go, or when it is older than go.mod asks for and cannot fetch a newer one."""
    if shutil.which("go") is None:
        raise Unavailable("There is no Go on PATH to build Pulumi with.")
    # Run beside go.mod: a Go that may (GOTOOLCHAIN) fetches the version that go.mod asks for, and answers as that.
    done = subprocess.run(["go", "version"], **_go(HERE), capture_output=True, text=True)
    found = re.search(r"go(\d+\.\d+\S*)", done.stdout)
    if done.returncode != 0 or found is None:
        raise Unavailable(f"Go does not report its version:\n{_tail(done.stdout + done.stderr)}")
    if _numbers(found.group(1)) < _go_needed():
        raise Unavailable(
            f"Go {found.group(1)} is too old to build Pulumi; {_dotted(_go_needed())} or newer is needed."
        )


def _build(build: Build, into: Path) -> None:
    """Run `go build`, saying every few seconds how far it is; Go's own output is shown only when it fails."""
    # -v names each package as it is compiled: the only sign of progress that Go gives.
    flags = ["-v", "-mod=readonly", "-trimpath", "-ldflags", f"-s -w -X {build.stamp}=v{build.version}"]
    command = ["go", "build", *flags, "-o", into, f"{build.module}/{build.command}"]
    started = time.monotonic()
    lines: list[str] = []
    with subprocess.Popen(
        command,
        **_go(build.folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as go:
        assert go.stdout is not None
        reader = threading.Thread(target=lines.extend, args=(go.stdout,), daemon=True)
        reader.start()
        try:
            while reader.is_alive():
                reader.join(PROGRESS_SECONDS)
                if reader.is_alive():
                    minutes, seconds = divmod(round(time.monotonic() - started), 60)
                    print(f"  {minutes}:{seconds:02}  {_progress(lines)}", flush=True)
            code = go.wait()
        except BaseException:
            go.terminate()
            raise
    if code != 0:
        raise Unavailable(f"go build failed:\n{_tail(''.join(lines))}")


def _progress(lines: list[str]) -> str:
    """What `go build -v` is at: downloads come first, then packages, then nothing while it links."""
    fetched = sum(line.startswith("go: downloading") for line in lines)
    compiled = len(lines) - fetched
    if compiled == 0:
        return f"{fetched} modules downloaded" if fetched else "looking at the modules"
    return f"{compiled} packages compiled, last {lines[-1].strip()}"


def _go(folder: Path) -> dict:
    """How every `go` command is run: beside a go.mod of ours, whatever workspace lies above it."""
    return {"cwd": folder, "env": os.environ | {"GOWORK": "off"}}


def _go_needed() -> tuple[int, ...]:
    """The oldest Go that can build all of it: the `go` line of the engine's go.mod."""
    found = re.search(r"^go (\S+)$", (ENGINE.folder / "go.mod").read_text(), re.MULTILINE)
    assert found is not None
    return _numbers(found.group(1))


def _numbers(version: str) -> tuple[int, ...]:
    """3.250.0-alpha -> (3, 250, 0)."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _tail(output: str) -> str:
    """The end of a tool's output: where it says what went wrong."""
    return "\n".join(output.strip().splitlines()[-12:])


@contextlib.contextmanager
def _alone(into: Path) -> Iterator[None]:
    """One installation into a folder at a time; the next waits for it, and then finds the engine there."""
    with (into / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another installation is under way; waiting for it.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: clean up, then end
    sys.exit(main())
