"""`make down`: destroys every local environment of this project, then stops the local AWS. Runs under `./local`."""

import sys

from local_aws import protection, stacks, starter
from local_aws.home import PROJECT, Home
from local_aws.turn import Busy, turn
from local_aws.up import pulumi, refresh


def main() -> int:
    """Leaves no resource, no stack and no process; stops at the first stack that can't be destroyed."""
    home = Home.of_environment()
    try:
        with turn(home, "make down"):
            return _down(home)
    except Busy as busy:
        print(busy, file=sys.stderr)
        return 1


def _down(home: Home) -> int:
    if others := stacks.of_others(home.state, PROJECT):
        print(
            f"make down: other projects are up on this local AWS, and would believe so when it is gone: "
            f"{', '.join(others)}. Destroy them in their folders first (./local pulumi destroy -s STACK); make clean "
            f"forgets them together with everything else.",
            file=sys.stderr,
        )
        return 1
    for stack in stacks.names(home.state, PROJECT):
        print(f"Destroying {stack}", flush=True)
        if stacks.interrupted(home, PROJECT, stack):
            refresh(stack)
        if code := protection.lifted(home, stack) or pulumi("destroy", "--yes", "--skip-preview", "--stack", stack):
            print(f"{stack} is not gone. Run make down again; make clean forgets the local AWS altogether.")
            return code
        pulumi("stack", "rm", "--yes", "--preserve-config", "--stack", stack)
    starter.remove(home)
    print("The local AWS is stopped; nothing is left of it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
