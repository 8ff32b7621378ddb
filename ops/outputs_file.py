"""A service's outputs in a file, for machines that have no Pulumi, such as those of a pipeline."""

import json
from pathlib import Path

import outputs
from ops.refusal import Refused
from ops.target import Target


def load(file: Path) -> Target:
    """Refused when it isn't the outputs of one service."""
    fix = "write one service's: `pulumi stack output services | jq .SERVICE`"
    try:
        said = json.loads(file.read_text())
    except ValueError as error:
        raise Refused(f"{file} is no JSON: {error}", fix) from None
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise Refused(f"{file} is not the outputs of one service, which are texts by name", fix)
    try:
        return Target("", outputs.load_service(said), file=str(file))
    except ValueError as error:
        raise Refused(f"{file}: {error}", fix) from None
