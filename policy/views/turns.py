"""The two target groups that take turns, as far as the program shows which they are."""

from collections.abc import Sequence

from policy.finding import Undecided
from policy.reading import UNKNOWN, Resource
from policy.stack import Linked


def turns(owner: Resource, links: Sequence[tuple[str, Linked]]) -> tuple[list[Resource], list[Undecided]]:
    """The groups, and what is not known of them. Of more than two nobody knows which are meant, so these are none."""
    groups: list[Resource] = []
    unclear: list[Undecided] = []
    for path, linked in links:
        if linked is UNKNOWN or not linked:
            unclear.append(Undecided(resource=owner, path=path, reason="this target group is not part of the program"))
        else:
            groups += [group for group in linked if group not in groups]
    if len(groups) > 2:
        reason = "which two of its target groups take turns is not known yet"
        return [], [*unclear, Undecided(resource=owner, path=links[0][0], reason=reason)]
    return groups, unclear
