"""An environment between two releases."""

from tests.environments.environment import Environment
from tests.workspace import changes


class AtRest:
    """Just up."""

    STRATEGY: str
    TASKS: int
    NETWORK_MODE: str

    def test_its_service_runs_under_its_strategy(self, environment: Environment) -> None:
        service, strategy = environment.service, self.STRATEGY
        definition = environment.workspace.aws("ecs").describe_task_definition(taskDefinition=service["taskDefinition"])
        by_codedeploy = strategy == "CODE_DEPLOY"
        assert environment.names.strategy == strategy
        assert service["deploymentController"] == {"type": "CODE_DEPLOY" if by_codedeploy else "ECS"}
        assert by_codedeploy or service["deploymentConfiguration"]["strategy"] == strategy
        assert (service["desiredCount"], service["runningCount"]) == (self.TASKS, self.TASKS)
        assert definition["taskDefinition"]["networkMode"] == self.NETWORK_MODE

    def test_blue_takes_the_traffic_and_every_task_is_a_healthy_target(self, environment: Environment) -> None:
        if environment.workspace.traffic:
            environment.answers(1)
        balancing = environment.workspace.aws("elbv2")
        names = environment.names
        listeners = [names.production_listener_arn, names.test_listener_arn]
        for listener in balancing.describe_listeners(ListenerArns=listeners)["Listeners"]:
            assert listener["DefaultActions"][0]["FixedResponseConfig"]["StatusCode"] == "404"
        weights = {names.blue_target_group_arn: 100, names.green_target_group_arn: 0}
        for rule in balancing.describe_rules(RuleArns=[names.production_rule_arn, names.test_rule_arn])["Rules"]:
            groups = rule["Actions"][0]["ForwardConfig"]["TargetGroups"]
            assert {group["TargetGroupArn"]: group["Weight"] for group in groups} == weights
        health = balancing.describe_target_health(TargetGroupArn=names.blue_target_group_arn)[
            "TargetHealthDescriptions"
        ]
        assert [one["TargetHealth"]["State"] for one in health] == ["healthy"] * self.TASKS

    def test_the_policy_pack_has_nothing_to_say(self, environment: Environment) -> None:
        assert "bluegreen@v0.1.0" in environment.printed
        assert "can't run policy" not in environment.printed
        assert "violation" not in environment.printed.lower()

    def test_a_second_up_changes_nothing(self, environment: Environment) -> None:
        assert changes(environment.pulumi("preview", "--json")) == {}

    def test_a_refresh_finds_what_was_declared(self, environment: Environment) -> None:
        environment.pulumi("up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes")

    def test_its_stack_file_is_as_it_was(self, environment: Environment) -> None:
        assert (environment.program / f"Pulumi.{environment.stack}.yaml").read_bytes() == environment.written
