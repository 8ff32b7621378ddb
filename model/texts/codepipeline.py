"""What CodePipeline says of a pipeline, and of its action for blue/green on ECS."""

from model.texts.text import Text

RULES = "github.com/badmintoncryer/cdk-preflight: rules/codepipeline/"
"""Rules that quote what AWS answered when they were tried on it."""

NOT_CONFIGURED = Text(
    words="Action configuration is missing '{key}' configuration.",
    seen="quoted",
    source="the action CodeDeployToECS, as it runs",
)
ARTIFACT_NOT_READ = Text(
    words="Exception while trying to read the {what} artifact file from: {artifact}",
    seen="documented",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html",
)
VARIABLES_NEED_V2 = Text(
    words="Pipeline variable can only be used with V2 pipelines",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
CONDITIONS_NEED_V2 = Text(
    words="Stage level conditions can only be used with V2 pipelines",
    code="InvalidStageDeclarationException",
    seen="quoted",
    source=RULES,
)

# CreatePipeline and UpdatePipeline.
MOTO = "github.com/getmoto/moto: moto/codepipeline/models.py"
"""Written after what AWS answered."""

PIPELINE_EXISTS = Text(
    words="A pipeline with the name '{pipeline}' already exists in account '{account}'",
    code="PipelineNameInUseException",
    seen="quoted",
    source=MOTO,
)
NO_PIPELINE = Text(
    words="Account '{account}' does not have a pipeline with name '{pipeline}'",
    code="PipelineNotFoundException",
    seen="quoted",
    source=MOTO,
)
ROLE_NOT_ASSUMED = Text(
    words="CodePipeline is not authorized to perform AssumeRole on role {role}",
    code="InvalidStructureException",
    seen="quoted",
    source=MOTO,
)
TOO_FEW_STAGES = Text(
    words="Pipeline has only {count} stage(s). There should be a minimum of 2 stages in a pipeline",
    code="InvalidStructureException",
    seen="quoted",
    source=MOTO,
)
BAD_NAME = Text(
    words="1 validation error detected: Value at '{place}' failed to satisfy constraint: Member must satisfy regular"
    " expression pattern: {pattern}",
    code="ValidationException",
    seen="quoted",
    source=RULES,
)
LONG_NAME = Text(
    words="1 validation error detected: Value at '{place}' failed to satisfy constraint: Member must have length less"
    " than or equal to {most}",
    code="ValidationException",
    seen="quoted",
    source=RULES,
)
FIRST_STAGE = Text(
    words="Pipeline should start with a stage that only contains source actions",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
SOURCE_IN_LATER_STAGE = Text(
    words="Source actions can only be included in the first stage of the pipeline",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
ONLY_SOURCES = Text(
    words="Pipeline should contain at least 1 action whose category is not Source",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
STAGE_TWICE = Text(
    words="Stage name '{stage}' is used more than once",
    code="InvalidStageDeclarationException",
    seen="quoted",
    source=RULES,
)
ACTION_TWICE = Text(
    words="Action name '{action}' is used more than once in stage '{stage}'",
    code="InvalidStageDeclarationException",
    seen="unseen",
    source="CreatePipeline",
)
OUTPUT_TWICE = Text(
    words="Output Artifact Bundle name must be unique within the pipeline. {artifact} has been used more than once.",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source="https://github.com/aws-cloudformation/cfn-lint/issues/1688",
)
NAMESPACE_TWICE = Text(
    words="Namespaces must be unique across the pipeline definition. The following occur more than once in the"
    " pipeline. StageName=[{stage}], ActionName=[{action}], Namespace=[{namespace}]",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/6111",
)
NO_SUCH_ARTIFACT = Text(
    words="Input Artifact Bundle {artifact} in action {action} is not declared as Output Artifact Bundle in any of the"
    " preceding actions",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source="a picture of CodePipeline's console in a course on blue/green deployments with ECS",
)
TOO_FEW_ARTIFACTS = Text(
    words="Action {action} declares {count} {kind} artifacts which is less than the minimum count ({least})",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source="https://github.com/awsdocs/aws-cloudformation-user-guide/pull/941",
)
TOO_MANY_ARTIFACTS = Text(
    words="Action {action} declares {count} {kind} artifacts which is more than the maximum count ({most})",
    code="InvalidActionDeclarationException",
    seen="unseen",
    source="CreatePipeline",
)
NO_SUCH_ACTION_TYPE = Text(
    words="ActionType (Category: '{category}', Provider: '{provider}', Owner: '{owner}', Version: '{version}') in"
    " action '{action}' is not available in region '{region}'",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source=RULES,
)
MISSING_CONFIGURATION = Text(
    words="Action configuration for action '{action}' is missing required configuration '{key}'",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source=RULES,
)
UNKNOWN_CONFIGURATION = Text(
    words="Action configuration for action '{action}' contains unknown configuration '{key}'",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/20742",
)
TRIGGERS_NEED_V2 = Text(
    words="Triggers on tag can only be used with V2 pipelines",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
MODE_NEEDS_V2 = Text(
    words="QUEUED or PARALLEL mode can only be used with V2 pipelines",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
ACTION_NEEDS_V2 = Text(
    words="{provider} Action can only be used with V2 pipelines.",
    code="InvalidActionDeclarationException",
    seen="quoted",
    source=RULES,
)
TRIGGER_WITHOUT_CONNECTION = Text(
    words="Triggers for connections must reference a CodeStarSourceConnection action. Note that when you specify a"
    " trigger, you can't specify more than one trigger per source action.",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)
VARIABLE_TWICE = Text(
    words="Variable names must be unique. The following variable name is already in use: {variable}",
    code="InvalidStructureException",
    seen="quoted",
    source=RULES,
)

# The calls about executions.
REFERENCE = "https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_"
NO_EXECUTION = Text(
    words="Account '{account}' does not have an execution with id '{execution}' for pipeline '{name}'",
    code="PipelineExecutionNotFoundException",
    seen="unseen",
    source="GetPipelineExecution",
)
NO_STAGE = Text(
    words="Stage '{stage}' does not exist in pipeline '{name}'",
    code="StageNotFoundException",
    seen="unseen",
    source=f"{REFERENCE}RetryStageExecution.html",
)
NO_ACTION = Text(
    words="Action '{action}' does not exist in stage '{stage}'",
    code="ActionNotFoundException",
    seen="unseen",
    source=f"{REFERENCE}PutApprovalResult.html",
)
NOT_RETRYABLE = Text(
    words="Unable to retry. The pipeline structure or stage state might have changed while actions awaited"
    " retry, or the stage contains no failed actions.",
    code="StageNotRetryableException",
    seen="documented",
    source=f"{REFERENCE}RetryStageExecution.html",
)
NOT_LATEST = Text(
    words="The stage has failed in a later run of the pipeline and the pipelineExecutionId associated with the"
    " request is out of date.",
    code="NotLatestPipelineExecutionException",
    seen="documented",
    source=f"{REFERENCE}RetryStageExecution.html",
)
NOT_STOPPABLE = Text(
    words="Unable to stop the pipeline execution. The execution might already be in a Stopped state, or it"
    " might no longer be in progress.",
    code="PipelineExecutionNotStoppableException",
    seen="documented",
    source=f"{REFERENCE}StopPipelineExecution.html",
)
STOPPED_ALREADY = Text(
    words="The pipeline execution is already in a Stopping state. If you already chose to stop and wait, you"
    " cannot make that request again. You can choose to stop and abandon now, but be aware that this"
    " option can lead to failed tasks or out of sequence tasks. If you already chose to stop and abandon,"
    " you cannot make that request again.",
    code="DuplicatedStopRequestException",
    seen="documented",
    source=f"{REFERENCE}StopPipelineExecution.html",
)
BAD_TOKEN = Text(
    words="The approval request already received a response or has expired.",
    code="InvalidApprovalTokenException",
    seen="documented",
    source=f"{REFERENCE}PutApprovalResult.html",
)
APPROVED_ALREADY = Text(
    words="The approval action has already been approved or rejected.",
    code="ApprovalAlreadyCompletedException",
    seen="documented",
    source=f"{REFERENCE}PutApprovalResult.html",
)

# What fails an action: the code and the message of its errorDetails.
VARIABLE_NOT_RESOLVED = Text(
    words="An action in this pipeline failed because one or more variables could not be resolved: Action"
    " name={action}. This can result when a variable is referenced that does not exist. Validate the"
    " configuration for this action.",
    code="ConfigurationError",
    seen="quoted",
    source="an action, as it begins",
)
IMAGE_NOT_READ = Text(
    words="Exception while trying to read the image artifact file from the artifact: {artifact}.",
    code="ConfigurationError",
    seen="quoted",
    source="https://stackoverflow.com/questions/62022787: imageDetail.json is not there, or is no JSON with ImageURI",
)
DEFINITION_NOT_A_NUMBER = Text(
    words="STRING_VALUE can not be converted to an Integer",
    code="ConfigurationError",
    seen="quoted",
    source="the action CodeDeployToECS with a taskdef.json that has a number in quotation marks",
)
DEFINITION_INVALID = Text(
    words="The task definition file {file} is invalid: {cause}",
    code="ConfigurationError",
    seen="unseen",
    source="the action CodeDeployToECS, as it runs",
)
DEPLOYMENT_FAILED = Text(
    words="Deployment {deployment} failed: {cause}",
    code="JobFailed",
    seen="unseen",
    source="the action CodeDeployToECS; the cause is CodeDeploy's",
)
BUILD_FAILED = Text(
    words="Build terminated with state: {state}. Phase: {phase}, Code: {code}, Message: {message}",
    code="JobFailed",
    seen="quoted",
    source="the action CodeBuild",
)
BUILD_ENDED = Text(
    words="Build terminated with state: {state}",
    code="JobFailed",
    seen="quoted",
    source="the action CodeBuild, of a build that was stopped",
)
IMAGES_NOT_FOUND = Text(
    words="Did not find the image definition file {file} in the input artifacts ZIP file. Verify the file is"
    " stored in your pipeline's Amazon S3 artifact bucket: {bucket} key: {key}",
    code="ConfigurationError",
    seen="quoted",
    source="the action ECS",
)
ROLE_LACKS_PERMISSIONS = Text(
    words="The provided role does not have sufficient permissions to access {service}",
    code="PermissionError",
    seen="quoted",
    source="https://stackoverflow.com/questions/56781776",
)
IMAGES_NOT_PARSED = Text(
    words="The image definition file {file} contents invalid JSON format",
    code="ConfigurationError",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/8894",
)
IMAGES_TOO_LARGE = Text(
    words="The image definition file {file} is larger than the maximum of {most} KB",
    code="ConfigurationError",
    seen="unseen",
    source="the action ECS; the limit is documented",
)
IMAGES_CONTAINER = Text(
    words="The task definition {definition} has no container {container}, which the image definition file {file} names",
    code="ConfigurationError",
    seen="unseen",
    source="the action ECS",
)
ECS_TIMED_OUT = Text(
    words="The deployment timed out after {minutes} minutes: the service {service} did not reach a steady state",
    code="JobFailed",
    seen="unseen",
    source="the action ECS; that a deployment which the circuit breaker ended is waited for until then:"
    " https://github.com/aws/containers-roadmap/issues/1399",
)
NO_BRANCH = Text(
    words="[GitHub] No Branch [{branch}] found for FullRepositoryName [{repository}]",
    code="ConfigurationError",
    seen="quoted",
    source="the action CodeStarSourceConnection",
)
NO_REPOSITORY = Text(
    words="the local AWS takes the source of a connection from the git repository of the folder in which it was"
    " started, and {folder} is in none",
    code="ConfigurationError",
    seen="unseen",
    source="the action CodeStarSourceConnection on the local AWS",
)
NO_OBJECT = Text(
    words="The action failed because no object {key} was found in the bucket {bucket}: {cause}",
    code="ConfigurationError",
    seen="unseen",
    source="the action S3",
)
NOT_VERSIONED = Text(
    words="The source bucket {bucket} must have versioning enabled",
    code="ConfigurationError",
    seen="unseen",
    source="the action S3; that it must is documented",
)
NO_IMAGE = Text(
    words="The action failed because the repository {repository} has no image {tag}: {cause}",
    code="ConfigurationError",
    seen="unseen",
    source="the action ECR",
)
APPROVAL_EXPIRED = Text(
    words="Approval action timed out",
    code="JobFailed",
    seen="unseen",
    source="the action Manual, which waits for seven days",
)
NO_ARTIFACT = Text(
    words="The action needs the input artifact {artifact}, and no earlier action of this execution has made it",
    code="ConfigurationError",
    seen="unseen",
    source="an action, as it begins",
)
UNKNOWN_PROVIDER = Text(
    words="the local AWS runs no action of the provider {provider}; it knows {known}",
    code="ConfigurationError",
    seen="unseen",
    source="an action on the local AWS",
)
