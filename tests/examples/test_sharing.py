"""Two stacks of ours behind one load balancer: the second brings what the first says of itself."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.environments.gone import nothing_is_left
from tests.workspace import Workspace, changes

CONFIG: dict[str, Any] = {"aws:region": "us-east-1", "bluegreen:launchType": "FARGATE"}
IMAGE = "public.ecr.aws/nginx/nginx:1.27.5"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("sharing"))
    try:
        yield workspace
    finally:
        workspace.stop()


def test_a_stack_brings_what_another_one_says_and_leaves_it_as_it_was(workspace: Workspace) -> None:
    program = workspace.program("Pulumi.dev.yaml")

    def configure(stack: str, **keys: Any) -> None:
        ours = {f"bluegreen:{key}": value for key, value in keys.items()}
        (program / f"Pulumi.{stack}.yaml").write_text(yaml.safe_dump({"config": CONFIG | ours}))

    configure("first", image=IMAGE)
    workspace.up("first", program)
    first = workspace.outputs("first", program)
    web = first["services"]["web"]
    brought = {
        "image": IMAGE,
        "strategy": "native",
        "serviceName": "orders",
        "vpc": {"id": first["vpc_id"], "privateSubnetIds": first["private_subnet_ids"].split(",")},
        "cluster": {"name": first["cluster"], "capacityProvider": web["capacity_provider"]},
        "loadBalancer": {
            "productionListenerArn": web["production_listener_arn"],
            "testListenerArn": web["test_listener_arn"],
            "targetSecurityGroupId": first["target_security_group_id"],
        },
        "paths": ["/orders/*"],
    }
    configure("second", **brought)
    workspace.pulumi("stack", "select", "--create", "second", cwd=program)
    code, said = workspace.run("pulumi", "preview", "--stack", "second", "--non-interactive", cwd=program)
    assert code != 0
    assert "bluegreen:priority = 50000: a rule of the listener" in said

    configure("second", **brought, priority=10)
    printed = workspace.up("second", program, "--policy-pack", "policy")
    assert "[mandatory]" not in printed
    rules = workspace.aws("elbv2").describe_rules(ListenerArn=web["production_listener_arn"])["Rules"]
    assert {rule["Priority"] for rule in rules} == {"10", "50000", "default"}

    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", "second", cwd=program)
    assert changes(workspace.pulumi("preview", "--refresh", "--json", "--stack", "first", cwd=program)) == {}
    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", "first", cwd=program)
    nothing_is_left(workspace)
