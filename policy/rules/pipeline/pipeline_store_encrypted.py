"""A pipeline's artifacts will run in production, so the policy of a key should decide who may read them."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    PIPELINE,
    remedy="Set encryptionKey on every artifact store to a customer managed key.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
    severity="low",
    symptoms=(Symptom.INTRUSION,),
    level="advisory",
    cost="artifacts are encrypted with AWS's key for S3, which other accounts cannot use and nobody can withdraw.",
)
def pipeline_store_encrypted(pipeline: Resource, options: Options) -> Findings:
    """A pipeline encrypts its artifacts with a customer managed key.

    The artifacts hold sources, task definitions and image names on their way to production. A customer managed key
    has a policy that decides who may read them, and can let in a deployment in another account.

    Looks at every artifact store for an `encryptionKey`. A key that is not known yet counts as set. Encryption
    that the bucket does by itself is not checked: a pipeline names its key to S3 explicitly.
    """
    for index, store in items(pipeline.get("artifactStores")):
        path = f"artifactStores[{index}].encryptionKey"
        key = read(store, "encryptionKey")
        if key is UNKNOWN:
            yield Undecided(resource=pipeline, path=path, reason="it is not known yet")
        elif read(key, "id", default="") == "":
            yield Violation(resource=pipeline, path=path, wrong="not set", fix="set type KMS and the id of a key.")
