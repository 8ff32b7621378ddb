"""ECR: a pushed image has the digest of its manifest, tags move or stay as the repository says, and a push is an event
of EventBridge.

moto reads the filters of a repository as regular expressions, and deletes an image that loses its last tag.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from moto.ecr.models import ECRBackend, Image, Repository

from local_aws.server.extensions import eventbridge
from local_aws.server.extensions.patching import AwsError, patches
from model.tag_mutability import is_mutable
from model.texts import ecr as say


@patches(Image)
def _create_digest(self: Image) -> None:
    self._image_digest = f"sha256:{hashlib.sha256(self.image_manifest.encode()).hexdigest()}"


@patches(ECRBackend)
def put_image(
    self: ECRBackend,
    repository_name: str,
    image_manifest: str,
    image_tag: str | None,
    image_manifest_mediatype: str | None = None,
    digest: str | None = None,
) -> Image:
    """The image, by its manifest, with one tag more; an image that this tag leaves stays there."""
    repository = self._get_repository(repository_name)
    media_type = image_manifest_mediatype or _media_type(image_manifest)
    new: Any = Image(self.account_id, None, image_manifest, repository_name, media_type, digest)  # type: ignore[arg-type]
    images: list[Any] = repository.images
    image = next((one for one in images if one.image_digest == new.image_digest), new)
    before = next((one for one in images if image_tag and image_tag in one.image_tags), None)
    about = {"tag": image_tag, "repository": repository_name}
    if image is before or (image is not new and not image_tag):
        raise AwsError.of(say.IMAGE_EXISTS, **about, digest=image.image_digest, registry=repository.registry_id)
    if before and image_tag:
        if not _may_move(repository, image_tag):
            raise AwsError.of(say.TAG_IMMUTABLE, **about)
        before.remove_tag(image_tag)
        before.image_tag = before.image_tags[-1] if before.image_tags else None
    if image is new:
        images.append(image)
    if image_tag:
        image.update_tag(image_tag)
    _tell(self, repository_name, image, image_tag)
    return image


def _media_type(manifest: str) -> str:
    try:
        found: str | None = json.loads(manifest).get("mediaType")
    except (ValueError, AttributeError):
        raise AwsError.of(say.BAD_MANIFEST) from None
    if not found:
        raise AwsError.of(say.NO_MEDIA_TYPE)
    return found


def _may_move(repository: Repository, tag: str) -> bool:
    filters = [one["filter"] for one in repository.image_tag_mutability_exclusion_filters or ()]
    return is_mutable(tag, repository.image_tag_mutability, filters)


def _tell(backend: ECRBackend, repository: str, image: Image, tag: str | None) -> None:
    """ECR user guide, ecr-eventbridge."""
    detail: dict[str, Any] = {
        "result": "SUCCESS",
        "repository-name": repository,
        "image-digest": image.image_digest,
        "action-type": "PUSH",
    }
    tagged = {"image-tag": tag} if tag else {}
    now = datetime.now(UTC)
    eventbridge.put(backend.account_id, backend.region_name, "aws.ecr", "ECR Image Action", now, [], detail | tagged)
