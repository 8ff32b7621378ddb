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

# What fails an action.
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
