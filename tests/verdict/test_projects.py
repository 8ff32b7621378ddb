"""Any Pulumi project in Python, judged without an engine."""

import json
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from policy.reading import UNKNOWN
from tests.verdict.command import verdict
from verdict.command import main
from verdict.lookups import policy_document
from verdict.program import Declared
from verdict.projects import Project
from verdict.stacks import ROOT

FOREIGN = ROOT / "tests" / "programs" / "foreign"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    return tmp_path


def write(project: Path, program: str, **files: str) -> Path:
    (project / "__main__.py").write_text(dedent(program))
    for name, text in files.items():
        (project / f"{name}.py").write_text(text)
    return project


def declared(project: Path, stack: str = "dev", **config: str) -> dict[str, Declared]:
    return {one.name: one for one in Project(project).program(stack, config).resources}


@pytest.mark.parametrize("program", sorted(file.stem for file in FOREIGN.glob("[a-z]*.py")))
def test_programs_of_others_are_judged(program: str) -> None:
    result = verdict("--program", str(FOREIGN), "--config", f"program={program}")
    assert (result.exit_code, "dev: 0 mandatory" in result.stdout) == (0, True), result.output


def test_a_finding_says_where_in_the_project(project: Path) -> None:
    write(
        project,
        """\
        import pulumi_aws as aws

        aws.codedeploy.DeploymentGroup(
            "web",
            app_name="web",
            deployment_group_name="web",
            service_role_arn="arn:aws:iam::123456789012:role/a",
            deployment_style={"deployment_option": "WITHOUT_TRAFFIC_CONTROL", "deployment_type": "BLUE_GREEN"},
            ecs_service={"cluster_name": "a", "service_name": "b"},
        )
        """,
    )
    result = verdict("--program", str(project), "--format", "json")
    assert result.exit_code == 1
    [found] = [one for one in json.loads(result.stdout)["findings"] if one["rule"] == "deployment-style-for-ecs"]
    assert (found["file"], found["line"], found["resource"]["name"]) == ("__main__.py", 3, "web")


def test_configuration_is_the_defaults_the_stacks_and_what_is_given(project: Path) -> None:
    (project / "Pulumi.yaml").write_text(
        "name: shop\nruntime: {name: python}\nconfig:\n  a: {default: 1}\n  shop:b: {type: string, default: old}\n"
        "  c: {type: string}\n  aws:region: {value: eu-west-1}\n"
    )
    (project / "Pulumi.qa.yaml").write_text("config:\n  shop:b: qa\n  shop:token: {secure: v1:x}\n")
    write(
        project,
        """\
        import pulumi
        import pulumi_aws as aws

        config = pulumi.Config()
        aws.sns.Topic("it", display_name=f"{config.require('a')} {config.require('b')} {config.require('c')}")
        aws.sns.Topic("stack", display_name=pulumi.get_stack(), policy=config.require("token"))
        aws.sns.Topic("zone", display_name=aws.get_availability_zones().names[0])
        """,
    )
    assert Project(project).stacks() == ["qa"]
    found = declared(project, "qa", c="given")
    assert found["it"].checked["displayName"] == "1 qa given"
    assert found["stack"].checked["displayName"] == "qa"
    assert found["zone"].checked["displayName"] == "eu-west-1a"
    result = verdict("qa", "--program", str(project), "--config", "c=x")
    assert "encrypted values are not read: shop:token" in result.stderr


def test_what_is_looked_up_is_there_and_what_another_stack_gives_is_unknown(project: Path) -> None:
    write(
        project,
        """\
        import pulumi
        import pulumi_aws as aws

        vpc = aws.ec2.get_vpc(default=True)
        subnets = aws.ec2.get_subnets(filters=[{"name": "vpc-id", "values": [vpc.id]}])
        other = pulumi.StackReference("team/network/prod")
        role = aws.iam.Role.get("there", "there")
        trust = aws.iam.get_policy_document_output(statements=[{
            "actions": ["sts:AssumeRole"],
            "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
        }])
        aws.iam.Role("it", assume_role_policy=trust.json)
        aws.lb.LoadBalancer("lb", subnets=subnets.ids, security_groups=[other.get_output("group")])
        aws.ecs.Service("web", iam_role=role.arn, name=vpc.id)
        """,
    )
    found = declared(project)
    assert json.loads(found["it"].checked["assumeRolePolicy"])["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["sts:AssumeRole"],
            "Principal": {"Service": ["ecs-tasks.amazonaws.com"]},
        }
    ]
    assert found["lb"].checked["subnets"] == ["subnets-ids-1", "subnets-ids-2"]
    assert found["lb"].checked["securityGroups"] == [UNKNOWN]
    assert found["web"].checked["iamRole"] is UNKNOWN
    assert found["web"].checked["name"] == "vpc-id"


def test_types_that_the_stand_in_does_not_know_are_judged_as_they_are_written(project: Path) -> None:
    write(
        project,
        """\
        import pulumi_aws as aws

        queue = aws.sqs.Queue("queue", visibility_timeout_seconds=30)
        aws.ecs.TaskDefinition("task", family=queue.name, container_definitions="[]", task_role_arn=queue.arn)
        """,
    )
    found = declared(project)
    assert found["queue"].checked == {"visibilityTimeoutSeconds": 30}
    assert found["task"].checked["taskRoleArn"] is UNKNOWN
    assert found["task"].edges["taskRoleArn"] == {found["queue"].urn}


def test_modules_that_are_called_like_ours_are_the_projects_own(project: Path) -> None:
    write(
        project,
        """\
        import model
        import policy.rules
        import pulumi_aws as aws
        import settings

        aws.sns.Topic(model.NAME, display_name=settings.NAME + policy.rules.NAME)
        """,
        model="NAME = 'it'\n",
        settings="NAME = 'theirs'\n",
    )
    (project / "policy").mkdir()
    (project / "policy" / "rules.py").write_text("NAME = '!'\n")
    place, path, ours = Path.cwd(), sys.path[:], sys.modules["policy.rules"]
    assert declared(project)["it"].checked["displayName"] == "theirs!"
    assert (Path.cwd(), sys.path, sys.modules["policy.rules"]) == (place, path, ours)
    assert "settings" not in sys.modules or not str(sys.modules["settings"].__file__).startswith(str(project))


def test_a_program_in_a_folder_of_its_own_runs_where_the_project_is(project: Path) -> None:
    (project / "Pulumi.yaml").write_text("name: shop\nruntime: python\nmain: infra\n")
    (project / "infra").mkdir()
    (project / "name.txt").write_text("it")
    write(project / "infra", "import pulumi_aws as aws\naws.sns.Topic(open('name.txt').read())\n")
    assert [*declared(project)] == ["it"]
    assert Path.cwd() != project


def test_its_own_packages_are_found(project: Path) -> None:
    (project / "Pulumi.yaml").write_text("name: shop\nruntime: {name: python, options: {virtualenv: env}}\n")
    packages = project / "env" / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "their_package.py").write_text("NAME = 'it'\n")
    write(project, "import pulumi_aws as aws\nimport their_package\naws.sns.Topic(their_package.NAME)\n")
    assert [*declared(project)] == ["it"]


@pytest.mark.parametrize(
    ("about", "program", "said"),
    [
        ("name: a\nruntime: yaml\n", "", "only Python programs"),
        ("name: a\nruntime: {name: nodejs}\n", "", "only Python programs"),
        ("- a\n", "", "not a mapping"),
        ("name: {\n", "", "cannot be read"),
        ("name: shop\nruntime: python\nname: shop\n", "", "name is there twice, in lines 1 and 3"),
        ("name: a\nruntime: python\n", "import pulumi\npulumi.Config().require('size')\n", "--config a:size=…"),
        ("name: a\nruntime: python\n", "import no_such_package\n", "'no_such_package'"),
        ("name: a\nruntime: python\n", "1 / 0\n", "ZeroDivisionError"),
        ("name: a\nruntime: python\n", "raise SystemExit(3)\n", "SystemExit: 3"),
    ],
)
def test_what_cannot_be_judged_is_told(about: str, program: str, said: str, project: Path) -> None:
    (project / "Pulumi.yaml").write_text(about)
    (project / "__main__.py").write_text(program)
    result = CliRunner().invoke(main, ["--program", str(project)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "runpy" not in result.stderr


def test_a_folder_without_a_project_is_told(tmp_path: Path) -> None:
    assert "there is no Pulumi.yaml" in verdict("--program", str(tmp_path)).stderr


def test_an_unknown_stack_is_told_with_the_known_ones(project: Path) -> None:
    write(project, "")
    (project / "Pulumi.qa.yaml").write_text("")
    result = verdict("prod", "--program", str(project))
    assert result.exit_code == 2
    assert "STACK is one of qa" in result.stderr
    assert verdict("qa", "--program", str(project)).exit_code == 0


def test_a_policy_document_has_conditions_and_everybody() -> None:
    statement = {
        "effect": "Deny",
        "notActions": ["s3:*"],
        "resources": ["*"],
        "principals": [{"type": "*", "identifiers": ["*"]}],
        "conditions": [{"test": "StringEquals", "variable": "aws:a", "values": ["b"]}],
    }
    assert json.loads(policy_document({"statements": [statement]}))["Statement"] == [
        {
            "Effect": "Deny",
            "NotAction": ["s3:*"],
            "Resource": ["*"],
            "Principal": "*",
            "Condition": {"StringEquals": {"aws:a": ["b"]}},
        }
    ]
