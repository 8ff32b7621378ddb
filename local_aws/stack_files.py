"""Keeps our passphrase's salt out of a team's `Pulumi.<stack>.yaml`.

With a file backend the engine writes `encryptionsalt` into the stack file (seen with 3.250: at `stack init` and again
at `up`). Committed, it would make a team on Pulumi Cloud or KMS be asked for the local passphrase. So the salt
is inserted before a command and removed after it (after a killed command, before the next one), and kept in the home.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from local_aws.home import Home

# The keys by which a stack file says how its secrets are encrypted; all are one line at the top level.
_SECRETS = re.compile(r"^(?:encryptionsalt|encryptedkey|secretsprovider):.*\n?", re.MULTILINE)


@contextmanager
def salted(command: Sequence[str], cwd: Path, home: Home) -> Iterator[int | None]:
    """The stack files of the command's project have the local salt while the block runs.

    Yields the lock's file descriptor (None outside a Pulumi project). Several commands may hold it at once; the last
    one restores the files.
    """
    project = _project(command, cwd)
    if project is None:
        yield None
        return
    files = _StackFiles(project, home)
    lock = os.open(files.kept / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if _alone(lock):
            files.restore()  # what a killed command left
            files.insert_salts()
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield lock
        if _alone(lock):
            files.restore()
    finally:
        os.close(lock)


class _StackFiles:
    """The stack files of one project, with their salts and their contents before a command."""

    def __init__(self, project: Path, home: Home) -> None:
        self._folder = _stack_folder(project)
        self.kept = home.projects / hashlib.sha256(str(project).encode()).hexdigest()[:16]
        self._salts = self.kept / "salts"
        self._before = self.kept / "before"
        self._salts.mkdir(parents=True, exist_ok=True)

    def insert_salts(self) -> None:
        """Saves each file as it is, then replaces the team's own keys by the local salt."""
        unfinished = self.kept / "unfinished"
        unfinished.mkdir(exist_ok=True)
        for file in self._stack_files():
            (unfinished / file.name).write_bytes(file.read_bytes())
        unfinished.rename(self._before)  # from here on the next command repairs what a kill leaves
        for file in self._stack_files():
            salt = self._salts / file.name
            _write(file, _join(_SECRETS.sub("", file.read_text()), salt.read_text() if salt.exists() else ""))

    def restore(self) -> None:
        """Keeps the salts, and restores each file but for what the command itself set."""
        if not self._before.exists():
            return
        for file in self._stack_files():
            now = file.read_text()
            if salt := re.search(r"^encryptionsalt:.*\n?", now, re.MULTILINE):
                _write(self._salts / file.name, salt[0])
            without_keys = _SECRETS.sub("", now)
            saved = self._before / file.name
            if not saved.exists():
                if _meaning(without_keys):
                    _write(file, without_keys)
                else:
                    file.unlink()  # the engine made it for the salt alone
                continue
            was = saved.read_text()
            if _same(without_keys, _SECRETS.sub("", was)):
                _write(file, was)
            else:
                _write(file, _join(without_keys, "".join(_SECRETS.findall(was))))
        for saved in self._before.iterdir():
            saved.unlink()
        self._before.rmdir()

    def _stack_files(self) -> list[Path]:
        return sorted(file for suffix in ("yaml", "yml") for file in self._folder.glob(f"Pulumi.*.{suffix}"))


def _project(command: Sequence[str], cwd: Path) -> Path | None:
    """The folder with the `Pulumi.yaml` that the command will find; `-C DIR` and `--cwd DIR` move it."""
    for position, word in enumerate(command):
        if word in ("-C", "--cwd") and position + 1 < len(command):
            cwd = cwd / command[position + 1]
        elif word.startswith("--cwd="):
            cwd = cwd / word.removeprefix("--cwd=")
    cwd = cwd.resolve()
    for folder in (cwd, *cwd.parents):
        if (folder / "Pulumi.yaml").exists() or (folder / "Pulumi.yml").exists():
            return folder
    return None


def _stack_folder(project: Path) -> Path:
    file = next(file for file in (project / "Pulumi.yaml", project / "Pulumi.yml") if file.exists())
    declared = _meaning(file.read_text())
    return project / str(declared.get("stackConfigDir") or ".") if isinstance(declared, dict) else project


def _alone(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same(text: str, other: str) -> bool:
    return text == other or (_meaning(text) == _meaning(other) and _inside(text) == _inside(other))


def _meaning(text: str) -> object:
    try:
        # All scalars as text: the engine writes the value 3 of a key back as "3".
        return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return text  # the engine will report what is wrong with it


def _inside(text: str) -> object:
    """What keys with objects and lists hold: in there the engine leaves 3 a number and "3" a text."""
    try:
        config = (yaml.safe_load(text) or {}).get("config") or {}
        return {key: value for key, value in config.items() if isinstance(value, (dict, list))}
    except (yaml.YAMLError, AttributeError):
        return None


def _join(text: str, keys: str) -> str:
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{keys}" if keys else text


def _write(file: Path, text: str) -> None:
    if not file.exists() or file.read_text() != text:
        file.write_text(text)
