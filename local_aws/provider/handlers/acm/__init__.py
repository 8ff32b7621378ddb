"""ACM: certificates, and the wait until one is issued; one module for each type."""

from local_aws.provider.handlers.acm import certificate, certificate_validation

HANDLERS = (*certificate.HANDLERS, *certificate_validation.HANDLERS)
