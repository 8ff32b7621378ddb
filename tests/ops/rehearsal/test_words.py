"""A rehearsal in words, in a terminal and as a drawing."""

import json
import time
from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree

import pytest
from rich.console import Console

from model.shift import Shift
from model.strategy import Strategy
from ops.rehearsal.drawing import svg
from ops.rehearsal.picture import CELLS, bar, show
from ops.rehearsal.play import play
from ops.rehearsal.scene import Scene
from ops.rehearsal.strategies import by
from ops.rehearsal.what_ifs import WhatIfs, changed
from ops.rehearsal.words import as_json, cannot_start, how, summary
from ops.timeline import Moment
from tests.ops.rehearsal.scenes import CANARY, LINEAR, by_codedeploy, by_ecs, on_hosts

SVG = "{http://www.w3.org/2000/svg}"
SCENES = {
    "a canary on hosts": on_hosts(by_codedeploy(shift=CANARY), 2, most=4),
    "no room": on_hosts(by_codedeploy(), 1, desired=3),
    "a rolling update that hangs": replace(by_ecs(maximum_percent=150), desired=1),
    "an unhealthy one": changed(
        by_codedeploy(shift=LINEAR), WhatIfs(fail="unhealthy@3m", image="a<b>&c"), lambda _: None
    ),
}


def test_a_paragraph_says_what_a_release_would_do() -> None:
    assert summary(play(SCENES["a canary on hosts"])) == (
        "A release by CodeDeploy, 10 %, and the rest after 5 min: users get the new tasks from 67 s on (10, 100 %), "
        "all of them after 6.1 min, it ends after 11.2 min, with at most 4 tasks on 2 hosts. "
        "It is released, and every request finds a healthy task."
    )


def test_tasks_that_start_have_no_reason_not_to() -> None:
    assert cannot_start(play(SCENES["a canary on hosts"])) == ""


def test_a_paragraph_says_that_it_cannot_be() -> None:
    said = summary(play(SCENES["no room"]))
    assert "It is rolled back after 60.1 min, as the new tasks cannot start: (service web) was unable to place" in said
    said = summary(play(SCENES["a rolling update that hangs"]))
    assert "it does not end, with at most 1 tasks. It does not end, as the new tasks cannot start" in said


@pytest.mark.parametrize(
    ("scene", "said"),
    [
        (by_codedeploy(), "CodeDeploy, all at once"),
        (by_codedeploy(shift=Shift("TimeBasedLinear", 20, 3)), "CodeDeploy, 20 % every 3 min"),
        (by_ecs(Strategy.BLUE_GREEN), "ECS, all at once"),
        (by_ecs(Strategy.CANARY, step_percent=0.5, step_minutes=5), "ECS, 0.5 %, and the rest after 5 min"),
        (by_ecs(Strategy.LINEAR, step_percent=20, step_minutes=3), "ECS, 20 % every 3 min"),
        (by_ecs(), "ECS task by task, 100 to 200 %"),
    ],
)
def test_it_is_said_who_moves_it_and_how(scene: Scene, said: str) -> None:
    assert how(scene) == said


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_terminal_shows_a_line_for_each_step_and_the_verdict(scene: Scene) -> None:
    played = play(scene)
    for terminal in (True, False):
        console = Console(force_terminal=terminal, width=100, record=True, file=StringIO())
        show(played, console)
        shown = console.export_text()
        assert all(step.text in shown for step in played.steps)
        assert " ".join(summary(played).rpartition(". ")[2].split()[-3:]) in " ".join(shown.split())


def test_without_a_terminal_lines_are_plain() -> None:
    console = Console(force_terminal=False, width=40, record=True, file=StringIO())
    show(play(SCENES["no room"]), console)
    lines = console.export_text(styles=True).splitlines()
    assert "\x1b" not in "".join(lines)
    assert lines[1] == "      5 s     0 %  BeforeInstall"


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_bar_has_always_the_same_length_and_a_cell_for_whoever_answers(scene: Scene) -> None:
    for moment in play(scene).moments:
        drawn = bar(moment)
        assert len(drawn) == CELLS
        assert len(drawn.spans) == sum(share > 0 for share in (moment.new, moment.old, moment.failing))
    little = Moment(minute=0, sent=0.5, new=0.5, old=99.5, failing=0, old_tasks=1, new_tasks=1, hosts=0)
    assert bar(little).plain == "█" + "░" * (CELLS - 1)
    assert [(span.start, span.end) for span in bar(little).spans] == [(0, 1), (1, CELLS)]


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_drawing_is_a_file_of_its_own_with_everything_inside(scene: Scene) -> None:
    played = play(scene)
    drawing = ElementTree.fromstring(svg(played))
    width, height = float(drawing.attrib["width"]), float(drawing.attrib["height"])
    assert drawing.find(f"{SVG}title") is not None
    assert "prefers-color-scheme: dark" in (drawing.findtext(f"{SVG}style") or "")
    for one in drawing.iter(f"{SVG}rect"):
        if one.attrib["width"] != "100%":
            right, bottom = (float(one.attrib[a]) + float(one.attrib[b]) for a, b in (("x", "width"), ("y", "height")))
            assert 0 <= float(one.attrib["x"]) <= right <= width
            assert 0 <= float(one.attrib["y"]) <= bottom <= height
    texts = [one.text or "" for one in drawing.iter(f"{SVG}text")]
    assert all(span.name in texts for span in played.stages)
    assert " ".join(summary(played).split()[-2:]) in " ".join(texts)


def test_json_has_all_of_it() -> None:
    said = json.loads(json.dumps(as_json(play(SCENES["no room"]))))
    assert (said["end"], said["peak_tasks"], said["peak_hosts"]) == ("rolled back", 3, 1)
    assert said["steps"][-1]["text"] == "rolled back"
    assert "insufficient memory" in said["cannot_start"]


def test_a_rehearsal_takes_well_under_a_second() -> None:
    slow = by_ecs(Strategy.LINEAR, step_percent=3, step_minutes=1440, bake_minutes=1440)
    many = replace(on_hosts(by(by_codedeploy(), "rolling"), 100, most=200), desired=300)
    for scene in (*SCENES.values(), slow, many):
        began = time.process_time()
        play(scene)
        assert time.process_time() - began < 0.5
