"""The examples' containers listen where their images do, which the local AWS, with its own server, does not see."""

import re
from typing import Any

import yaml

from tests.workspace import ROOT

PORTS = {"nginx/nginx": 80, "nginx/nginx-unprivileged": 8080}
"""Of images, as https://hub.docker.com has them."""
EXAMPLES = ROOT / "examples"


def listens(image: str) -> int:
    return PORTS[image.removeprefix("public.ecr.aws/").rpartition(":")[0]]


def services(config: dict[str, Any]) -> list[dict[str, Any]]:
    """The settings of each service of a stack file."""
    own = {key.removeprefix("bluegreen:"): value for key, value in config.items()}
    return [own | one for one in (own.get("services") or {"": {}}).values()]


def test_stack_files_name_the_ports_of_their_images() -> None:
    for file in (EXAMPLES / "stacks").glob("*.yaml"):
        for one in services(yaml.safe_load(file.read_text())["config"]):
            assert one.get("containerPort", 80) == listens(one["image"]), file.name


def test_programs_name_the_ports_of_their_images() -> None:
    in_python = (EXAMPLES / "programs" / "two-services" / "__main__.py").read_text()
    port, image = (re.findall(rf'^{name} = "?([^"\n]+)', in_python, re.MULTILINE)[0] for name in ("PORT", "IMAGE"))
    assert int(port) == listens(image)

    resources = yaml.safe_load((EXAMPLES / "programs" / "yaml-service" / "Pulumi.yaml").read_text())["resources"]
    service, platform = resources["web"]["properties"], resources["front"]["properties"]
    assert service["containerPort"] == listens(service["image"])
    assert platform["containerPorts"] == [service["containerPort"]]

    config = yaml.safe_load((EXAMPLES / "template" / "Pulumi.yaml").read_text())["config"]
    assert config["containerPort"]["default"] == listens(config["image"]["default"])
