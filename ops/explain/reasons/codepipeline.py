"""What CodePipeline's texts come from."""

from model.texts import codepipeline as say
from ops.explain.reasons.reason import Reason, Reasons

TYPE = "pipeline-type-fits"
STAGES = "pipeline-stages-valid"
ARTIFACTS = "pipeline-artifacts-flow"
FILES = "pipeline-files-written"

V2 = Reason(
    cause="The pipeline is of type V1, which has no variables, no triggers, no conditions of stages and one mode.",
    fix='Set pipelineType="V2"; where it is left out, AWS takes V1.',
    rule=TYPE,
)
NAME = Reason(
    cause="{place} is a name that CodePipeline does not take. Members are counted from 1.",
    fix="Take at most 100 letters, digits, - and _; in names of pipelines, stages and actions also . and @.",
)
SOURCES = Reason(
    cause="A pipeline begins with one stage of source actions, and has them nowhere else.",
    fix="Put all actions of category Source into the first stage, and every other action into a later one.",
    rule=STAGES,
)

REASONS: Reasons = {
    say.NOT_CONFIGURED: Reason(
        cause="The pipeline's action CodeDeployToECS lacks {key}.",
        fix="Set {key} in the action's configuration. For an image it goes with ImageNArtifactName, and the container"
        " name is the placeholder in the task definition.",
        rule="pipeline-deploys-blue-green",
    ),
    say.ARTIFACT_NOT_READ: Reason(
        cause="CodePipeline cannot read the {what} file from the artifact {artifact}: the file is not in it or has"
        " another name, or the artifact's ZIP is larger than 3 MB.",
        fix="Put taskdef.json and appspec.yaml into a small artifact of their own. The image's file is"
        " imageDetail.json, in the singular; imagedefinitions.json is for rolling deployments.",
        rule=FILES,
    ),
    say.VARIABLES_NEED_V2: V2,
    say.CONDITIONS_NEED_V2: V2,
    say.TRIGGERS_NEED_V2: V2,
    say.MODE_NEEDS_V2: V2,
    say.ACTION_NEEDS_V2: Reason(
        cause="The pipeline is of type V1, which has no actions of {provider}.",
        fix='Set pipelineType="V2".',
        rule=TYPE,
    ),
    say.ONLY_SOURCES: Reason(
        cause="The pipeline fetches sources and does nothing with them.",
        fix="Add a stage that builds or deploys.",
        rule=STAGES,
    ),
    say.IMAGES_NOT_FOUND: Reason(
        cause="The artifact that the action ECS gets has no file {file}.",
        fix="Write it in the build, as a list of name and imageUri, and list it under artifacts of the build"
        " specification. imageDetail.json is for CodeDeployToECS.",
        rule=FILES,
    ),
    say.ROLE_LACKS_PERMISSIONS: Reason(
        cause="The role of the pipeline, or of the action, may not do all that the action does with {service}."
        " CodeDeployToECS registers a task definition and passes its roles, too.",
        fix="Allow ecs:RegisterTaskDefinition, iam:PassRole on the roles of the tasks, and the calls of CodeDeploy.",
        rule="pipeline-role-suffices",
    ),
    # CreatePipeline and UpdatePipeline
    say.PIPELINE_EXISTS: Reason(
        cause="The account has a pipeline {pipeline} in this region already.",
        fix="Choose another name, or import the pipeline that is there.",
    ),
    say.NO_PIPELINE: Reason(
        cause="There is no pipeline {pipeline} in this account and region.",
        fix="Check name, region and credentials; the stack's output `pipeline` is its name.",
    ),
    say.ROLE_NOT_ASSUMED: Reason(
        cause="The role {role} is not there, or its trust does not let codepipeline.amazonaws.com assume it. A new role"
        " is known after some seconds only.",
        fix="Allow sts:AssumeRole to the service codepipeline.amazonaws.com in the role's trust policy.",
        rule="trust-is-right",
    ),
    say.TOO_FEW_STAGES: Reason(
        cause="A pipeline has at least two stages; this one has {count}.",
        fix="Add the stage that does something with the source.",
        rule=STAGES,
    ),
    say.BAD_NAME: NAME,
    say.LONG_NAME: NAME,
    say.FIRST_STAGE: SOURCES,
    say.SOURCE_IN_LATER_STAGE: SOURCES,
    say.STAGE_TWICE: Reason(
        cause="Two stages are called {stage}.",
        fix="Give each stage of the pipeline a name of its own.",
        rule=STAGES,
    ),
    say.ACTION_TWICE: Reason(
        cause="Two actions of the stage {stage} are called {action}.",
        fix="Give each action of a stage a name of its own.",
    ),
    say.OUTPUT_TWICE: Reason(
        cause="Two actions make an artifact {artifact}.",
        fix="Give each output artifact of the pipeline a name of its own.",
        rule=ARTIFACTS,
    ),
    say.NAMESPACE_TWICE: Reason(
        cause="The namespace {namespace} of the action {action} is another action's already.",
        fix="Give each action that has variables a namespace of its own.",
    ),
    say.NO_SUCH_ARTIFACT: Reason(
        cause="The action {action} takes the artifact {artifact}, and no action that runs before it makes one of that"
        " name. Within a stage actions run by their runOrder.",
        fix="Name an output artifact of an earlier action; names are compared with their capitals.",
        rule=ARTIFACTS,
    ),
    say.TOO_FEW_ARTIFACTS: Reason(
        cause="The action {action} has {count} {kind} artifacts and needs {least}.",
        fix="Give it the artifacts that its provider needs: a source action makes one, a deploy action takes one.",
    ),
    say.TOO_MANY_ARTIFACTS: Reason(
        cause="The action {action} has {count} {kind} artifacts, and its provider takes {most} at most.",
        fix="Take out those that it doesn't need.",
    ),
    say.NO_SUCH_ACTION_TYPE: Reason(
        cause="The action {action} is of a type that there is not: {category} by {provider}, owner {owner}, version"
        " {version}. Some types are not in every region.",
        fix='Set category and provider to a pair that CodePipeline has, owner to "AWS" and version to "1". A deploy'
        " action for blue/green on ECS has the provider CodeDeployToECS, one for rolling updates ECS.",
    ),
    say.MISSING_CONFIGURATION: Reason(
        cause="The configuration of the action {action} lacks {key}.",
        fix="Set {key}; keys are written with a capital.",
    ),
    say.UNKNOWN_CONFIGURATION: Reason(
        cause="The configuration of the action {action} has a key that its provider does not know: {key}.",
        fix="Correct its spelling, or take it out.",
    ),
    say.TRIGGER_WITHOUT_CONNECTION: Reason(
        cause="A trigger names a source action that is not there or has another provider, or two triggers name one.",
        fix="Name a source action of the provider CodeStarSourceConnection, each at most once. Pushes to ECR and"
        " objects in S3 start a pipeline by a rule of EventBridge.",
    ),
    say.VARIABLE_TWICE: Reason(
        cause="Two variables of the pipeline are called {variable}.",
        fix="Give each variable a name of its own.",
    ),
}
