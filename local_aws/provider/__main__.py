"""`python -m local_aws.provider`: the plugin as the engine starts it; the port is the first line of its output."""

import os
import signal
import threading

from local_aws.provider.protocol import messages  # noqa: F401

# isort: split
from local_aws.provider.protocol.serving import serving

LOOK_SECONDS = 1.0
"""How often it looks whether the engine is still there."""


def main() -> None:
    """Serves until the engine ends it, or is gone itself, and then ends quietly."""
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    engine = os.getppid()
    with serving() as port:
        print(port, flush=True)
        # A killed engine can't end the plugin, which then gets another parent.
        while not done.wait(LOOK_SECONDS) and os.getppid() == engine:
            pass
    # The engine waits for the end, and Python would take a while to free each object by itself.
    os._exit(0)


if __name__ == "__main__":
    main()
