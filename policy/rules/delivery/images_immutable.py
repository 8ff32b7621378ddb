"""With a tag that can move, a rollback may start another image than the one it names."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import REPOSITORY, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

MUTABLE = "MUTABLE"


@resource_rule(
    REPOSITORY,
    remedy="Set imageTagMutability to IMMUTABLE, or to IMMUTABLE_WITH_EXCLUSION for tags that must move.",
    source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    severity="medium",
    symptoms=(Symptom.NO_WAY_BACK,),
    cost="a second push of a tag changes what the old task definition starts: a task replaced overnight, or a rollback,"
    " runs an image that was never released.",
)
def images_immutable(repository: Resource, options: Options) -> Findings:
    """Image tags do not move once they are pushed.

    A task definition names its image by tag, and each new task pulls what the tag is at that moment. When tags
    move, blue and green differ from what was tested, and there is nothing to roll back to. AWS's default is
    MUTABLE.

    Looks at the repositories of the program, whoever pulls from them. Lets both modes with exclusions through:
    they say which tags are kept and which move, such as `latest` or a build cache. A repository that only holds
    a cache needs an exemption, or such a mode.
    """
    mutability = repository.get("imageTagMutability", default=MUTABLE)
    if mutability is UNKNOWN:
        yield Undecided(resource=repository, path="imageTagMutability", reason="its value is not known yet")
    elif mutability == MUTABLE:
        yield Violation(
            resource=repository,
            path="imageTagMutability",
            wrong="MUTABLE: whoever pushes a tag again replaces the image behind it",
            fix="set it to IMMUTABLE (no replacement of the repository), and give each build its own tag.",
        )
