"""build-has-docker: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, without
from tests.policy.pipelines import DELIVERED, ROLLED, built, spec
from tests.policy.rules.rule_case import Case, Pass

SWITCH = ("environment", "privilegedMode")


def privileged(to: Any, program: Program = DELIVERED) -> Program:
    return change(program, "build", *SWITCH, to=to)


OFF = privileged(None)

STOPS: dict[str, Case] = {
    "not set": Case(OFF, on="build", says="Cannot connect to the Docker daemon"),
    "off": Case(privileged(False), on="build", says="environment.privilegedMode: not true"),
    "off, as a text": Case(privileged("false"), on="build"),
    "a pull": Case(built(spec("docker pull nginx"), OFF), on="build", says="docker pull"),
    "after another command": Case(built(spec("cd app && docker build ."), OFF), on="build"),
    "in a condition": Case(built(spec("if docker pull shop; then exit 0; fi"), OFF), on="build"),
    "several lines": Case(
        built("version: 0.2\nphases:\n  build:\n    commands: |\n      cd app\n      docker build .\n", OFF), on="build"
    ),
    "docker compose": Case(built(spec("docker compose up -d"), OFF), on="build"),
    "a rolling release": Case(privileged(False, ROLLED), on="build"),
    "a build that no pipeline runs": Case(without(OFF, "pipeline"), on="build", advised=True),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "on": DELIVERED,
    "on, as a text": privileged("true"),
    "signing in alone": built(spec("aws ecr get-login-password | docker login --password-stdin registry"), OFF),
    "a text about docker": built(spec("echo docker build", "# docker build"), OFF),
    "another tool": built(spec("buildah build .", "./docker build"), OFF),
    "a daemon elsewhere": built(spec("export DOCKER_HOST=tcp://docker:2375", "docker build ."), OFF),
    "a Docker server": change(OFF, "build", "environment", "dockerServer", to={"computeType": "BUILD_GENERAL1_SMALL"}),
    "functions, which have none": change(OFF, "build", "environment", "type", to="LINUX_LAMBDA_CONTAINER"),
    "a build specification that is not known yet": built(UNKNOWN, OFF),
    "a build specification among the sources": built("buildspec.yml", OFF),
}

UNDECIDED: dict[str, Case] = {
    "an unknown switch": Case(privileged(UNKNOWN), on="build"),
    "a build specification that is no YAML": Case(built("version: 0.2\n\tphases: [}", OFF), on="build"),
}
