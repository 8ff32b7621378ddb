"""images-immutable: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

STOPS: dict[str, Case] = {
    "tags that move": Case(change(BLUE_GREEN, "images", "imageTagMutability", to="MUTABLE"), on="images"),
    "not set, which is tags that move": Case(change(BLUE_GREEN, "images", "imageTagMutability", to=None), on="images"),
    "tags that move, in a first preview": Case(
        change(FIRST_PREVIEW, "images", "imageTagMutability", to="MUTABLE"), on="images"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "tags that stay": BLUE_GREEN,
    "tags that stay, in a first preview": FIRST_PREVIEW,
    "all but some stay": change(BLUE_GREEN, "images", "imageTagMutability", to="IMMUTABLE_WITH_EXCLUSION"),
    "all but some move": change(BLUE_GREEN, "images", "imageTagMutability", to="MUTABLE_WITH_EXCLUSION"),
}

UNDECIDED: dict[str, Case] = {
    "unknown": Case(change(BLUE_GREEN, "images", "imageTagMutability", to=UNKNOWN), on="images")
}
