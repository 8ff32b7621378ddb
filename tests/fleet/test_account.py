"""Where a fleet works is said beforehand."""

from pathlib import Path

import pytest
from pulumi.automation import CommandResult, PulumiCommand
from semver import VersionInfo

from fleet import account


class SaysWho(PulumiCommand):
    """An engine that knows its backend alone."""

    def __init__(self) -> None:
        self.version = VersionInfo(3, 250)

    def run(self, *_: object, **__: object) -> CommandResult:
        return CommandResult('{"user": "me", "url": "s3://state"}', "", 0)


def test_the_local_aws_is_named_and_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    monkeypatch.setattr(account, "_account", lambda: pytest.fail("somebody was asked"))
    assert account.place(tmp_path, SaysWho(), {}) == "on the local AWS at http://127.0.0.1:4566"


@pytest.mark.parametrize("url", ["", "https://ecs.us-east-1.amazonaws.com", "http://127.0.0.1.example.com"])
def test_an_endpoint_elsewhere_is_not_the_local_aws(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    assert not account.on_the_local_aws()


def test_account_and_backend_are_named_and_stacks_with_credentials_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "")
    monkeypatch.setattr(account, "_account", lambda: "AWS account 123456789012")
    files = {stack: tmp_path / f"Pulumi.{stack}.yaml" for stack in ("dev", "team", "broken", "listed", "text")}
    files["dev"].write_text("config: {aws:region: us-east-1}")
    files["team"].write_text("config: {aws:profile: team}")
    files["broken"].write_text("config: [")
    files["listed"].write_text("config: [aws:profile]")
    files["text"].write_text("config")
    said = account.place(tmp_path, SaysWho(), files)
    assert said == (
        "in AWS account 123456789012; team with credentials of their own, as their files say; state in s3://state"
    )
