"""The files Envoy is told by: its filesystem xDS."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TYPE = "type.googleapis.com/"

Resource = dict[str, Any]


class Files:
    """A folder that Envoy watches: one file for all clusters, one for all listeners, one for each group's endpoints
    and one for each listener's routes (a second resource in these, and Envoy rejects the file).

    What an earlier owner wrote is read back, so that nothing is written twice and versions count on.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._written: dict[str, Resource] = {file.stem: json.loads(file.read_text()) for file in folder.glob("*.json")}
        self._version = max((int(file["version_info"]) for file in self._written.values()), default=0)

    def put(self, name: str, resources: Iterable[Resource]) -> bool:
        """Replaces a file; False when it says so already.

        By a rename: a file that is written in place is read at the next rename of any other, half-written or not.
        """
        wanted = list(resources)
        if name in self._written and self._written[name]["resources"] == wanted:
            return False
        self._version += 1
        content = {"version_info": str(self._version), "resources": wanted}
        replace(self.folder / f"{name}.json", content)
        self._written[name] = content
        return True

    def remove(self, name: str) -> None:
        """Forgets a file whose resource nothing mentions any more."""
        del self._written[name]
        (self.folder / f"{name}.json").unlink()

    def names(self, prefix: str) -> set[str]:
        """Of the files that begin so."""
        return {name for name in self._written if name.startswith(prefix)}

    def resources(self, name: str) -> list[Resource]:
        """As last written; empty when the file isn't there."""
        return self._written[name]["resources"] if name in self._written else []

    def version(self, name: str) -> str:
        """What Envoy shows once it has taken the file."""
        return self._written[name]["version_info"]

    def source(self, name: str) -> Resource:
        """Where Envoy finds a file."""
        watched = {"path": str(self.folder)}
        return {"path_config_source": {"path": str(self.folder / f"{name}.json"), "watched_directory": watched}}


def replace(file: Path, content: object) -> None:
    """Writes JSON, so that whoever reads sees all of it or what was there before."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(content))
    os.replace(new, file)
