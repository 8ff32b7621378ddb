"""What ECR's texts come from."""

from model.texts import ecr as say
from ops.explain.reasons.reason import Reason, Reasons

IMMUTABLE = Reason(
    cause="The repository {repository} has an image with the tag {tag}, and its tags never move. Mostly a build pushes"
    " one tag twice, such as latest, or the same commit once more.",
    fix="Give each build a tag of its own, and look it up before you build. For a tag that must move, set"
    " imageTagMutability to IMMUTABLE_WITH_EXCLUSION and name the tag in imageTagMutabilityExclusionFilters.",
    rule="build-pushes-new-tags",
)

REASONS: Reasons = {
    say.TAG_IMMUTABLE: IMMUTABLE,
    say.REPOSITORY_IMMUTABLE: IMMUTABLE,
    say.IMAGE_EXISTS: Reason(
        cause="The image is in the repository {repository} already, with the tag {tag}: the same bits were pushed"
        " before.",
        fix="Nothing is to be done: take this as a success.",
    ),
    say.NO_MEDIA_TYPE: Reason(
        cause="PutImage got a manifest that doesn't say what it is.",
        fix="Give imageManifestMediaType, or a manifest with mediaType.",
    ),
    say.BAD_MANIFEST: Reason(
        cause="PutImage got a manifest that is no JSON.",
        fix="Send the manifest as BatchGetImage answers it.",
    ),
}
