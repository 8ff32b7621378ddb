"""Plans of version 6 of the AWS provider, which is what the installed pulumi-aws is made of.

No plan of it could be made here. These are made by hand of the one of 5.100.0, by the provider's own pages:
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade and enhanced-region-support.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from tests.verdict.command import verdict
from tests.verdict.terraform.plans import change, configured, program, to
from verdict import shapes
from verdict.stacks import ROOT
from verdict.terraform import names

FOLDER = ROOT / "tests" / "programs" / "terraform"
REGION = "eu-central-1"
GONE = {
    "aws_ecs_task_definition": ("inference_accelerator",),
    "aws_launch_template": ("elastic_gpu_specifications", "elastic_inference_accelerator"),
}


def of_version_6(plan: dict[str, Any]) -> dict[str, Any]:
    """Most resources have a region, which the provider knows while it plans; some attributes are gone, some new."""
    for one in plan["resource_changes"]:
        after, unknown = one["change"]["after"], one["change"]["after_unknown"]
        if "region" in shapes.resource(names.token_of(one["type"]) or "").fields:
            after["region"] = REGION
        for name in GONE.get(one["type"], ()):
            after.pop(name, None)
            unknown.pop(name, None)
        if one["type"] == "aws_ecs_service":
            after |= {"deployment_configuration": [], "sigint_rollback": None}
            unknown |= {"arn": True}
    return plan


def findings(plan: Path) -> list[dict[str, Any]]:
    return json.loads(verdict("--terraform", str(plan), "--format", "json").stdout)["findings"]


def test_the_same_is_said_of_a_plan_of_either_version(tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(FOLDER, folder)
    before = findings(folder / "plan.json")
    plan = of_version_6(json.loads((folder / "plan.json").read_text()))
    assert sum(one["change"]["after"].get("region") == REGION for one in plan["resource_changes"]) > 10
    (folder / "plan.json").write_text(json.dumps(plan))
    assert findings(folder / "plan.json") == before


def test_a_region_of_its_own_is_a_property(tmp_path: Path) -> None:
    [found] = program(tmp_path, [change("aws_ecs_cluster.web", {"region": REGION})], {}).resources
    assert found.checked == {"region": REGION}


def test_a_release_by_ecs_itself_is_judged(tmp_path: Path) -> None:
    """`deployment_configuration` and `advanced_configuration` are of version 6."""
    service, rule = "aws_ecs_service.web", "aws_lb_listener_rule.web"
    groups = [f'aws_lb_target_group.web["{colour}"]' for colour in ("blue", "green")]
    balancer = {
        "container_name": "web",
        "container_port": 80,
        "advanced_configuration": [{"test_listener_rule": ""}],
    }
    after = {
        "region": REGION,
        "deployment_configuration": [
            {"strategy": "BLUE_GREEN", "bake_time_in_minutes": "5", "lifecycle_hook": [], "canary_configuration": []}
        ],
        "load_balancer": [balancer],
    }
    unknown = {
        "load_balancer": [
            {
                "target_group_arn": True,
                "advanced_configuration": [{"alternate_target_group_arn": True, "production_listener_rule": True}],
            }
        ]
    }
    block = {
        "target_group_arn": to(f"{groups[0]}.arn", groups[0]),
        "advanced_configuration": [
            {
                "alternate_target_group_arn": to(f"{groups[1]}.arn", groups[1]),
                "production_listener_rule": to(f"{rule}.arn", rule),
            }
        ],
    }
    root = {"resources": [configured(service, load_balancer=[block], deployment_configuration=[{}])]}
    changes = [change(service, after, unknown), change(rule, {}), *(change(group, {}) for group in groups)]
    program(tmp_path, changes, root)
    found = {one["rule"]: one["path"] for one in findings(tmp_path / "plan.json")}
    assert found["native-rollback-automatic"] == "alarms"
    assert found["listener-for-tests-present"] == "load_balancer[0].advanced_configuration.test_listener_rule"
