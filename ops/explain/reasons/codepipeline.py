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
    say.NO_EXECUTION: Reason(
        cause="The pipeline {name} has no execution {execution}: the id is wrong, or the pipeline was made anew.",
        fix="Look for it with `aws codepipeline list-pipeline-executions --pipeline-name {name}`.",
    ),
    say.NO_STAGE: Reason(
        cause="The pipeline {name} has no stage {stage}.",
        fix="Take a name that `aws codepipeline get-pipeline-state --name {name}` shows; upper and lower case count.",
    ),
    say.NO_ACTION: Reason(
        cause="The stage {stage} has no action {action}.",
        fix="Take a name that GetPipelineState shows; upper and lower case count.",
    ),
    say.NOT_RETRYABLE: Reason(
        cause="The stage did not fail in this execution, or runs again already.",
        fix="Look at the stage's state; start the pipeline anew where nothing of it has failed.",
    ),
    say.NOT_LATEST: Reason(
        cause="A later execution has entered the stage since, and only the latest can be repeated.",
        fix="Retry the latest execution, or start the pipeline anew with the revision that you want.",
    ),
    say.NOT_STOPPABLE: Reason(
        cause="The execution has ended already.",
        fix="There is nothing to stop; what its last action began, such as a deployment, is stopped where it runs.",
    ),
    say.STOPPED_ALREADY: Reason(
        cause="The execution is being stopped, and waits for its running actions.",
        fix="Wait for them, or stop again with `abandon`, which leaves what they began running.",
    ),
    say.BAD_TOKEN: Reason(
        cause="The token is not that of the question: an approval of another execution, or one that is over.",
        fix="Take the token that GetPipelineState shows of the action now.",
    ),
    say.APPROVED_ALREADY: Reason(
        cause="Somebody has answered before.",
        fix="Look at the action's summary; the next execution asks again.",
    ),
    say.VARIABLE_NOT_RESOLVED: Reason(
        cause="The configuration of the action {action} names a variable that no earlier action of the execution gave:"
        " its namespace or its name is misspelt, or a build did not export it.",
        fix="Compare `#{NAMESPACE.NAME}` with the namespace of the action and, for a build, with exported-variables"
        " of its buildspec.",
    ),
    say.IMAGE_NOT_READ: Reason(
        cause="The artifact {artifact} has no file imageDetail.json, or one without ImageURI.",
        fix='Let the build write {"ImageURI": "REPOSITORY:TAG"} to imageDetail.json, and name the file among its'
        " artifacts. imagedefinitions.json is for the action ECS.",
        rule=FILES,
    ),
    say.DEFINITION_NOT_A_NUMBER: Reason(
        cause="The task definition has a number in quotation marks where ECS wants a number, such as a port.",
        fix="Take the quotation marks away: cpu and memory of a task are texts, all of a container's are numbers.",
    ),
    say.DEFINITION_INVALID: Reason(
        cause="The file {file} is no input of RegisterTaskDefinition: {cause}.",
        fix="Write it as `aws ecs register-task-definition --generate-cli-skeleton` shows; members that only"
        " DescribeTaskDefinition gives, such as revision and status, have to go.",
    ),
    say.DEPLOYMENT_FAILED: Reason(
        cause="CodeDeploy's deployment {deployment}, which the pipeline began, failed or was stopped: {cause}.",
        fix="Look at the deployment; retry the stage of the pipeline once its cause is gone.",
    ),
    say.BUILD_FAILED: Reason(
        cause="A build of the pipeline ended with {state} in its phase {phase}: {message}.",
        fix="Read the last lines of the build's log; retry the stage once its cause is gone.",
    ),
    say.BUILD_ENDED: Reason(
        cause="A build of the pipeline ended with {state}, and not by a phase of its own.",
        fix="Look at the build's log for who stopped it, and retry the stage.",
    ),
    say.IMAGES_NOT_PARSED: Reason(
        cause="The file {file} is not a list of names and images.",
        fix='Write [{"name": "CONTAINER", "imageUri": "REPOSITORY:TAG"}]; imageDetail.json is for CodeDeployToECS.',
    ),
    say.IMAGES_TOO_LARGE: Reason(
        cause="The file {file} has more than {most} KB.",
        fix="Name only the containers whose image changes.",
    ),
    say.IMAGES_CONTAINER: Reason(
        cause="The file {file} names the container {container}, which the live task definition {definition} lacks.",
        fix="Take the container's name from the task definition; upper and lower case count.",
    ),
    say.ECS_TIMED_OUT: Reason(
        cause="After {minutes} minutes the service {service} was not steady with the new revision: its tasks don't"
        " start or are unhealthy, or the circuit breaker has gone back to the revision before.",
        fix="Look at the service's events; retry the stage once their cause is gone.",
    ),
    say.NO_BRANCH: Reason(
        cause="The repository {repository} has no branch {branch}, or the connection does not reach the repository.",
        fix="Compare FullRepositoryId (OWNER/NAME) and BranchName, and let the connection's app see the repository.",
    ),
    say.NO_REPOSITORY: Reason(
        cause="The local AWS was started in {folder}, which is in no git repository.",
        fix="Start it in the folder of your project, commit what a pipeline is to build, and run the pipeline again.",
    ),
    say.NO_OBJECT: Reason(
        cause="The object {key} is not in the bucket {bucket}.",
        fix="Upload the source as a zip file under this key, and run the pipeline again.",
    ),
    say.NOT_VERSIONED: Reason(
        cause="The bucket {bucket} keeps no versions, by which a pipeline knows its source.",
        fix="Enable versioning of the bucket, and upload the source again.",
    ),
    say.NO_IMAGE: Reason(
        cause="The repository {repository} has no image {tag} now.",
        fix="Push it, or name a tag that is there.",
    ),
    say.APPROVAL_EXPIRED: Reason(
        cause="Nobody answered the approval within seven days.",
        fix="Retry the stage, which asks again.",
    ),
    say.NO_ARTIFACT: Reason(
        cause="No earlier action of this execution has made the artifact {artifact}.",
        fix="Name an output artifact of an action in an earlier stage, or of a lower run order.",
    ),
    say.UNKNOWN_PROVIDER: Reason(
        cause="The local AWS has no actions of the provider {provider}.",
        fix="Try the pipeline without it, or on AWS.",
    ),
}
