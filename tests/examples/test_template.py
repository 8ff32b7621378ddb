"""The program of the template, without an engine."""

import runpy
from typing import Any

import pytest

from tests.workspace import ROOT
from verdict.brought import Account
from verdict.recording import record
from verdict.stacks import environment


class Answering(Account):
    def getRegion(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"region": self.region}


CONFIG = '{"%s:image": "nginx:1.27.5", "%s:containerPort": "80", "aws:region": "us-east-1"}'


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("orders", "orders-test"),
        ("my_shop.api", "my-shop-api-test"),
        ("a-project-whose-name-is-as-long-as-a-sentence", "a-project-whose-name-is-as-long-a-"),
    ],
)
def test_every_project_has_names_that_aws_takes(project: str, name: str) -> None:
    with environment(PULUMI_CONFIG=CONFIG.replace("%s", project)):
        made = record(
            lambda: runpy.run_path(str(ROOT / "examples" / "template" / "__main__.py")),
            lookups=Answering("us-east-1", {}),
            project=project,
        )
    definition = made.one("aws:ecs/taskDefinition:TaskDefinition")
    assert definition.inputs["family"].startswith(name)
    assert len(definition.inputs["family"]) <= 40
