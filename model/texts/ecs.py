"""What ECS says: of task definitions, services, capacity and clusters, and in the events of services."""

from model.hosts import Scarce
from model.texts.text import Text

EVENTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"

# Events of services
STEADY = Text(words="(service {service}) has reached a steady state.", seen="documented", source=EVENTS)
UNPLACED = Text(
    words="(service {service}) was unable to place a task because no container instance met all of its requirements."
    " {detail}",
    seen="documented",
    source=EVENTS,
)
TROUBLESHOOTING = Text(
    words="For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    seen="documented",
    source=EVENTS,
)
"""Ends the events about tasks that are not placed."""
NO_INSTANCES = Text(words="Reason: No Container Instances were found in your cluster.", seen="quoted", source=EVENTS)
NO_CPU = Text(
    words="The closest matching (container-instance {instance}) has insufficient CPU units available.",
    seen="documented",
    source=EVENTS,
)
NO_MEMORY = Text(
    words="The closest matching (container-instance {instance}) has insufficient memory available.",
    seen="quoted",
    source=EVENTS,
)
PORT_TAKEN = Text(
    words="The closest matching (container-instance {instance}) is already using a port required by your task.",
    seen="documented",
    source=EVENTS,
)
NO_INTERFACE = Text(
    words='The closest matching (container-instance {instance}) encountered error "RESOURCE:ENI".',
    seen="quoted",
    source=EVENTS,
)
INSTANCE_NOT_DISTINCT = Text(
    words="The closest matching (container-instance {instance}) encountered error"
    ' "DistinctInstance placement constraint unsatisfied."',
    seen="unseen",
    source=EVENTS,
)
_LACKING = {
    Scarce.HOSTS: NO_INSTANCES,
    Scarce.CPU: NO_CPU,
    Scarce.MEMORY: NO_MEMORY,
    Scarce.PORTS: PORT_TAKEN,
    Scarce.INTERFACES: NO_INTERFACE,
    Scarce.INSTANCES: INSTANCE_NOT_DISTINCT,
}


def unplaced(lacking: Scarce, service: str = "…", instance: str = "…") -> str:
    """The event of a task that no instance takes, without the sentence about troubleshooting."""
    return UNPLACED.say(service=service, detail=_LACKING[lacking].say(instance=instance))


PERCENTS_TOO_NARROW = Text(
    words="(service {service}) was unable to stop or start tasks during a deployment because of the service deployment"
    " configuration. Update the minimumHealthyPercent or maximumPercent value and try again.",
    seen="documented",
    source=EVENTS,
)
ROLE_NOT_ASSUMED = Text(
    words="ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role"
    " being passed has the proper trust relationship and permissions {more}",
    seen="quoted",
    source="RunTask",
)

# Services
NOT_MOVED_BY_CODEDEPLOY = Text(
    words="Unable to update {what} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy"
    " to trigger a new deployment.",
    code="InvalidParameterException",
    seen="quoted",
    source="UpdateService",
)
STILL_DRAINING = Text(
    words="Unable to Start a service that is still Draining.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
NOT_IDEMPOTENT = Text(
    words="Creation of service was not idempotent.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
NO_TASK_DEFINITION = Text(
    words="TaskDefinition can not be blank.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
EXTERNAL_LOAD_BALANCERS = Text(
    words="LoadBalancers must be empty or null.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
EXTERNAL_TASK_DEFINITION = Text(
    words="TaskDefinition must be blank",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
DAEMON_BY_CODEDEPLOY = Text(
    words="The daemon scheduling strategy is not supported with a CODE_DEPLOY deployment controller.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
DAEMON_PERCENT = Text(
    words="The daemon scheduling strategy does not support values above 100 for maximumPercent",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
PERCENTS_BLOCK = Text(
    words="Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
CIRCUIT_BREAKER = Text(
    words="Deployment circuit breaker feature is only supported with ECS deployment controller.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
DEPLOYMENT_ALARMS = Text(
    words="Alarm based rollback feature is only supported with ECS deployment controller.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
GRACE_WITHOUT_LOAD_BALANCER = Text(
    words="Health check grace period is only valid for services configured to use load balancers",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
LAUNCH_TYPE_AND_PROVIDER = Text(
    words="Specify either a launch type or a capacity provider strategy, but not both.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
NOT_FOR_FARGATE = Text(
    words="Task definition does not support launch_type FARGATE.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
NO_NETWORK = Text(
    words="Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService, RunTask",
)
NETWORK_NOT_VALID = Text(
    words="Network Configuration is not valid for the given networkMode of this task definition.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
NO_SUBNETS = Text(
    words="subnets can not be empty.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
SUBNET_NOT_FOUND = Text(
    words="Error retrieving subnet information for [{subnet}]: {message} (ErrorCode: {code})",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
SECURITY_GROUP_NOT_FOUND = Text(
    words="Error retrieving security group information for [{group}]: The security group '{group}' does not"
    " exist (ErrorCode: InvalidGroup.NotFound)",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
TARGET_GROUP_NOT_FOUND = Text(
    words="The target group with targetGroupArn {target_group} does not exist.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
TARGET_GROUP_UNUSED = Text(
    words="The target group with targetGroupArn {target_group} does not have an associated load balancer.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
TARGET_TYPE = Text(
    words="The provided target group {target_group} has target type {kind}, which is incompatible with the"
    " {mode} network mode specified in the task definition.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
CONTAINER_NOT_FOUND = Text(
    words="The container {container} does not exist in the task definition.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
PORT_NOT_FOUND = Text(
    words="The container {container} did not have a container port {port} defined.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
SERVICE_NOT_ACTIVE = Text(
    words="Service was not ACTIVE.",
    code="ServiceNotActiveException",
    seen="quoted",
    source="UpdateService",
)
SCALED_ABOVE_ZERO = Text(
    words="The service cannot be stopped while it is scaled above 0.",
    code="InvalidParameterException",
    seen="quoted",
    source="DeleteService",
)
TASK_DEFINITION_INACTIVE = Text(
    words="TaskDefinition is inactive",
    code="ClientException",
    seen="quoted",
    source="CreateService",
)
TASK_NOT_FOUND = Text(
    words="The referenced task was not found.",
    code="InvalidParameterException",
    seen="quoted",
    source="StopTask",
)

# Task definitions
TASK_SIZE = Text(
    words="Invalid '{size}' setting for task.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
SAME_CONTAINER = Text(
    words="Container names in a task definition must be unique.",
    code="ClientException",
    seen="unseen",
    source="RegisterTaskDefinition",
)
NO_ESSENTIAL_CONTAINER = Text(
    words="At least one container in a task definition must be essential.",
    code="ClientException",
    seen="unseen",
    source="RegisterTaskDefinition",
)
NO_CONTAINER_MEMORY = Text(
    words="Invalid setting for container '{container}'. At least one of 'memory' or 'memoryReservation' must"
    " be specified.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
RESERVATION_ABOVE_MEMORY = Text(
    words="Invalid setting for container '{container}'. 'memoryReservation' cannot be greater than 'memory'.",
    code="ClientException",
    seen="unseen",
    source="RegisterTaskDefinition",
)
CONTAINERS_ABOVE_TASK_CPU = Text(
    words="The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
SECRETS_WITHOUT_ROLE = Text(
    words="When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
HOST_PORTS = Text(
    words="When networkMode={mode}, the host ports and container ports in port mappings must match.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
FARGATE_NETWORK = Text(
    words="Fargate only supports network mode ‘awsvpc’.",  # noqa: RUF001
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
FARGATE_SIZE_MISSING = Text(
    words="Fargate requires that '{size}' be defined at the task level.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
FARGATE_SIZES = Text(
    words="No Fargate configuration exists for given values: {cpu} CPU, {memory} memory. See the Amazon ECS"
    " documentation for the valid values.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
FARGATE_EXECUTION_ROLE = Text(
    words="Fargate requires task definition to have execution role ARN to support ECR images.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)
FIRELENS_USER = Text(
    words="If 'user' field is specified on firelens container, then 'UID' has to be '0'.",
    code="ClientException",
    seen="quoted",
    source="RegisterTaskDefinition",
)

# Capacity providers and clusters
NO_CAPACITY_PROVIDER = Text(
    words="The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
    code="ClientException",
    seen="quoted",
    source="UpdateCapacityProvider",
)
CAPACITY_PROVIDER_EXISTS = Text(
    words="The specified capacity provider already exists. Specify another name.",
    code="ClientException",
    seen="unseen",
    source="CreateCapacityProvider",
)
CAPACITY_PROVIDER_NAME = Text(
    words="The capacity provider name {name} must not begin with aws, ecs or fargate.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateCapacityProvider",
)
CAPACITY_PROVIDER_ALONE = Text(
    words="The capacity provider must have an Auto Scaling group.",
    code="ClientException",
    seen="unseen",
    source="CreateCapacityProvider",
)
NO_AUTO_SCALING_GROUP = Text(
    words="The specified Auto Scaling group ARN does not exist. Specify a valid ARN and try again.",
    code="ClientException",
    seen="unseen",
    source="CreateCapacityProvider",
)
AUTO_SCALING_GROUP_IN_USE = Text(
    words="The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a"
    " unique Auto Scaling group ARN and try again.",
    code="ClientException",
    seen="quoted",
    source="CreateCapacityProvider",
)
TERMINATION_PROTECTION = Text(
    words="The managed termination protection setting for the capacity provider is invalid. To enable managed"
    " termination protection for a capacity provider, the Auto Scaling group must have instance"
    " protection from scale in enabled.",
    code="ClientException",
    seen="quoted",
    source="CreateCapacityProvider",
)
CAPACITY_PROVIDER_OF_CLUSTER = Text(
    words="The capacity provider cannot be deleted because it is associated with cluster: {cluster}. Remove"
    " the capacity provider from the cluster and try again.",
    code="ClientException",
    seen="quoted",
    source="DeleteCapacityProvider",
)
CAPACITY_PROVIDER_IN_USE = Text(
    words="The specified capacity provider is in use and cannot be removed.",
    code="ResourceInUseException",
    seen="quoted",
    source="PutClusterCapacityProviders",
)
CAPACITY_PROVIDER_ELSEWHERE = Text(
    words="The capacity provider {name} is not associated with the cluster {cluster}.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
CLUSTER_NOT_FOUND = Text(
    words="Cluster not found.",
    code="ClusterNotFoundException",
    seen="quoted",
    source="CreateService",
)
CLUSTER_HAS_SERVICES = Text(
    words="The Cluster cannot be deleted while Services are active.",
    code="ClusterContainsServicesException",
    seen="quoted",
    source="DeleteCluster",
)
CLUSTER_HAS_INSTANCES = Text(
    words="The Cluster cannot be deleted while Container Instances are active.",
    code="ClusterContainsContainerInstancesException",
    seen="quoted",
    source="DeleteCluster",
)
CLUSTER_HAS_TASKS = Text(
    words="The Cluster cannot be deleted while Tasks are active.",
    code="ClusterContainsTasksException",
    seen="quoted",
    source="DeleteCluster",
)
CLUSTER_SETTING = Text(
    words="Invalid cluster setting {name}={value}; containerInsights takes one of {allowed}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateCluster",
)
NOT_AN_INSTANCE = Text(
    words="Instance is not registered.",
    code="InvalidParameterException",
    seen="unseen",
    source="DeregisterContainerInstance",
)
INSTANCE_HAS_TASKS = Text(
    words="Found running tasks on the instance.",
    code="InvalidParameterException",
    seen="quoted",
    source="DeregisterContainerInstance",
)
