"""prod: linear by CodeDeploy, on hosts in three zones; the largest, so it is changed and not released."""

from tests.environments.at_rest import AtRest
from tests.environments.environment import Environment
from tests.environments.gone import Gone
from tests.workspace import changes


class Changed:
    """What changes with what."""

    def test_it_is_not_destroyed_by_accident_and_nothing_of_it_is_gone(self, environment: Environment) -> None:
        words = ("pulumi", "destroy", "--yes", "--stack", "prod", "--non-interactive")
        code, said = environment.workspace.run(*words, cwd=environment.program)
        assert code != 0
        assert "protect" in said
        assert environment.service["runningCount"] == 6
        [balancer] = environment.workspace.aws("elbv2").describe_load_balancers()["LoadBalancers"]
        assert balancer["State"]["Code"] == "active"

    def test_the_service_may_do_what_its_stack_says_within_the_boundary(self, environment: Environment) -> None:
        iam, name = environment.workspace.aws("iam"), environment.outputs.task_role_arn.rpartition("/")[2]
        [attached] = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        assert attached["PolicyName"] == "AmazonS3ReadOnlyAccess"
        [own] = iam.list_role_policies(RoleName=name)["PolicyNames"]
        [statement] = iam.get_role_policy(RoleName=name, PolicyName=own)["PolicyDocument"]["Statement"]
        assert statement["Action"] == ["sqs:SendMessage"]
        role = iam.get_role(RoleName=name)["Role"]
        assert role["PermissionsBoundary"]["PermissionsBoundaryArn"].endswith("policy/PowerUserAccess")

    def test_changed_keys_change_their_resources_and_no_others(self, environment: Environment) -> None:
        """Which key changes which is in test_program.py."""
        environment.configure(
            terminationWaitMinutes=10,
            logRetentionDays=14,
            desiredCount=7,
            maxHosts=7,
            image="public.ecr.aws/nginx/nginx-unprivileged:1.28.0",
            healthCheckPath="/health",
        )
        assert changes(environment.pulumi("preview", "--json")) == {
            "DeploymentGroup web-prod": "update",
            "LogGroup web-prod": "update",
            "Service web-prod": "update",
            "Group web-prod-host": "update",
            "TaskDefinition web-prod": "replace",
            "TargetGroup web-prod-blue": "update",
            "TargetGroup web-prod-green": "update",
        }
        (environment.program / "Pulumi.prod.yaml").write_bytes(environment.written)

    def test_another_port_is_refused_before_anything_is_changed(self, environment: Environment) -> None:
        before = environment.names
        environment.configure(containerPort=9090, deletionProtection=False)
        code, said = environment.preview()
        assert code != 0
        assert "bluegreen:containerPort = 9090: the stack is up with 8080" in said
        environment.configure(containerPort=8080)
        environment.pulumi("up", "--yes", "--skip-preview")
        assert environment.outputs.blue_target_group_arn == before.blue_target_group_arn
        assert environment.service["runningCount"] == 6

    def test_what_is_changed_behind_pulumi_is_shown_after_a_refresh(self, environment: Environment) -> None:
        names = environment.names
        environment.workspace.aws("logs").put_retention_policy(logGroupName=names.log_group, retentionInDays=7)
        assert changes(environment.pulumi("preview", "--refresh", "--json")) == {"LogGroup web-prod": "update"}

    def test_a_wrong_setting_ends_in_one_message_and_nothing_is_created(self, environment: Environment) -> None:
        written = (environment.program / "Pulumi.prod.yaml").read_bytes()
        environment.configure(memory=9999)
        code, said = environment.update()
        assert code != 0
        assert "bluegreen:memory = 9999" in said
        assert "no host can hold the task" in said
        assert "Traceback" not in said
        assert "exit code" not in said
        (environment.program / "Pulumi.prod.yaml").write_bytes(written)


class TestProd(Gone, Changed, AtRest):
    """pytest begins with the tests of the last."""

    STRATEGY, TASKS, NETWORK_MODE = "CODE_DEPLOY", 6, "bridge"
