"""What cannot be done, in plain words."""


class Refused(Exception):
    """Nothing was begun: what is wrong, and what to do about it."""

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(f"{what}; {fix}" if fix else what)
        self.what = what
        self.fix = fix


class Unanswered(Refused):
    """AWS could not be asked; what had begun goes on."""
