"""Lambda."""

from local_aws.provider.handlers.lambda_ import function

HANDLERS = (*function.HANDLERS,)
