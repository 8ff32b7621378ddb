"""A timeline as an SVG: who answers users, how many tasks there are, and AWS's stages."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

from ops.drawing import SIZE, fitting, line, page, rectangle, text
from ops.timeline.timeline import Moment, Timeline, duration

WIDTH, MARGIN, LEFT, RIGHT = 960, 24, 250, 40
USERS_HEIGHT, TASKS_HEIGHT, ROW = 120, 70, 20
LINE_CHARACTERS = 116
TICKS_MINUTES = (1 / 60, 1 / 12, 1 / 4, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 7200)
MOST_TICKS = 12


def svg(timeline: Timeline) -> str:
    """A file of its own."""
    drawing = _Drawing(timeline)
    body = [*drawing.head(), *drawing.users(), *drawing.tasks(), *drawing.stages(), *drawing.axis(), *drawing.foot()]
    return page(timeline.title, WIDTH, drawing.y, body)


class _Drawing:
    """From the top down: each part begins at `y`, and moves it."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._minutes = max(timeline.minutes, 0.1)
        self.y = 0.0
        self._charts = 0.0
        """Where the first one begins."""

    def head(self) -> Iterator[str]:
        room = WIDTH - 2 * MARGIN
        yield text(MARGIN, 36, fitting(self._timeline.title, room * SIZE / 18), "title")
        yield text(MARGIN, 58, fitting(self._timeline.subtitle, room), "quiet")
        x = LEFT
        for kind, label in (("new", "new tasks"), ("old", "old tasks"), ("bad", "no healthy task")):
            yield rectangle(x, 74, 12, 12, kind)
            yield text(x + 18, 84, label)
            x += 120
        self.y = self._charts = 104

    def users(self) -> Iterator[str]:
        """Percents, stacked: the old ones below."""
        yield text(MARGIN, self.y + 16, "Who answers users")
        yield text(LEFT - 10, self.y + 12, "100 %", "quiet", "end")
        yield text(LEFT - 10, self.y + USERS_HEIGHT, "0 %", "quiet", "end")
        shares: list[tuple[str, Callable[[Moment], float]]] = [
            ("old", lambda one: one.old),
            ("new", lambda one: one.new),
            ("bad", lambda one: one.failing),
        ]
        yield from self._stacked(shares, 100, USERS_HEIGHT)
        self.y += USERS_HEIGHT + 16

    def tasks(self) -> Iterator[str]:
        """Counts, stacked likewise."""
        most = self._timeline.peak_tasks
        yield text(MARGIN, self.y + 16, "Tasks")
        yield text(LEFT - 10, self.y + 12, str(most), "quiet", "end")
        yield text(LEFT - 10, self.y + TASKS_HEIGHT, "0", "quiet", "end")
        counts: list[tuple[str, Callable[[Moment], float]]] = [
            ("old", lambda one: one.old_tasks),
            ("new", lambda one: one.new_tasks),
        ]
        yield from self._stacked(counts, most or 1, TASKS_HEIGHT)
        self.y += TASKS_HEIGHT + 16

    def stages(self) -> Iterator[str]:
        for span in self._timeline.stages:
            failed = span.status == "Failed"
            yield text(MARGIN, self.y + 14, span.name, "quiet")
            width = max(2.0, self._x(span.ended) - self._x(span.began))
            tip = f"{span.name}: {duration(span.began)} to {duration(span.ended)}, {span.status}"
            x = min(self._x(span.began), WIDTH - RIGHT - 2)
            yield rectangle(x, self.y + 4, width, ROW - 8, "bad" if failed else "stage", tip)
            self.y += ROW
        self.y += 4

    def axis(self) -> Iterator[str]:
        step = next((one for one in TICKS_MINUTES if self._minutes / one <= MOST_TICKS), TICKS_MINUTES[-1])
        unit, per_unit = ("h", 60) if step >= 60 else ("s", 1 / 60) if step < 0.5 else ("min", 1)
        for number in range(int(self._minutes / step) + 1):
            x = self._x(number * step)
            yield line(x, self._charts, x, self.y)
            yield text(x, self.y + 16, f"{number * step / per_unit:g}", "quiet", "middle")
        yield text(LEFT - 10, self.y + 16, unit, "quiet", "end")
        self.y += 44

    def foot(self) -> Iterator[str]:
        yield from self._paragraph(self._timeline.verdict, "new" if self._timeline.good else "bad")
        yield from self._paragraph(self._timeline.notes, "quiet")
        self.y += 4

    def _x(self, minute: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(minute / self._minutes, 1)

    def _stacked(
        self, layers: Sequence[tuple[str, Callable[[Moment], float]]], most: float, height: float
    ) -> Iterator[str]:
        moments = self._timeline.moments
        ends = [*(one.minute for one in moments[1:]), self._minutes]
        floors = [0.0] * len(moments)
        for kind, value in layers:
            values = [value(one) for one in moments]
            first = None
            for number, (one, share, floor) in enumerate(zip(moments, values, floors, strict=True)):
                following = number + 1
                same = following < len(moments) and (values[following], floors[following]) == (share, floor)
                first = one.minute if first is None else first
                if same:
                    continue
                left, right = round(self._x(first)), round(self._x(ends[number]))
                first = None
                if share > 0 and right > left:
                    top = self.y + height * (1 - (floor + share) / most)
                    yield rectangle(left, top, right - left, height * share / most, kind)
            floors = [floor + share for floor, share in zip(floors, values, strict=True)]

    def _paragraph(self, said: str, kind: str) -> Iterator[str]:
        for row in textwrap.wrap(said, LINE_CHARACTERS):
            yield text(MARGIN, self.y, row, kind)
            self.y += 20
