"""With a tag that can move, a rollback may start another image than the one it names."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.reach import repositories

MUTABLE = "MUTABLE"


@stack_rule(
    remedy="Set imageTagMutability to IMMUTABLE, or to IMMUTABLE_WITH_EXCLUSION for tags that must move.",
    source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    severity="medium",
    symptoms=(Symptom.NO_WAY_BACK,),
    cost="a second push of a tag changes what the old task definition starts: a task replaced overnight, or a rollback,"
    " runs an image that was never released.",
)
def images_immutable(stack: Stack, options: Options) -> Findings:
    """Image tags do not move once they are pushed.

    A task definition names its image by tag, and each new task pulls what the tag is at that moment. When tags
    move, blue and green differ from what was tested, and there is nothing to roll back to. AWS's default is
    MUTABLE.

    Looks at the repositories of the program that an image of a task comes from, or that a pipeline for ECS takes
    its image from; others, such as a build's cache, are nobody's release. Lets both modes with exclusions through:
    they say which tags are kept and which move.
    """
    for repository in repositories(stack):
        mutability = repository.declared("imageTagMutability", default=MUTABLE)
        if mutability is UNKNOWN:
            yield Undecided(resource=repository, path="imageTagMutability", reason="its value is not known yet")
        elif mutability == MUTABLE:
            yield Violation(
                resource=repository,
                path="imageTagMutability",
                wrong="MUTABLE: whoever pushes a tag again replaces the image behind it",
                fix="set it to IMMUTABLE (no replacement of the repository), and give each build its own tag.",
            )
