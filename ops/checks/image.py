"""The image of the revision, where it is in a repository of Amazon ECR that can be asked."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from model.images import ECR_IMAGE, SEVERITIES
from ops.aws import DENIED, code
from ops.checks.check import Finding, Planned, ng, ok, skip
from ops.releases import Releases


def is_there(planned: Planned) -> Finding:
    """Every image from ECR exists."""
    images = _images(planned)
    asked = list(_in_ecr(planned.releases, images))
    for found in asked:
        try:
            planned.releases.aws.client("ecr").describe_images(**_named(found))
        except ClientError as error:
            if code(error) in DENIED:
                return skip(f"{found[0]} cannot be looked up: {code(error)}")
            return ng(f"the image {found[0]} is not in its repository", "push it, or release one that is there")
    if not asked:
        return skip(f"{', '.join(images)} is in no repository of Amazon ECR in {planned.releases.names.region}")
    return ok(f"{', '.join(one[0] for one in asked)} is there")


def has_no_findings(planned: Planned) -> Finding:
    """The gate: no finding of this severity or a worse one. An image that was not scanned does not pass it."""
    gate = planned.releases.names.image_gate
    if gate == "none":
        return skip("no gate is set (bluegreen:imageGate)")
    counted = SEVERITIES[gate]
    for found in _in_ecr(planned.releases, _images(planned)):
        try:
            scan = planned.releases.aws.client("ecr").describe_image_scan_findings(**_named(found, "imageId"))
        except ClientError as error:
            return ng(
                f"the image {found[0]} passes no gate: {code(error) or error}",
                "scan it, or set bluegreen:imageGate to none",
            )
        counts = scan.get("imageScanFindings", {}).get("findingSeverityCounts", {})
        bad = {severity: counts[severity] for severity in counted if counts.get(severity)}
        if bad:
            shown = ", ".join(f"{count} {severity}" for severity, count in bad.items())
            return ng(
                f"the scan of {found[0]} has findings: {shown}",
                "mend them in a new image, or lower bluegreen:imageGate",
            )
    return ok(f"no finding of severity {' or '.join(counted)}")


def _images(planned: Planned) -> list[str]:
    if planned.image:
        return [planned.image]
    try:
        return [one["image"] for one in planned.definition["containerDefinitions"]]
    except ClientError:
        return []  # which the check of the task definition says


def _in_ecr(releases: Releases, images: Iterable[str]) -> Iterator[re.Match[str]]:
    """Those that can be asked for with the credentials and in the region of the stack."""
    for image in images:
        found = ECR_IMAGE.fullmatch(image)
        if found and found["region"] == releases.names.region:
            yield found


def _named(found: re.Match[str], member: str = "imageIds") -> dict[str, Any]:
    id = {"imageDigest": found["digest"]} if found["digest"] else {"imageTag": found["tag"] or "latest"}
    return {
        "registryId": found["account"],
        "repositoryName": found["repository"],
        member: [id] if member == "imageIds" else id,
    }


CHECKS = (is_there, has_no_findings)
