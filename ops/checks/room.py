"""Room for the new tasks beside the old ones."""

from ops.checks.check import Check

CHECKS: tuple[Check, ...] = ()
