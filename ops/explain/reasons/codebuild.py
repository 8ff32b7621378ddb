"""What CodeBuild's texts come from."""

from model.texts import codebuild as say
from ops.explain.reasons.reason import Reason, Reasons

REASONS: Reasons = {
    say.PROJECT_EXISTS: Reason(
        cause="The account has the project {project} already.",
        fix="Choose another name, or import the project that is there.",
    ),
    say.NO_PROJECT: Reason(
        cause="There is no project {project}: its name is misspelt, it is in another region, or it was deleted.",
        fix="Set ProjectName of the pipeline's action to the name of a project in the pipeline's region.",
    ),
    say.BAD_PROJECT_NAME: Reason(
        cause="The name of the project has characters that CodeBuild does not take, or is too long.",
        fix="Take 2 to 150 letters, digits, - and _, the first of them a letter or a digit.",
    ),
    say.BOTH_CODEPIPELINE: Reason(
        cause="Of source and artifacts of the project only one has the type CODEPIPELINE.",
        fix="Give both the type CODEPIPELINE where a pipeline runs the project, and neither where none does.",
    ),
    say.NO_LOCATION: Reason(
        cause="The source of the project, or where its artifacts go, has a type that needs a location.",
        fix="Set the location, or the type CODEPIPELINE or NO_SOURCE for a source and NO_ARTIFACTS for artifacts.",
    ),
    say.NO_ARTIFACTS_WITH: Reason(
        cause="A project with the artifact type NO_ARTIFACTS says where artifacts go: {member}.",
        fix="Take it out, or set the type to S3.",
    ),
    say.BAD_TYPE: Reason(
        cause="The type of the project's source, artifacts or environment is not one of CodeBuild's: {what}.",
        fix="Take one that CreateProject lists, such as LINUX_CONTAINER for an environment.",
    ),
    say.BAD_COMPUTE_TYPE: Reason(
        cause="There is no compute type {type}.",
        fix="Take one that CreateProject lists, such as BUILD_GENERAL1_SMALL.",
    ),
    say.OTHER_ACCOUNTS_ROLE: Reason(
        cause="The service role is no role of this account.",
        fix="Set serviceRole to the ARN of a role of the account that the project is in.",
    ),
    say.ROLE_NOT_ASSUMED: Reason(
        cause="The service role is not there, or its trust does not let codebuild.amazonaws.com assume it. A new role"
        " is known after some seconds only.",
        fix="Allow sts:AssumeRole to the service codebuild.amazonaws.com in the role's trust policy.",
        rule="trust-is-right",
    ),
    say.BAD_MINUTES: Reason(
        cause="The project has {minutes} minutes of {what}, which is out of CodeBuild's limits.",
        fix="Take a number from {least} to {most}.",
    ),
    say.NO_DAEMON: Reason(
        cause="The build runs docker, and CodeBuild starts a Docker daemon only in privileged mode.",
        fix="Set privilegedMode of the project's environment to true.",
        rule="build-has-docker",
    ),
}
