"""A buildspec of any shape is read or refused, and breaks nothing."""

import json
from typing import Any

import pytest

from local_aws.server.extensions.codebuild.buildspec import BadBuildspec, read

BUILD = {"phases": {"build": {"commands": ["true"]}}}


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"phases": {"build": {"commands": 5}}}, "expected a list of commands"),
        ({"phases": {"build": {"commands": {"a": 1}}}}, "expected a list of commands"),
        ({"phases": {"build": ["true"]}}, "expected a phase with commands"),
        (BUILD | {"artifacts": {"files": 5}}, "files: expected a list"),
        (BUILD | {"artifacts": {"secondary-artifacts": {"Built": ["a"]}}}, "Built: expected a mapping"),
        (BUILD | {"env": {"exported-variables": {"A": 1}}}, "exported-variables: expected a list"),
        (BUILD | {"env": {"variables": ["A=1"]}}, "variables: expected a mapping"),
    ],
)
def test_a_wrong_shape_is_said(document: dict[str, Any], text: str) -> None:
    with pytest.raises(BadBuildspec) as refused:
        read(json.dumps({"version": 0.2} | document))
    assert refused.value.text.words == text
