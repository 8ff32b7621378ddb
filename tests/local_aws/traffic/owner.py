"""`python -m tests.local_aws.traffic.owner FOLDER`: owns a ground until it is killed; prints its port."""

import sys
import time
from pathlib import Path

from tests.local_aws.traffic.ground import BLUE, Ground, task

if __name__ == "__main__":
    ground = Ground(Path(sys.argv[1]), groups={BLUE: [task("first"), task("second", FAULT_ANSWER_SECONDS="0.01")]})
    ground.ready()
    print(ground.port(), flush=True)
    while True:
        time.sleep(60)
