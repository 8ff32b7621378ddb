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
