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
    say.COMMAND_FAILED: Reason(
        cause="The command `{command}` of the buildspec ended with {status}, and not with 0.",
        fix="Read what it said, in the lines before this one in the build's log.",
    ),
    say.NO_BUILDSPEC: Reason(
        cause="The source has no file {file}.",
        fix="Add buildspec.yml at the top of the source, or set buildspec of the project to its path or its text.",
    ),
    say.BUILDSPEC_PHASE: Reason(
        cause="The buildspec has a phase {phase}, and there is none of this name.",
        fix="Take install, pre_build, build or post_build; the names have no hyphens.",
    ),
    say.BUILDSPEC_COMMAND: Reason(
        cause="YAML reads a command of the buildspec as a mapping, because of a colon and a space in it.",
        fix="Write the command in single quotation marks, or as a block after `- |`.",
    ),
    say.BUILDSPEC_VERSION: Reason(
        cause="The buildspec has the version {version}.",
        fix="Set `version: 0.2`.",
    ),
    say.NO_PRIMARY_ARTIFACTS: Reason(
        cause="The build must make an artifact, and its buildspec names no files for it.",
        fix="Add `artifacts` with `files` to the buildspec.",
    ),
    say.NO_SECONDARY_ARTIFACTS: Reason(
        cause="The action has several output artifacts, and the buildspec names no files for {artifact}.",
        fix="Add {artifact} to `secondary-artifacts` of the buildspec; the names must be the same.",
    ),
    say.NO_ARTIFACT_FILES: Reason(
        cause="None of the files that the buildspec names as artifacts is there at the end of the build.",
        fix="Name them from the source's top folder, or set base-directory; a command before may have failed.",
    ),
    say.NO_BASE_DIRECTORY: Reason(
        cause="The folder {folder}, from which the buildspec takes its artifacts, is not there.",
        fix="Set base-directory to a folder that the build makes, from the source's top folder.",
    ),
    say.SOURCE_NOT_READ: Reason(
        cause="The source {key} of the build cannot be read: {cause}.",
        fix="Upload it as a zip file, and let the build's role read it.",
    ),
    say.ARTIFACT_NOT_STORED: Reason(
        cause="The artifact {key} of the build cannot be put in its bucket: {cause}.",
        fix="Bring the bucket back, and let the build's role write there.",
    ),
    say.VARIABLE_NOT_FOUND: Reason(
        cause="The variable {name} of the build comes from a parameter or a secret that cannot be read: {cause}.",
        fix="Make it, and let the build's role read it.",
    ),
    say.TIMED_OUT: Reason(
        cause="The build ran longer than its project allows.",
        fix="Raise timeoutInMinutes of the project, unless a command hangs: see the last line of the log.",
    ),
    say.UNKNOWN_BUILD: Reason(
        cause="There is no build {build}.",
        fix="Take an id that `aws codebuild list-builds` shows, such as PROJECT:UUID.",
    ),
    say.BUILD_ID: Reason(
        cause="The id of a build is PROJECT:UUID, and this is none.",
        fix="Take an id that `aws codebuild list-builds` shows.",
    ),
    say.ONLY_IN_A_PIPELINE: Reason(
        cause="The project takes its source from a pipeline, and was started without one.",
        fix="Start the pipeline, or give StartBuild another source with sourceTypeOverride.",
    ),
    say.NOT_A_SOURCE: Reason(
        cause="The local AWS has no way to a source of the type {kind}.",
        fix="Let a pipeline bring the source, or upload it to S3.",
    ),
    say.NO_DAEMON: Reason(
        cause="The build runs docker, and CodeBuild starts a Docker daemon only in privileged mode.",
        fix="Set privilegedMode of the project's environment to true.",
        rule="build-has-docker",
    ),
}
