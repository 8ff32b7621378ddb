"""What fails a phase of a build."""

from model.texts.text import Text


class Failed(Exception):
    """A phase can't be done."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.words)
