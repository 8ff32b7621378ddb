"""An environment that has hooks, after a good release."""

from ops.exits import Exit
from tests.environments import hooks
from tests.environments.environment import Environment
from tests.workspace import changes


class Hooked:
    """A migration, a probe, and code of one's own."""

    def test_changed_code_changes_the_functions_that_have_it_and_nothing_else(self, environment: Environment) -> None:
        hooks.write_own(environment.program, "something else")
        own = hooks.labels(environment.name)[-1]
        assert changes(environment.pulumi("preview", "--json")) == {f"Function {own}": "update"}
        hooks.write_own(environment.program, "looked at")

    def test_it_asked_every_hook(self, environment: Environment) -> None:
        for group, said in zip(hooks.log_groups(environment.name), hooks.SAID, strict=True):
            assert said in environment.log(group)

    def test_a_migration_that_fails_fails_the_update_and_users_get_none_of_it(self, environment: Environment) -> None:
        environment.configure(environment={"FAULT_COMMAND_EXIT_CODE": "3"})
        with environment.undisturbed() as seen:
            code, said = environment.update()
        assert code != 0, said
        assert hooks.STAGES[environment.name][0] in said
        assert "ended with exit code 3" in environment.log(hooks.log_groups(environment.name)[0])
        assert set(seen.answers) == {5}

    def test_a_failing_migration_by_the_command_has_an_exit_code_of_its_own(self, environment: Environment) -> None:
        """CodeDeploy has no rollback in BeforeInstall, before which nothing has changed."""
        with environment.undisturbed() as seen:
            code, said = environment.bluegreen("release", "--task-definition", "7")
        assert code == (Exit.FAILED if environment.name == "dev" else Exit.ROLLED_BACK), said
        assert set(seen.answers) == {5}

    def test_once_it_is_mended_the_next_up_releases(self, environment: Environment) -> None:
        environment.configure(environment={})
        code, said = environment.update()
        assert code == 0, said
        environment.answers(8)
