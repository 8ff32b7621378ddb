"""What users notice while processes of the local AWS are killed."""

import os
import signal
import time
from random import Random

from bench.figure import Figure
from bench.scene import envoy_of, played
from bench.services import NotMeasured
from local_aws import starter
from local_aws.home import DEFAULT_SPEED
from tests.local_aws.scene import Scene, until
from tests.local_aws.traffic.ground import started
from tests.local_aws.traffic.load import get, load

SPEED = 120
"""A step of the shift takes half a second. One that a kill cuts short begins anew: AWS's time is saved with changes."""
CONFIGURATION = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"
PAUSE_SECONDS = 0.01
"""After each request of a client: others use the machine."""
AWAY_SECONDS = 0.3


def server_killed(kills: int) -> list[Figure]:
    """At random moments of a linear release under constant load."""
    with played(SPEED) as scene:
        scene.service("CODE_DEPLOY")
        scene.deployment_group(CONFIGURATION)
        until(lambda: _answers(scene.port()))
        chance = Random(8)
        with load(scene.port(), PAUSE_SECONDS) as seen:
            deployment = scene.deploy(scene.definition())
            until(lambda: seen.answers[2])
            for done in range(kills):
                time.sleep(chance.uniform(0, 0.7))
                _kill_server(scene)
                if (status := scene.info(deployment)["status"]) != "InProgress":
                    raise NotMeasured(f"the release was {status} after {done + 1} of {kills} kills")
            ended = scene.ended(deployment)["status"]
        shown = f"{kills} kills, {seen.total} answers ({seen.answers[1]} of blue, {seen.answers[2]} of green); "
    label = "failed requests in a release, server killed"
    failed = (float(len(seen.failures)),)
    return [Figure(label=label, samples=failed, unit="requests", aim=0, includes=f"{shown}the release ended: {ended}")]


def envoy_killed(kills: int) -> list[Figure]:
    """Until its port answers again, under constant load."""
    with played(DEFAULT_SPEED) as scene:
        scene.service("ECS")
        port = scene.port()
        until(lambda: _answers(port))
        with load(port, PAUSE_SECONDS):
            away = tuple(_envoy_away_seconds(scene, port) for _ in range(kills))
    label = "Envoy killed, until production answers"
    return [Figure(label=label, samples=away, unit="s", aim=AWAY_SECONDS, includes="2 healthy targets, constant load")]


def _kill_server(scene: Scene) -> None:
    home = scene.workspace.home
    os.kill(starter.identity(home)["pid"], signal.SIGKILL)
    until(lambda: not starter.identity(home))
    starter.start(home)


def _envoy_away_seconds(scene: Scene, port: int) -> float:
    pid, folder = envoy_of(scene), scene.workspace.home.traffic / "balancers"
    os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    until(lambda: pid not in started(folder) and _answers(port))
    away = time.monotonic() - killed
    time.sleep(0.5)  # until its owner has seen that it is healthy
    return away


def _answers(port: int) -> bool:
    try:
        return get(port).status == 200
    except OSError:
        return False
