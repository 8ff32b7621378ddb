"""The release that runs, for the verbs that need one."""

from ops.progress import Progress
from ops.refusal import Refused
from ops.session import Session


def running(session: Session) -> Progress:
    """Refused where none does."""
    if id := session.releases.running():
        return session.releases.progress(id)
    raise Refused("no release is under way", f"see `{session.target.command('status')}`")
