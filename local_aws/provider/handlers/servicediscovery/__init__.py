"""AWS Cloud Map: namespaces, and services in them."""

from local_aws.provider.handlers.servicediscovery import namespace, service

HANDLERS = namespace.HANDLERS + service.HANDLERS
