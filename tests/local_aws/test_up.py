"""`make up` and `make down` without an engine: what they ask of it, and what they say."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from local_aws import advice, down, session, stacks, starter, unanswered, up
from local_aws.home import PROJECT, SPEED, Home
from local_aws.turn import Busy, turn
from tests.policy.analyzer import UNKNOWN, Diagnostic, analyze, change, find
from tests.policy.programs import BLUE_GREEN

URN = f"urn:pulumi:my.stack::{PROJECT}::aws:ec2/route:Route::out"


class Engine:
    """Notes what it is asked, and does what the test says."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.codes: dict[str, int] = {}
        self.events: list[dict] = []

    def __call__(self, *words: str) -> int:
        self.asked.append(words)
        if words[0] == "preview":
            log = "".join(f"{json.dumps(event)}\n" for event in self.events)
            Path(words[words.index("--event-log") + 1]).write_text(log)
        return self.codes.get(words[0], 0)

    def verbs(self) -> list[str]:
        return [words[0] for words in self.asked]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("LOCAL_AWS_HOME", str(tmp_path))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    home = Home.of_environment()
    home.make()
    return home


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine()
    monkeypatch.setattr(up, "pulumi", engine)
    monkeypatch.setattr(down, "pulumi", engine)
    monkeypatch.setattr(up, "_next_steps", lambda stack, *_: f"{stack} is up")
    monkeypatch.setattr(starter, "remove", lambda home: None)
    return engine


def state(home: Home, project: str, stack: str, *types: str) -> None:
    """The stack has resources of these types."""
    file = home.state / ".pulumi" / "stacks" / project / f"{stack}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    resources = [{"type": one, "outputs": {}} for one in types]
    file.write_text(json.dumps({"checkpoint": {"latest": {"resources": resources}}}))


def bring_up(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["up", *words])
    return up.main()


def logged(one: Diagnostic) -> dict:
    """What a run writes to its event log of something that the pack said."""
    about = {"policyName": one.rule, "enforcementLevel": one.level.lower(), "resourceUrn": one.urn}
    return {"policyEvent": {**about, "message": f"{one.text}\n"}}


def advised(rule: str, level: str = "advisory", text: str = "A rule.\nfound") -> dict:
    return logged(Diagnostic(rule, level, text, URN))


def began(type_: str) -> dict:
    return {"resourcePreEvent": {"metadata": {"type": type_}}}


@pytest.mark.parametrize("words", [(), ("",)])
def test_an_empty_stack_is_refused_with_the_names_of_the_known_ones(monkeypatch, capsys, home, engine, words) -> None:
    assert bring_up(monkeypatch, *words) == 1
    assert capsys.readouterr().err == "make up: STACK is empty; it is one of dev, prod, staging\n"


def test_the_name_of_a_stack_may_have_dots(monkeypatch, home, engine, tmp_path) -> None:
    (tmp_path / "Pulumi.my.stack.yaml").touch()
    (tmp_path / "Pulumi.yaml").touch()
    assert stacks.files(tmp_path) == ["my.stack"]
    state(home, PROJECT, "my.stack", stacks.STACK)
    assert stacks.names(home.state, PROJECT) == ["my.stack"]
    monkeypatch.setattr(up, "ROOT", tmp_path)
    assert bring_up(monkeypatch, "my.stack") == 0
    assert engine.verbs() == ["preview", "up"]


def test_after_a_lost_answer_everything_is_looked_at_first(monkeypatch, home, engine, tmp_path, capsys) -> None:
    (tmp_path / "Pulumi.my.stack.yaml").touch()
    monkeypatch.setattr(up, "ROOT", tmp_path)
    state(home, PROJECT, "my.stack", stacks.STACK)
    unanswered.mark(home.journal, URN)
    assert bring_up(monkeypatch, "my.stack") == 0
    assert engine.verbs() == ["refresh", "preview", "up"]
    engine.asked.clear()
    engine.codes["refresh"] = 255
    assert bring_up(monkeypatch, "my.stack") == 255
    assert engine.verbs() == ["refresh"]
    assert "nothing was changed" in capsys.readouterr().out


def test_the_update_is_told_what_the_preview_advised_and_not_what_stopped_it(monkeypatch, home, engine) -> None:
    state(home, PROJECT, "dev", stacks.STACK)
    engine.events = [
        advised("load-balancer-logs-access"),
        advised("load-balancer-logs-access"),
        advised("load-balancer-logs-access", text="A rule.\nfound, too"),
        advised("log-retention-set", "mandatory"),
    ]
    assert bring_up(monkeypatch, "dev") == 0
    said = engine.asked[-1][engine.asked[-1].index("--policy-pack-config") + 1]
    assert json.loads(Path(said).read_text()) == {
        "load-balancer-logs-access": {
            "alreadySaid": [{"urn": URN, "message": "A rule.\nfound"}, {"urn": URN, "message": "A rule.\nfound, too"}]
        }
    }


def test_the_pack_says_its_advice_once_and_what_only_the_update_knows(home) -> None:
    unlogged = change(BLUE_GREEN, "balancer", "accessLogs", to=None)
    other = replace(find(unlogged, "balancer"), name="other", props={"loadBalancerType": "application"})
    preview = analyze((*unlogged, replace(other, props={**other.props, "accessLogs": UNKNOWN})))
    log = home.aws / "preview.jsonl"
    log.write_text("".join(f"{json.dumps(logged(one))}\n" for one in preview))
    update = analyze((*unlogged, other), config=advice.said(log))
    about = [(one.rule, one.urn) for one in update if one.rule == "load-balancer-logs-access"]
    assert about == [("load-balancer-logs-access", other.urn)]
    assert not set(update) & set(preview)


def test_where_nothing_was_judged_that_is_said(monkeypatch, home, engine, capsys) -> None:
    state(home, PROJECT, "dev", stacks.STACK)
    engine.codes["preview"] = 255
    assert bring_up(monkeypatch, "dev") == 255
    assert "The pack judged nothing" in capsys.readouterr().out
    engine.events = [began(stacks.STACK)]
    bring_up(monkeypatch, "dev")
    assert "The pack judged nothing" in capsys.readouterr().out
    engine.events = [began(stacks.STACK), began("aws:ec2/vpc:Vpc")]
    bring_up(monkeypatch, "dev")
    assert "judged nothing" not in capsys.readouterr().out
    assert not advice.judged(home.aws / "absent.jsonl")


def test_down_leaves_no_ghosts_of_other_projects(home, engine, capsys) -> None:
    state(home, PROJECT, "dev", stacks.STACK)
    state(home, "web", "my.dev", stacks.STACK, "aws:ec2/vpc:Vpc")
    state(home, "empty", "dev")
    assert down.main() == 1
    assert engine.asked == []
    said = capsys.readouterr().err
    assert "other projects are up on this local AWS" in said
    assert "web/my.dev." in said
    state(home, "web", "my.dev")
    assert down.main() == 0
    assert engine.verbs() == ["destroy", "stack"]


def test_one_makes_up_or_down_at_a_time(monkeypatch, home, engine, capsys) -> None:
    with turn(home, "make down"):
        assert bring_up(monkeypatch, "dev") == 1
        assert down.main() == 1
        assert engine.asked == []
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(f"make up STACK=dev: make down (process {os.getpid()}) is under way on this local AWS")
    assert len(said) == 2
    with turn(home, "make up"), pytest.raises(Busy, match=r"make up .* is under way"), turn(home, "make down"):
        pass


@pytest.mark.parametrize(
    ("number", "words"),
    [(28, "No space left on device; make room"), (30, "Read-only file system; name a folder that can be written"),
     (13, "Permission denied; name a folder of your own"), (2, "was being taken down; run the command again"),
     (20, "/x/aws: Not a directory")],
)  # fmt: skip
def test_a_folder_that_cannot_be_used_is_one_sentence(number: int, words: str, monkeypatch, home) -> None:
    def broken(self: Home) -> None:
        raise OSError(number, os.strerror(number), "/x/aws")

    monkeypatch.setattr(Home, "make", broken)
    monkeypatch.setattr(sys, "argv", ["local", "true"])
    with pytest.raises(SystemExit) as ended:
        session.main()
    assert str(ended.value).startswith("local: /x/aws: ")
    assert words in str(ended.value)


def test_a_speed_for_a_server_that_runs_already_is_said_to_count_later(monkeypatch, home, capsys) -> None:
    running = {"server": "local_aws", "state": str(home.aws / "state.pickle"), "speed": "60"}
    monkeypatch.setattr(starter, "_reported", lambda port: running)
    for speed, says in (("60", False), ("60.0", False), ("", False), ("120", True), ("inf", True)):
        monkeypatch.setenv(SPEED, speed)
        starter.start(home)
        said = capsys.readouterr().err
        assert (said != "") is says
        assert not says or f"at a speed of 60; LOCAL_AWS_SPEED={speed} counts when it is started anew" in said
    monkeypatch.setenv(SPEED, "fast")
    with pytest.raises(starter.NotStarted, match="got 'fast'"):
        starter.start(home)


def test_a_port_of_another_checkouts_local_aws_names_that_checkout(monkeypatch, home) -> None:
    other = {"server": "local_aws", "state": "/home/me/other/.local/aws/state.pickle"}
    monkeypatch.setattr(starter, "_reported", lambda port: other)
    monkeypatch.setattr(starter.ports, "free", lambda port: False)
    with pytest.raises(starter.NotStarted, match=r"is taken by the local AWS of /home/me/other/\.local, so"):
        starter.start(home)
