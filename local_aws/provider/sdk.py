"""The installed pulumi-aws, for which the plugin stands in."""

import json
from importlib.util import find_spec
from pathlib import Path


def version() -> str:
    """Its version, from where the engine takes it; neither it nor `importlib.metadata` is imported for that."""
    spec = find_spec("pulumi_aws")
    assert spec, "pulumi-aws is a dependency"
    assert spec.origin
    described = Path(spec.origin).with_name("pulumi-plugin.json")
    return json.loads(described.read_text(encoding="utf-8"))["version"]
