"""Bands of boxes as an SVG."""

from collections.abc import Iterator, Mapping, Sequence

from ops.architecture.band import LINES, Arrow, Band, Box, Place
from ops.drawing import HEAD, SIZE, fitting, line, page, rectangle, text

MARGIN, WIDE, ACROSS, DOWN = 24, 244, 44, 24
"""Of the page, of a box, and between boxes."""
ROW = 18
TALL = ROW * (LINES + 1) + 12
COLUMNS = 4
WIDTH = 2 * MARGIN + COLUMNS * WIDE + (COLUMNS - 1) * ACROSS
HEADING = 40


def drawn(title: str, bands: Sequence[Band]) -> str:
    """A file of its own, readable in light and dark."""
    body = [HEAD, text(MARGIN, 36, fitting(title, WIDTH * SIZE / 18), "title")]
    y = 56.0
    for band in bands:
        body += _band(band, y)
        y += HEADING + len({row for row, _ in band.boxes}) * (TALL + DOWN)
    return page(title, WIDTH, y, body)


def _band(band: Band, y: float) -> Iterator[str]:
    """A row without boxes takes no room."""
    rows = sorted({row for row, _ in band.boxes})
    corners = {
        (row, column): (MARGIN + column * (WIDE + ACROSS), y + HEADING + rows.index(row) * (TALL + DOWN))
        for row, column in band.boxes
    }
    yield line(MARGIN, y, WIDTH - MARGIN, y)
    yield text(MARGIN, y + 24, fitting(band.heading, WIDTH), "name")
    for place, box in sorted(band.boxes.items()):
        yield from _box(box, *corners[place])
    for arrow in band.arrows:
        yield _arrow(arrow, corners)


def _box(box: Box, x: float, y: float) -> Iterator[str]:
    lines = [one for one in box.lines if one][:LINES]
    room = WIDE - 24
    yield rectangle(x, y, WIDE, TALL, f"box {box.colour}".strip(), "\n".join([box.name, *lines]))
    yield text(x + 12, y + ROW + 2, fitting(box.name, room), "name")
    for number, one in enumerate(lines, 2):
        yield text(x + 12, y + number * ROW + 2, fitting(one, room), "quiet")


def _arrow(arrow: Arrow, corners: Mapping[Place, tuple[float, float]]) -> str:
    """Sideways from edge to edge, else from above or below; one that comes across ends higher than one from beside."""
    (x1, y1), (x2, y2) = corners[arrow.source], corners[arrow.target]
    kind = "arrow dashed" if arrow.dashed else "arrow"
    if x1 == x2:
        middle = x1 + WIDE / 2
        return line(middle, y1 + TALL * (y1 < y2), middle, y2 + TALL * (y2 < y1), kind, arrow=True)
    begin = x1 + WIDE * (x1 < x2)
    end = x2 + WIDE * (x2 < x1)
    across = TALL / 4 if y1 != y2 else 0.0
    return line(begin, y1 + TALL / 2 + across, end, y2 + TALL / 2 - across, kind, arrow=True)
