"""The tables that users look up are current, and have every key and every output."""

import re
from collections.abc import Callable
from dataclasses import fields

import pytest

from docs import tables
from ops.explain.reasons import REASONS
from outputs import Outputs, ServiceOutputs
from verdict.stacks import declared

PAGES = {"configuration": tables.configuration, "outputs": tables.outputs, "errors": tables.errors}


@pytest.mark.parametrize(("page", "text"), PAGES.items())
def test_a_page_is_what_make_docs_writes(page: str, text: Callable[[], str]) -> None:
    assert (tables.HERE / f"{page}.md").read_text() == text(), "run `make docs`"


def rows(text: str) -> dict[str, str]:
    """Names of the first column, each with the text of the last."""
    return dict(re.findall(r"^\| `(\w+)` \|.*?([^|]*) \|$", text, re.MULTILINE))


def test_every_key_is_described() -> None:
    found = rows(tables.configuration())
    assert set(found) == set(declared())
    assert all(len(says.strip()) > 20 for says in found.values()), found


def test_every_output_is_described() -> None:
    found = rows(tables.outputs())
    named = [field.name for kind in (Outputs, ServiceOutputs) for field in fields(kind)]
    assert list(found) == list(dict.fromkeys(named))
    assert all(len(says.strip()) > 10 for says in found.values()), found


def test_every_reason_is_listed_whole() -> None:
    listed = re.findall(r"^\| (?!text \||---)(.*) \|$", tables.errors(), re.MULTILINE)
    assert len(listed) == len(REASONS)
    assert {row.count("|") for row in listed} == {3}
