"""`make down`: destroys every local environment of this project, then stops the local AWS. Runs under `./local`."""

import shutil
import sys

from local_aws import stacks, starter
from local_aws.home import PROJECT, Home
from local_aws.up import pulumi


def main() -> int:
    """Leaves no resource, no stack and no process; stops at the first stack that can't be destroyed."""
    home = Home.of_environment()
    for stack in stacks.names(home.state, PROJECT):
        print(f"Destroying {stack}", flush=True)
        if stacks.interrupted(home.state, PROJECT, stack):
            pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", stack)
        if code := pulumi("destroy", "--yes", "--skip-preview", "--stack", stack):
            print(f"{stack} is not gone. Run make down again; make clean forgets the local AWS altogether.")
            return code
        pulumi("stack", "rm", "--yes", "--preserve-config", "--stack", stack)
    starter.stop(home)
    shutil.rmtree(home.aws)  # also what an interrupted run made without the engine's knowledge
    print("The local AWS is stopped; nothing is left of it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
