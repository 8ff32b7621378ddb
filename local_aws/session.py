"""One command against the local AWS: `./local CMD…`.

The command sees a private Pulumi home, a file backend, made-up credentials and an endpoint on loopback, and nothing of
the user's own AWS or Pulumi set-up, so that it can't reach a real account. It runs in the folder it was called from.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from local_aws import own_aws, stack_files, stacks, starter  # noqa: E402 (ROOT must be on the path: the caller's folder may be any)
from local_aws.home import JOURNAL, Home  # noqa: E402
from local_aws.provider import install  # noqa: E402


def environment(home: Home, endpoint: str, own: Mapping[str, str]) -> dict[str, str]:
    """The variables a command gets: the caller's, less all of AWS and Pulumi, plus the local ones."""
    given = starter.neutral(own) | {
        "PATH": os.pathsep.join([str(home.engine / "bin"), str(ROOT / ".venv" / "bin"), own.get("PATH", "")]),
        "VIRTUAL_ENV": str(ROOT / ".venv"),
        "PULUMI_HOME": str(home.pulumi),
        # No side files of metadata: the engine writes those in place, and killed in between can't read its state.
        "PULUMI_BACKEND_URL": f"{home.state.as_uri()}?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE": "local",
        # A missing provider must be an error, not a download.
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        # Nor may another `aws` on PATH, real or not, take the place of the stand-in and its guards.
        "PULUMI_IGNORE_AMBIENT_PLUGINS": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        JOURNAL: str(home.journal),
    }
    return own_aws.environment(given, endpoint, "us-east-1")


def saving(command: Sequence[str]) -> dict[str, str]:
    """A preview saves no state, but for each new resource the engine (3.276) writes all of it down and throws it away,
    in a time that grows with the square of the resources. Whatever changes something must save."""
    return {"PULUMI_SKIP_CHECKPOINTS": "true"} if list(command[:2]) == ["pulumi", "preview"] else {}


def run(command: Sequence[str], home: Home) -> int:
    """Runs the command to its end and returns its exit code, as a shell counts it (128 + n for signal n)."""
    home.make()
    install.into(home.pulumi)
    stacks.release_dead_locks(home.state)
    variables = environment(home, starter.start(home), os.environ) | saving(command)
    program = shutil.which(command[0], path=variables["PATH"])
    if program is None:
        raise SystemExit(f"local: {command[0]}: no such command")
    with stack_files.salted(command, Path.cwd(), home) as lock:
        # The child holds the lock too: the stack files stay as it needs them even if this process is killed.
        child = subprocess.Popen([program, *command[1:]], env=variables, pass_fds=[lock] if lock is not None else [])
        # Ctrl-C reaches the child from the terminal; here it would only leave the stack files unrestored.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda number, _: child.send_signal(number))
        code = child.wait()
    return code if code >= 0 else 128 - code


def main() -> None:
    """Runs the command line given; usage and the starter's errors are one line and exit code 1."""
    if len(sys.argv) < 2:
        raise SystemExit("usage: ./local CMD…   for example: ./local pulumi stack output -s dev")
    try:
        sys.exit(run(sys.argv[1:], Home.of_environment()))
    except starter.NotStarted as error:
        raise SystemExit(f"local: {error}") from None
    except OSError as error:
        raise SystemExit(f"local: {unusable(error)}") from None


def unusable(error: OSError) -> str:
    """What is wrong with a file or folder of the local AWS, and what helps."""
    helps = {
        errno.ENOSPC: "make room, or name a folder on another disk: LOCAL_AWS_HOME=/folder",
        errno.EDQUOT: "make room, or name a folder on another disk: LOCAL_AWS_HOME=/folder",
        errno.EROFS: "name a folder that can be written: LOCAL_AWS_HOME=/folder",
        errno.EACCES: "name a folder of your own: LOCAL_AWS_HOME=/folder",
        errno.ENOENT: "the local AWS was being taken down; run the command again",
    }
    what = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    return f"{what}; {helps[error.errno]}" if error.errno in helps else what


if __name__ == "__main__":
    main()
