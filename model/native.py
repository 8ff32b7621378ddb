"""Limits of releases that ECS moves by itself."""

from typing import Final

BAKE_MINUTES: Final = 1440
"""The longest that both versions may stay at one step or after the last, 24 hours (ECS API reference,
DeploymentConfiguration)."""
