"""What the README of the local AWS says is what the code does."""

import re
from dataclasses import fields
from pathlib import Path

from app.faults import PREFIX, Faults
from local_aws.home import DEFAULT_SPEED
from local_aws.server.carrier import SETTLE_SECONDS
from local_aws.server.wanted_traffic import SHORTEST_INTERVAL_SECONDS
from model.moving.pace import Pace

FOLDER = Path(__file__).resolve().parents[2] / "local_aws"
TEXT = (FOLDER / "README.md").read_text()


def test_every_file_that_it_names_is_there() -> None:
    block = TEXT.split("```")[1]
    folder, missing = "", []
    for line in block.splitlines()[2:]:
        names = re.findall(r"[\w/]+\.py|^\w+/|^  \w+/", line[:42])
        for name in names:
            if name.endswith("/"):
                folder = name.strip() if not name.startswith(" ") else folder
                continue
            inside = folder if line.startswith(" ") else ""
            if not any((FOLDER / place / name).exists() for place in (inside, "")):
                missing.append(name)
    assert missing == []


def test_the_default_speed_is_the_one_it_gives() -> None:
    assert f"| `{DEFAULT_SPEED:g}` (the default) |" in TEXT


def test_the_times_it_gives_are_those_of_the_model() -> None:
    pace = Pace()
    assert f"a host boots in {pace.host_boot:g} s, a task starts in a minute" in TEXT
    assert pace.fargate_start == 60


def test_health_checks_come_no_faster_than_it_says() -> None:
    assert f"no faster than every {SHORTEST_INTERVAL_SECONDS:g} s" in TEXT
    assert SETTLE_SECONDS <= SHORTEST_INTERVAL_SECONDS


def test_it_names_every_fault() -> None:
    named = set(re.findall(rf"{PREFIX}\w+", TEXT))
    assert named == {f"{PREFIX}{one.name.upper()}" for one in fields(Faults) if one.name != "memory_mib"}


def test_it_names_the_services_whose_types_the_provider_creates() -> None:
    listed = re.search(r"types in `schema/` \(([\w, ]+)\)", TEXT)
    assert listed
    described = {file.stem for file in (FOLDER / "provider" / "schema").glob("*.yaml")}
    assert set(listed[1].split(", ")) == described
