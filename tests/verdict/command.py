"""The command, as tests run it: in this process."""

from click.testing import CliRunner, Result

from verdict.command import main


def verdict(*words: str) -> Result:
    """What it says, and how it ends; a traceback is none of the two."""
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert "Traceback" not in result.output
    return result
