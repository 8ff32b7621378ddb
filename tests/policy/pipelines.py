"""Good pipelines, to change one thing in: from an object in S3 over a build to a release, as after their first `up`."""

import json
from typing import Any

from tests.policy.analyzer import Declared, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, ROLLING, arn, role, trust

SOURCE, BUILD, DEPLOY = (("stages", stage, "actions", 0) for stage in range(3))
"""The paths of the actions."""
FILES = ["taskdef.json", "appspec.yaml", "imageDetail.json"]
PASS_ROLE = "iam:PassRole"
REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"


def spec(*commands: str, files: Any = (*FILES, "imagedefinitions.json"), **artifacts: Any) -> str:
    """A build specification with these commands, and these files in its artifact."""
    given = {"version": "0.2", "phases": {"build": {"commands": list(commands)}}}
    return json.dumps({**given, "artifacts": {"files": files if isinstance(files, str) else list(files), **artifacts}})


def acting(name: str, category: str, provider: str, takes: list[str], makes: list[str], **told: str) -> dict[str, Any]:
    """An action of a pipeline."""
    made = {"outputArtifacts": makes} if makes else {}
    return {
        "name": name,
        "category": category,
        "owner": "AWS",
        "provider": provider,
        "version": "1",
        **({"inputArtifacts": takes} if takes else {}),
        **made,
        "configuration": told,
    }


def delivery(deploy: dict[str, Any], *calls: str) -> Program:
    """A pipeline that deploys with this action, and whose role may make these calls for it."""
    may = ("codebuild:StartBuild", "codebuild:BatchGetBuilds", "s3:GetObject", "s3:PutObject", PASS_ROLE, *calls)
    build = acting("Build", "Build", "CodeBuild", ["Source"], ["Definition"], ProjectName="build")
    source = acting("Source", "Source", "S3", [], ["Source"], S3Bucket="sources", S3ObjectKey="source.zip")
    stages = [{"name": one["name"], "actions": [one]} for one in (source, build, deploy)]
    store = {"type": "S3", "location": "artifacts", "encryptionKey": {"type": "KMS", "id": arn("kms", "key/1")}}
    return (
        Declared("aws:s3/bucket:Bucket", "sources", {"bucket": "sources"}),
        Declared(
            "aws:s3/bucketVersioning:BucketVersioning",
            "versions",
            {"bucket": "sources", "versioningConfiguration": {"status": "Enabled"}},
            {"bucket": ["sources"]},
        ),
        _role("builder", "codebuild"),
        Declared(
            "aws:codebuild/project:Project",
            "build",
            {
                "name": "build",
                "serviceRole": role("builder"),
                "environment": {
                    "type": "LINUX_CONTAINER",
                    "computeType": "BUILD_GENERAL1_SMALL",
                    "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                    "privilegedMode": True,
                    "environmentVariables": [{"name": "REPOSITORY", "value": f"{REGISTRY}/shop"}],
                },
                "source": {
                    "type": "CODEPIPELINE",
                    "buildspec": spec("docker build -t $REPOSITORY:$TAG .", "docker push $REPOSITORY:$TAG"),
                },
            },
            {"serviceRole": ["builder"]},
        ),
        _role("deliverer", "codepipeline"),
        Declared(
            "aws:iam/rolePolicy:RolePolicy",
            "deliverer-policy",
            {"role": "deliverer", "policy": permitting(*may)},
            {"role": ["deliverer"]},
        ),
        Declared(
            "aws:codepipeline/pipeline:Pipeline",
            "pipeline",
            {
                "name": "delivery",
                "arn": arn("codepipeline", "delivery"),
                "roleArn": role("deliverer"),
                "pipelineType": "V2",
                "artifactStores": [store],
                "stages": stages,
            },
            {"roleArn": ["deliverer"], "stages": ["sources", "build"]},
        ),
    )


def permitting(*calls: str) -> str:
    """The JSON of a policy that allows these calls; the roles of tasks alone may be passed."""
    others = [call for call in calls if call != PASS_ROLE]
    statements = [{"Effect": "Allow", "Action": others, "Resource": "*"}]
    if PASS_ROLE in calls:
        tasks = [role("execution"), role("task-role")]
        statements.append({"Effect": "Allow", "Action": PASS_ROLE, "Resource": tasks})
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def _role(name: str, service: str) -> Declared:
    return Declared("aws:iam/role:Role", name, {"name": name, "arn": role(name), "assumeRolePolicy": trust(service)})


DELIVERED: Program = (
    *BLUE_GREEN,
    *delivery(
        acting(
            "Deploy",
            "Deploy",
            "CodeDeployToECS",
            ["Definition"],
            [],
            ApplicationName="web",
            DeploymentGroupName="web",
            TaskDefinitionTemplateArtifact="Definition",
            AppSpecTemplateArtifact="Definition",
            Image1ArtifactName="Definition",
            Image1ContainerName="IMAGE1_NAME",
        ),
        "codedeploy:CreateDeployment",
        "codedeploy:Get*",
        "codedeploy:RegisterApplicationRevision",
        "ecs:RegisterTaskDefinition",
    ),
)
"""A pipeline that releases a service by CodeDeploy."""

ROLLED: Program = (
    *ROLLING,
    *delivery(
        acting("Deploy", "Deploy", "ECS", ["Definition"], [], ClusterName="shop", ServiceName="api"),
        "ecs:DescribeServices",
        "ecs:DescribeTaskDefinition",
        "ecs:DescribeTasks",
        "ecs:ListTasks",
        "ecs:RegisterTaskDefinition",
        "ecs:UpdateService",
    ),
)
"""A pipeline that releases a service which ECS rolls."""


def piped(*path: str | int, to: Any, program: Program = DELIVERED) -> Program:
    """With one value of the pipeline set."""
    return change(program, "pipeline", *path, to=to)


def built(text: Any, program: Program = DELIVERED) -> Program:
    """With another build specification."""
    return change(program, "build", "source", "buildspec", to=text)


def not_yet(*path: str | int, of: str, program: Program = DELIVERED) -> Program:
    """With a value of the pipeline that only another resource gives."""
    return unknown(program, "pipeline", *path, of=of)
