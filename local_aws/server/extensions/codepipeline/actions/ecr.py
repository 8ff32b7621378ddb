"""Source from ECR: `imageDetail.json` of an image (CodePipeline user guide, "Amazon ECR source action reference")."""

import io
import json
import zipfile

from botocore.exceptions import ClientError

from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, Revision
from model.codepipeline import IMAGE_DETAIL
from model.texts import codepipeline as say


def look(job: Job) -> Done:
    """The image's digest is the revision."""
    name, tag = job.configuration["RepositoryName"], job.configuration.get("ImageTag") or "latest"
    ecr = job.aws.client("ecr")
    wanted = {"imageDigest": job.override} if job.override else {"imageTag": tag}
    try:
        repository = ecr.describe_repositories(repositoryNames=[name])["repositories"][0]
        image = ecr.describe_images(repositoryName=name, imageIds=[wanted])["imageDetails"][0]
    except ClientError as error:
        cause = error.response["Error"]["Message"]
        raise Failed.of(say.NO_IMAGE, repository=name, tag=job.override or tag, cause=cause) from error
    digest, pushed = image["imageDigest"], image["imagePushedAt"]
    uri = f"{repository['repositoryUri']}@{digest}"
    detail = {
        "ImageSizeInBytes": str(image.get("imageSizeInBytes", "")),
        "ImageDigest": digest,
        "Version": "1.0",
        "ImagePushedAt": f"{pushed:%a %b %d %H:%M:%S} UTC {pushed:%Y}",
        "RegistryId": repository["registryId"],
        "RepositoryName": name,
        "ImageURI": uri,
        "ImageTags": image.get("imageTags", []),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(IMAGE_DETAIL, json.dumps(detail))
    job.write(data.getvalue())
    variables = {
        "ImageDigest": digest,
        "ImageTag": tag,
        "ImageURI": uri,
        "RegistryId": repository["registryId"],
        "RepositoryName": name,
    }
    return Done(revision=Revision(id=digest, summary="", created=pushed), variables=variables)
