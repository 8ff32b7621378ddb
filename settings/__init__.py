"""The one door in: the stack's configuration becomes one frozen, validated `Settings`.

What is wrong ends the run before anything is created, with one message that names each key, its value, what is allowed
and what to do. Values that are wrong by themselves come first (`keys`, of the types in `values`); how they fit together
is judged once each is right (`checks`); `refusal` says it. What a team brings is
looked up after that (`brought`).
"""

from settings.brought.bring import bring
from settings.endpoint_policies import endpoint_policies
from settings.loading import load, parse
from settings.settings import Settings

__all__ = ["Settings", "bring", "endpoint_policies", "load", "parse"]
