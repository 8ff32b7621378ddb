"""A release over time, foretold or past: who answered users, how many tasks there were, and AWS's stages."""

from ops.timeline.timeline import Moment, Span, Timeline

__all__ = ["Moment", "Span", "Timeline"]
