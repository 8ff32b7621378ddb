"""A rehearsal as an SVG: who answers users, how many tasks there are, and AWS's stages, over time."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from ops.rehearsal.rehearsal import Moment, Rehearsal
from ops.rehearsal.words import assumed, duration, how, size, verdict

WIDTH, LEFT, RIGHT = 960, 250, 40
USERS_HEIGHT, TASKS_HEIGHT, ROW = 120, 70, 20
LINE_CHARACTERS = 118
TICKS_MINUTES = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 7200)
MOST_TICKS = 12

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
rect { shape-rendering: crispEdges; }
.title { font-size: 18px; font-weight: 600; }
.quiet { fill: #59636e; }
.paper { fill: #ffffff; }
.line { stroke: #d1d9e0; stroke-width: 1; }
.new { fill: #1a7f37; } .old { fill: #54aeff; } .bad { fill: #cf222e; } .stage { fill: #8c959f; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .quiet { fill: #9198a1; }
  .paper { fill: #0d1117; }
  .line { stroke: #3d444d; }
  .new { fill: #3fb950; } .old { fill: #1f6feb; } .bad { fill: #f85149; } .stage { fill: #656c76; }
}
"""


def svg(rehearsal: Rehearsal) -> str:
    """A file of its own, readable in light and dark."""
    drawing = _Drawing(rehearsal)
    body = [*drawing.head(), *drawing.users(), *drawing.tasks(), *drawing.stages(), *drawing.axis(), *drawing.foot()]
    title = escape(drawing.title)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{drawing.y:.0f}" '
            f'viewBox="0 0 {WIDTH} {drawing.y:.0f}" role="img" aria-label="{title}">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            '<rect class="paper" width="100%" height="100%"/>',
            *body,
            "</svg>\n",
        ]
    )


class _Drawing:
    """From the top down: each part begins at `y`, and moves it."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._minutes = max(rehearsal.minutes, 0.1)
        self.y = 0.0
        self._charts = 0.0
        """Where the first one begins."""
        scene = rehearsal.scene
        self.title = f"Rehearsal: {scene.live.name} to {scene.following.name}"

    def head(self) -> Iterator[str]:
        rehearsal, scene = self._rehearsal, self._rehearsal.scene
        image = f" with {scene.image}" if scene.image else ""
        yield _text(24, 36, self.title + image, "title")
        yield _text(24, 58, f"By {how(scene)}: {duration(rehearsal.minutes)} in all, {size(rehearsal)}", "quiet")
        x = LEFT
        for kind, label in (("new", "new tasks"), ("old", "old tasks"), ("bad", "no healthy task")):
            yield _rectangle(x, 74, 12, 12, kind)
            yield _text(x + 18, 84, label)
            x += 120
        self.y = self._charts = 104

    def users(self) -> Iterator[str]:
        """Percents, stacked: the old ones below."""
        yield _text(24, self.y + 16, "Who answers users")
        yield _text(LEFT - 10, self.y + 12, "100 %", "quiet", "end")
        yield _text(LEFT - 10, self.y + USERS_HEIGHT, "0 %", "quiet", "end")
        shares: list[tuple[str, Callable[[Moment], float]]] = [
            ("old", lambda one: one.old),
            ("new", lambda one: one.new),
            ("bad", lambda one: one.failing),
        ]
        yield from self._stacked(shares, 100, USERS_HEIGHT)
        self.y += USERS_HEIGHT + 16

    def tasks(self) -> Iterator[str]:
        """Counts, stacked likewise."""
        most = self._rehearsal.peak_tasks
        yield _text(24, self.y + 16, "Tasks")
        yield _text(LEFT - 10, self.y + 12, str(most), "quiet", "end")
        yield _text(LEFT - 10, self.y + TASKS_HEIGHT, "0", "quiet", "end")
        counts: list[tuple[str, Callable[[Moment], float]]] = [
            ("old", lambda one: one.old_tasks),
            ("new", lambda one: one.new_tasks),
        ]
        yield from self._stacked(counts, most or 1, TASKS_HEIGHT)
        self.y += TASKS_HEIGHT + 16

    def stages(self) -> Iterator[str]:
        for span in self._rehearsal.stages:
            failed = span.status == "Failed"
            yield _text(24, self.y + 14, span.name, "quiet")
            width = max(2.0, self._x(span.ended) - self._x(span.began))
            tip = f"{span.name}: {duration(span.began)} to {duration(span.ended)}, {span.status}"
            x = min(self._x(span.began), WIDTH - RIGHT - 2)
            yield _rectangle(x, self.y + 4, width, ROW - 8, "bad" if failed else "stage", tip)
            self.y += ROW
        self.y += 4

    def axis(self) -> Iterator[str]:
        step = next((one for one in TICKS_MINUTES if self._minutes / one <= MOST_TICKS), TICKS_MINUTES[-1])
        unit, per_unit = ("h", 60) if step >= 60 else ("min", 1)
        for number in range(int(self._minutes / step) + 1):
            x = self._x(number * step)
            yield f'<line class="line" x1="{x:.1f}" y1="{self._charts:.0f}" x2="{x:.1f}" y2="{self.y:.0f}"/>'
            yield _text(x, self.y + 16, f"{number * step / per_unit:g}", "quiet", "middle")
        yield _text(LEFT - 10, self.y + 16, unit, "quiet", "end")
        self.y += 44

    def foot(self) -> Iterator[str]:
        yield from self._paragraph(verdict(self._rehearsal), "new" if self._rehearsal.good else "bad")
        yield from self._paragraph(f"Assumed: {'; '.join(assumed(self._rehearsal))}.", "quiet")
        self.y += 4

    def _x(self, minute: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(minute / self._minutes, 1)

    def _stacked(
        self, layers: Sequence[tuple[str, Callable[[Moment], float]]], most: float, height: float
    ) -> Iterator[str]:
        moments = self._rehearsal.moments
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
                    yield _rectangle(left, top, right - left, height * share / most, kind)
            floors = [floor + share for floor, share in zip(floors, values, strict=True)]

    def _paragraph(self, text: str, kind: str) -> Iterator[str]:
        for line in textwrap.wrap(text, LINE_CHARACTERS):
            yield _text(24, self.y, line, kind)
            self.y += 20


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _rectangle(x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> str:
    opened = f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f"{opened}><title>{escape(tip)}</title></rect>" if tip else f"{opened}/>"
