"""What ECS says in the events of a service while its tasks come and go, and of its deployments."""

from model.texts.text import Text

DEVELOPER_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
STOPPED_TASKS = DEVELOPER_GUIDE + "stopped-task-error-codes.html"

STARTED = Text(
    words="(service {service}) has started {count} tasks: {tasks}.",
    seen="documented",
    source=DEVELOPER_GUIDE + "service-event-messages.html",
)
REGISTERED = Text(
    words="(service {service}) registered {count} targets in (target-group {target_group})",
    seen="quoted",
    source="DescribeServices",
)
DRAINING = Text(
    words="(service {service}) has begun draining connections on {count} tasks.",
    seen="quoted",
    source="DescribeServices",
)
DEREGISTERED = Text(
    words="(service {service}) deregistered {count} targets in (target-group {target_group})",
    seen="quoted",
    source="DescribeServices",
)
STOPPED = Text(
    words="(service {service}) has stopped {count} running tasks: {tasks}.",
    seen="quoted",
    source="DescribeServices",
)
UNHEALTHY = Text(
    words="(service {service}) ({where}) is unhealthy in (target-group {target_group}) due to (reason {reason})",
    seen="documented",
    source=DEVELOPER_GUIDE + "service-event-messages-list.html",
)
THROTTLED = Text(
    words="(service {service}) is unable to consistently start tasks successfully. For more information, see the"
    " Troubleshooting section of the Amazon ECS Developer Guide.",
    seen="documented",
    source=DEVELOPER_GUIDE + "service-event-messages-list.html",
)
DEPLOYMENT_COMPLETED = Text(
    words="(service {service}) (deployment {deployment}) deployment completed.",
    seen="quoted",
    source="DescribeServices",
)
DEPLOYMENT_FAILED = Text(
    words="(service {service}) (deployment {deployment}) deployment failed: {reason}.",
    seen="documented",
    source=DEVELOPER_GUIDE + "deployment-circuit-breaker.html",
)
TASKS_FAILED = Text(
    words="tasks failed to start", seen="quoted", source=DEVELOPER_GUIDE + "deployment-circuit-breaker.html"
)
ALARM_DETECTED = Text(words="alarm detected", seen="quoted", source=DEVELOPER_GUIDE + "deployment-alarm-failure.html")
"""These two are the reasons of a rolling update that is rolled back."""
ROLLING_BACK = Text(
    words="(service {service}) rolling back to deployment {deployment}.",
    seen="quoted",
    source="DescribeServices",
)

# The reasons of a deployment's rollout state
IN_PROGRESS = Text(words="ECS deployment {deployment} in progress.", seen="documented", source="DescribeServices")
COMPLETED = Text(words="ECS deployment {deployment} completed.", seen="documented", source="DescribeServices")
BREAKER_ROLLS_BACK = Text(
    words="ECS deployment circuit breaker: rolling back to deploymentId {deployment}.",
    seen="quoted",
    source="DescribeServices",
)
BREAKER = Text(
    words="ECS deployment circuit breaker: tasks failed to start.",
    seen="documented",
    source=DEVELOPER_GUIDE + "deployment-circuit-breaker.html",
)

# Why a task stopped
CANNOT_PULL = Text(words="CannotPullContainerError", seen="documented", source=STOPPED_TASKS)
NOT_INITIALIZED = Text(words="ResourceInitializationError", seen="documented", source=STOPPED_TASKS)
CANNOT_START = Text(words="CannotStartContainerError", seen="documented", source=STOPPED_TASKS)
DEPENDENCY_FAILED = Text(
    words="CannotStartContainerError: dependency graph: failed to resolve container ordering dependency "
    "[{dependency} (STOPPED->RUNNING) - Exit: {code}] for target [{container} (NONE->RUNNING)]"
    " as dependency did not exit successfully.",
    seen="quoted",
    source="https://github.com/aws/amazon-ecs-agent/pull/3218",
)
OUT_OF_MEMORY = Text(
    words="OutOfMemoryError: Container killed due to memory usage", seen="documented", source=STOPPED_TASKS
)
ESSENTIAL_EXITED = Text(words="Essential container in task exited", seen="documented", source="DescribeTasks")
FAILED_CHECKS = Text(
    words="Task failed ELB health checks in (target-group {target_group})",
    seen="documented",
    source=STOPPED_TASKS,
)
FAILED_CONTAINER_CHECKS = Text(words="Task failed container health checks", seen="documented", source=STOPPED_TASKS)
SCALED = Text(
    words="Scaling activity initiated by (deployment {deployment})",
    seen="documented",
    source=STOPPED_TASKS,
)
