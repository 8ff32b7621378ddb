"""pipeline-store-encrypted: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, find
from tests.policy.programs import BLUE_GREEN
from tests.policy.rules.pipeline.pipeline_deploys_blue_green import PIPELINE
from tests.policy.rules.rule_case import Case, Pass

STORE = find(PIPELINE, "pipeline").props["artifactStores"][0]
WITHOUT_KEY = {"type": "S3", "location": "artifacts"}


def stores(*stores: Any) -> Program:
    return change(PIPELINE, "pipeline", "artifactStores", to=list(stores))


STOPS: dict[str, Case] = {
    "no key": Case(stores(WITHOUT_KEY), on="pipeline", says="artifactStores[0].encryptionKey: not set"),
    "no key in one region of two": Case(
        stores({**STORE, "region": "eu-west-1"}, {**WITHOUT_KEY, "region": "eu-central-1"}),
        on="pipeline",
        says="artifactStores[1]",
    ),
    "an empty key": Case(stores({**WITHOUT_KEY, "encryptionKey": {"type": "KMS", "id": ""}}), on="pipeline"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a key": PIPELINE,
    "a key that does not exist yet": stores({**WITHOUT_KEY, "encryptionKey": {"type": "KMS", "id": UNKNOWN}}),
    "no pipeline": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown stores": Case(change(PIPELINE, "pipeline", "artifactStores", to=UNKNOWN), on="pipeline"),
    "an unknown block": Case(stores({**WITHOUT_KEY, "encryptionKey": UNKNOWN}), on="pipeline"),
}
