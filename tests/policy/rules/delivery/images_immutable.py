"""images-immutable: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, task
from tests.policy.rules.pipeline.pipeline_deploys_blue_green import PIPELINE
from tests.policy.rules.rule_case import Case, Pass

MOVING = change(BLUE_GREEN, "images", "imageTagMutability", to="MUTABLE")


def pulling(image: str, program: Program = MOVING) -> Program:
    """Its task with another image."""
    return change(
        program, "tasks", "containerDefinitions", to=task({"containerPort": 4000, "hostPort": 0}, image=image)
    )


NOT_PULLED = pulling("nginx:1.27")

STOPS: dict[str, Case] = {
    "tags that move": Case(MOVING, on="images"),
    "not set, which is tags that move": Case(change(BLUE_GREEN, "images", "imageTagMutability", to=None), on="images"),
    "tags that move, in a first preview": Case(
        change(FIRST_PREVIEW, "images", "imageTagMutability", to="MUTABLE"), on="images"
    ),
    "not set, which a first preview does not know": Case(
        change(FIRST_PREVIEW, "images", "imageTagMutability", to=UNKNOWN), on="images"
    ),
    "an image by digest": Case(
        pulling(f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:{'0a' * 32}"), on="images"
    ),
    "an image of an address that only the repository gives": Case(
        unknown(MOVING, "tasks", "containerDefinitions", of="images"), on="images"
    ),
    "an image that the program builds": Case(
        (
            *unknown(MOVING, "tasks", "containerDefinitions", of="build"),
            Declared("docker-build:index:Image", "build", {"tags": [UNKNOWN]}, {"tags": ["images"]}),
        ),
        on="images",
    ),
    "a repository from which a pipeline releases": Case((*NOT_PULLED, *PIPELINE), on="images"),
    "a pipeline whose repository is not known yet": Case(
        (*NOT_PULLED, *unknown(PIPELINE, "pipeline", "stages", of="images")), on="images"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "tags that stay": BLUE_GREEN,
    "tags that stay, in a first preview": FIRST_PREVIEW,
    "all but some stay": change(BLUE_GREEN, "images", "imageTagMutability", to="IMMUTABLE_WITH_EXCLUSION"),
    "a repository that no task uses": NOT_PULLED,
    "a repository without a task": without(MOVING, "tasks", "service", "release"),
    "a repository whose name begins like that of the image": pulling(
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop-cache:1.4.2"
    ),
    "a repository that only a pipeline for servers uses": (
        *NOT_PULLED,
        *change(PIPELINE, "pipeline", "stages", 1, "actions", 0, "provider", to="CodeDeploy"),
    ),
    "all but some move": change(BLUE_GREEN, "images", "imageTagMutability", to="MUTABLE_WITH_EXCLUSION"),
}

UNDECIDED: dict[str, Case] = {
    "unknown": Case(unknown(BLUE_GREEN, "images", "imageTagMutability", of="cluster"), on="images")
}
