"""ECS moves the traffic from now on."""

from tests.environments.environment import Environment
from tests.workspace import changes


class TakenOver:
    """From CodeDeploy, or from a rolling update."""

    def test_ecs_takes_a_live_service_over_in_place_and_no_request_fails(self, environment: Environment) -> None:
        """From CodeDeploy and from a rolling update."""
        live = environment.serving
        environment.configure(strategy="native", hooks=[])
        code, said = environment.preview()
        assert code == 0, said
        assert "in place, while" in said
        with environment.undisturbed() as seen:
            code, said = environment.update()
        assert code == 0, said
        assert "is released: it serves all of production" in said
        assert set(seen.answers) == {live}
        assert environment.workspace.aws("codedeploy").list_applications()["applications"] == []
        assert changes(environment.pulumi("preview", "--json")) == {}
