"""What a picture is made of: texts, rectangles and lines of one SVG, which is readable in light and dark.

A picture is a file of its own: it names nothing that is elsewhere, and the same input gives the same bytes.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

SIZE = 13
"""Pixels of a text's height."""
CHARACTER = 0.6
"""Width of the mean character, as a share of its height; a system's font is a little narrower."""

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
rect { shape-rendering: crispEdges; }
.title { font-size: 18px; font-weight: 600; }
.name { font-weight: 600; }
.quiet { fill: #59636e; }
.paper { fill: #ffffff; }
.line { stroke: #d1d9e0; stroke-width: 1; }
.new { fill: #1a7f37; } .old { fill: #54aeff; } .bad { fill: #cf222e; } .stage { fill: #8c959f; }
.box { fill: #f6f8fa; stroke: #8c959f; }
.blue { stroke: #0969da; stroke-width: 2; } .green { stroke: #1a7f37; stroke-width: 2; }
.arrow { stroke: #59636e; stroke-width: 1.5; fill: none; } .dashed { stroke-dasharray: 5 4; } .head { fill: #59636e; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .quiet { fill: #9198a1; }
  .paper { fill: #0d1117; }
  .line { stroke: #3d444d; }
  .new { fill: #3fb950; } .old { fill: #1f6feb; } .bad { fill: #f85149; } .stage { fill: #656c76; }
  .box { fill: #151b23; stroke: #656c76; }
  .blue { stroke: #58a6ff; } .green { stroke: #3fb950; }
  .arrow { stroke: #9198a1; } .head { fill: #9198a1; }
}
"""
HEAD = (
    '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>'
)
"""Of an arrow."""


def page(title: str, width: float, height: float, body: Iterable[str]) -> str:
    """The whole file."""
    named = escape(title, {'"': "&quot;"})
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{named}">',
            f"<title>{escape(title)}</title>",
            f"<style>{STYLE}</style>",
            '<rect class="paper" width="100%" height="100%"/>',
            *body,
            "</svg>\n",
        ]
    )


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    """One line of it, on this base line."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


def fitting(said: str, width: float) -> str:
    """The text, or as much of it as has room."""
    most = int(width / (CHARACTER * SIZE))
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def rectangle(x: float, y: float, width: float, height: float, kind: str, tip: str = "") -> str:
    """The tip is shown under the pointer, and read out."""
    opened = f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f"{opened}><title>{escape(tip)}</title></rect>" if tip else f"{opened}/>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "line", arrow: bool = False) -> str:
    """From one point to the other; a picture with arrows has `HEAD`."""
    end = ' marker-end="url(#head)"' if arrow else ""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{end}/>'
