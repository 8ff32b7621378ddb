"""What ECS says: of task definitions, services, capacity and clusters, and in the events of services."""

from model.hosts import Scarce
from model.texts.text import Text

EVENTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html"
RULES = "github.com/badmintoncryer/cdk-preflight: rules/ecs/"
"""Rules that quote what AWS answered when they were tried on it."""

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
NO_INSTANCES = Text(
    words="Reason: No Container Instances were found in your cluster.",
    seen="quoted",
    source="https://github.com/ptokito/ECSClusterWithTerraform/issues/3",
)
NO_CPU = Text(
    words="The closest matching (container-instance {instance}) has insufficient CPU units available.",
    seen="documented",
    source=EVENTS,
)
NO_MEMORY = Text(
    words="The closest matching (container-instance {instance}) has insufficient memory available.",
    seen="quoted",
    source="DescribeServices",
)
PORT_TAKEN = Text(
    words="The closest matching (container-instance {instance}) is already using a port required by your task.",
    seen="documented",
    source=EVENTS,
)
NO_INTERFACE = Text(
    words='The closest matching (container-instance {instance}) encountered error "RESOURCE:ENI".',
    seen="quoted",
    source="https://github.com/aws/aws-app-mesh-examples/issues/342",
)
NO_ATTRIBUTE = Text(
    words="The closest matching (container-instance {instance}) is missing an attribute required by your task.",
    seen="documented",
    source=EVENTS,
)
AGENT_GONE = Text(
    words='The closest matching (container-instance {instance}) encountered error "AGENT".',
    seen="documented",
    source=EVENTS,
)
INSTANCE_NOT_DISTINCT = Text(
    words="The closest matching (container-instance {instance}) encountered error"
    ' "DistinctInstance placement constraint unsatisfied."',
    seen="unseen",
    source="DescribeServices",
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


NOT_STARTED = Text(
    words="(service {service}) was unable to place a task. Reason: {reason}.",
    seen="quoted",
    source="https://github.com/aws/copilot-cli/issues/3064",
)
NO_ADDRESS = Text(
    words="There are not enough free addresses in subnet '{subnet}' to satisfy the requested number of instances.",
    code="InsufficientFreeAddressesInSubnet",
    seen="quoted",
    source="https://github.com/aws/karpenter-provider-aws/issues/3380",
)
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
    source="https://github.com/tmknom/terraform-aws-codedeploy-for-ecs/pull/18",
)

HOST_ENDED = Text(words="Host EC2 (instance) terminated.", seen="documented", source="DescribeTasks")

# Services
NO_SERVICE_LINKED_ROLE = Text(
    words="Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateCluster, CreateService",
)
NOT_MOVED_BY_CODEDEPLOY = Text(
    words="Unable to update {what} on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy"
    " to trigger a new deployment.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/boto/boto3/issues/1936",
)
NOT_FORCED = Text(
    words="Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to"
    " trigger a new deployment.",
    code="InvalidParameterException",
    seen="quoted",
    source="UpdateService",
)
SERVICE_ROLE = Text(
    words="You cannot specify an IAM role for services that require a service linked role.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/4657",
)
PARAMETERS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html"
CONTROLLER_TRANSITION = Text(
    words="Unable to update the deployment controller from {before} to {after}.",
    code="InvalidParameterException",
    seen="unseen",
    source=PARAMETERS,
)
CONTROLLER_DURING_DEPLOYMENT = Text(
    words="Unable to update the deployment controller during an ongoing service deployment.",
    code="InvalidParameterException",
    seen="unseen",
    source=PARAMETERS,
)
STILL_DRAINING = Text(
    words="Unable to Start a service that is still Draining.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/ewilde/faas-fargate/issues/13",
)
NOT_IDEMPOTENT = Text(
    words="Creation of service was not idempotent.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/23462",
)
NO_TASK_DEFINITION = Text(
    words="TaskDefinition can not be blank.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
EXTERNAL_LOAD_BALANCERS = Text(
    words="LoadBalancers must be empty or null.",
    code="InvalidParameterException",
    seen="quoted",
    source=RULES + "pf-ecs-svc-external-with-load-balancers",
)
EXTERNAL_TASK_DEFINITION = Text(
    words="TaskDefinition must be blank",
    code="InvalidParameterException",
    seen="quoted",
    source=RULES + "pf-ecs-svc-external-with-taskdef",
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
    source=RULES + "pf-ecs-svc-daemon-max-percent",
)
DAEMON_STRATEGY = Text(
    words="The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try"
    " again",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/kayac/ecspresso/pull/402",
)
DAEMON_PROVIDER = Text(
    words="Specifying a capacity provider strategy is not supported when you create a service using the DAEMON"
    " scheduling strategy.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/aws/containers-roadmap/issues/692",
)
VOLUME_ROLE = Text(
    words="ECS was unable to assume the configured ECS Infrastructure Role '{role}'. Please verify that the role being"
    " passed has the proper trust relationship with Amazon ECS.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/38538",
)
PERCENTS_BLOCK = Text(
    words="Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments",
    code="InvalidParameterException",
    seen="quoted",
    source=RULES + "pf-ecs-svc-min-healthy-over-max-percent",
)
SERVICE_CONNECT = Text(
    words="Service Connect is only supported with ECS deployment controller.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
PORT_NAME = Text(
    words="portName({port_name}) does not refer to any named PortMapping in the container definitions",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
NO_NAMESPACE = Text(
    words="The specified namespace wasn't found.",
    code="NamespaceNotFoundException",
    seen="documented",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
)
SERVICE_CONNECT_HOST = Text(
    words="Service Connect does not support the network mode {mode}.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
SERVICE_CONNECT_MEMORY = Text(
    words="Service Connect needs a task definition with a memory limit of the task.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
REGISTRY_PORT = Text(
    words="When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be"
    " specified from the task definition. Registry: {registry}",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/techservicesillinois/terraform-aws-ecs-service/issues/16",
)
REGISTRY_WITHOUT_PORT = Text(
    words="The values specified for serviceRegistries do not require a value for '{member}'. Remove the value and"
    " retry.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/umotif-public/terraform-aws-ecs-fargate/issues/25",
)
REGISTRY_CONTAINER = Text(
    words="The container {container} is not valid. The value for 'containerName' must already be specified in the task"
    " definition. Registry: {registry}",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/spinnaker/spinnaker/issues/5859",
)
NO_REGISTRY = Text(
    words="The service registry {registry} is not a service of AWS Cloud Map.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
NO_TASK_ROLE = Text(
    words="The service couldn't be {done} because a valid taskRoleArn is not being used. Specify a valid task role in"
    " your task definition and try again.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/aws/aws-cli/issues/6242",
)
"""Of a service with ECS Exec. It was seen of services that are `updated`."""
EXEC_NOT_CONNECTED = Text(
    words="The execute command failed due to an internal error. Try again later.",
    code="TargetNotConnectedException",
    seen="quoted",
    source="https://github.com/aws/aws-cli/issues/6070",
)
EXEC_NOT_ENABLED = Text(
    words="The execute command failed because execute command was not enabled when the task was run or the execute"
    " command agent isn't running. Wait and try again or run a new task with execute command enabled and try again.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/fabfuel/ecs-deploy/issues/193",
)
CLASSIC_LOAD_BALANCER_NOT_FOUND = Text(
    words="The load balancer {name} does not exist.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
CIRCUIT_BREAKER = Text(
    words="Deployment circuit breaker feature is only supported with ECS deployment controller.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
DEPLOYMENT_ALARMS = Text(
    words="Alarm based rollback feature is only supported with ECS deployment controller. Update to ECS deployment"
    " controller and try again.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/26307",
)
GRACE_WITHOUT_LOAD_BALANCER = Text(
    words="Health check grace period is only valid for services configured to use load balancers",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/31104",
)
LAUNCH_TYPE_AND_PROVIDER = Text(
    words="Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    code="InvalidParameterException",
    seen="quoted",
    source=RULES + "pf-ecs-service-launch-type-capacity-provider",
)
REBALANCING_SPREAD = Text(
    words="The service couldn't be updated because Availability Zone Rebalancing only supports availability zone spread"
    " as task placement strategy.",
    code="InvalidParameterException",
    seen="quoted",
    source="UpdateService",
)
REBALANCING_DAEMON = Text(
    words="Availability Zone Rebalancing does not support DAEMON services",
    code="InvalidParameterException",
    seen="quoted",
    source=RULES + "pf-ecs-svc-az-rebalancing-with-daemon",
)
FARGATE_PLACEMENT = Text(
    words="Placement {what} are not supported with FARGATE launch type.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/GetSimpl/cloudlift/pull/138",
)
NOT_FOR_FARGATE = Text(
    words="Task definition does not support launch_type FARGATE.",
    code="InvalidParameterException",
    seen="quoted",
    source="CreateService",
)
PUBLIC_ADDRESS_ON_HOST = Text(
    words="Assign public IP is not supported for this launch type.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/13348",
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
    source="https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/22",
)
NO_SUBNETS = Text(
    words="subnets can not be empty.",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/getmoto/moto: moto/ecs/models.py",
)
SUBNET_NOT_FOUND = Text(
    words="Error retrieving subnet information for [{subnet}]: {message} (ErrorCode: {code})",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/getmoto/moto: moto/ecs/models.py",
)
SECURITY_GROUP_NOT_FOUND = Text(
    words="Error retrieving security group information for [{group}]: The security group '{group}' does not"
    " exist (ErrorCode: InvalidGroup.NotFound)",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/getmoto/moto: moto/ecs/models.py",
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
    source="https://github.com/aws/aws-cdk/issues/34290",
)
TARGET_TYPE = Text(
    words="The provided target group {target_group} has target type {kind}, which is incompatible with the"
    " {mode} network mode specified in the task definition.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/riboseinc/terraform-aws-ecs-gitlab/issues/5",
)
CONTAINER_NOT_FOUND = Text(
    words="The container {container} does not exist in the task definition.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/aws/amazon-ecs-agent/issues/1276",
)
PORT_NOT_FOUND = Text(
    words="The container {container} did not have a container port {port} defined.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/pulumi/pulumi-aws/issues/3095",
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
    source="github.com/getmoto/moto: moto/ecs/models.py",
)
TASK_DEFINITION_INACTIVE = Text(
    words="TaskDefinition is inactive",
    code="ClientException",
    seen="quoted",
    source="https://github.com/aws/aws-cdk/issues/33195",
)
REVISION_NOT_A_NUMBER = Text(
    words="Invalid revision number. Number: {revision}",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/getmoto/moto: tests/test_ecs/test_ecs_boto3.py",
)
TASK_NOT_FOUND = Text(
    words="The referenced task was not found.",
    code="InvalidParameterException",
    seen="quoted",
    source="StopTask",
)
OVERRIDDEN_CONTAINER = Text(
    words="Override for container named {container} is not a container in the TaskDefinition.",
    code="InvalidParameterException",
    seen="quoted",
    source="github.com/azavea/django-ecsmanage: issue 21",
)

# Task sets
ONLY_EXTERNAL = Text(
    words="Amazon ECS only supports task set management on services configured to use external deployment controllers.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/30347",
)
TOO_MANY_TASK_SETS = Text(
    words="{count} deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum"
    " limit.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/aws-samples/ecs-bg-external-controller/issues/6",
)
TASK_SET_NOT_FOUND = Text(
    words="The specified task set does not exist.",
    code="TaskSetNotFoundException",
    seen="unseen",
    source="UpdateTaskSet",
)
PRIMARY_NOT_DELETED = Text(
    words="The primary task set cannot be deleted unless the deletion is forced.",
    code="InvalidParameterException",
    seen="unseen",
    source="DeleteTaskSet",
)
SCALED_TASK_SET_NOT_DELETED = Text(
    words="The task set cannot be deleted while it is scaled above 0 unless the deletion is forced.",
    code="InvalidParameterException",
    seen="unseen",
    source="DeleteTaskSet",
)
SCALE = Text(
    words="The scale of a task set must be between 0 and 100 PERCENT, got {given}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateTaskSet",
)

# Task definitions
NEXT_TOKEN = Text(
    words="Invalid nextToken: {token}", code="InvalidParameterException", seen="unseen", source="ListTaskDefinitions"
)
MAX_RESULTS = Text(
    words="maxResults must be between 1 and {most}, got {given}",
    code="InvalidParameterException",
    seen="unseen",
    source="ListTaskDefinitions",
)
TASK_SIZE = Text(
    words="Invalid '{size}' setting for task.",
    code="ClientException",
    seen="documented",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
)
SAME_CONTAINER = Text(
    words="Container names must be unique within a task definition",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-duplicate-container-names",
)
SAME_SECRET = Text(
    words="Duplicate secret names found: {name}. Each secret name must be unique.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/CircleCI-Public/aws-ecs-orb/issues/190",
)
SECRET_AND_VARIABLE = Text(
    words="The secret name must be unique and not shared with any new or existing environment variables set on the"
    " container, such as '{name}'.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/dagster-io/dagster/issues/11622",
)
UNKNOWN_VOLUME = Text(
    words="Unknown volume '{volume}'.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/ansible/ansible/issues/35751",
)
NO_ESSENTIAL_CONTAINER = Text(
    words="Task definition doesn't have any essential container",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-essential-container",
)
NO_CONTAINER_MEMORY = Text(
    words="Invalid setting for container '{container}'. At least one of 'memory' or 'memoryReservation' must"
    " be specified.",
    code="ClientException",
    seen="quoted",
    source="github.com/getmoto/moto: tests/test_ecs/test_ecs_boto3.py",
)
RESERVATION_ABOVE_MEMORY = Text(
    words="Invalid setting for container '{container}'. 'memory' must be greater than or equal to 'memoryReservation'.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-container-memory-reservation",
)
NO_LOG_ROUTER = Text(
    words="When awsfirelens log driver is specified in log configuration, a firelens configuration object must be"
    " configured in one of the containers.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/fabfuel/ecs-deploy/issues/164",
)
IDLE_LOG_ROUTER = Text(
    words="When a firelensConfiguration object is specified, at least one container has to be configured with the"
    " awsfirelens log driver.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/cloudposse/terraform-aws-ecs-container-definition/issues/47",
)
CONTAINERS_ABOVE_TASK_CPU = Text(
    words="The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-fargate-container-cpu-over-task",
)
SECRETS_WITHOUT_ROLE = Text(
    words="When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-secrets-without-execution-role",
)
HOST_PORTS = Text(
    words="When networkMode={mode}, the host ports and container ports in port mappings must match.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-host-network-host-port-mismatch",
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
    source=RULES + "pf-ecs-fargate-task-cpu-memory",
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
DEPENDENCY_MISSING = Text(
    words="Cannot depend on container '{container}' because it does not exist",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-dependson-container-missing",
)
DEPENDENCY_UNCHECKED = Text(
    words="A dependency container with HEALTHY condition must have health check configured",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-dependson-healthy-without-healthcheck",
)
DEPENDENCY_ESSENTIAL = Text(
    words="A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-dependson-complete-on-essential",
)
DEPENDENCY_CIRCLE = Text(
    words="Container dependencies cannot form a circle: {circle}",
    code="ClientException",
    seen="unseen",
    source="RegisterTaskDefinition",
)
TOO_MANY_CONTAINERS = Text(
    words="Too many containers.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/aws/amazon-ecs-cli/issues/184",
)
CONTAINER_ABOVE_TASK_MEMORY = Text(
    words="The 'memory' setting for container '{container}' is greater than for the task.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/pulumi/pulumi-awsx/issues/1220",
)
VOLUMES_FROM_NOBODY = Text(
    words="Invalid 'volumesFrom' setting. Unknown container: '{container}'.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-volumesfrom-source-container-missing",
)
EFS_ROOT_DIRECTORY = Text(
    words='When using an EFS access point, the root directory must either be set to "/" or be omitted.',
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-efs-access-point-with-root-directory",
)
EFS_IAM_UNENCRYPTED = Text(
    words="EFS IAM authorization requires TransitEncryption to be enabled.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-efs-iam-without-transit-encryption",
)
EFS_ACCESS_POINT_UNENCRYPTED = Text(
    words="An EFS access point requires TransitEncryption to be enabled.",
    code="ClientException",
    seen="unseen",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html",
)
EFS_PORT_UNENCRYPTED = Text(
    words="TransitEncryptionPort requires that TransitEncryption is enabled.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-efs-transit-encryption-port-without-encryption",
)
ENVIRONMENT_FILE_ARN = Text(
    words="Invalid arn syntax.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-environment-files-type",
)
TOO_MANY_ENVIRONMENT_FILES = Text(
    words="The maximum number of environment files was exceeded. Specify ten or less and try again.",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-environment-files-max",
)
ULIMIT = Text(
    words="Soft limit exceeds hard limit for ulimit {name}",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-ulimit-soft-over-hard",
)
PORT_MAPPED_TWICE = Text(
    words="{protocol} host port '{port}' is mapped multiple times in task.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/aws/amazon-ecs-agent/issues/1220",
)
FARGATE_UNSUPPORTED = Text(
    words="Fargate compatible task definitions do not support {feature}",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-fargate-ipc-mode",
)
FARGATE_PRIVILEGED = Text(
    words="Fargate requires that the 'privileged' setting be 'false'",
    code="ClientException",
    seen="quoted",
    source=RULES + "pf-ecs-fargate-privileged",
)
FIRELENS_USER = Text(
    words="If 'user' field is specified on firelens container, then 'UID' has to be '0'.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/cloudposse/terraform-aws-ecs-container-definition/pull/97",
)

# Capacity providers and clusters
NO_CAPACITY_PROVIDER = Text(
    words="The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
    code="ClientException",
    seen="quoted",
    source="github.com/hashicorp/terraform-provider-aws: internal/service/ecs/capacity_provider.go",
)
CAPACITY_PROVIDER_EXISTS = Text(
    words="The specified capacity provider already exists. To change the configuration of an existing capacity"
    " provider, update the capacity provider.",
    code="ClientException",
    seen="quoted",
    source="CreateCapacityProvider",
)
CAPACITY_PROVIDER_NAME = Text(
    words="The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper"
    " and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with"
    ' "aws", "ecs", or "fargate". Specify a valid name and try again.',
    code="InvalidParameterException",
    seen="quoted",
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
    source="https://github.com/aws/containers-roadmap/issues/632",
)
TERMINATION_PROTECTION = Text(
    words="The managed termination protection setting for the capacity provider is invalid. To enable managed"
    " termination protection for a capacity provider, the Auto Scaling group must have instance"
    " protection from scale in enabled.",
    code="ClientException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/11338",
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
    source="https://github.com/pahud/cdk-fargate-patterns/issues/71",
)
CAPACITY_PROVIDER_ELSEWHERE = Text(
    words="The capacity provider {name} is not associated with the cluster {cluster}.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
PROVIDER_NOT_OF_CLUSTER = Text(
    words="The specified capacity provider strategy cannot contain a capacity provider that is not associated with the"
    " cluster",
    code="InvalidParameterException",
    seen="quoted",
    source=RULES + "pf-ecs-cluster-default-strategy-provider-not-listed",
)
PROVIDERS_MIXED = Text(
    words="A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and"
    " Fargate providers. Specify one or the other and try again.",
    code="InvalidParameterException",
    seen="quoted",
    source="https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/68",
)
CLUSTER_NOT_FOUND = Text(
    words="Cluster not found.",
    code="ClusterNotFoundException",
    seen="quoted",
    source="https://github.com/k1LoW/awspec/issues/473",
)
CLUSTER_HAS_SERVICES = Text(
    words="The Cluster cannot be deleted while Services are active.",
    code="ClusterContainsServicesException",
    seen="quoted",
    source="https://github.com/coldbrewcloud/coldbrew-cli/issues/35",
)
# Lately also "active or draining".
CLUSTER_HAS_INSTANCES = Text(
    words="The Cluster cannot be deleted while Container Instances are active.",
    code="ClusterContainsContainerInstancesException",
    seen="quoted",
    source="https://github.com/aws/aws-cli/issues/2078",
)
CLUSTER_HAS_TASKS = Text(
    words="The Cluster cannot be deleted while Tasks are active.",
    code="ClusterContainsTasksException",
    seen="quoted",
    source="https://github.com/gruntwork-io/cloud-nuke/issues/368",
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
    source="github.com/getmoto/moto: moto/ecs/models.py",
)
