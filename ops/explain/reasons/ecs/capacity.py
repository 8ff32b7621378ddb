"""What ECS says of capacity providers, clusters and their hosts."""

from model.texts import ecs as say
from ops.explain.reasons.reason import Reason, Reasons

REASONS: Reasons = {
    say.NO_CAPACITY_PROVIDER: Reason(
        cause="There is no capacity provider of that name. An AppSpec takes its name only, an ARN is not found.",
        fix="Write the capacity provider's name as ECS lists it.",
    ),
    say.CAPACITY_PROVIDER_EXISTS: Reason(
        cause="A capacity provider of this name is there with other settings.",
        fix="Leave the name to Pulumi, or take the one that is there over with `pulumi import`.",
    ),
    say.CAPACITY_PROVIDER_NAME: Reason(
        cause="The capacity provider's name has a character that is not allowed, or begins as AWS's own do.",
        fix="Use letters, digits, _ and -, and another beginning than aws, ecs or fargate.",
    ),
    say.CAPACITY_PROVIDER_ALONE: Reason(
        cause="The capacity provider has no Auto Scaling group to take hosts from.",
        fix="Name the group in autoScalingGroupProvider.",
    ),
    say.NO_AUTO_SCALING_GROUP: Reason(
        cause="The Auto Scaling group of the capacity provider is not there.",
        fix="Refer to the resource in place of an ARN, so that it is made first.",
    ),
    say.AUTO_SCALING_GROUP_IN_USE: Reason(
        cause="Another capacity provider manages this Auto Scaling group.",
        fix="Give each capacity provider a group of its own.",
    ),
    say.TERMINATION_PROTECTION: Reason(
        cause="The capacity provider is to protect hosts with tasks, and the Auto Scaling group does not let it.",
        fix="Set protectFromScaleIn on the Auto Scaling group. Since 2024 ECS protects the hosts itself and says this"
        " no more.",
    ),
    say.CAPACITY_PROVIDER_OF_CLUSTER: Reason(
        cause="The cluster {cluster} still lists the capacity provider.",
        fix="Take it out of the cluster's capacity providers first; services that use it come before that.",
    ),
    say.CAPACITY_PROVIDER_IN_USE: Reason(
        cause="A service or task set still gets its hosts from the capacity provider.",
        fix="Delete or move the service first, then the association, the capacity provider and the Auto Scaling group.",
    ),
    say.OVERRIDDEN_CONTAINER: Reason(
        cause="The command is for a container {container}, which the task definition does not have.",
        fix="Name the container as the task definition does, and run the task again.",
    ),
    say.CAPACITY_PROVIDER_ELSEWHERE: Reason(
        cause="The cluster {cluster} does not list the capacity provider {name}.",
        fix="Associate it with the cluster, and let the service depend on that.",
    ),
    say.CLUSTER_NOT_FOUND: Reason(
        cause="There is no cluster of that name in this account and region.",
        fix="Compare account, region and name with `pulumi stack output cluster`.",
    ),
    say.CLUSTER_HAS_SERVICES: Reason(
        cause="A service is still there, maybe one that this program does not know.",
        fix="Delete the cluster's services first; `bluegreen stop` ends a running release before.",
    ),
    say.CLUSTER_HAS_INSTANCES: Reason(
        cause="Hosts are still registered with the cluster.",
        fix="Delete in this order: service, capacity provider, Auto Scaling group, cluster.",
    ),
    say.CLUSTER_HAS_TASKS: Reason(
        cause="Tasks still run in the cluster, maybe some that were started by hand.",
        fix="Stop them, then delete the cluster.",
    ),
    say.CLUSTER_SETTING: Reason(
        cause="The cluster's setting {name} has the value {value}.", fix="Use one of {allowed}."
    ),
    say.NOT_AN_INSTANCE: Reason(
        cause="The host has left the cluster.", fix="Nothing need be deregistered; compare with the cluster's hosts."
    ),
    say.INSTANCE_HAS_TASKS: Reason(
        cause="Tasks still run on the host.", fix="Drain the host first, or deregister it with force."
    ),
    say.PROVIDER_NOT_OF_CLUSTER: Reason(
        cause="The service names a capacity provider that its cluster does not list; FARGATE and FARGATE_SPOT too must"
        " be listed.",
        fix="Add it to the cluster's capacity providers, and let the service wait for that.",
        rule="capacity-provider-on-cluster",
    ),
    say.PROVIDERS_MIXED: Reason(
        cause="A service runs on Fargate or on hosts, and its capacity provider strategy names both.",
        fix="Name providers of one kind.",
        rule="capacity-strategy-valid",
    ),
}
