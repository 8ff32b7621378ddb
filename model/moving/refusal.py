"""What AWS refuses of a command."""

from model.texts.text import Text


class Refusal(Exception):
    """AWS's answer to a command that it does not carry out: the name of its error, and its words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @classmethod
    def of(cls, text: Text, **values: object) -> "Refusal":
        """The refusal with this text."""
        return cls(text.code, text.say(**values))
