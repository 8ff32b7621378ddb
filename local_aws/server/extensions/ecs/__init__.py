"""Amazon ECS: clusters, task definitions and services that are checked, kept and run.

moto keeps the records; here tasks are placed on container instances or on Fargate, reach RUNNING at once and are
registered with their target group. There is no clock: `scheduler.reconcile` runs after each request that changes
something.
"""

from local_aws.server.extensions.ecs import capacity_providers as capacity_providers
from local_aws.server.extensions.ecs import clusters as clusters
from local_aws.server.extensions.ecs import hosts as hosts
from local_aws.server.extensions.ecs import scheduler as scheduler
from local_aws.server.extensions.ecs import services as services
from local_aws.server.extensions.ecs import task_calls as task_calls
from local_aws.server.extensions.ecs import task_definitions as task_definitions
from local_aws.server.extensions.ecs import task_sets as task_sets
