"""Amazon ECS: clusters, task definitions and services that are checked, kept and run.

moto keeps the records of what was asked for; what moves is the model's, and these modules show it.
"""

from local_aws.server.extensions.ecs import capacity_providers as capacity_providers
from local_aws.server.extensions.ecs import clusters as clusters
from local_aws.server.extensions.ecs import hosts as hosts
from local_aws.server.extensions.ecs import service_deployments as service_deployments
from local_aws.server.extensions.ecs import services as services
from local_aws.server.extensions.ecs import task_calls as task_calls
from local_aws.server.extensions.ecs import task_definitions as task_definitions
from local_aws.server.extensions.ecs import task_sets as task_sets
