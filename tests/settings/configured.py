"""Settings of a stack of ours with some keys changed, and what is said when they are refused."""

from typing import Any

import pulumi
import pytest

from settings import Settings, parse
from verdict.stacks import configuration


def settings(stack: str = "dev", **changes: Any) -> Settings:
    return parse(configuration(stack, **changes), stack)


def refusal(*encrypted: str, **changes: Any) -> str:
    with pytest.raises(pulumi.RunError) as caught:
        parse(configuration("dev", **changes), "dev", encrypted)
    return str(caught.value)
