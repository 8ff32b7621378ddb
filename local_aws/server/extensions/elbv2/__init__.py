"""Elastic Load Balancing v2: load balancers and listeners in `balancers`, target groups and targets in `targets`."""

from local_aws.server.extensions.elbv2 import balancers as balancers
from local_aws.server.extensions.elbv2 import targets as targets
