"""Programs that were not written for the pack: it reports what is true of them, and nothing else."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from policy.pack import Pack
from policy.rules import RULES
from tests.policy.report import reported
from tests.workspace import ROOT, Workspace
from verdict.judging import Verdict, judge
from verdict.recording import record

FOLDER = ROOT / "tests" / "programs" / "foreign"
PROGRAMS = sorted(file.stem for file in FOLDER.glob("[a-z]*.py"))

TRUST = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",'
    ' "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}'
)
LOOKUPS = {
    "aws:iam/getPolicyDocument:getPolicyDocument": {"json": TRUST},
    "aws:ec2/getVpc:getVpc": {"id": "vpc-1"},
    "aws:ec2/getSubnets:getSubnets": {"ids": ["subnet-1", "subnet-2"]},
}

UNDECIDED = {
    "alb_on_hosts": {
        # Nothing in the program says that these hosts join the cluster: its user data are left to the image.
        ("green-has-room", "shop"),
        ("targets-open-to-load-balancer", "shop"),
    },
    # The image comes out of a repository that is not there yet, and hides all of the task.
    "component_tree": {
        (rule, name)
        for name in ("mail", "invoice")
        for rule in (
            "container-dependencies-met",
            "container-hardened",
            "container-logs-kept",
            "container-names-differ",
            "container-ports-differ",
            "container-secrets-differ",
            "container-settings-valid",
            "fargate-runs-task",
            "host-port-allowed",
            "image-pinned",
            "no-plaintext-secrets",
            "task-isolated",
            "task-sized",
            "volumes-declared",
        )
    },
    # The task definitions are named, and declared elsewhere.
    "weighted_canary": {("matching-target-ports", "old"), ("matching-target-ports", "new")},
}
"""What is undecided in a first preview, and why."""

TASK_RULES = """
container-dependencies-met container-hardened container-logs-kept container-names-differ container-ports-differ
container-secrets-differ container-settings-valid fargate-runs-task host-port-allowed image-pinned no-plaintext-secrets
task-isolated task-sized volumes-declared
"""
IN_YAML = {
    # What a release changes, `pulumi up` would take back, of the listener and the service; and an image of no version.
    "checkout": {
        "mandatory image-pinned task",
        "mandatory listener-ignores-actions https",
        "mandatory rollback-alarms-set deployment-group",
        "mandatory service-ignores-releases service",
        "advisory container-hardened task",
        "advisory load-balancer-drops-invalid-headers alb",
        "advisory load-balancer-logs-access alb",
    },
    # A fixed host port, two servers for four tasks, CodeDeploy's configuration and role for servers, a password.
    "portal": {
        "mandatory codedeploy-role-suffices deploy-role",
        "mandatory container-logs-kept task",
        "mandatory deployment-config-known releases",
        "mandatory green-has-room service",
        "mandatory host-port-zero task",
        "mandatory matching-target-ports tg-1",
        "mandatory matching-target-ports tg-2",
        "mandatory no-plaintext-secrets task",
        "mandatory rollback-alarms-set releases",
        "mandatory rollback-automatic releases",
        "mandatory target-groups-alike tg-2",
        "mandatory task-roles-separate task",
        "mandatory termination-wait-bounded releases",
        "advisory container-hardened task",
        "advisory grace-period-set service",
        "advisory listener-for-tests-present releases",
        "advisory listener-https listener",
        "advisory load-balancer-drops-invalid-headers lb",
        "advisory load-balancer-logs-access lb",
        "advisory load-balancer-protected lb",
        "advisory release-fits-caller releases",
    },
    "cart": {
        "advisory load-balancer-drops-invalid-headers load-balancer",
        "advisory load-balancer-logs-access load-balancer",
        "advisory load-balancer-protected load-balancer",
    },
    # Nothing of it is a release's: its role is that of a person who publishes.
    "handbook": set(),
    # The ARN of a bucket is in the policy, and the address of a queue in the container.
    "thumbnails": {f"undecided {rule} worker-policy" for rule in ("no-star-action", "pass-role-limited")}
    | {f"undecided {rule} task" for rule in TASK_RULES.split()},
}
"""What the pack says of programs in Pulumi YAML: as `level rule resource`."""


def judged(program: str) -> Verdict:
    recording = record(lambda: runpy.run_path(str(FOLDER / f"{program}.py")), lookups=LOOKUPS, preview=True)
    assert recording.failures == []
    return judge(recording.program("dev", FOLDER), Pack(RULES))


@pytest.mark.parametrize("program", [name for name in PROGRAMS if name != "other_stack"])
def test_it_reports_only_what_is_true(program: str) -> None:
    judgements = [finding.judgement for finding in judged(program).findings]
    assert [one.text for one in judgements if one.level == "mandatory"] == []
    undecided = {(one.rule.name, one.resource.name) for one in judgements if one.kind == "undecided" and one.resource}
    assert undecided == UNDECIDED.get(program, set())
    assert {one.kind for one in judgements} <= {"violation", "undecided"}
    assert {one.level for one in judgements if one.kind == "violation"} <= {"advisory"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("foreign"))
    yield workspace
    workspace.stop()


@pytest.fixture(scope="module")
def folder(workspace: Workspace) -> Path:
    """Their project, beside the other stack that one of them refers to."""
    folder = workspace.flat("foreign")
    platform = workspace.folder / "platform"
    platform.mkdir()
    (platform / "Pulumi.yaml").write_text((folder / "Pulumi.yaml").read_text().replace("foreign", "platform"))
    names = "cluster subnets security_group blue_arn application codedeploy_role alarm listener blue green"
    exports = [f'pulumi.export("{name}", "{name}")' for name in names.split() if name != "subnets"]
    (platform / "__main__.py").write_text(
        "\n".join(["import pulumi", *exports, 'pulumi.export("subnets", ["subnet-1", "subnet-2"])', ""])
    )
    (platform / "Pulumi.yaml").write_text(
        f"name: platform\nruntime: {{name: python, options: {{virtualenv: {ROOT / '.venv'}}}}}\n"
    )
    workspace.up("dev", platform)
    workspace.pulumi("stack", "select", "--create", "dev", cwd=folder)
    return folder


def preview(workspace: Workspace, folder: Path, program: str) -> str:
    options = ("--policy-pack", str(ROOT / "policy"), "--config", f"program={program}", "--stack", "dev")
    return workspace.pulumi("preview", *options, cwd=folder)


@pytest.mark.parametrize("program", ["other_stack", "component_tree", "native", "rolling_hosts"])
def test_the_engine_lets_it_through(program: str, workspace: Workspace, folder: Path) -> None:
    assert "[mandatory]" not in preview(workspace, folder, program)


def test_what_another_stack_has_is_reported_as_undecided(workspace: Workspace, folder: Path) -> None:
    said = preview(workspace, folder, "other_stack")
    assert "can't run policy pair-fits-service" in said
    assert "can't run policy target-groups-alike" in said


@pytest.mark.parametrize("program", IN_YAML)
def test_it_says_what_is_true_of_a_program_in_yaml(program: str, workspace: Workspace, folder: Path) -> None:
    workspace.pulumi("stack", "select", "--create", "dev", cwd=folder / program)
    options = ("--stack", "dev", "--policy-pack", str(ROOT / "policy"), "--non-interactive")
    code, said = workspace.run("pulumi", "preview", *options, cwd=folder / program)
    found = {f"{'undecided' if one.undecided else one.level} {one.rule} {one.resource}" for one in reported(said)}
    assert found == IN_YAML[program], said
    assert (code == 0) == (not any(one.startswith("mandatory") for one in found))
