"""The functions that a release calls, and their answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from model.moving.cloud import Cloud
    from model.moving.release import Release

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
    release: "Release"
    """What waits for the answer."""
    details: Any = None
    """What the caller hands over (`hookDetails` of ECS's hooks)."""
    attempt: int = 1
    due: bool = True
    """Whether the code should run; it waits for an answer all the same."""
    runs: bool = False
    """Whether the code runs now. That takes its real time, so that no limit of the cloud's clock ends it."""


class Functions:
    """The functions that are there. Those that the model knows answer by themselves; whoever runs the others takes
    their calls from `pending` and answers them."""

    def __init__(self, cloud: "Cloud") -> None:
        self.known: dict[str, Function] = {}
        self.pending: dict[str, Invocation] = {}
        self._answered: dict[str, Callable[[Answer], None]] = {}
        self._again: dict[str, Callable[[float], None]] = {}
        self._cloud = cloud

    def invoke(
        self,
        function: str,
        deployment: str,
        stage: str,
        answered: Callable[[Answer], None],
        *,
        release: "Release",
        details: Any = None,
        again: Callable[[float], None] | None = None,
    ) -> Invocation:
        """Calls it; `answered` is called with its answer, at most once; `again`, whenever it is not done, with the
        seconds until it is called once more."""
        call = Invocation(
            id=self._cloud.ids.hexadecimal(),
            function=function,
            deployment=deployment,
            stage=stage,
            release=release,
            details=details,
        )
        self.pending[call.id] = call
        self._answered[call.id] = answered
        if again:
            self._again[call.id] = again
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
        self._again.pop(id, None)
        self._cloud.say(f"function {call.function}", f"answered {answer}")
        answered(answer)

    def run(self, id: str) -> None:
        """Its code begins to run. KeyError: no such call waits for an answer."""
        self.pending[id] = replace(self.pending[id], runs=True)

    def runs(self, call: Invocation | None) -> bool:
        """Whether its code runs now."""
        return call is not None and call.id in self.pending and self.pending[call.id].runs

    def ran(self, id: str) -> None:
        """Its code has run and the answer comes some other way. KeyError: no such call waits for one."""
        self.pending[id] = replace(self.pending[id], due=False, runs=False)

    def postpone(self, id: str, seconds: float, details: Any = None) -> None:
        """It has no answer yet and is called once more, with these details. KeyError as above."""
        self.ran(id)
        self._cloud.say(f"function {self.pending[id].function}", "answered that it is not done")
        self._cloud.clock.after(seconds, self._call_again, id, details)
        if again := self._again.get(id):
            again(seconds)

    def _call_again(self, id: str, details: Any) -> None:
        if call := self.pending.get(id):
            self.pending[id] = replace(call, due=True, attempt=call.attempt + 1, details=details)

    def forget(self, call: Invocation) -> None:
        """Nobody waits for its answer any more."""
        self.pending.pop(call.id, None)
        self._answered.pop(call.id, None)
        self._again.pop(call.id, None)
