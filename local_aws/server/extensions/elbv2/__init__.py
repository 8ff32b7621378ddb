"""Elastic Load Balancing v2: load balancers, listeners with their rules, target groups and targets."""

from local_aws.server.extensions.elbv2 import certificates as certificates
from local_aws.server.extensions.elbv2 import listeners as listeners
from local_aws.server.extensions.elbv2 import load_balancers as load_balancers
from local_aws.server.extensions.elbv2 import target_groups as target_groups
from local_aws.server.extensions.elbv2 import targets as targets
