"""A pipeline's artifacts are what will run in production, so who may read them should be the key's to say."""

from typing import Final

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule

PIPELINE: Final = "aws:codepipeline/pipeline:Pipeline"


@resource_rule(
    PIPELINE,
    remedy="Set encryptionKey on every artifact store to a key of your own.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
    severity="low",
    level="advisory",
    cost="artifacts are encrypted with AWS's key for S3, which other accounts cannot use and nobody can withdraw.",
)
def pipeline_store_encrypted(pipeline: Resource, options: Options) -> Findings:
    """A pipeline encrypts its artifacts with a key of the account's own.

    The artifacts hold sources, task definitions and image names on their way to production. With an own key its
    policy says who may read them, and a deployment in another account can be let in.

    Looks at every artifact store for an `encryptionKey`. A key that is not known yet is there, which is enough.
    Encryption that the bucket does by itself is not looked at: a pipeline names its key to S3 explicitly.
    """
    for index, store in items(pipeline.get("artifactStores")):
        path = f"artifactStores[{index}].encryptionKey"
        key = read(store, "encryptionKey")
        if key is UNKNOWN:
            yield Undecided(resource=pipeline, path=path, reason="it is not known yet")
        elif read(key, "id", default="") == "":
            yield Violation(resource=pipeline, path=path, wrong="not set", fix="set type KMS and the id of a key.")
