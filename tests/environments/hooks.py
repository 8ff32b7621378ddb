"""The hooks of the environments: a migration, a probe and code of one's own, at the stages of each strategy."""

from pathlib import Path

STAGES = {
    "dev": ("BeforeInstall", "AfterAllowTestTraffic", "AfterAllowTraffic"),
    "staging": ("PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT", "POST_PRODUCTION_TRAFFIC_SHIFT"),
}
SAID = ("ended with exit code 0", "3 x 200", "looked at")
"""What each has printed after a good release."""
OWN = "hooks/check.py"


def configured(environment: str) -> list[dict[str, object]]:
    """The value of `bluegreen:hooks`."""
    if environment not in STAGES:
        return []
    migration, probe, own = STAGES[environment]
    return [
        {"at": migration, "task": {"command": ["python", "-m", "migrate"]}},
        {"at": probe, "probe": {"p95Seconds": 5, "times": 3}},
        {"at": own, "code": OWN},
    ]


def labels(environment: str) -> list[str]:
    """The logical name of each."""
    return [f"web-{environment}-{stage}" for stage in STAGES[environment]]


def log_groups(environment: str) -> list[str]:
    """Where each prints."""
    prefix = "CodeDeployHook_" if environment == "dev" else ""
    return [f"/aws/lambda/{prefix}{label}" for label in labels(environment)]


def write_own(program: Path, said: str) -> None:
    """The code of one's own, which prints this."""
    (program / "hooks").mkdir(exist_ok=True)
    (program / OWN).write_text(f"def check(event):\n    print({said!r})\n")
