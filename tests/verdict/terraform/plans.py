"""Small plans, in the form that Terraform 1.11 gives them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verdict.program import Program
from verdict.terraform.program import read

Values = Mapping[str, Any]


def change(
    address: str,
    after: Values,
    unknown: Values | None = None,
    *,
    before: Values | None = None,
    actions: tuple[str, ...] = ("create",),
) -> dict[str, Any]:
    """An entry of `resource_changes`."""
    module, _, own = address.rpartition("module.")
    inside, _, rest = own.partition(".") if module or address.startswith("module.") else ("", "", own)
    type, name = (rest or own).partition("[")[0].split(".")
    return {
        "address": address,
        "module_address": f"{module}module.{inside}" if inside else "",
        "mode": "managed",
        "type": type,
        "name": name,
        "change": {"actions": list(actions), "before": before, "after": after, "after_unknown": unknown or {}},
    }


def configured(address: str, **expressions: Any) -> dict[str, Any]:
    """A resource of the configuration."""
    type, name = address.removeprefix("data.").split(".")
    return {"address": address, "type": type, "name": name, "expressions": expressions}


def to(*references: str) -> dict[str, list[str]]:
    """An expression that mentions these."""
    return {"references": list(references)}


def program(folder: Path, changes: list[dict[str, Any]], root: Values, **files: str) -> Program:
    """The program of a plan with these `.tf` files beside it."""
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(exist_ok=True)
        file.with_suffix(".tf.json" if text.startswith("{") else ".tf").write_text(text)
    plan = {"format_version": "1.2", "resource_changes": changes, "configuration": {"root_module": root}}
    (folder / "plan.json").write_text(json.dumps(plan))
    return read(folder / "plan.json")
