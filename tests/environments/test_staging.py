"""staging: a canary by ECS itself, on Fargate, with hooks."""

from tests.environments.at_rest import AtRest
from tests.environments.environment import Environment
from tests.environments.gone import Gone
from tests.environments.hooked import Hooked
from tests.environments.released import Released
from tests.workspace import changes


class Changed:
    """What needs no release."""

    def test_another_bake_time_changes_the_service_and_no_tasks(self, environment: Environment) -> None:
        before = environment.service
        environment.configure(terminationWaitMinutes=20)
        assert changes(environment.pulumi("preview", "--json")) == {"Service web-staging": "update"}
        environment.pulumi("up", "--yes", "--skip-preview")
        after = environment.service
        assert after["deploymentConfiguration"]["bakeTimeInMinutes"] == 20
        assert [one["id"] for one in after["deployments"]] == [one["id"] for one in before["deployments"]]


class TestStaging(Gone, Hooked, Released, Changed, AtRest):
    """pytest begins with the tests of the last."""

    STRATEGY, TASKS, NETWORK_MODE = "CANARY", 2, "awsvpc"
    KEY, REFUSED = "native", ("codedeploy", "only when it is made")
