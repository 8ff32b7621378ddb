"""The functions that a release calls, and their answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from model.moving.cloud import Cloud

Answer = Literal["Succeeded", "Failed"]


@dataclass(frozen=True, kw_only=True)
class Function:
    """What a function answers, and after how long. None: it never does."""

    answer: Answer | None = "Succeeded"
    seconds: float = 3


@dataclass(frozen=True, kw_only=True)
class Invocation:
    """One call of a function: whoever runs the code answers it by its id."""

    id: str
    function: str
    deployment: str
    stage: str


class Functions:
    """The functions that are there. Those that the model knows answer by themselves; whoever runs the others takes
    their calls from `pending` and answers them."""

    def __init__(self, cloud: "Cloud") -> None:
        self.known: dict[str, Function] = {}
        self.pending: dict[str, Invocation] = {}
        self._answered: dict[str, Callable[[Answer], None]] = {}
        self._cloud = cloud

    def invoke(self, function: str, deployment: str, stage: str, answered: Callable[[Answer], None]) -> Invocation:
        """Calls it; `answered` is called with its answer, at most once."""
        call = Invocation(id=self._cloud.ids.hexadecimal(), function=function, deployment=deployment, stage=stage)
        self.pending[call.id] = call
        self._answered[call.id] = answered
        self._cloud.say(f"function {function}", f"invoked by {deployment} in {stage}")
        known = self.known.get(function)
        if known and known.answer:
            self._cloud.clock.after(known.seconds, self._answer_if_waited_for, call.id, known.answer)
        return call

    def _answer_if_waited_for(self, id: str, answer: Answer) -> None:
        if id in self.pending:
            self.answer(id, answer)

    def answer(self, id: str, answer: Answer) -> None:
        """The function's answer. KeyError: no such call waits for one."""
        call, answered = self.pending.pop(id), self._answered.pop(id)
        self._cloud.say(f"function {call.function}", f"answered {answer}")
        answered(answer)

    def forget(self, call: Invocation) -> None:
        """Nobody waits for its answer any more."""
        self.pending.pop(call.id, None)
        self._answered.pop(call.id, None)
