"""`make up`: brings one environment of this project up on the local AWS. Runs under `./local`."""

import json
import os
import ssl
import subprocess
import sys
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from local_aws import advice, session, stacks, starter
from local_aws.home import PROJECT, ROOT, Home
from local_aws.turn import Busy, turn

TRAFFIC_SECONDS = 30
"""Until load balancers must answer: hosts boot and tasks start first, on a clock that is sixty times as fast."""


NO_TASKS = 503


def main() -> int:
    """Creates or updates the stack named on the command line, then says what to do with it."""
    stack = " ".join(sys.argv[1:])
    known = stacks.files(ROOT)
    if stack not in known:
        wrong = f"there is no Pulumi.{stack}.yaml; STACK is" if stack else "STACK is empty; it is"
        print(f"make up: {wrong} one of {', '.join(known)}", file=sys.stderr)
        return 1
    try:
        with turn(Home.of_environment(), f"make up STACK={stack}"):
            return _up(stack)
    except Busy as busy:
        print(busy, file=sys.stderr)
        return 1


def _up(stack: str) -> int:
    start = time.monotonic()
    home = Home.of_environment()
    if stack not in stacks.names(home.state, PROJECT):
        if code := pulumi("stack", "init", stack):
            return code
    elif stacks.interrupted(home, PROJECT, stack):
        print(f"An earlier run of {stack} was interrupted; looking at what it left.", flush=True)
        if code := refresh(stack):
            print(f"\n{stack} could not be looked at, so nothing was changed. Run make up again.")
            return code
    judged = ("--stack", stack, "--policy-pack", "policy")
    events = home.aws / "preview.jsonl"
    events.unlink(missing_ok=True)
    code = pulumi("preview", *judged, "--suppress-outputs", "--event-log", str(events))
    if code and not advice.judged(events):
        print("\nThe pack judged nothing, whatever mark is beside it: the program ended before it made a resource.")
    # As `pulumi up` does, but for running the program once more when there is nothing to do.
    if code == 0 and stacks.proposes_changes(events):
        if said := advice.said(events):
            silent = home.aws / "said.json"
            silent.write_text(json.dumps(said))
            judged += ("--policy-pack-config", str(silent))
        code = pulumi("up", "--yes", "--skip-preview", *judged)
    if code:
        print(f"\n{stack} is not up. Correct what is reported above and run make up again: it continues from here.")
        return code
    print(_next_steps(stack, stacks.outputs(home.state, PROJECT, stack), time.monotonic() - start))
    return 0


def refresh(stack: str) -> int:
    """Looks at everything that the engine believes to be there."""
    return pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", stack)


def pulumi(*words: str) -> int:
    """Runs the CLI, which prints its own output; returns its exit code."""
    # Only with this does the CLI have --event-log.
    command = ["pulumi", *words]
    environment = os.environ | {"PULUMI_DEBUG_COMMANDS": "true"} | session.saving(command)
    return subprocess.run(command, env=environment, check=False).returncode


def _reached(url: str) -> str:
    """The URL as AWS would have it, and where it answers on this machine."""
    home, deadline = Home.of_environment(), time.monotonic() + TRAFFIC_SECONDS
    asked = urlsplit(url)
    port = asked.port or {"http": 80, "https": 443}[asked.scheme]
    while time.monotonic() < deadline:
        about = starter.identity(home)
        here = about.get("addresses", {}).get(asked.hostname, {}).get(str(port))
        if here and _answers(f"{asked.scheme}://127.0.0.1:{here}"):
            return f"{asked.scheme}://127.0.0.1:{here}   ({url})"
        if "addresses" not in about or about["no_traffic"]:
            return f"{url}   (carries no traffic here: {about.get('no_traffic') or 'it is switched off'})"
        time.sleep(0.05)
    return f"{url}   (does not answer here yet)"


def _answers(url: str) -> bool:
    """Whether tasks are behind it."""
    # The certificate is made up.
    try:
        with urlopen(url, timeout=2, context=ssl._create_unverified_context()):
            return True
    except HTTPError as error:
        return error.code != NO_TASKS
    except OSError:
        return False


def _next_steps(stack: str, outputs: dict[str, Any], seconds: float) -> str:
    services = ", ".join(one["service"] for one in outputs["services"].values())
    named = f" --service {next(iter(outputs['services']))}" if len(outputs["services"]) > 1 else ""
    return f"""
{stack} is up on the local AWS at {os.environ["AWS_ENDPOINT_URL"]}, after {seconds:.1f} s.

  service      {services} in cluster {outputs["cluster"]}
  production   {_reached(outputs["url"])}
  test         {_reached(outputs["test_url"])}

  {f"./local pulumi stack output -s {stack}":<42} every output
  {f"./local bluegreen status -s {stack}{named}":<42} who serves; release, follow, rollback, rehearse likewise
  {f"make preview STACK={stack}":<42} what a change would do, judged by the policy pack
  {"make down":<42} destroy everything and stop the local AWS"""


if __name__ == "__main__":
    sys.exit(main())
