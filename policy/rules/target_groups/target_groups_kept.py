"""A target group of a live pair stays the one that it is, whatever the program is run for."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.clock import holds_a_time
from policy.views.topology import pairs

NAMES = ("name", "namePrefix")
RANDOM = "random:index/"


@stack_rule(
    level="advisory",
    remedy="Name target groups by what they are, or leave the name to Pulumi.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-target-group.html",
    severity="high",
    symptoms=(Symptom.REPLACED, Symptom.SENT_BACK),
    cost="a target group cannot be renamed, so the next run replaces both: the new ones have no targets, and AWS"
    " does not delete the old ones while listeners forward to them.",
)
def target_groups_kept(stack: Stack, options: Options) -> Findings:
    """The name of a target group that takes turns is the same in each run.

    A name made of the clock is meant to avoid names that are taken, and differs with each run. The first preview
    shows nothing of it; the second one replaces blue and green together, with whatever is live.

    Looks at the target groups of every pair whose `name` or `namePrefix` holds a time: seconds or milliseconds
    since 1970, or a date with hours and minutes; or is made of a resource of Pulumi's provider `random` whose `keepers`
    hold one, which makes another value with each run. Without keepers, or with others, it keeps its value: that is let
    through. It cannot see whether somebody typed a time, so it is advice. A date alone is let through, as is a random
    text of the program's own, which one preview cannot tell from a chosen one, and a name that is ignored.
    """
    for _, links in pairs(stack):
        for group in known(*(linked for _, linked in links)):
            for prop in NAMES:
                if not group.ignores(prop):
                    yield from _kept(stack, group, prop)


def _kept(stack: Stack, group: Resource, prop: str) -> Findings:
    value, made_of = group.get(prop), group.edges.get(prop, ())
    origins = sorted(stack.made_of(group, prop), key=str)
    kept = [_keeps(one) for one in origins]
    if False in kept:
        yield Violation(
            resource=group,
            path=prop,
            wrong=f"it is made of {origins[kept.index(False)].name}, whose keepers hold a time: if the clock gave it,"
            " the next run has another one",
            fix="take the time out of the keepers, or leave the name out.",
        )
    elif isinstance(value, str) and holds_a_time(value):
        yield Violation(
            resource=group,
            path=prop,
            wrong=f"{value} holds a time: if the clock gave it, the next run has another one",
            fix="leave it out, or give it a fixed name.",
        )
    elif value is UNKNOWN and (UNKNOWN in kept or len(origins) < len(made_of)):
        reason = "it comes from another resource, and whether it is the same in each run is not known"
        yield Undecided(resource=group, path=prop, reason=reason)


def _keeps(origin: Resource) -> bool | Unknown:
    """Whether what a name is made of is the same in each run."""
    keepers = origin.get("keepers", default={})
    if not origin.type.startswith(RANDOM) or not isinstance(keepers, dict):
        return UNKNOWN
    if any(isinstance(one, str) and holds_a_time(one) for one in keepers.values()):
        return False
    return UNKNOWN if UNKNOWN in keepers.values() else True
