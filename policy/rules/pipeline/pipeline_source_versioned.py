"""A pipeline takes a version of an object, and a bucket without versions has none."""

from typing import Final

from policy.finding import Findings, Undecided, Violation
from policy.reading import BUCKET, PIPELINE, UNKNOWN, Resource, Unknown, flag, read
from policy.rule import Options, stack_rule
from policy.stack import Leading, Stack, only
from policy.symptom import Symptom
from policy.views.conditions import some
from policy.views.pipelines import SOURCE, by

VERSIONING: Final = "aws:s3/bucketVersioning:BucketVersioning"


@stack_rule(
    remedy="Turn on versioning of the bucket, with an aws.s3.BucketVersioning.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost="the source action fails, and no run of the pipeline comes further.",
)
def pipeline_source_versioned(stack: Stack, options: Options) -> Findings:
    """The bucket that a pipeline takes its source from keeps versions.

    CodePipeline fetches one version of the object, so that every action of a run sees the same. Buckets have no
    versions unless somebody turns them on.

    Looks at S3 source actions whose bucket the program has: at its `versioning`, and at the BucketVersioning for it.
    """
    versionings = Leading(
        (one, [stack.linked(one, "bucket", one.get("bucket"), BUCKET, by="bucket")]) for one in stack.of(VERSIONING)
    )
    for pipeline in stack.of(PIPELINE):
        for action in by(pipeline, "S3"):
            name = action.told("S3Bucket")
            if action.get("category") != SOURCE or name is None:
                continue
            bucket = only(stack.linked(pipeline, "stages", name, BUCKET, by="bucket"))
            versioned = some([_inside(bucket), *_beside(versionings, bucket)]) if bucket else True
            if bucket and versioned is UNKNOWN:
                yield Undecided(resource=bucket, path="versioning", reason="it is not known yet")
            elif bucket and not versioned:
                yield Violation(
                    resource=bucket,
                    path="versioning",
                    wrong=f"not enabled, and {pipeline.name} takes its source from the bucket",
                    fix="add an aws.s3.BucketVersioning with the status Enabled.",
                )


def _inside(bucket: Resource) -> bool | Unknown:
    versioning = bucket.declared("versioning", default={})
    found = flag(read(versioning, "enabled"))
    return UNKNOWN if found is UNKNOWN else found is True


def _beside(versionings: Leading[Resource], bucket: Resource) -> list[bool | Unknown]:
    certain = versionings.to(bucket)
    statuses = {one: one.get("versioningConfiguration", "status") for one in versionings.perhaps_to(bucket)}
    return [
        UNKNOWN if one not in certain or status is UNKNOWN else status == "Enabled" for one, status in statuses.items()
    ]
