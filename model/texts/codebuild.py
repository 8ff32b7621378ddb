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

# In the log of a build.
NO_DAEMON = Text(
    words="Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    seen="quoted",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html: without privileged mode",
)
