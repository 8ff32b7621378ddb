"""Images, logs and the pipeline."""

from rule import Rules
from rules.surroundings.images_immutable import images_immutable
from rules.surroundings.images_scanned import images_scanned
from rules.surroundings.log_retention_set import log_retention_set
from rules.surroundings.pipeline_deploys_blue_green import pipeline_deploys_blue_green
from rules.surroundings.pipeline_store_encrypted import pipeline_store_encrypted

RULES: Rules = (
    images_immutable,
    images_scanned,
    log_retention_set,
    pipeline_deploys_blue_green,
    pipeline_store_encrypted,
)
