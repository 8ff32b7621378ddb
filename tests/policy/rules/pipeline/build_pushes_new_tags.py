"""build-pushes-new-tags: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.pipelines import DELIVERED, REGISTRY, built, spec
from tests.policy.rules.rule_case import Case, Pass

VARIABLES = ("environment", "environmentVariables")
OWN_VARIABLE = f"""\
version: 0.2
env:
  variables:
    TO: {REGISTRY}/shop
phases:
  build:
    commands: docker push $TO:latest
"""
LATEST = built(spec("docker push $REPOSITORY:latest"))


def excluding(mutability: str, *tags: Any) -> Program:
    """A repository of which some tags are otherwise."""
    filters = [{"filter": tag, "filterType": "WILDCARD"} for tag in tags]
    program = change(LATEST, "images", "imageTagMutability", to=mutability)
    return change(program, "images", "imageTagMutabilityExclusionFilters", to=filters)


STOPS: dict[str, Case] = {
    "latest": Case(LATEST, on="build", says="image tag 'latest' already exists"),
    "a version that nobody changes": Case(built(spec("docker push ${REPOSITORY}:1.4")), on="build", says="the tag 1.4"),
    "in quotation marks": Case(built(spec('docker push "$REPOSITORY:latest"')), on="build"),
    "the repository in the command": Case(
        built(spec(f"docker push {REGISTRY}/shop:latest")), on="build", says="images"
    ),
    "account and region as variables": Case(
        built(spec("docker push $ACCOUNT.dkr.ecr.$AWS_REGION.amazonaws.com/shop:latest")), on="build"
    ),
    "a repository that is not known yet": Case(
        unknown(LATEST, "build", *VARIABLES, 0, "value", of="images"), on="build"
    ),
    "a variable of the specification": Case(built(OWN_VARIABLE), on="build"),
    "a tag that is no exception": Case(excluding("IMMUTABLE_WITH_EXCLUSION", "dev-*"), on="build"),
    "a tag that is an exception from moving": Case(excluding("MUTABLE_WITH_EXCLUSION", "late*"), on="build"),
    "a build that no pipeline runs": Case(without(LATEST, "pipeline"), on="build", advised=True),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a tag of each build": DELIVERED,
    "tags that move": change(LATEST, "images", "imageTagMutability", to="MUTABLE"),
    "not set, which is tags that move": change(LATEST, "images", "imageTagMutability", to=None),
    "a tag that is an exception": excluding("IMMUTABLE_WITH_EXCLUSION", "dev-*", "latest"),
    "tags that move but for others": excluding("MUTABLE_WITH_EXCLUSION", "release-*"),
    "a push that may fail": built(spec("docker push $REPOSITORY:latest || true")),
    "another repository": built(spec("docker push registry.example/shop:latest")),
    "a repository of another program": without(LATEST, "images", "tasks"),
    "every tag that it has": built(spec("docker push --all-tags $REPOSITORY")),
    "a build specification among the sources": built("buildspec.yml"),
}

UNDECIDED: dict[str, Case] = {
    "an unknown switch": Case(unknown(LATEST, "images", "imageTagMutability", of="logs"), on="images"),
    "an unknown exception": Case(excluding("IMMUTABLE_WITH_EXCLUSION", UNKNOWN), on="images"),
}
