"""A command under `./local` can't reach the user's own account."""

from pathlib import Path

from local_aws import session
from local_aws.home import Home

HOME = Home(Path("/somewhere/.local"))


def environment(**own: str) -> dict[str, str]:
    return session.environment(HOME, "http://127.0.0.1:4566", {"PATH": "/usr/bin", **own})


def test_nothing_of_the_users_aws_or_pulumi_set_up_gets_through() -> None:
    variables = environment(
        AWS_PROFILE="production",
        AWS_SESSION_TOKEN="token",
        AWS_ENDPOINT_URL_ECS="https://ecs.eu-west-1.amazonaws.com",
        PULUMI_ACCESS_TOKEN="pul-secret",
        PULUMI_CONFIG_PASSPHRASE_FILE="/home/me/passphrase",
        HOME="/home/me",
    )
    assert not {
        "AWS_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_ENDPOINT_URL_ECS",
        "PULUMI_ACCESS_TOKEN",
        "PULUMI_CONFIG_PASSPHRASE_FILE",
    } & set(variables)
    assert variables["HOME"] == "/home/me"


def test_calls_go_to_loopback_with_made_up_credentials() -> None:
    variables = environment(AWS_ACCESS_KEY_ID="AKIAREAL", AWS_SECRET_ACCESS_KEY="real", AWS_ENDPOINT_URL="https://real")
    assert variables["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert variables["AWS_ACCESS_KEY_ID"] == "local"
    assert variables["AWS_SECRET_ACCESS_KEY"] == "local"
    assert variables["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"


def test_state_and_plugins_are_private() -> None:
    variables = environment(PULUMI_HOME="/home/me/.pulumi", PULUMI_BACKEND_URL="https://api.pulumi.com")
    assert variables["PULUMI_HOME"] == "/somewhere/.local/pulumi"
    assert variables["PULUMI_BACKEND_URL"] == "file:///somewhere/.local/state?metadata=skip"


def test_our_engine_comes_first_and_the_users_path_last() -> None:
    first, *_, last = environment()["PATH"].split(":")
    assert first.endswith(".local/engine/bin")
    assert last == "/usr/bin"


def test_no_other_plugin_on_path_takes_the_place_of_the_stand_in() -> None:
    assert environment(PULUMI_IGNORE_AMBIENT_PLUGINS="false")["PULUMI_IGNORE_AMBIENT_PLUGINS"] == "true"


def test_only_a_preview_does_without_saved_state() -> None:
    assert session.saving(["pulumi", "preview", "--stack", "dev"]) == {"PULUMI_SKIP_CHECKPOINTS": "true"}
    assert session.saving(["pulumi", "up", "--stack", "preview"]) == {}
    assert session.saving(["pulumi", "destroy", "preview"]) == {}
