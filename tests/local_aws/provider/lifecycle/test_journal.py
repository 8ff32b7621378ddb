"""A create whose answer was lost is asked for again as the same one."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ConnectionClosedError

from local_aws import unanswered
from local_aws.home import JOURNAL
from local_aws.provider.handlers.aws import NO_ANSWER, Attempt, Aws, attempt
from local_aws.provider.lifecycle import errors
from local_aws.provider.lifecycle.journal import Journal
from tests.local_aws.provider.plugin import Plugin

URN = "urn:pulumi:dev::web::aws:ec2/vpc:Vpc::vpc"
CUT = [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<Create"]


@pytest.fixture(params=CUT, ids=["before it", "in the headers", "in the body"])
def dying(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a server that is killed while it answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(request.param)

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_after_an_answer_that_was_cut_the_next_attempt_is_the_same_create(
    dying: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(JOURNAL, str(tmp_path))
    journal = Journal()
    ec2 = Aws(dying, "us-east-1").client("ec2")
    seen: list[Attempt] = []

    def create() -> None:
        with journal.attempting(URN, {}, "name"):
            seen.append(attempt.get())
            ec2.create_vpc(CidrBlock="10.0.0.0/16")

    with pytest.raises(NO_ANSWER) as lost:
        create()
    with journal.attempting(URN, {}, "name"):
        seen.append(attempt.get())
    assert seen == [Attempt(seen[0].token), Attempt(seen[0].token, again=True)]
    assert "the local AWS doesn't answer" in errors.message(lost.value, "creating", "aws:ec2/vpc:Vpc", "vpc")


@pytest.mark.parametrize(
    ("service", "operation", "members"),
    [
        ("logs", "describe_log_groups", {}),
        ("logs", "create_log_group", {"logGroupName": "web"}),
        ("lambda", "list_functions", {}),
        ("s3", "create_bucket", {"Bucket": "web"}),
        ("route53", "list_hosted_zones", {}),
        ("iam", "list_roles", {}),
    ],
)
def test_an_answer_that_was_cut_is_none_whatever_the_protocol(
    dying: str, service: str, operation: str, members: dict[str, str]
) -> None:
    client = Aws(dying, "us-east-1").client(service)
    with pytest.raises(ConnectionClosedError):
        getattr(client, operation)(**members)


def test_a_change_whose_answer_was_cut_leaves_a_mark_until_the_resource_is_looked_at(
    dying: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(JOURNAL, str(tmp_path))
    journal = Journal()
    ec2 = Aws(dying, "us-east-1").client("ec2")
    with pytest.raises(NO_ANSWER), journal.changing(URN):
        ec2.delete_vpc(VpcId="vpc-1")
    assert unanswered.of_stack(tmp_path, "web", "dev") == [URN]
    assert unanswered.of_stack(tmp_path, "web", "de") == unanswered.of_stack(tmp_path, "we", "dev") == []
    journal.seen(URN)
    assert unanswered.of_stack(tmp_path, "web", "dev") == []


def test_a_change_that_was_answered_leaves_no_mark_and_one_whose_process_dies_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(JOURNAL, str(tmp_path))
    journal = Journal()
    with journal.changing(URN):
        assert unanswered.of_stack(tmp_path, "web", "dev") == [URN]
    assert unanswered.of_stack(tmp_path, "web", "dev") == []
    with pytest.raises(ValueError, match="refused"), journal.changing(URN):
        raise ValueError("refused by AWS")
    assert unanswered.of_stack(tmp_path, "web", "dev") == []


def test_looking_at_a_resource_clears_its_mark_gone_or_not(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(JOURNAL, str(tmp_path))
    with Plugin(endpoint) as plugin:
        made = plugin.create("aws:sns/topic:Topic", {"name": "marked"}, "marked")
        urn = "urn:pulumi:test::test::aws:sns/topic:Topic::marked"
        for _ in ("there", "gone"):
            unanswered.mark(tmp_path, urn)
            plugin.refresh(made)
            assert unanswered.of_stack(tmp_path, "test", "test") == []
            plugin.delete(made)
