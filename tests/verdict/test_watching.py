"""`python -m verdict --watch`, as somebody has it open beside their editor."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.checkout import LEFT_OUT
from verdict import sources
from verdict.sources import ROOT

PATIENCE_SECONDS = 120
RULE = "termination-wait-bounded"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this one to change."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    return copy


class Watch:
    """The running command. Whatever it prints is read up to the end of a verdict, so nobody waits for a time."""

    def __init__(self, checkout: Path) -> None:
        self._folder = checkout
        self._saved_ns = 1_800_000_000 * 10**9
        self.process = subprocess.Popen(
            [sys.executable, "-m", "verdict", "--watch", "dev"],
            cwd=checkout,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def verdict(self) -> str:
        """What it says until it waits for the next change."""
        said: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            said.append(line)
            if "waiting for the next change" in line:
                return "".join(said)
        raise AssertionError(f"it ended: {''.join(said)}")

    def save(self, file: str, old: str, new: str) -> str:
        """Saves the file with `old` replaced, the way editors do and all in one second; what it says then."""
        path = self._folder / file
        text = path.read_text()
        assert old in text, f"{old!r} is not in {file}"
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_text(text.replace(old, new))
        self._saved_ns += 1
        os.utime(fresh, ns=(self._saved_ns, self._saved_ns))
        fresh.replace(path)
        return self.verdict()


@pytest.fixture
def watch(checkout: Path) -> Iterator[Watch]:
    watch = Watch(checkout)
    hung = threading.Timer(PATIENCE_SECONDS, watch.process.kill)
    with watch.process:
        hung.start()
        yield watch
        hung.cancel()
        watch.process.kill()


def test_each_save_is_judged_and_nothing_stays_as_it_was(watch: Watch, checkout: Path) -> None:
    assert "dev: 0 mandatory" in watch.verdict()

    said = watch.save("Pulumi.dev.yaml", "terminationWaitMinutes: 5", "terminationWaitMinutes: 1440")
    assert "Pulumi.dev.yaml changed" in said
    assert RULE in said
    assert "1440 minutes" in said
    assert "dev: 1 mandatory" in said

    # The second time of the same size: to Python's cache of compiled files, which knows seconds, it is the same.
    rule = f"policy/rules/codedeploy/{RULE.replace('-', '_')}.py"
    assert "dev: 0 mandatory" in watch.save(rule, "default=60", "default=1440")
    assert "dev: 1 mandatory" in watch.save(rule, "default=1440", "default=1439")

    said = watch.save("policy/pack.py", "import", "imp ort")
    assert "SyntaxError" in said
    assert "pack.py" in said
    assert "dev: 1 mandatory" in watch.save("policy/pack.py", "imp ort", "import")

    said = watch.save("verdict/watching.py", "the next change", "the next change")
    assert "starting over" in said
    assert "dev: 1 mandatory" in said

    (checkout / "Pulumi.qa.yaml").write_text("")
    assert "Pulumi.qa.yaml changed" in watch.verdict()


def test_a_link_that_leads_nowhere_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "Pulumi.dev.yaml").touch()
    (tmp_path / ".#settings.py").symlink_to("somebody@machine.1234")  # as Emacs marks what it edits
    assert list(sources.seen([])) == [tmp_path / "Pulumi.dev.yaml"]


def test_ctrl_c_ends_it_quietly(watch: Watch) -> None:
    watch.verdict()
    os.kill(watch.process.pid, signal.SIGINT)
    rest, _ = watch.process.communicate()
    assert (watch.process.returncode, rest) == (0, "")
