"""Where everything local lives: one git-ignored folder."""

import os
from dataclasses import dataclass
from math import inf
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "bluegreen"
"""The name in our Pulumi.yaml."""
TRAFFIC = "LOCAL_AWS_TRAFFIC"
"""The variable that says `off` where no traffic is wanted."""
SPEED = "LOCAL_AWS_SPEED"
"""The variable that says how many of AWS's seconds pass in one: see `speed`."""
MOST_SPEED = 10_000
"""Short of `inf`: what publishes figures each minute has more than a hundred minutes in a second then."""
DEFAULT_SPEED = 60.0
"""A minute of AWS in a second: a release of ten minutes can be watched, and an hour's wait is over in a minute."""
JOURNAL = "LOCAL_AWS_JOURNAL"
"""The variable with the folder of the provider's journal of creates."""


class NotASpeed(Exception):
    """The variable says none."""


def speed() -> float:
    """How many seconds of AWS pass in one; 0: none do; `inf`: what follows from a call has happened before the next.
    Raises NotASpeed."""
    text = os.environ.get(SPEED) or str(DEFAULT_SPEED)
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not (0 <= found <= MOST_SPEED or found == inf):
        raise NotASpeed(
            f"{SPEED} is how many seconds of AWS pass in one: a number up to {MOST_SPEED} such as 60, 0 where time "
            f"stands still, or inf where what follows from a call has happened before the next; got {text!r}"
        )
    return found


@dataclass(frozen=True)
class Home:
    """The folder of one local AWS, its Pulumi home and its stacks; removing it removes all of them."""

    folder: Path
    port: int = 4566
    """TCP port on loopback where the local AWS listens."""
    engine: Path = ROOT / ".local" / "engine"
    """The Pulumi engine, shared by all homes of this checkout."""

    @classmethod
    def of_environment(cls) -> "Home":
        """`.local` and port 4566, or what LOCAL_AWS_HOME and LOCAL_AWS_PORT say."""
        port = os.environ.get("LOCAL_AWS_PORT", "4566")
        if not (port.isdigit() and 1024 <= int(port) <= 65535):
            raise SystemExit(f"local: LOCAL_AWS_PORT must be a port from 1024 to 65535, got {port!r}")
        return cls(Path(os.environ.get("LOCAL_AWS_HOME") or ROOT / ".local").resolve(), int(port))

    @property
    def aws(self) -> Path:
        """The local AWS's state, log and address."""
        return self.folder / "aws"

    @property
    def traffic(self) -> Path:
        """Real load balancers and tasks, which outlive a killed server."""
        return self.aws / "traffic"

    @property
    def pulumi(self) -> Path:
        """PULUMI_HOME: the stand-in provider is here, where a real stack never looks."""
        return self.folder / "pulumi"

    @property
    def journal(self) -> Path:
        """Creates whose end the engine may not have seen, see provider/lifecycle/journal.py."""
        return self.aws / "creates"

    @property
    def state(self) -> Path:
        """The file backend with the state of all local stacks."""
        return self.folder / "state"

    @property
    def projects(self) -> Path:
        """The local salts of each project's stack files, see stack_files.py."""
        return self.folder / "projects"

    def make(self) -> None:
        """Makes the folders, for this user only."""
        for folder in (self.aws, self.journal, self.pulumi, self.state, self.projects):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
