"""EC2: the network, its rules and the template of the hosts; one module for each type."""

from local_aws.provider.handlers.ec2 import (
    egress_only_internet_gateway,
    eip,
    internet_gateway,
    launch_template,
    nat_gateway,
    route,
    route_table,
    route_table_association,
    security_group,
    security_group_rule,
    subnet,
    vpc,
    vpc_endpoint,
    vpc_security_group_rule,
)

HANDLERS = (
    *vpc.HANDLERS,
    *subnet.HANDLERS,
    *internet_gateway.HANDLERS,
    *egress_only_internet_gateway.HANDLERS,
    *route_table.HANDLERS,
    *route_table_association.HANDLERS,
    *route.HANDLERS,
    *nat_gateway.HANDLERS,
    *eip.HANDLERS,
    *security_group.HANDLERS,
    *security_group_rule.HANDLERS,
    *vpc_security_group_rule.HANDLERS,
    *vpc_endpoint.HANDLERS,
    *launch_template.HANDLERS,
)
