"""The pack's entry point: the engine starts it, and it serves until the engine ends it."""

from adapter import serve
from rules import RULES

serve(RULES)
