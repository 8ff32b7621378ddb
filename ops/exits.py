"""The exit codes of the command, which pipelines may count on."""

from enum import IntEnum

from ops.progress import End


class Exit(IntEnum):
    """2 is left to a command line that cannot be read."""

    RELEASED = 0
    """Or whatever else was asked for is done."""
    ERROR = 1
    """Something that nobody foresaw, such as AWS that cannot be reached any more."""
    FAILED = 3
    """The release failed, and was not rolled back."""
    ROLLED_BACK = 4
    """The release failed; the old tasks serve as before."""
    REFUSED = 5
    """Nothing was begun."""
    RUNNING = 6
    """The release goes on; nobody waits for it any more."""


OF_END = {End.RELEASED: Exit.RELEASED, End.FAILED: Exit.FAILED, End.ROLLED_BACK: Exit.ROLLED_BACK}
