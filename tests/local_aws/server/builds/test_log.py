"""The lines of a build: whole, and without secrets."""

from local_aws.server.builds.log import LONGEST_LINE, Log


def lines(log: Log, put: list[str], text: str) -> list[str]:
    log.write(text)
    log.flush()
    return put


def test_each_line_of_a_secret_is_hidden() -> None:
    put: list[str] = []
    log = Log(put.extend)
    log.hide("-----BEGIN KEY-----\nMIIEvQ\n-----END KEY-----\n")
    assert lines(log, put, "key: MIIEvQ\n-----END KEY-----\n") == ["key: ***\n", "***\n"]


def test_a_secret_that_begins_like_another_leaves_no_rest() -> None:
    put: list[str] = []
    log = Log(put.extend)
    log.hide("pass")
    log.hide("password1")
    assert lines(log, put, "password1 pass\n") == ["*** ***\n"]


def test_a_line_without_an_end_is_cut_and_not_gathered_for_ever() -> None:
    put: list[str] = []
    log = Log(put.extend)
    for _ in range(3):
        log.write("x" * LONGEST_LINE)
    log.line("Phase complete")
    log.flush()
    assert [len(line) - 1 for line in put[:-1]] == [LONGEST_LINE] * 3
