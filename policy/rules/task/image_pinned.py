"""A rollback starts the old task definition; it must mean the old image too."""

import re
from typing import NamedTuple

from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, containers
from policy.views.reach import released

DOCKER_HUB = "docker.io"
PLACEHOLDER = re.compile(r"<[\w.-]+>")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.IGNORECASE)


class Image(NamedTuple):
    """An image as a task definition names it."""

    repository: str
    """With its registry: `nginx` is `docker.io/library/nginx`."""
    tag: str
    digest: str


@stack_rule(
    remedy="Name the image by a tag that is built once, such as a commit, or by its digest.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html",
    severity="high",
    symptoms=(Symptom.NO_WAY_BACK,),
    cost="the task definition before this one names the same image, so a rollback starts what has just failed.",
    options=(
        Option(
            name="allowedRegistries",
            description="Registries that images may come from, such as docker.io or 123456789012.dkr.ecr.eu-west-1."
            "amazonaws.com, each with or without the start of a repository's path. Empty: any.",
            default=(),
        ),
        Option(name="digest", description="Whether a digest is required; otherwise a tag is enough.", default=False),
    ),
)
def image_pinned(stack: Stack, options: Options) -> Findings:
    """Each image is named by a version, not as the latest one.

    A release moves from one task definition to the next, and a rollback moves back. Where both name `latest`,
    there is nothing to go back to: ECS pulls whatever image has the tag by then. A task that is replaced at night
    may also start another build than its neighbours.

    Looks at the image of every container, sidecars too. Stops the tag `latest`, no tag, which is `latest`, and an
    invalid digest. A digest is enough, whatever the tag beside it. Other tags are accepted: whether the repository
    lets `stable` or `main` move is checked by `images-immutable`. An image with a placeholder such as
    `<IMAGE1_NAME>`, which CodePipeline fills in, is let through. It only warns of a task definition that nobody
    releases: a task by itself, or a rolling service without a circuit breaker and alarms, which never goes back.
    """
    reached = released(stack)
    for task_definition in stack.of(TASK_DEFINITION):
        yield from _images(task_definition, options, advice=task_definition not in reached)


def _images(task_definition: Resource, options: Options, *, advice: bool) -> Findings:
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        value = container.get("image", default="")
        path = f"{container.path}.image"
        if value is UNKNOWN:
            yield Undecided(resource=task_definition, path=path, reason="the image is not known yet")
        elif not PLACEHOLDER.search(str(value)):
            image = _image(str(value))
            if wrong := _moves(image, requires_digest=options["digest"]):
                yield Violation(
                    resource=task_definition,
                    path=path,
                    wrong=f"container {container.name}: {value or 'the image'} {wrong}",
                    fix="name it by digest, as repository@sha256:…, which `docker buildx imagetools inspect` prints."
                    if options["digest"]
                    else "name one build by its tag, such as a commit or a version, or by its digest.",
                    advice=advice,
                )
            if not _allowed(image, options["allowedRegistries"]):
                yield Violation(
                    resource=task_definition,
                    path=path,
                    wrong=f"container {container.name}: {value} comes from a registry that is not allowed",
                    cost="nobody here decides what the image holds, or whether it is still there for a rollback.",
                    fix=f"copy the image to an allowed registry: {', '.join(options['allowedRegistries'])}.",
                    advice=advice,
                )


def _image(text: str) -> Image:
    name, _, digest = text.partition("@")
    path, _, last = name.rpartition("/")
    last, _, tag = last.partition(":")
    first = path.partition("/")[0]
    if first != "localhost" and not set(".:") & set(first):
        path = f"{DOCKER_HUB}/{path or 'library'}"
    return Image(f"{path}/{last}", tag, digest)


def _moves(image: Image, *, requires_digest: bool) -> str:
    """Why the name may mean another image tomorrow; empty: it may not."""
    if DIGEST.fullmatch(image.digest):
        return ""
    if image.digest:
        return "has a digest that is not sha256 with 64 hexadecimal digits"
    if image.tag in ("", "latest"):
        return "has the tag latest" if image.tag else "has no tag, which means latest"
    return "has no digest" if requires_digest else ""


def _allowed(image: Image, registries: tuple[str, ...]) -> bool:
    return not registries or any(f"{image.repository}/".startswith(f"{one.rstrip('/')}/") for one in registries)
