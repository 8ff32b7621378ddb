"""Room for the new tasks beside the old ones."""

from botocore.exceptions import ClientError

from ops.checks.check import Check, Finding, Planned, ng, ok, skip
from ops.refusal import Refused
from ops.rehearsal.rehearse import room


def beside_the_old_ones(planned: Planned) -> Finding:
    """Played on the model: whether all new tasks start, on the hosts that are there or that a provider adds."""
    releases = planned.releases
    try:
        why = room(releases.target, releases.aws, planned.task_definition)
    except (Refused, ClientError):
        # The service or the task definition, which other checks say.
        return skip("something that it would be played with is not there")
    if why:
        return ng(why, "give them room: raise bluegreen:maxHosts, take a larger bluegreen:instanceType, or fewer tasks")
    return ok("the new tasks find room beside the old ones")


CHECKS: tuple[Check, ...] = (beside_the_old_ones,)
