"""Rules on images, logs and pipelines."""

from policy.rule import Rules
from policy.rules.delivery.images_immutable import images_immutable
from policy.rules.delivery.images_scanned import images_scanned
from policy.rules.delivery.log_retention_set import log_retention_set
from policy.rules.delivery.pipeline_deploys_blue_green import pipeline_deploys_blue_green
from policy.rules.delivery.pipeline_store_encrypted import pipeline_store_encrypted

RULES: Rules = (
    images_immutable,
    images_scanned,
    log_retention_set,
    pipeline_deploys_blue_green,
    pipeline_store_encrypted,
)
