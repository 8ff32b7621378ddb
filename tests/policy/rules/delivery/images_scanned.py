"""images-scanned: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

UNSCANNED = change(BLUE_GREEN, "images", "imageScanningConfiguration", to=None)


def registry(pattern: str, frequency: str = "SCAN_ON_PUSH", program: Program = UNSCANNED) -> Program:
    filters = [{"filter": pattern, "filterType": "WILDCARD"}]
    return registry_with([{"scanFrequency": frequency, "repositoryFilters": filters}], program)


def registry_with(rules: Any, program: Program = UNSCANNED) -> Program:
    kind = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"
    return (*program, Declared(kind, "registry", {"scanType": "ENHANCED", "rules": rules}))


STOPS: dict[str, Case] = {
    "not set": Case(UNSCANNED, on="images"),
    "not set, in a first preview": Case(
        change(FIRST_PREVIEW, "images", "imageScanningConfiguration", to=UNKNOWN), on="images"
    ),
    "switched off": Case(
        change(BLUE_GREEN, "images", "imageScanningConfiguration", "scanOnPush", to=False), on="images"
    ),
    "a registry that scans others": Case(registry("other"), on="images"),
    "a registry that scans names with another beginning": Case(registry("web*"), on="images"),
    "a registry that scans on request": Case(registry("*", "MANUAL"), on="images"),
    "a registry that scans unknown repositories on request": Case(registry(UNKNOWN, "MANUAL"), on="images"),
    "a registry that scans others at an unknown frequency": Case(registry("other", UNKNOWN), on="images"),
    "a registry that scans the very name that begins so": Case(registry("hop*"), on="images"),
    "a registry without rules": Case(registry_with([]), on="images"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a repository that no task uses": change(UNSCANNED, "tasks", "containerDefinitions", to="[]"),
    "the repository": BLUE_GREEN,
    "the repository, in a first preview": FIRST_PREVIEW,
    "the repository, as text": change(BLUE_GREEN, "images", "imageScanningConfiguration", "scanOnPush", to="True"),
    "the registry": registry("*"),
    "the registry, by a part of the name": registry("ho"),
    "the registry, by the beginning of the name": registry("sh*"),
    "the registry, continuously": registry("shop", "CONTINUOUS_SCAN"),
    "the registry, whatever the name will be": change(registry("*"), "images", "name", to=UNKNOWN),
    "the registry, beside an unknown rule": registry_with(
        [UNKNOWN, {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*"}]}]
    ),
    "the account's registry, in another program": Pass(UNSCANNED, {"accountScans": True}),
}

UNDECIDED: dict[str, Case] = {
    "unknown in the repository": Case(
        unknown(BLUE_GREEN, "images", "imageScanningConfiguration", of="cluster"), on="images"
    ),
    "unknown rules of the registry": Case(registry_with(UNKNOWN), on="images"),
    "an unknown filter": Case(registry(UNKNOWN), on="images"),
    "an unknown frequency": Case(registry("*", UNKNOWN), on="images"),
    "an unknown name": Case(
        unknown(change(registry("shop*"), "images", "name", to=UNKNOWN), "tasks", "containerDefinitions", of="images"),
        on="images",
    ),
}
