"""Route 53: records of a hosted zone."""

from local_aws.provider.handlers.route53 import record

HANDLERS = record.HANDLERS
