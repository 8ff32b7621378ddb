"""A stack that a command is about must be up, and be one of this program."""

import json

import pytest

from ops import stack
from ops.refusal import Refused


@pytest.mark.parametrize(
    ("deployment", "said"),
    [
        (None, "has no outputs"),
        ({"manifest": {}}, "has no outputs"),
        ({"resources": [{"type": stack.ROOT_TYPE}]}, "has no outputs"),
        ({"resources": [{"type": stack.ROOT_TYPE, "outputs": {"url": "https://x"}}]}, "not this program's"),
    ],
    ids=["never up", "without resources", "without outputs", "another program's"],
)
def test_the_state_of_no_stack_of_ours_is_refused(
    monkeypatch: pytest.MonkeyPatch, deployment: object, said: str
) -> None:
    monkeypatch.setattr(stack, "_pulumi", lambda *words: json.dumps({"version": 3, "deployment": deployment}))
    with pytest.raises(Refused, match=said):
        stack.exported("dev")
