"""What CodePipeline's texts come from."""

from model.texts import codepipeline as say
from ops.explain.reasons.reason import Reason, Reasons

RULE = "pipeline-deploys-blue-green"

V2 = Reason(
    cause="The pipeline is of type V1, which has no variables and no conditions.",
    fix='Set pipelineType="V2".',
    rule=RULE,
)

REASONS: Reasons = {
    say.NOT_CONFIGURED: Reason(
        cause="The pipeline's action CodeDeployToECS lacks {key}.",
        fix="Set {key} in the action's configuration. For an image it goes with ImageNArtifactName, and the container"
        " name is the placeholder in the task definition.",
        rule=RULE,
    ),
    say.ARTIFACT_NOT_READ: Reason(
        cause="CodePipeline cannot read the {what} file from the artifact {artifact}: the file is not in it or has"
        " another name, or the artifact's ZIP is larger than 3 MB.",
        fix="Put taskdef.json and appspec.yaml into a small artifact of their own. The image's file is"
        " imageDetail.json, in the singular; imagedefinitions.json is for rolling deployments.",
        rule=RULE,
    ),
    say.VARIABLES_NEED_V2: V2,
    say.CONDITIONS_NEED_V2: V2,
}
