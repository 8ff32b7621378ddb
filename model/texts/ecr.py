"""What ECR says of an image that is pushed."""

from model.texts.text import Text

IMAGE_EXISTS = Text(
    words="Image with digest '{digest}' and tag '{tag}' already exists in the repository with name '{repository}' in"
    " registry with id '{registry}'",
    code="ImageAlreadyExistsException",
    seen="quoted",
    source="https://github.com/aws/aws-sdk/issues/750",
)
TAG_IMMUTABLE = Text(
    words="The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten because the"
    " tag is immutable.",
    code="ImageTagAlreadyExistsException",
    seen="quoted",
    source="https://github.com/osscontainertools/kaniko/pull/204",
)
# Until about 2025, when single tags could be made so.
REPOSITORY_IMMUTABLE = Text(
    words="The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten because the"
    " repository is immutable.",
    code="ImageTagAlreadyExistsException",
    seen="quoted",
    source="https://github.com/moby/buildkit/issues/3776",
)
NO_MEDIA_TYPE = Text(
    words="image manifest mediatype not provided in manifest or parameter",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/getmoto/moto: moto/ecr/models.py",
)
BAD_MANIFEST = Text(
    words="Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/getmoto/moto: moto/ecr/models.py",
)
