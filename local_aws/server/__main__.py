"""`python -m local_aws.server --port N --state FILE`: serves until SIGTERM or SIGINT."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from local_aws.home import NotASpeed, speed
from local_aws.server.serving import PortTaken, running
from local_aws.server.state import UnreadableState

DEFAULT_PORT = 4566


def main() -> int:
    """Runs the server in the foreground; 1 when it can't start, with one line that says why."""
    parser = argparse.ArgumentParser(prog="python -m local_aws.server", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="on 127.0.0.1; 0 chooses a free one")
    parser.add_argument("--state", type=Path, help="the file that keeps the state; none: in memory only")
    parser.add_argument("--traffic", type=Path, help="the folder of real load balancers and tasks; none: no traffic")
    parser.add_argument("--project", type=Path, help="the folder whose git repository pipelines take their source from")
    args = parser.parse_args()

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        with running(args.port, args.state, args.traffic, speed=speed(), project=args.project) as endpoint:
            print(endpoint, flush=True)
            stop.wait()
    except (PortTaken, UnreadableState, NotASpeed) as error:
        print(f"local AWS: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
