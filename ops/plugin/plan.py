"""What a preview says of an update: what it would do to users, and why it cannot be."""

from model.strategy import Strategy
from ops.checks import Planned, State, refusals, traffic
from ops.checks.service import nothing_runs
from ops.refusal import Refused
from ops.rehearsal.rehearse import rehearse
from ops.rehearsal.what_ifs import WhatIfs
from ops.rehearsal.words import summary
from ops.releases import Releases


def release(releases: Releases) -> str:
    """The next one, as the model plays it."""
    return summary(rehearse(releases.target, releases.aws, WhatIfs()))


def obstacles(releases: Releases, image: str) -> list[str]:
    """Why it would be refused now; by the time of `up` that may have changed."""
    return refusals(Planned(releases, releases.live(), image))


def move(releases: Releases, strategy: Strategy) -> str:
    """What happens when ECS is given a service that another strategy has released so far.

    Refused while anything moves: AWS would refuse it then, or leave users with two versions.
    """
    planned = Planned(releases, releases.live())
    for check in (nothing_runs, *traffic.CHECKS):
        found = check(planned)
        if found.state is State.NG:
            raise Refused(f"the strategy can change only while nothing moves, and {found}")
    group = releases.target.group_names.get(planned.live_group, "its target group")
    return (
        f"the service goes from {releases.target.strategy} to {strategy} in place, while {group} serves. ECS then "
        "starts the running revision again in the other group and moves production there, as in any release. "
        + summary(rehearse(releases.target, releases.aws, WhatIfs(strategy="native")))
    )
