"""Names of images, and what one must be for a release."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from model.partitions import PARTITIONS, partition

_SUFFIXES = "|".join(re.escape(one.dns_suffix) for one in PARTITIONS)

ECR_IMAGE: Final = re.compile(
    rf"(?P<account>[0-9]{{12}})\.dkr\.ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.(?:{_SUFFIXES})/"
    r"(?P<repository>[^:@]+)(:(?P<tag>[^@]+))?(@(?P<digest>sha256:[0-9a-f]+))?"
)
"""An image in a private repository of Amazon ECR (ECR user guide, pulling an image; AWS General Reference, Amazon
ECR endpoints)."""


def ecr_registry(region: str, account: str) -> str:
    """The private registry of an account in a region, with which the names of its images begin."""
    return f"{account}.dkr.ecr.{region}.{partition(region).dns_suffix}"


ECR_ENDPOINTS: Final = ("ecr.api", "ecr.dkr", "s3")
"""What pulling one takes inside a VPC; its layers are in S3 (Amazon ECR user guide, interface VPC endpoints)."""

PUBLIC_REGISTRIES: Final = (
    *("docker.io", "registry-1.docker.io", "public.ecr.aws", "ghcr.io", "quay.io", "gcr.io", "registry.k8s.io"),
    *("mcr.microsoft.com", "registry.gitlab.com"),
)
"""Registries that have no endpoint inside a VPC. A name without a registry is of docker.io."""

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
REPOSITORY: Final = re.compile(rf"(?:{_HOST}(?:\.{_HOST})*(?::[0-9]+)?/)?{_COMPONENT}(?:/{_COMPONENT})*")
REPOSITORY_LENGTH: Final = 255
"""A registry and a path, and how long they are together (grammar of distribution/reference, which OCI's registries
follow)."""
TAG: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")

SEVERITIES: Final[Mapping[str, Sequence[str]]] = {"none": (), "CRITICAL": ("CRITICAL",), "HIGH": ("CRITICAL", "HIGH")}
"""The findings of a scan that stop an image, the worst first, by the gate that a stack sets (ECR API reference,
FindingSeverity)."""

PLACEHOLDER: Final = "<IMAGE1_NAME>"
"""What stands for the image in a task definition that a pipeline releases (CodePipeline user guide, Amazon ECS and
CodeDeploy blue-green deploy action reference, November 2026: any name in angle brackets, which the action is told)."""


def image_fault(image: str) -> str:
    """What is wrong with it, in plain words; empty: nothing. A release names one build, never a moving tag."""
    name, _, digest = image.partition("@")
    path, slash, last = name.rpartition("/")
    last, colon, tag = last.partition(":")
    repository = path + slash + last
    if len(repository) > REPOSITORY_LENGTH:
        return f"must have a name of at most {REPOSITORY_LENGTH} characters before its tag"
    if not REPOSITORY.fullmatch(repository):
        return "must be the name of an image, like team/app:1.4.2"
    if not (colon or digest) or (tag == "latest" and not digest):
        return "must name one build, so that a rollback starts the same bits: add a tag other than latest, or a digest"
    if colon and not TAG.fullmatch(tag):
        return "must have a tag of letters, digits, _, . and -"
    if digest and not DIGEST.fullmatch(digest):
        return "must have a digest of sha256: and 64 hex digits"
    return ""
