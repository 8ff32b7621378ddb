"""A target group of a live pair stays the one that it is, whatever the program is run for."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.clock import holds_a_time
from policy.views.topology import pairs

NAMES = ("name", "namePrefix")


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
    since 1970, or a date with hours and minutes. It cannot see whether somebody typed it, so it is advice. A date
    alone is let through, as is a random text, which cannot be told from a chosen one, and a name that is ignored.
    """
    for _, links in pairs(stack):
        for group in known(*(linked for _, linked in links)):
            for prop in NAMES:
                value = group.get(prop)
                if group.ignores(prop):
                    continue
                if value is UNKNOWN and group.edges.get(prop):
                    reason = "it comes from another resource, and whether it is the same in each run is not known"
                    yield Undecided(resource=group, path=prop, reason=reason)
                elif isinstance(value, str) and holds_a_time(value):
                    yield Violation(
                        resource=group,
                        path=prop,
                        wrong=f"{value} holds a time: if the clock gave it, the next run has another one",
                        fix="leave it out, or give it a fixed name.",
                    )
