"""An SVG as tests see it: its texts, where they are, and what lies on each other."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
PIXELS = {"title": 18.0}
"""Of a text's height, where it is not 13."""
CHARACTER = 0.6


@dataclass(frozen=True)
class Written:
    """One text, and the room that it takes."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Written") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Drawing:
    """A file that can be read without any other."""

    def __init__(self, svg: str) -> None:
        self.source = svg
        self.root = ElementTree.fromstring(svg)
        self.width, self.height = float(self.root.attrib["width"]), float(self.root.attrib["height"])

    @property
    def written(self) -> list[Written]:
        return [_written(one) for one in self.root.iter(f"{SVG}text")]

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.written]

    @property
    def tips(self) -> list[str]:
        """What the pointer is shown over a rectangle."""
        return [one.findtext(f"{SVG}title") or "" for one in self.root.iter(f"{SVG}rect") if len(one)]

    @property
    def overlapping(self) -> list[tuple[str, str]]:
        """Texts that lie on each other."""
        return [(one.text, other.text) for one, other in combinations(self.written, 2) if one.meets(other)]

    @property
    def outside(self) -> list[str]:
        """Texts that leave the page."""
        return [
            one.text for one in self.written if one.left < 0 or one.right > self.width or one.bottom > self.height + 3
        ]

    def stands_alone(self) -> bool:
        """A title for those who don't see it, both colour schemes, and nothing that is elsewhere."""
        links = self.source.replace('xmlns="http://www.w3.org/2000/svg"', "")
        return (
            bool(self.root.findtext(f"{SVG}title"))
            and "prefers-color-scheme: dark" in (self.root.findtext(f"{SVG}style") or "")
            and "http" not in links
            and "href" not in links
        )


def _written(one: ElementTree.Element) -> Written:
    text = one.text or ""
    pixels = PIXELS.get(one.attrib.get("class", ""), 13.0)
    width = len(text) * pixels * CHARACTER
    x, y = float(one.attrib["x"]), float(one.attrib["y"])
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[one.attrib["text-anchor"]]
    return Written(text, left, left + width, y - pixels * 0.8, y + pixels * 0.2)
