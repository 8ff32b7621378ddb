"""Small templates."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verdict.cloudformation.program import read
from verdict.program import Program


def resource(type: str, **properties: Any) -> dict[str, Any]:
    """An entry of `Resources`."""
    return {"Type": f"AWS::{type}", "Properties": properties}


def program(
    folder: Path, resources: Mapping[str, Any], parameters: Mapping[str, str] | None = None, **sections: Any
) -> Program:
    """The program of a template with these resources, deployed with these parameters."""
    file = folder / "shop.template.json"
    file.write_text(json.dumps({"Resources": resources, **sections}))
    return read(file, parameters or {})


def checked(
    folder: Path, made: Mapping[str, Any], *others: str, parameters: Mapping[str, str] | None = None, **sections: Any
) -> Mapping[str, Any]:
    """The inputs of one resource, called `It`; the others are target groups."""
    groups = {name: resource("ElasticLoadBalancingV2::TargetGroup", Port=80) for name in others}
    found = program(folder, {"It": made, **groups}, parameters, **sections).resources
    return next(one.checked for one in found if one.name == "It")
