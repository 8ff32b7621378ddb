"""Releases of an environment by `pulumi up` and by the command, well and badly."""

from ops.exits import Exit
from tests.environments import hooks
from tests.environments.environment import Environment
from tests.workspace import changes


class Released:
    """Under constant load, of which no request fails. The tests follow one another; each has a revision."""

    KEY: str
    """The strategy's, in the stack's file."""
    REFUSED: tuple[str, str]
    """Another that cannot follow it, and why."""

    def test_a_changed_image_is_released_by_up_and_no_request_fails(self, environment: Environment) -> None:
        environment.configure(image="public.ecr.aws/nginx/nginx:1.28.0")
        code, said = environment.preview()
        assert "A release by" in said, said
        assert "at most" in said
        with environment.undisturbed():
            code, said = environment.update()
            environment.answers(2)
        assert code == 0, said
        assert f"{environment.family}:2 is released" in said

    def test_bad_tasks_fail_the_update_and_the_old_ones_serve(self, environment: Environment) -> None:
        environment.configure(environment={"HEALTH_PATH": "/", "FAULT_HEALTH_STATUS": "500"})
        with environment.undisturbed() as seen:
            code, said = environment.update()
        assert code != 0, said
        assert rolled_back(environment, 3) in said
        assert "  fix    " in said
        assert "Traceback" not in said
        assert set(seen.answers) == {2}

    def test_the_same_by_the_command_has_an_exit_code_of_its_own(self, environment: Environment) -> None:
        with environment.undisturbed() as seen:
            code, said = environment.bluegreen("release", "--task-definition", "3")
        assert code == Exit.ROLLED_BACK, said
        assert rolled_back(environment, 3) in said
        assert set(seen.answers) == {2}

    def test_an_alarm_fails_the_update_and_traffic_goes_back(self, environment: Environment) -> None:
        environment.configure(environment={"LOG_LEVEL": "info"})
        with environment.undisturbed() as seen, environment.alarmed_by(4, seen):
            code, said = environment.update()
            environment.answers(2)
        assert code != 0, said
        assert rolled_back(environment, 4) in said
        assert "alarm" in said
        assert set(seen.answers) == {2, 4}

    def test_an_alarm_during_a_release_by_the_command_has_that_exit_code_too(self, environment: Environment) -> None:
        with environment.undisturbed() as seen, environment.alarmed_by(4, seen):
            code, said = environment.bluegreen("release", "--task-definition", "4")
            environment.answers(2)
        assert code == Exit.ROLLED_BACK, said
        assert rolled_back(environment, 4) in said
        assert set(seen.answers) == {2, 4}

    def test_what_is_mended_is_released_by_the_next_up(self, environment: Environment) -> None:
        environment.configure(environment={})
        with environment.undisturbed():
            code, said = environment.update()
            environment.answers(5)
        assert code == 0, said
        assert f"{environment.family}:5 is released" in said

    def test_a_good_release_by_the_command_is_no_error(self, environment: Environment) -> None:
        with environment.undisturbed():
            code, said = environment.bluegreen("release", "--image", "public.ecr.aws/nginx/nginx:1.29.0")
            environment.answers(6)
        assert code == Exit.RELEASED, said

    def test_status_tells_what_became_of_each_release(self, environment: Environment) -> None:
        code, said = environment.bluegreen("status", "--last", "10")
        assert code == 0, said
        assert f"{environment.family}:6 is live" in said
        told = [line for line in said.splitlines() if f"{environment.family}:3" in line and "rolled back" in line]
        assert len(told) == 2, said

    def test_a_rollback_goes_back_to_the_last_revision_that_was_released_well(self, environment: Environment) -> None:
        with environment.undisturbed() as seen:
            code, said = environment.bluegreen("rollback", "--yes")
            environment.answers(5)
        assert code == 0, said
        assert set(seen.answers) == {5, 6}
        assert changes(environment.pulumi("preview", "--json")) == {}

    def test_a_strategy_that_cannot_be_is_refused_in_words(self, environment: Environment) -> None:
        other, why = self.REFUSED
        environment.configure(strategy=other, hooks=[])
        code, said = environment.preview()
        assert code != 0
        assert why in said
        environment.configure(strategy=self.KEY, hooks=hooks.configured(environment.name))


def rolled_back(environment: Environment, revision: int) -> str:
    """What is said of it."""
    family = environment.family
    return f"{family}:{revision} was rolled back: {family}:2 serves production as before"
