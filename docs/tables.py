"""What a user looks up, written by `python -m docs.tables`: configuration.md, outputs.md and errors.md."""

import ast
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from model.fargate import FARGATE_MEMORY_MIB
from model.texts.text import Text, filled
from ops.explain.reasons import GROUPS
from ops.explain.reasons.reason import Reason

TYPES = {str: "string", int: "integer", bool: "boolean", list: "array", dict: "object"}
"""Of the default, as Pulumi calls them; a key that must be set is a text."""
EITHER = {"deploymentConfig": "string or object"}

HERE = Path(__file__).parent
PROJECT = HERE.parent / "Pulumi.yaml"
OUTPUTS = HERE.parent / "outputs.py"

CONFIGURATION_HEADER = """\
# Configuration

Made by `make docs` from `Pulumi.yaml`; change that, not this page.

A key is set in the stack's file (`Pulumi.<stack>.yaml`; [that of prod](../Pulumi.prod.yaml) has objects and lists), or
by `pulumi config set bluegreen:KEY VALUE`. A value that cannot work, alone or with the others, ends `pulumi preview`
and `pulumi up` before anything is changed, and the message says what is allowed. A key that is in the file twice
is refused with both lines. AWS's region is `aws:region`.
"""

OUTPUTS_HEADER = """\
# Outputs

Made by `make docs` from `outputs.py`; change that, not this page.

`pulumi stack output -s STACK --json` shows them; another program reads one by
`pulumi.StackReference("…/bluegreen/STACK").get_output("url")`, and one of a service in `get_output("services")`.
"""

ERRORS_HEADER = """\
# Errors

Made by `make docs` from `ops/explain/reasons/` and `model/texts/`; change those, not this page.

What AWS says about releases, with … for names and numbers; what it comes from; what to do; and the
[rule of the policy pack](../policy/RULES.md) that stops it before it happens. In italics: that AWS refuses it is known,
and its words are not, so they are ours. `bluegreen explain` finds all of them in a log or an answer of AWS.
"""


def configuration() -> str:
    """The text of configuration.md."""
    keys = yaml.safe_load(PROJECT.read_text(encoding="utf-8"))["config"]
    parts = [CONFIGURATION_HEADER]
    for title, names in _sections():
        rows = [_row(name, keys[name]) for name in names]
        parts += [f"## {title}", "", "| key | type | default | |", "| --- | --- | --- | --- |", *rows, ""]
    sizes = [f"| {cpu} | {_listed(memory)} |" for cpu, memory in FARGATE_MEMORY_MIB.items()]
    return "\n".join([*parts, "## Sizes of a task on Fargate", "", "| CPU units | MiB |", "| --- | --- |", *sizes, ""])


def _listed(sizes: Sequence[int]) -> str:
    if isinstance(sizes, range):
        return f"{sizes[0]} to {sizes[-1]}, in steps of {sizes.step}"
    return ", ".join(map(str, sizes))


def _sections() -> Iterator[tuple[str, list[str]]]:
    """The comments between the keys, each with the keys below it."""
    title, names = "", []
    for line in PROJECT.read_text(encoding="utf-8").partition("\nconfig:\n")[2].splitlines():
        if comment := re.fullmatch(r"  # (.+)", line):
            if names:
                yield title, names
            title, names = comment[1], []
        elif key := re.fullmatch(r"  (\w+):", line):
            names.append(key[1])
    yield title, names


def _row(name: str, key: dict[str, Any]) -> str:
    default = f"`{json.dumps(key['default'])}`" if "default" in key else "must be set"
    return f"| `{name}` | {_type(name, key)} | {default} | {key['description']}. |"


def _type(name: str, key: dict[str, Any]) -> str:
    return EITHER.get(name) or TYPES[type(key.get("default", ""))]


def outputs() -> str:
    """The text of outputs.md."""
    return "\n".join([OUTPUTS_HEADER, *_outputs("Outputs"), "## Of a service", "", *_outputs("ServiceOutputs")])


def _outputs(kind: str) -> list[str]:
    """A table of the fields of a class there."""
    return ["| output | |", "| --- | --- |", *(f"| `{name}` | {says} |" for name, says in _fields(kind)), ""]


def _fields(kind: str) -> Iterator[tuple[str, str]]:
    """Each field of the class, and the text below it."""
    tree = ast.parse(OUTPUTS.read_text(encoding="utf-8"))
    [fields] = [node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind]
    for field, below in zip(fields, [*fields[1:], None], strict=True):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(says))):
                yield name, " ".join(says.split())
            case ast.AnnAssign(target=ast.Name(id=name)), _:
                yield name, ""


def errors() -> str:
    """The text of errors.md."""
    parts = [ERRORS_HEADER]
    for title, reasons in GROUPS.items():
        rows = [_error(text, reason) for text, reason in reasons.items()]
        parts += [f"## {title}", "", "| text | cause | fix | rule |", "| --- | --- | --- | --- |", *rows, ""]
    return "\n".join(parts)


def _error(text: Text, reason: Reason) -> str:
    words = filled(text.words, {})
    said = f"*{words}*" if text.seen == "unseen" else words
    code = f" ({text.code})" if text.code not in ("", text.words) else ""
    rule = f"[{reason.rule}](../policy/RULES.md#{reason.rule})" if reason.rule else ""
    cells = [
        said + code,
        filled(reason.cause, {}),
        filled(reason.fix, {}) or "nothing is wrong",
        rule,
    ]
    return f"| {' | '.join(cell.replace('|', '&#124;').replace('<', '&lt;').strip() for cell in cells)} |"


if __name__ == "__main__":
    (HERE / "configuration.md").write_text(configuration(), encoding="utf-8")
    (HERE / "outputs.md").write_text(outputs(), encoding="utf-8")
    (HERE / "errors.md").write_text(errors(), encoding="utf-8")
