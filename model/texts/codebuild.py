"""What CodeBuild says: of projects as they are made, and of builds."""

from model.texts.text import Text

MOTO = "github.com/getmoto/moto: moto/codebuild/responses.py"
"""Written after what AWS answered."""

PROJECT_EXISTS = Text(
    words="Project already exists: {project}",
    code="ResourceAlreadyExistsException",
    seen="quoted",
    source=MOTO,
)
NO_PROJECT = Text(
    words="Project cannot be found: {project}",
    code="ResourceNotFoundException",
    seen="quoted",
    source=MOTO,
)
BAD_PROJECT_NAME = Text(
    words="Only alphanumeric characters, dash, and underscore are supported",
    code="InvalidInputException",
    seen="quoted",
    source=MOTO,
)
BOTH_CODEPIPELINE = Text(
    words="Invalid input: when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE",
    code="InvalidInputException",
    seen="quoted",
    source="https://github.com/cloudposse/terraform-aws-codebuild/issues/23",
)
NO_LOCATION = Text(
    words="Project source location is required",
    code="InvalidInputException",
    seen="quoted",
    source=MOTO,
)
NO_ARTIFACTS_WITH = Text(
    words="Invalid artifacts: artifact type NO_ARTIFACTS should have null {member}",
    code="InvalidInputException",
    seen="quoted",
    source="https://github.com/cloudposse/terraform-aws-codebuild/issues/63",
)
BAD_TYPE = Text(
    words="Invalid type provided: {what}",
    code="InvalidInputException",
    seen="quoted",
    source=MOTO,
)
BAD_COMPUTE_TYPE = Text(
    words="Invalid compute type provided: {type}",
    code="InvalidInputException",
    seen="quoted",
    source=MOTO,
)
OTHER_ACCOUNTS_ROLE = Text(
    words="Invalid service role: Service role account ID does not match caller's account",
    code="InvalidInputException",
    seen="quoted",
    source=MOTO,
)
ROLE_NOT_ASSUMED = Text(
    words="CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided"
    " service role exists, 2) The role name is case-sensitive and matches exactly, and 3) The role has the necessary"
    " trust policy configured.",
    code="InvalidInputException",
    seen="quoted",
    source="CreateProject, StartBuild",
)
BAD_MINUTES = Text(
    words="Invalid {what}: {minutes}: minutes must be between {least} and {most}",
    code="InvalidInputException",
    seen="unseen",
    source="CreateProject",
)

# What fails a phase of a build: the status code and the message of its context.
COMMAND_FAILED = Text(
    words="Error while executing command: {command}. Reason: exit status {status}",
    code="COMMAND_EXECUTION_ERROR",
    seen="quoted",
    source="https://github.com/aws-samples/aws-codepipeline-codebuild-with-postman/issues/8",
)
NO_BUILDSPEC = Text(
    words="stat {file}: no such file or directory",
    code="YAML_FILE_ERROR",
    seen="quoted",
    source="https://github.com/aws-samples/mlops-e2e/issues/68",
)
BUILDSPEC_PHASE = Text(
    words="Invalid buildspec phase name: {phase}. Expecting: build,install,post_build,pre_build",
    code="YAML_FILE_ERROR",
    seen="quoted",
    source="a build whose buildspec has a misspelt phase; github.com has logs of it, of 2019 and 2020",
)
BUILDSPEC_COMMAND = Text(
    words="Expected Commands[{number}] to be of string type: found subkeys instead at line {line}, value of the key tag"
    " on line {before} might be empty",
    code="YAML_FILE_ERROR",
    seen="quoted",
    source="https://www.bioerrorlog.work/entry/codebuild-colon-error",
)
BUILDSPEC_VERSION = Text(
    words="Unsupported buildspec version: {version}. Expecting: 0.1,0.2",
    code="YAML_FILE_ERROR",
    seen="unseen",
    source="a build whose buildspec has another version",
)
NO_PRIMARY_ARTIFACTS = Text(
    words="no definition for primary artifacts in buildspec",
    code="CLIENT_ERROR",
    seen="quoted",
    source="https://github.com/aws/aws-codebuild-docker-images/issues/128",
)
NO_SECONDARY_ARTIFACTS = Text(
    words="no definition for secondary artifact {artifact} in buildspec",
    code="CLIENT_ERROR",
    seen="unseen",
    source="a build whose action has more output artifacts than the buildspec has secondary-artifacts",
)
NO_ARTIFACT_FILES = Text(
    words="no matching artifact paths found",
    code="CLIENT_ERROR",
    seen="quoted",
    source="https://github.com/aws-samples/amazon-ecs-fargate-cdk-cicd/issues/13",
)
NO_BASE_DIRECTORY = Text(
    words="no matching base directory path found for {folder}",
    code="CLIENT_ERROR",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/28519",
)
SOURCE_NOT_READ = Text(
    words="error while downloading key {key}, error: {cause}",
    code="CLIENT_ERROR",
    seen="unseen",
    source="a build whose source is no object of S3, or no zip file",
)
ARTIFACT_NOT_STORED = Text(
    words="error while uploading key {key}, error: {cause}",
    code="CLIENT_ERROR",
    seen="unseen",
    source="a build whose bucket of artifacts is gone or closed to it",
)
VARIABLE_NOT_FOUND = Text(
    words="The variable {name} could not be read: {cause}",
    code="CLIENT_ERROR",
    seen="unseen",
    source="a build with a variable from a parameter or a secret that is not there",
)
TIMED_OUT = Text(
    words="Build has timed out.",
    code="BUILD_TIMED_OUT",
    seen="quoted",
    source="a build that took longer than its project allows",
)

# The calls.
UNKNOWN_BUILD = Text(
    words="Build {build} does not exist",
    code="ResourceNotFoundException",
    seen="unseen",
    source="StopBuild",
)
BUILD_ID = Text(
    words="Invalid build ID provided",
    code="InvalidInputException",
    seen="unseen",
    source="BatchGetBuilds, StopBuild",
)
ONLY_IN_A_PIPELINE = Text(
    words="Invalid input: a project with the source CODEPIPELINE is built by its pipeline only",
    code="InvalidInputException",
    seen="unseen",
    source="StartBuild",
)
NOT_A_SOURCE = Text(
    words="the local AWS builds what a pipeline brings, S3 objects and projects without source, not sources of {kind}",
    code="CLIENT_ERROR",
    seen="unseen",
    source="a build on the local AWS",
)

# In the log of a build.
NO_DAEMON = Text(
    words="Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    seen="quoted",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html: without privileged mode",
)
