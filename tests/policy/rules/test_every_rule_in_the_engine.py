"""Each rule sees its mistake with the real engine: in a first preview, and on a live stack after a release."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from policy.rules import RULES
from tests.local_aws.released import release_all
from tests.policy.report import reported
from tests.workspace import ROOT, Workspace

EVERY_RULE = {(rule.level, rule.name) for rule in RULES}
NEVER_LIVE = {
    "access-logs-writable": "Elastic Load Balancing refuses the load balancer's attributes",
    "application-for-ecs": "CodeDeploy refuses the deployment group",
    "capacity-provider-on-cluster": "ECS refuses the service",
    "capacity-provider-valid": "ECS refuses the capacity provider",
    "capacity-strategy-valid": "ECS refuses the service",
    "container-dependencies-met": "ECS refuses to register the task definition",
    "container-names-differ": "ECS refuses to register the task definition",
    "container-ports-differ": "ECS refuses to register the task definition",
    "container-secrets-differ": "ECS refuses to register the task definition",
    "container-settings-valid": "ECS refuses to register the task definition",
    "deployment-config-known": "CodeDeploy refuses the deployment group",
    "deployment-config-valid": "CodeDeploy refuses the configuration",
    "deployment-group-shape": "CodeDeploy refuses the deployment group",
    "deployment-style-for-ecs": "CodeDeploy refuses the deployment group",
    "efs-volume-valid": "ECS refuses to register the task definition",
    "dual-stack-subnets-have-ipv6": "Elastic Load Balancing refuses the load balancer",
    "exec-possible": "ECS refuses the service",
    "fargate-runs-task": "ECS refuses to register the task definition",
    "file-system-reachable": "the local AWS has no file systems",
    "grace-period-used": "ECS refuses the service",
    "health-check-valid": "Elastic Load Balancing refuses the target group",
    "host-port-allowed": "ECS refuses to register the task definition",
    "load-balancer-role-left-out": "ECS refuses the service",
    "native-fits-provider-wait": "the provider waits in vain, and its update fails",
    "listener-complete": "Elastic Load Balancing refuses the listener",
    "listener-fits-target-group": "Elastic Load Balancing refuses the listener",
    "listener-ports-differ": "Elastic Load Balancing refuses the second listener",
    "load-balancer-in-one-vpc": "Elastic Load Balancing refuses the listener",
    "load-balancer-spans-zones": "Elastic Load Balancing refuses the load balancer",
    "native-groups-differ": "ECS refuses the service",
    "native-hooks-complete": "ECS refuses the service",
    "native-load-balancers-complete": "ECS refuses the service",
    "native-release-bounded": "ECS takes the service, whose first release would go on for a month",
    "native-takes-a-rule": "ECS refuses the service",
    "network-configuration-fits": "ECS refuses the service",
    "one-deployment-group-a-service": "CodeDeploy refuses the second deployment group",
    "schedule-valid": "Application Auto Scaling refuses the scheduled action",
    "service-connect-has-namespace": "ECS has no namespace to put the service into",
    "service-connect-port-named": "ECS refuses the service",
    "service-connect-proxy-fits": "ECS refuses the service",
    "service-registry-valid": "ECS refuses the service",
    "service-waits-for-listener": "ECS refuses the service until something forwards to its target group",
    "service-for-codedeploy": "CodeDeploy refuses the deployment group",
    "placement-on-hosts": "ECS refuses the service",
    "rebalancing-possible": "ECS refuses the service",
    "rule-priorities-differ": "Elastic Load Balancing refuses the second rule",
    "target-group-behind-one-load-balancer": "Elastic Load Balancing refuses the second listener",
    "volumes-declared": "ECS refuses to register the task definition",
}
"""The rules whose mistakes are never in a live stack: they are refused, never end, or are of types that the local AWS
lacks."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("defects"))
    yield workspace
    workspace.stop()


@pytest.fixture(scope="module")
def program(workspace: Workspace) -> Path:
    program = workspace.flat("defects")
    workspace.pulumi("stack", "select", "--create", "dev", cwd=program)
    return program


def violations(workspace: Workspace, program: Path) -> set[tuple[str, str]]:
    """The rules that a preview reports as broken, with their levels; it must fail."""
    options = ("--stack", "dev", "--policy-pack", str(ROOT / "policy"), "--non-interactive")
    code, said = workspace.run("pulumi", "preview", *options, cwd=program)
    assert code != 0, said
    assert "fault of the policy pack" not in said
    return {(one.level, one.rule) for one in reported(said) if not one.undecided}


def test_each_is_reported_in_a_first_preview(workspace: Workspace, program: Path) -> None:
    assert violations(workspace, program) == EVERY_RULE


def test_each_is_reported_on_a_live_stack_after_a_release(workspace: Workspace, program: Path) -> None:
    workspace.up("dev", program, "--config", "refused=false")
    release_all(workspace.aws)
    workspace.pulumi("refresh", "--yes", "--skip-preview", "--stack", "dev", cwd=program)
    assert violations(workspace, program) == {(level, name) for level, name in EVERY_RULE if name not in NEVER_LIVE}
