"""What ECS says of task definitions: sizes, containers, roles."""

from model.texts import ecs as say
from ops.explain.reasons.reason import Reason, Reasons

SIZES = "Choose a pair from the table in docs/configuration.md"

REASONS: Reasons = {
    say.TASK_SIZE: Reason(
        cause="The task's {size} is no number that ECS knows.", fix=f"{SIZES}; on hosts any positive number goes."
    ),
    say.SAME_CONTAINER: Reason(
        cause="Two containers of the task have one name.", fix="Give each container its own name."
    ),
    say.NO_ESSENTIAL_CONTAINER: Reason(
        cause="Every container of the task is marked as not essential, so nothing would end the task.",
        fix="Set essential to true on the container that serves.",
        rule="task-sized",
    ),
    say.NO_CONTAINER_MEMORY: Reason(
        cause="Neither the task nor its container {container} says how much memory it needs.",
        fix="Set memory or memoryReservation on the container, or memory on the task.",
        rule="task-sized",
    ),
    say.RESERVATION_ABOVE_MEMORY: Reason(
        cause="The container {container} reserves more memory than it may use.",
        fix="Set memoryReservation to memory or less.",
    ),
    say.CONTAINERS_ABOVE_TASK_CPU: Reason(
        cause="The containers together reserve more CPU than the task has.",
        fix="Raise the task's cpu, or lower that of the containers.",
        rule="task-sized",
    ),
    say.SECRETS_WITHOUT_ROLE: Reason(
        cause="ECS fetches secrets with the execution role, and the task definition has none.",
        fix="Set executionRoleArn to a role that may read the secrets.",
        rule="task-roles-separate",
    ),
    say.HOST_PORTS: Reason(
        cause="On {mode} networks there is no mapping of ports, and hostPort is not containerPort.",
        fix="Leave hostPort out, or set it to containerPort.",
        rule="host-port-allowed",
    ),
    say.FARGATE_NETWORK: Reason(cause="On Fargate every task has its own address.", fix="Set networkMode to awsvpc."),
    say.FARGATE_SIZE_MISSING: Reason(
        cause="Fargate sells tasks by their size, and the task definition lacks {size}.",
        fix=f"Set {{size}} on the task, not only on its containers. {SIZES}.",
        rule="task-sized",
    ),
    say.FARGATE_SIZES: Reason(
        cause="Fargate has no tasks with {cpu} CPU units and {memory} MiB of memory.", fix=f"{SIZES}."
    ),
    say.FARGATE_EXECUTION_ROLE: Reason(
        cause="On Fargate ECS pulls from ECR with the execution role, and the task definition has none.",
        fix="Set executionRoleArn to a role with AmazonECSTaskExecutionRolePolicy.",
        rule="task-roles-separate",
    ),
    say.FIRELENS_USER: Reason(
        cause="The log router runs as another user than root.",
        fix="Leave user out of the firelens container, or set 0.",
    ),
    say.DEPENDENCY_MISSING: Reason(
        cause="A container waits for {container}, and the task definition has none of that name.",
        fix="Name a container of the same task definition in dependsOn.",
        rule="container-dependencies-met",
    ),
    say.DEPENDENCY_UNCHECKED: Reason(
        cause="A container waits until another is HEALTHY, and the other has no health check of its own. The load"
        " balancer's does not count.",
        fix="Give it a healthCheck, or wait for START.",
        rule="container-dependencies-met",
    ),
    say.DEPENDENCY_ESSENTIAL: Reason(
        cause="A container waits for the end of another, and that one is essential: with its end the task would end.",
        fix="Set essential to false on the container that ends, such as a migration.",
        rule="container-dependencies-met",
    ),
    say.PORT_MAPPED_TWICE: Reason(
        cause="Containers of a task share one network there, and two of them take {protocol} port {port}.",
        fix="Give one of them another port.",
        rule="container-ports-differ",
    ),
    say.FARGATE_UNSUPPORTED: Reason(
        cause="Fargate does not offer {feature}.",
        fix="Leave it out, or run the task on hosts.",
        rule="fargate-runs-task",
    ),
    say.FARGATE_PRIVILEGED: Reason(
        cause="No container on Fargate may have the rights of its host.",
        fix="Set privileged to false, or run the task on hosts.",
        rule="fargate-runs-task",
    ),
    say.SAME_SECRET: Reason(
        cause="Two secrets of one container would set the variable {name}.",
        fix="Remove one of the two.",
        rule="container-secrets-differ",
    ),
    say.SECRET_AND_VARIABLE: Reason(
        cause="The variable {name} of one container is both in environment and in secrets.",
        fix="Remove it from environment, or give the secret another name.",
        rule="container-secrets-differ",
    ),
    say.UNKNOWN_VOLUME: Reason(
        cause="A container mounts the volume {volume}, and volumes of the task definition has none of this name.",
        fix="Add it to volumes of the task definition, or correct sourceVolume of the mount point.",
        rule="volumes-declared",
    ),
    say.CONTAINER_ABOVE_TASK_MEMORY: Reason(
        cause="The container {container} may use more memory than its task has.",
        fix="Set memory of the container to that of the task or less, or give the task more.",
        rule="task-sized",
    ),
    say.NO_LOG_ROUTER: Reason(
        cause="A container sends its log to FireLens, and no container of the task has a firelensConfiguration.",
        fix="Add the log router, such as AWS for Fluent Bit, or set logDriver to awslogs.",
        rule="container-logs-kept",
    ),
    say.IDLE_LOG_ROUTER: Reason(
        cause="A container of the task is a log router, and no other one sends its log there.",
        fix="Set logDriver of the application's container to awsfirelens, or remove firelensConfiguration.",
        rule="container-logs-kept",
    ),
    say.DEPENDENCY_CIRCLE: Reason(
        cause="Of these containers each waits for the next: {circle}.",
        fix="Remove one of the dependencies.",
        rule="container-dependencies-met",
    ),
    say.TOO_MANY_CONTAINERS: Reason(
        cause="A task definition has at most ten containers.",
        fix="Run some of them as a service of their own.",
        rule="task-sized",
    ),
    say.VOLUMES_FROM_NOBODY: Reason(
        cause="A container takes the volumes of {container}, and the task definition has none of that name.",
        fix="Name a container of the same task definition in volumesFrom.",
        rule="volumes-declared",
    ),
    say.EFS_ROOT_DIRECTORY: Reason(
        cause="An access point of EFS has a root directory of its own, so a volume that uses one has no other.",
        fix="Leave rootDirectory out, and set the directory in the access point.",
        rule="efs-volume-valid",
    ),
    say.EFS_IAM_UNENCRYPTED: Reason(
        cause="A volume in EFS is mounted with the task's role, which only an encrypted connection can tell.",
        fix="Set transitEncryption to ENABLED.",
        rule="efs-volume-valid",
    ),
    say.EFS_ACCESS_POINT_UNENCRYPTED: Reason(
        cause="A volume in EFS uses an access point, which takes encrypted connections only.",
        fix="Set transitEncryption to ENABLED.",
        rule="efs-volume-valid",
    ),
    say.EFS_PORT_UNENCRYPTED: Reason(
        cause="A volume in EFS has a port for encryption, which is not enabled.",
        fix="Set transitEncryption to ENABLED, or leave the port out.",
        rule="efs-volume-valid",
    ),
    say.ENVIRONMENT_FILE_ARN: Reason(
        cause="A file of variables in environmentFiles is not named by an ARN.",
        fix="Write it as arn:aws:s3:::BUCKET/NAME.env.",
        rule="container-settings-valid",
    ),
    say.TOO_MANY_ENVIRONMENT_FILES: Reason(
        cause="A container has more than ten files of variables.",
        fix="Put more variables into one file.",
        rule="container-settings-valid",
    ),
    say.ULIMIT: Reason(
        cause="The limit {name} of a container is higher at first (softLimit) than it may ever be (hardLimit).",
        fix="Lower softLimit, or raise hardLimit.",
        rule="container-settings-valid",
    ),
}
