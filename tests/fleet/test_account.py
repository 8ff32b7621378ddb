"""Where a fleet works is said beforehand."""

from pathlib import Path

import pytest
from pulumi.automation import PulumiCommand

from fleet import account


class SaysWho(PulumiCommand):
    """An engine that knows its backend alone."""

    def __init__(self) -> None:
        self.version = None

    def run(self, args: list[str], *_: object, **__: object) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
        raise AssertionError("on the local AWS nobody is asked")


def test_the_local_aws_is_named_and_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    assert account.place(tmp_path, SaysWho(), {}) == "on the local AWS at http://127.0.0.1:4566"


@pytest.mark.parametrize("url", ["", "https://ecs.us-east-1.amazonaws.com", "http://127.0.0.1.example.com"])
def test_an_endpoint_elsewhere_is_not_the_local_aws(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    assert not account.on_the_local_aws()
