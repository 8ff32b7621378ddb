"""What a CodeBuild project is told to do, as far as the program says it: a build specification in the project itself.

https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import yaml

from policy.reading import UNKNOWN, Resource, Unknown, flag, items, read
from policy.views.wildcards import fits

PHASES: Final = ("install", "pre_build", "build", "post_build")
LONGEST: Final = 65_536
"""Characters of the longest specification that is read."""

BETWEEN: Final = re.compile(r"&&|\|\|?|;|\n")
"""What stands between the commands of a line."""
PREFIX: Final = re.compile(r"(?:(?:if|then|else|do|while|until|time|sudo|!|\(|\{|\w+=\S*)\s+)*")
PUT_IN: Final = re.compile(r"\$|`")
"""What the shell puts in, and nobody knows before."""


@dataclass(frozen=True)
class Buildspec:
    """One specification."""

    given: Mapping[str, Any]

    def commands(self) -> Iterator[str]:
        """The commands of all phases in their order, one by one."""
        for line in self.lines():
            for command in BETWEEN.split(line):
                if found := PREFIX.sub("", command.strip(), count=1).strip():
                    yield found

    def lines(self) -> Iterator[str]:
        """The same as they are written, several in one text."""
        for phase in PHASES:
            written = read(self.given, "phases", phase, "commands")
            if isinstance(written, str):
                yield written
            yield from (one for _, one in items(written) if isinstance(one, str))

    def variables(self) -> dict[str, str]:
        """The variables that it sets in plain text."""
        found = read(self.given, "env", "variables")
        return (
            {name: value for name, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}
        )

    def writes(self, path: str, artifact: Any, *, alone: bool) -> bool | Unknown:
        """Whether a file is in an artifact, which is the only one that the build makes, or one of several.

        Of several each has the files of the secondary artifact of its name.
        """
        place = read(self.given, "artifacts", default={})
        if artifact is UNKNOWN:
            return UNKNOWN
        secondary = read(place, "secondary-artifacts", artifact)
        place = secondary if secondary is not None else place if alone else {}
        patterns = [one for _, one in items(_listed(read(place, "files")))]
        flat = flag(read(place, "discard-paths", default="no")) is True or read(place, "discard-paths") == "yes"
        answers = {_covers(pattern, path, flat=flat) for pattern in patterns}
        return True if True in answers else UNKNOWN if UNKNOWN in answers else False


def buildspec(project: Resource) -> Buildspec | Unknown | None:
    """A project's specification; None where it is a file of the source, or not known yet, UNKNOWN where it is no YAML.

    A first preview does not know one that names what is not there.
    """
    text = project.get("source", "buildspec", default="")
    if text is UNKNOWN:
        return None
    if not isinstance(text, str) or len(text) > LONGEST:
        return UNKNOWN
    if "\n" not in text and not text.lstrip().startswith("{"):
        return None
    return _parsed(text)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Buildspec | Unknown:
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # Every value is a text: nothing is made of any.
    except (yaml.YAMLError, ValueError, RecursionError):
        return UNKNOWN
    return Buildspec(found) if isinstance(found, dict) else UNKNOWN


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _covers(pattern: Any, path: str, *, flat: bool) -> bool | Unknown:
    """Whether a pattern of CodeBuild, in which `**` stands for any folders, takes a file."""
    if not isinstance(pattern, str):
        return False
    if PUT_IN.search(pattern):
        return UNKNOWN
    pattern = pattern.removeprefix("./").replace("**/", "*")
    return fits(pattern.rpartition("/")[2], path) if flat else fits(pattern, path)
