"""The packages' installer says how far it is, and why it failed."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine import packages

COLLECTED = [f"Collecting package{number}==1.0 (from -r requirements.txt (line {number}))\n" for number in range(1, 26)]


def test_progress_is_seen_while_it_installs() -> None:
    said = list(
        packages.progress([*COLLECTED, "Installing collected packages: a, b\n", "Successfully installed\n"], 30)
    )
    assert said == ["  10 of 30: package10", "  20 of 30: package20", "  25 are here; unpacking"]


@pytest.mark.parametrize(
    "line",
    [
        "WARNING: Retrying after connection broken by 'NewConnectionError(': Failed to establish a new connection: x",
        "  [Errno -3] Temporary failure in name resolution\n",
        "  Cannot connect to proxy. ProxyError('...')\n",
    ],
)
def test_an_index_that_is_out_of_reach_is_said_to_be(line: str) -> None:
    said = packages.failure([line, "ERROR: Could not find a version that satisfies the requirement boto3\n"])
    assert "no network" in said
    assert "\n" not in said


def test_any_other_failure_is_told_in_pips_own_words() -> None:
    said = packages.failure(["Collecting boto3\n", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n"])
    assert said.endswith("could not be installed:\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES")


def test_without_a_network_it_ends_with_that_and_pips_exit_code(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"nowhere-to-be-had==1.0 --hash=sha256:{'0' * 64}\n")
    done = subprocess.run(
        [sys.executable, packages.__file__, str(requirements)],
        env={"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": "/dev/null"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("Installing up to 1 Python packages into ")
    assert done.stderr.startswith("make: no network: pip could not reach its package index")
