"""A blue/green release by CodeDeploy, from files that a build wrote.

CodePipeline user guide, "Amazon ECS and CodeDeploy blue-green deploy action reference" and "Image definitions file
reference" (read 2026-11). It registers the task definition with the image in the place of `<IMAGE1_NAME>`, puts its ARN
in the place of `<TASK_DEFINITION>` of the AppSpec, and follows the deployment to its end.
"""

import json
from typing import Any

from botocore.exceptions import ParamValidationError

from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, NoFile, Waiting, refused_by
from model.codepipeline import APP_SPEC, BLUE_GREEN, IMAGE_DETAIL, IMAGES, TASK_DEFINITION
from model.texts import codepipeline as say

LARGEST_ARTIFACT_BYTES = 3 * 1024 * 1024
"""Of an input artifact (CodePipeline user guide, "Quotas")."""
CONSOLE = "https://console.aws.amazon.com/codedeploy/home"


def look(job: Job) -> Done | Waiting:
    """Begins a deployment, and follows it."""
    codedeploy = job.aws.client("codedeploy")
    if "deployment" not in job.memo:
        id = _begin(job)
    else:
        id = job.memo["deployment"]
        with refused_by("AmazonCodeDeploy"):
            info = codedeploy.get_deployment(deploymentId=id)["deploymentInfo"]
        if info["status"] == "Succeeded":
            return Done(
                summary="Deployment Succeeded",
                external_id=id,
                external_url=_url(job, id),
                variables={"DeploymentId": id},
            )
        if info["status"] in ("Failed", "Stopped"):
            cause = info.get("errorInformation", {}).get("message") or f"its status is {info['status']}"
            raise Failed.of(say.DEPLOYMENT_FAILED, deployment=id, cause=cause)
    summary = f"Deployment {id} in progress"
    return Waiting(memo={"deployment": id}, summary=summary, external_id=id, external_url=_url(job, id))


def _begin(job: Job) -> str:
    wanted = job.configuration
    for key in BLUE_GREEN.required:
        if not wanted.get(key):
            raise Failed.of(say.NOT_CONFIGURED, key=key)
    definition = _template(job, "task definition", "TaskDefinitionTemplate", TASK_DEFINITION)
    appspec = _template(job, "appspec", "AppSpecTemplate", APP_SPEC)
    for placeholder, image in _images(job).items():
        definition = definition.replace(f"<{placeholder}>", image)
    arn = _register(job, definition)
    content = appspec.replace("<TASK_DEFINITION>", arn)
    with refused_by("AmazonCodeDeploy"):
        return job.aws.client("codedeploy").create_deployment(
            applicationName=wanted["ApplicationName"],
            deploymentGroupName=wanted["DeploymentGroupName"],
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": content}},
        )["deploymentId"]


def _template(job: Job, what: str, key: str, default: str) -> str:
    artifact, file = job.configuration[f"{key}Artifact"], job.configuration.get(f"{key}Path") or default
    try:
        return job.read(artifact, file, LARGEST_ARTIFACT_BYTES).decode()
    except (NoFile, UnicodeDecodeError) as error:
        text = say.ARTIFACT_NOT_READ
        raise Failed.of(text, what=what, artifact=artifact) from error


def _images(job: Job) -> dict[str, str]:
    """Each image by its placeholder."""
    wanted, found, named = job.configuration, {}, []
    for number in IMAGES:
        artifact = wanted.get(f"Image{number}ArtifactName")
        placeholder = wanted.get(f"Image{number}ContainerName")
        if bool(artifact) != bool(placeholder):
            raise Failed.of(say.NOT_CONFIGURED, key=f"Image{number}{'ContainerName' if artifact else 'ArtifactName'}")
        if artifact and placeholder:
            found[placeholder] = _image(job, artifact)
            named.append(artifact)
    # Whatever input artifact has an image's detail is taken for one more image (https://iret.media/91043).
    for number, artifact in enumerate((one for one in job.inputs if one not in named), len(named) + 1):
        try:
            job.read(artifact, IMAGE_DETAIL)
        except NoFile:
            continue
        raise Failed.of(say.NOT_CONFIGURED, key=f"Image{number}ContainerName")
    return found


def _image(job: Job, artifact: str) -> str:
    try:
        return json.loads(job.read(artifact, IMAGE_DETAIL, LARGEST_ARTIFACT_BYTES))["ImageURI"]
    except (NoFile, ValueError, KeyError, TypeError) as error:
        raise Failed.of(say.IMAGE_NOT_READ, artifact=artifact) from error


def _register(job: Job, definition: str) -> str:
    file = job.configuration.get("TaskDefinitionTemplatePath") or TASK_DEFINITION
    try:
        wanted = _present(json.loads(definition))
        with refused_by("AmazonECS"):
            made = job.aws.client("ecs").register_task_definition(**wanted)
    except ParamValidationError as error:
        if "<class 'str'>, valid types: <class 'int'>" in str(error):
            raise Failed.of(say.DEFINITION_NOT_A_NUMBER) from error
        raise Failed.of(say.DEFINITION_INVALID, file=file, cause=" ".join(str(error).split())) from error
    except (ValueError, TypeError) as error:
        raise Failed.of(say.DEFINITION_INVALID, file=file, cause=error) from error
    return made["taskDefinition"]["taskDefinitionArn"]


def _present(value: Any) -> Any:
    """Without members that are null, as DescribeTaskDefinition's output has them in some tools."""
    if isinstance(value, dict):
        return {member: _present(one) for member, one in value.items() if one is not None}
    return [_present(one) for one in value] if isinstance(value, list) else value


def _url(job: Job, id: str) -> str:
    return f"{CONSOLE}?region={job.aws.region}#/deployments/{id}"
