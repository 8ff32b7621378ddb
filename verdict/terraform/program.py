"""A plan as the program that is judged."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from verdict.program import Declared, Program
from verdict.terraform import plan
from verdict.terraform.references import configured
from verdict.terraform.resources import Reader
from verdict.terraform.sources import Sources


def read(file: Path) -> Program:
    """The program of a plan; `plan.NoPlan` where the file is none."""
    found = plan.read(file)
    sources = Sources(file.resolve().parent)
    root = configured(found, sources)
    reader = Reader(found, root)
    resources = list(reader.resources())
    return Program(
        name=file.name,
        resources=resources,
        folder=Path.cwd(),
        file=file.resolve(),
        notes=tuple(_notes(reader, resources, sources)),
        naming=reader.naming,
    )


def _notes(reader: Reader, resources: Sequence[Declared], sources: Sources) -> Iterator[str]:
    if reader.unmapped:
        yield f"not known here, so not judged: {', '.join(sorted(reader.unmapped))}"
    for file in sources.unread:
        yield f"{file} cannot be read as HCL, so what it says of lifecycle, locals and dynamic blocks is not known"
    if resources and len(reader.unwritten) == len(resources):
        yield (
            "a plan's JSON leaves out lifecycle blocks, locals and dynamic blocks, and the .tf files are not beside "
            "it: whether ignore_changes covers what a release moves is not judged, and other things may be undecided; "
            "judge it in the folder where Terraform ran"
        )
        return
    if reader.unwritten:
        yield (
            "a plan's JSON leaves out lifecycle blocks, and for these no .tf file is there, so whether ignore_changes "
            f"covers what a release moves is not judged: {_some(reader.unwritten)}"
        )
    if reader.references.lost:
        yield f"no .tf file says what these are made of: {_some(sorted(reader.references.lost))}"


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
