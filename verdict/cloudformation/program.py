"""A template as the program that is judged."""

from collections.abc import Mapping
from pathlib import Path

from verdict.cloudformation import template
from verdict.cloudformation.intrinsics import Traced
from verdict.cloudformation.naming import Naming
from verdict.cloudformation.reader import Reader
from verdict.cloudformation.seen import Seen
from verdict.program import Program


def read(file: Path, parameters: Mapping[str, str]) -> Program:
    """The program of a template, with these parameters; `template.NoTemplate` where the file is none."""
    found = template.read(file)
    if unknown := [name for name in parameters if name not in found.parameters]:
        known = ", ".join(found.parameters) or "none"
        raise template.NoTemplate(f"the template has no parameter {unknown[0]!r}; it has {known}")
    seen = Seen()
    given = {name: Traced(value=value) for name, value in parameters.items()}
    resources = list(Reader(found, file.name.partition(".")[0], given, seen).resources())
    return Program(
        name=file.name,
        resources=resources,
        folder=Path.cwd(),
        file=file.resolve(),
        notes=tuple(seen.notes()),
        naming=Naming(seen.types),
    )
