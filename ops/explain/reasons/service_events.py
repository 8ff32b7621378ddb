"""What the events of services and the reasons of stopped tasks come from."""

from model.texts import service_events as say
from ops.explain.reasons.reason import Reason, Reasons

STOPPED_REASONS = (
    "`bluegreen follow` shows what the service said of its tasks; the reasons of stopped tasks, which ECS keeps for an"
    " hour, are for `bluegreen explain`."
)

REASONS: Reasons = {
    say.STARTED: Reason(cause="ECS started tasks of the service {service}."),
    say.REGISTERED: Reason(cause="The load balancer begins to check new tasks of the service {service}."),
    say.DRAINING: Reason(cause="Tasks of the service {service} get no new requests and finish those they have."),
    say.DEREGISTERED: Reason(cause="Tasks of the service {service} have left their target group."),
    say.STOPPED: Reason(cause="ECS stopped tasks of the service {service} that it does not want any more."),
    say.UNHEALTHY: Reason(
        cause="The load balancer's health check of a task of {service} failed: {reason}. ECS stops the task and starts"
        " another.",
        fix="See that the task answers on the health check's path and port with the expected status, soon enough after"
        " its start, and that its security group admits the load balancer.",
        rule="health-check-on-traffic-port",
    ),
    say.THROTTLED: Reason(
        cause="Tasks of the service {service} stop again and again soon after their start, so ECS waits longer and"
        " longer between two attempts, up to 15 minutes.",
        fix=f"{STOPPED_REASONS} Repair what stops them, then release again: that also ends the long pauses.",
    ),
    say.DEPLOYMENT_COMPLETED: Reason(
        cause="All tasks of the deployment {deployment} run, and the old ones have ended."
    ),
    say.DEPLOYMENT_FAILED: Reason(
        cause="The deployment {deployment} of the service {service} failed: {reason}.",
        fix="`bluegreen status` says which tasks serve and how the deployment ended. Repair the cause, then release"
        " again.",
    ),
    say.TASKS_FAILED: Reason(
        cause="So many tasks of the deployment failed to start or to become healthy that the circuit breaker ended it.",
        fix=STOPPED_REASONS,
    ),
    say.ALARM_DETECTED: Reason(
        cause="An alarm of the service went to ALARM during the deployment.",
        fix="Read the alarm's history in CloudWatch; `bluegreen verify` names alarms that are in ALARM.",
    ),
    say.ROLLING_BACK: Reason(
        cause="The deployment failed, and ECS goes back to {deployment}, the last one that completed. The release has"
        " failed.",
        fix="Look for the event before this one, which says why: `bluegreen follow` shows it.",
    ),
    say.IN_PROGRESS: Reason(cause="The deployment {deployment} starts and stops tasks; nothing has failed so far."),
    say.COMPLETED: Reason(cause="The deployment {deployment} ended well."),
    say.BREAKER_ROLLS_BACK: Reason(
        cause="The circuit breaker ended the deployment since its tasks failed, and ECS goes back to {deployment}."
        " The release has failed.",
        fix=STOPPED_REASONS,
    ),
    say.BREAKER: Reason(
        cause="The circuit breaker ended the deployment since its tasks did not start or did not become healthy."
        " Without rollback the service stays as it is, with whatever tasks run.",
        fix=f"{STOPPED_REASONS} `bluegreen rollback` goes back by hand.",
    ),
    # Why a task stopped
    say.CANNOT_PULL: Reason(
        cause="The image cannot be pulled: the repository has no such tag, the execution role may not read it, or the"
        " task has no way to the registry.",
        fix="Look whether the image is there for the host's CPU architecture; allow the execution role"
        " AmazonECSTaskExecutionRolePolicy; give the subnets a NAT gateway or the VPC endpoints ecr.api, ecr.dkr and"
        " s3.",
    ),
    say.NOT_INITIALIZED: Reason(
        cause="What the task needs before its containers start was not to be had: a secret, the login to the registry,"
        " the log group or a volume. Mostly the execution role lacks a permission, or the subnet a way out.",
        fix="Read the rest of the reason. Allow the execution role to read the secrets, give the subnets a NAT gateway"
        " or VPC endpoints, and make the log group before the service.",
        rule="task-roles-separate",
    ),
    say.CANNOT_START: Reason(
        cause="The image is there and its container does not start: the command or entry point is not in the image, is"
        " for another CPU architecture, or a mount fails.",
        fix="Run the image with the same command on a machine of that architecture, and correct command, entryPoint or"
        " runtimePlatform.",
    ),
    say.DEPENDENCY_FAILED: Reason(
        cause="A container waits for the success of another, such as a migration, which ended with exit code {code}. So"
        " it was never started.",
        fix="Read the log of the one that ended, and repair what it does; the old tasks serve meanwhile.",
        rule="container-dependencies-met",
    ),
    say.OUT_OF_MEMORY: Reason(
        cause="A container used more memory than it may, and was killed (exit code 137).",
        fix="Raise memory of the container and of the task, or find out what uses it.",
        rule="task-sized",
    ),
    say.ESSENTIAL_EXITED: Reason(
        cause="The program of an essential container ended, and its task with it: it crashed, lacks a setting, or has"
        " nothing that keeps it running.",
        fix="Read the container's log and exit code in CloudWatch Logs; a setting that is new in this release is the"
        " first suspect.",
        rule="container-logs-kept",
    ),
    say.FAILED_CHECKS: Reason(
        cause="The load balancer found the task unhealthy in {target_group}, so ECS stopped it.",
        fix="See that the program answers on the health check's path and port with the expected status, and give it"
        " time to start with healthCheckGracePeriodSeconds.",
        rule="grace-period-set",
    ),
    say.FAILED_CONTAINER_CHECKS: Reason(
        cause="The container's own healthCheck command failed as often as retries allows.",
        fix="Run the command inside the image: curl or wget is often not there. Give a slow start its startPeriod.",
    ),
    say.SCALED: Reason(
        cause="The deployment {deployment} ended the task since fewer are wanted: the old tasks of a release end so."
    ),
}
