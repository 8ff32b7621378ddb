"""A repository that keeps its tags takes each of them once."""

import re
from collections.abc import Iterator
from typing import Final

from model.tag_mutability import SETTINGS, is_mutable
from model.texts.ecr import TAG_IMMUTABLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import REPOSITORY, UNKNOWN, Resource, Unknown, items, read
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, only
from policy.symptom import Symptom
from policy.views.builds import judged
from policy.views.buildspecs import Buildspec, buildspec

PUSH: Final = re.compile(r"docker\s+push\s+(?:-\S+\s+)*[\"']?(?P<repository>[^\s\"':]+):(?P<tag>\w[\w.-]*)[\"']?")
"""The push of a tag that is written out, and so the same in each build."""
VARIABLE: Final = re.compile(r"\$\{?(\w+)\}?")
SWITCHES: Final = ("imageTagMutability", "imageTagMutabilityExclusionFilters")


@stack_rule(
    remedy="Tag each image with its commit, or exclude the tag that moves: IMMUTABLE_WITH_EXCLUSION.",
    source="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost=f"{TAG_IMMUTABLE.quote(tag='latest')}: the first run of the pipeline works, and every later one fails.",
)
def build_pushes_new_tags(stack: Stack, options: Options) -> Findings:
    """A build does not push the same tag again to a repository that keeps its tags.

    A repository with immutable tags takes `latest` once. The first build is good, and the second one fails when its
    image is built and tested.

    Looks at `docker push` with a tag that is written out, in build specifications that are part of the program, once
    they are known, to repositories of the program: named in the command, or by a variable of the build. Lets through
    tags that a filter of the repository excludes, and commands whose failure something else is done about (`||`). It
    only warns of a project that no pipeline for ECS runs.
    """
    yield from judged(stack, lambda project: _pushes(stack, project))


def _pushes(stack: Stack, project: Resource) -> Findings:
    found = buildspec(project)
    if found is UNKNOWN or found is None:
        return
    for line in (one for text in found.lines() for one in text.splitlines() if "||" not in one):
        for push in PUSH.finditer(line):
            repository = only(_repository(stack, project, found, push["repository"]))
            moves = _moves(repository, push["tag"]) if repository else True
            if moves is UNKNOWN and repository:
                yield Undecided(resource=repository, path=SWITCHES[0], reason="it is not known yet")
            elif moves is False and repository:
                yield Violation(
                    resource=project,
                    path="source.buildspec",
                    wrong=f"each build pushes the tag {push['tag']} to {repository.name}, which takes a tag once",
                    fix=f"tag the image with its commit, or let {push['tag']} alone move in the repository, by an"
                    " exclusion filter and IMMUTABLE_WITH_EXCLUSION.",
                )


def _repository(stack: Stack, project: Resource, found: Buildspec, named: str) -> Linked:
    """The repository that a command names."""
    variables: dict[str, str | Unknown] = {**found.variables(), **dict(_given(project))}
    if (whole := VARIABLE.fullmatch(named)) and variables.get(whole[1]) is UNKNOWN:
        return stack.linked(project, "environment", UNKNOWN, REPOSITORY, by="repositoryUrl")
    text = VARIABLE.sub(lambda one: str(variables.get(one[1], one[0])), named)
    _, registry, path = text.partition(".dkr.ecr.")
    return stack.linked(project, "source", path.partition("/")[2], REPOSITORY, by="name") if registry else ()


def _given(project: Resource) -> Iterator[tuple[str, str | Unknown]]:
    """The variables of the project."""
    for _, variable in items(project.get("environment", "environmentVariables")):
        name, value = read(variable, "name"), read(variable, "value")
        if isinstance(name, str) and (value is UNKNOWN or isinstance(value, str)):
            yield name, value


def _moves(repository: Resource, tag: str) -> bool | Unknown:
    """Whether the repository takes a tag again."""
    mutability, excluded = repository.declared(SWITCHES[0], default="MUTABLE"), repository.get(SWITCHES[1])
    patterns = [read(one, "filter") for _, one in items(excluded)]
    if mutability is UNKNOWN or UNKNOWN in patterns:
        return UNKNOWN
    known = (one for one in patterns if isinstance(one, str))
    return mutability not in SETTINGS or is_mutable(tag, mutability, known)
