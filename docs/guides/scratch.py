"""A copy of the project in which the commands of one guide are run, with a local AWS of its own."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from docs.guides.plain import Plain

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 600
"""After which a command has failed."""


class Scratch:
    """Below this folder; `end` stops its local AWS."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self._plain = Plain(port)
        self._environment = os.environ | {"LOCAL_AWS_PORT": str(port), "COLUMNS": "120", "NO_COLOR": "1"}
        listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        (folder / ".venv").symlink_to(ROOT / ".venv")
        (folder / ".local").mkdir()
        if (ROOT / ".local/engine").exists():
            (folder / ".local/engine").symlink_to(ROOT / ".local/engine")

    def run(self, command: str) -> str:
        """What it printed, in plain form."""
        # Into a file: a pipe would stay open for as long as what the command leaves in the background runs.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
            subprocess.run(
                ["bash", "-c", self._plain.typed(command)],
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=SECONDS,
                check=False,
            )
            output.seek(0)
            return self._plain(output.read())

    def take_pictures(self) -> None:
        """Those that the commands drew, into the documents."""
        for file in (self.folder / "docs/guides").glob("*.svg"):
            shutil.copy(file, ROOT / "docs/guides" / file.name)

    def end(self) -> None:
        """What it has made goes with the folder."""
        self.run(".venv/bin/python -m local_aws.starter")
