"""The pack's entry point: the engine starts it, and it serves until the engine ends it."""

from pulumi_policy import PolicyPack

from adapter import as_policy
from rules import RULES

PolicyPack(name="bluegreen", policies=[as_policy(rule) for rule in RULES])
