"""Where ECS finds no place for a task, and what else it reports of a service's tasks as events."""

from model.texts import ecs as say
from ops.explain.reasons.reason import Reason, Reasons

ROOM = "Blue and green run side by side during a release, so the hosts need room for twice the tasks."

REASONS: Reasons = {
    say.STEADY: Reason(cause="All tasks that the service wants are running and healthy."),
    say.UNPLACED: Reason(
        cause="No host of the cluster can take a new task of the service {service}: {detail}",
        fix="Read what the closest host lacks. `bluegreen rehearse` plays the next release on the hosts that are"
        " there.",
        rule="green-has-room",
    ),
    say.NO_INSTANCES: Reason(
        cause="The cluster has no host: none was started, none could join (its agent, role, user data or way to ECS"
        " fails), or all of them are draining. On Fargate a service says it when its task definition is inactive.",
        fix="Compare the Auto Scaling group's instances with the cluster's: where instances run and none is registered,"
        " read the agent's log on one. Where none runs, raise the group's size.",
    ),
    say.NO_CPU: Reason(
        cause=f"The host that comes closest, {{instance}}, has too few CPU units left. {ROOM}",
        fix="Add hosts, take a larger instance type, reserve less cpu a task, or let a capacity provider add hosts and"
        " name it in the AppSpec. `bluegreen rehearse --instance-type TYPE` tries it.",
        rule="green-has-room",
    ),
    say.NO_MEMORY: Reason(
        cause=f"The host that comes closest, {{instance}}, has too little memory left. {ROOM}",
        fix="Add hosts, take a larger instance type, reserve less memory a task, or let a capacity provider add hosts"
        " and name it in the AppSpec. `bluegreen rehearse --instance-type TYPE` tries it.",
        rule="green-has-room",
    ),
    say.PORT_TAKEN: Reason(
        cause="The task wants a fixed port of its host, and on {instance} another task has it: during a release the old"
        " one. Every host of the cluster is taken that way.",
        fix="Set hostPort to 0 on a bridge network, and let the hosts' security group admit the load balancer on 32768"
        " to 65535; or give each task its own address with awsvpc.",
        rule="host-port-zero",
    ),
    say.NO_INTERFACE: Reason(
        cause="With awsvpc each task takes a network interface, and {instance} has none left.",
        fix="Take an instance type with more interfaces, switch on awsvpcTrunking for the account, or add hosts.",
        rule="green-has-room",
    ),
    say.NO_ATTRIBUTE: Reason(
        cause="The task needs something that {instance} lacks: an operating system or CPU architecture, a log driver, a"
        " placement constraint, or an ECS agent that is too old for a feature of the task definition.",
        fix="Compare requiresAttributes of the task definition with the attributes of the container instance, and start"
        " hosts from a current ECS-optimized image.",
    ),
    say.AGENT_GONE: Reason(
        cause="The ECS agent on {instance} does not answer, so ECS cannot start tasks there.",
        fix="Restart the agent or replace the host; where all hosts say so, look at their way to ECS: NAT gateway, VPC"
        " endpoints, role.",
    ),
    say.INSTANCE_NOT_DISTINCT: Reason(
        cause="The service allows one of its tasks a host, and every host has one: during a release the old one.",
        fix="Have twice as many hosts as tasks, or replace the constraint distinctInstance by a spread strategy.",
        rule="green-has-room",
    ),
    say.NOT_STARTED: Reason(
        cause="ECS could not start a task of the service {service}: {reason}",
        fix="Read the reason. On Fargate it is often a subnet without free addresses, a role, or capacity that AWS has"
        " none of in that zone: more subnets and zones help.",
    ),
    say.NO_ADDRESS: Reason(
        cause="The subnet {subnet} has no free address, and each task with awsvpc takes one; a release takes them"
        " twice.",
        fix="Use larger or more subnets; end what is not used in {subnet}.",
        rule="tasks-have-addresses",
    ),
    say.PERCENTS_TOO_NARROW: Reason(
        cause="Between minimumHealthyPercent and maximumPercent no task of the service {service} may be stopped and"
        " none may be started: with few tasks both round to the number that runs.",
        fix="Widen them: 100 and 200 always move. `bluegreen rehearse` plays the next release with them.",
        rule="percent-can-move",
    ),
    say.ROLE_NOT_ASSUMED: Reason(
        cause="ECS may not assume the role {role} for the task: it does not trust ecs-tasks.amazonaws.com, or it is"
        " gone.",
        fix="Let the trust policy of the role allow sts:AssumeRole to ecs-tasks.amazonaws.com, and keep roles as long"
        " as a task definition that names them may run.",
        rule="trust-is-right",
    ),
    say.HOST_ENDED: Reason(
        cause="The host of the task was terminated: by a scale-in, a Spot interruption or by hand.",
        fix="Keep managed termination protection and draining on, so that a host ends after its tasks have moved.",
        rule="two-tasks-at-least",
    ),
}
