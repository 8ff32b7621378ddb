"""EC2: the network, its rules and the template of the hosts; one module a noun."""

from local_aws.provider.kinds.ec2 import (
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

KINDS = (
    *vpc.KINDS,
    *subnet.KINDS,
    *internet_gateway.KINDS,
    *route_table.KINDS,
    *route_table_association.KINDS,
    *route.KINDS,
    *nat_gateway.KINDS,
    *eip.KINDS,
    *security_group.KINDS,
    *security_group_rule.KINDS,
    *vpc_security_group_rule.KINDS,
    *vpc_endpoint.KINDS,
    *launch_template.KINDS,
)
