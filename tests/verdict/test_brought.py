"""The account of a verdict answers whatever the program may ask."""

import re

import pytest

from policy.pack import Pack
from policy.rules import RULES
from verdict.brought import Account
from verdict.judging import judge
from verdict.stacks import ROOT, configuration, run

LOOK_UP = re.compile(r"\baws\.\w+\.(get_\w+)\(")


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def test_every_look_up_of_the_program_has_an_answer() -> None:
    files = [ROOT / "__main__.py", *(ROOT / "components").rglob("*.py"), *(ROOT / "settings").rglob("*.py")]
    asked = {camel(name) for file in files for name in LOOK_UP.findall(file.read_text())}
    assert len(asked) > 20
    assert {name for name in asked if not hasattr(Account, name)} == set()


@pytest.mark.parametrize("zone", ["example.com", "Z0123456789ABCDEFGHIJ"])
def test_a_stack_with_a_domain_is_judged(zone: str) -> None:
    config = configuration("staging", domain="shop.example.com", hostedZone=zone)
    found = judge(run("test", config).program("test", ROOT), Pack(RULES)).findings
    assert "mandatory" not in {one.judgement.level for one in found}
