"""Elastic Load Balancing: load balancers, target groups, listeners and their rules; one module for each type."""

from local_aws.provider.handlers.lb import listener, listener_rule, load_balancer, target_group, target_group_attachment

HANDLERS = (
    *load_balancer.HANDLERS,
    *target_group.HANDLERS,
    *target_group_attachment.HANDLERS,
    *listener.HANDLERS,
    *listener_rule.HANDLERS,
)
