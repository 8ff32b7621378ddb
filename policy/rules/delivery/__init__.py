"""Rules on images and logs."""

from policy.rule import Rules
from policy.rules.delivery.images_immutable import images_immutable
from policy.rules.delivery.images_scanned import images_scanned
from policy.rules.delivery.log_retention_set import log_retention_set

RULES: Rules = (
    images_immutable,
    images_scanned,
    log_retention_set,
)
