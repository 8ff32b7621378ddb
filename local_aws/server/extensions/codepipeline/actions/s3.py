"""Source from S3: a zip file in a versioned bucket (CodePipeline user guide, "Amazon S3 source action reference")."""

from botocore.exceptions import ClientError

from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, Revision
from model.texts import codepipeline as say


def look(job: Job) -> Done:
    """The object's version is the revision."""
    bucket, key = job.configuration["S3Bucket"], job.configuration["S3ObjectKey"]
    s3 = job.aws.client("s3")
    wanted = {"VersionId": job.override} if job.override else {}
    try:
        if s3.get_bucket_versioning(Bucket=bucket).get("Status") != "Enabled":
            raise Failed.of(say.NOT_VERSIONED, bucket=bucket)
        found = s3.get_object(Bucket=bucket, Key=key, **wanted)
    except ClientError as error:
        raise Failed.of(say.NO_OBJECT, bucket=bucket, key=key, cause=error.response["Error"]["Message"]) from error
    job.write(found["Body"].read())
    version = found["VersionId"]
    revision = Revision(id=version, summary=f"Amazon S3 version id: {version}", created=found["LastModified"])
    return Done(revision=revision, variables={"ETag": found["ETag"].strip('"'), "VersionId": version})
