"""A line a stack, a table at the end."""

from rich.console import Console

from fleet.outcome import Outcome, State
from fleet.screen import line, progress, summary

DEV = Outcome(stack="dev", state=State.PREVIEWED, changes={"create": 78, "update": 1}, advisories=5, seconds=3.21)
STAGING = Outcome(stack="staging", state=State.FAILED, errors=("no such zone\n  use another",), seconds=1)
PROD = Outcome(stack="prod", state=State.PREVIEWING, changes={"replace": 2, "delete": 1, "outputs": 1})


def shown(what: object) -> list[str]:
    console = Console(width=100)
    with console.capture() as capture:
        console.print(what)
    return [" ".join(row.split()) for row in capture.get().splitlines()]


def test_a_line_says_where_a_stack_is_and_what_changes() -> None:
    assert shown(line(DEV)) == ["dev previewed +78 ~1 3.2 s"]
    assert shown(line(PROD)) == ["prod previewing ±2 -1 outputs"]
    assert shown(line(STAGING)) == ["staging failed 1.0 s no such zone"]


def test_where_there_is_no_room_for_all_those_at_work_and_those_that_failed_are_shown() -> None:
    waiting = {f"env{number}": Outcome(stack=f"env{number}") for number in range(20)}
    known = waiting | {one.stack: one for one in (DEV, STAGING, PROD)}
    rows = shown(progress(known, height=4))
    assert [row.split()[0] for row in rows] == ["env0", "staging", "prod", "and"]
    assert rows[-1] == "and 20 more"
    assert len(shown(progress(known, height=40))) == 23


def test_the_summary_has_a_row_a_stack_and_the_whole_errors_below() -> None:
    text = "\n".join(shown(summary([DEV, STAGING])))
    assert "│ dev │ previewed │ +78 ~1 │ 5 │ 3.2 │" in text
    assert "│ staging │ failed │ │ │ 1.0 │" in text
    assert text.endswith("staging failed:\nno such zone\nuse another")
