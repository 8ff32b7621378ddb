"""Elastic Load Balancing: load balancers, target groups, listeners and their rules; one module a noun."""

from local_aws.provider.kinds.lb import listener, listener_rule, load_balancer, target_group, target_group_attachment

KINDS = (
    *load_balancer.KINDS,
    *target_group.KINDS,
    *target_group_attachment.KINDS,
    *listener.KINDS,
    *listener_rule.KINDS,
)
