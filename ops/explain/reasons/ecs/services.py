"""What ECS says of services and their task sets: controllers, networks, target groups."""

from model.texts import ecs as say
from ops.explain.reasons.reason import Reason, Reasons

REASONS: Reasons = {
    # Services
    say.NO_SERVICE_LINKED_ROLE: Reason(
        cause="The account is new to ECS, and ECS's own role is not there yet or not known everywhere.",
        fix="Make it once with `aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`, wait a minute"
        " and run `pulumi up` again.",
    ),
    say.NOT_MOVED_BY_CODEDEPLOY: Reason(
        cause="The update changes the service's {what}, and with the controller CODE_DEPLOY only a deployment of"
        " CodeDeploy may. CloudFormation prints it also while it undoes a change of the controller.",
        fix="Ignore changes of taskDefinition and loadBalancers on the service, and bring the change to production with"
        " `bluegreen release`; network and platform go into the AppSpec.",
        rule="service-ignores-releases",
    ),
    say.NOT_FORCED: Reason(
        cause="The option forceNewDeployment starts a rolling update, which a service with the controller CODE_DEPLOY"
        " does not have.",
        fix="Leave it out; `bluegreen release` starts fresh tasks of the same image.",
        rule="codedeploy-service-shape",
    ),
    say.CONTROLLER_TRANSITION: Reason(
        cause="ECS changes the controller of a live service to ECS only, and never to {after}.",
        fix="Keep the controller {before}. For {after} make a new service beside this one, move the users by DNS or at"
        " the load balancer, and delete the old one.",
    ),
    say.CONTROLLER_DURING_DEPLOYMENT: Reason(
        cause="A release of the service is under way, and its controller is not changed meanwhile.",
        fix="Wait for its end with `bluegreen follow`, or end it with `bluegreen finish` or `bluegreen rollback`; then"
        " run `pulumi up` again.",
    ),
    say.STILL_DRAINING: Reason(
        cause="A service of this name was deleted a moment ago, and its last tasks are still draining.",
        fix="Wait until the old service is INACTIVE, some minutes, and run `pulumi up` again; or leave the name to"
        " Pulumi.",
    ),
    say.NOT_IDEMPOTENT: Reason(
        cause="The cluster has a service of this name with other settings. It happens when a service is replaced and"
        " the new one is made before the old one is gone.",
        fix="Leave the name to Pulumi, or set deleteBeforeReplace, which means an outage.",
    ),
    say.NO_TASK_DEFINITION: Reason(
        cause="The service names no task definition.", fix="Name one; only with the controller EXTERNAL none is needed."
    ),
    say.EXTERNAL_LOAD_BALANCERS: Reason(
        cause="The service has the controller EXTERNAL, where load balancers belong to task sets.",
        fix="Leave loadBalancers out of the service and give it to CreateTaskSet; or use CODE_DEPLOY or ECS.",
    ),
    say.EXTERNAL_TASK_DEFINITION: Reason(
        cause="The service has the controller EXTERNAL, where the task definition belongs to task sets.",
        fix="Leave taskDefinition out of the service and give it to CreateTaskSet; or use CODE_DEPLOY or ECS.",
    ),
    say.DAEMON_BY_CODEDEPLOY: Reason(
        cause="The service runs one task on each host (DAEMON), and CodeDeploy releases services with a number of"
        " tasks.",
        fix="Use the scheduling strategy REPLICA, or the controller ECS.",
        rule="codedeploy-service-shape",
    ),
    say.DAEMON_PERCENT: Reason(
        cause="A daemon has one task on each host, so there can never be more than 100 percent of them.",
        fix="Set maximumPercent to 100 and minimumHealthyPercent below it.",
        rule="percent-can-move",
    ),
    say.PERCENTS_BLOCK: Reason(
        cause="With 100 and 100 no task may be stopped and none may be started, so no release could move.",
        fix="Raise maximumPercent, to 200 where there is room, or lower minimumHealthyPercent.",
        rule="percent-can-move",
    ),
    say.SERVICE_CONNECT: Reason(
        cause="Service Connect goes with services that ECS releases, and another controller releases this one.",
        fix="Leave serviceConnectConfiguration out, or release by ECS's own strategies.",
        rule="codedeploy-service-shape",
    ),
    say.PORT_NAME: Reason(
        cause="Service Connect is to offer the port {port_name}, and no port mapping has this name.",
        fix="Set name on the port mapping in the task definition, and the same portName on the service.",
    ),
    say.NO_NAMESPACE: Reason(
        cause="Service Connect is to find others in a namespace that Cloud Map does not have in this region and"
        " account.",
        fix="Create the namespace first, and name it by its ARN, which only one has.",
    ),
    say.SERVICE_CONNECT_HOST: Reason(
        cause="Service Connect adds a proxy between a task and its network, and with the network mode {mode} there is"
        " nothing between.",
        fix="Set networkMode of the task definition to awsvpc or bridge.",
    ),
    say.SERVICE_CONNECT_MEMORY: Reason(
        cause="Service Connect's proxy takes what the memory of the task leaves, and the task definition has memory of"
        " its containers only.",
        fix="Set memory of the task definition, 64 MiB or more above those of its containers.",
    ),
    say.REGISTRY_PORT: Reason(
        cause="Tasks on a bridge or host network share the address of their host, so that a name leads to them by"
        " address and port (SRV), and the service does not say whose port that is.",
        fix="Set containerName and containerPort of serviceRegistries.",
    ),
    say.REGISTRY_WITHOUT_PORT: Reason(
        cause="The records of the registry are A, which have no port, and the service names {member}.",
        fix="Remove containerName, containerPort and port of serviceRegistries, or make the records SRV.",
    ),
    say.REGISTRY_CONTAINER: Reason(
        cause="The registry is to lead to the container {container}, and the task definition has none of that name.",
        fix="Set containerName of serviceRegistries to a container of the task definition.",
    ),
    say.NO_REGISTRY: Reason(
        cause="{registry} is no service of Cloud Map in this region and account: it may be a namespace, or gone.",
        fix="Create a service in the namespace, and name its ARN.",
    ),
    say.SERVICE_ROLE: Reason(
        cause="The service has iamRole, and with awsvpc, with service discovery or with several target groups ECS uses"
        " its service-linked role only.",
        fix="Leave iamRole out.",
    ),
    say.NO_TASK_ROLE: Reason(
        cause="The service has ECS Exec switched on, and its task definition names no task role, with which the agent"
        " in a container calls Session Manager.",
        fix="Set taskRoleArn to a role that allows the four actions of ssmmessages, or leave enableExecuteCommand out.",
        rule="exec-possible",
    ),
    say.EXEC_NOT_CONNECTED: Reason(
        cause="The agent of ECS Exec in the container has no connection to Session Manager: the task role lacks the"
        " actions of ssmmessages, the subnet has no way to them, or the agent may not write into the container.",
        fix="Allow the four actions of ssmmessages to the task role, give private subnets NAT or the endpoint"
        " ssmmessages, and set readonlyRootFilesystem to false; then start new tasks.",
        rule="exec-possible",
    ),
    say.EXEC_NOT_ENABLED: Reason(
        cause="The task was started before ECS Exec was switched on, or its agent is not running: it has just started,"
        " or it ended because it may not write into the container.",
        fix="Set bluegreen:exec and release once, as only new tasks have it. Where it is on, wait a moment, and see"
        " that readonlyRootFilesystem is false.",
        rule="exec-possible",
    ),
    say.CLASSIC_LOAD_BALANCER_NOT_FOUND: Reason(
        cause="The property elbName names a Classic Load Balancer, and there is none called {name}.",
        fix="Name a target group instead: releases by CodeDeploy and by ECS need one.",
    ),
    say.CIRCUIT_BREAKER: Reason(
        cause="The circuit breaker watches ECS's own deployments, and this service is released by CodeDeploy.",
        fix="Leave deploymentCircuitBreaker out; alarms and automatic rollback of the deployment group do its work.",
        rule="codedeploy-service-shape",
    ),
    say.DEPLOYMENT_ALARMS: Reason(
        cause="The service's own alarms watch ECS's deployments, and another controller releases this one.",
        fix="Name the alarms in the deployment group's alarmConfiguration, not on the service.",
        rule="codedeploy-service-shape",
    ),
    say.GRACE_WITHOUT_LOAD_BALANCER: Reason(
        cause="A service without a load balancer has healthCheckGracePeriodSeconds.",
        fix="Leave it out, or give the service its load balancer.",
    ),
    say.LAUNCH_TYPE_AND_PROVIDER: Reason(
        cause="The service says twice where its tasks run: by launchType and by capacityProviderStrategies.",
        fix="Keep one: a capacity provider if hosts are to be added for a release, the launch type otherwise.",
    ),
    say.NOT_FOR_FARGATE: Reason(
        cause="The service runs on Fargate, and its task definition is one for hosts.",
        fix="Set requiresCompatibilities to FARGATE, networkMode to awsvpc, and cpu and memory of the task.",
    ),
    say.NO_NETWORK: Reason(
        cause="With awsvpc each task has its own address, and nothing says in which subnets.",
        fix="Set networkConfiguration with subnets and security groups; in a release by CodeDeploy also in the"
        " AppSpec.",
    ),
    say.NETWORK_NOT_VALID: Reason(
        cause="The service has a networkConfiguration, and its task definition's network mode is not awsvpc.",
        fix="Leave networkConfiguration out, or set networkMode to awsvpc.",
    ),
    say.NO_SUBNETS: Reason(
        cause="The networkConfiguration has an empty list of subnets.", fix="Name the subnets of the tasks."
    ),
    say.SUBNET_NOT_FOUND: Reason(
        cause="ECS cannot read the subnet {subnet}: {message}",
        fix="Compare id, account and region; refer to the resource in place of a text.",
    ),
    say.SECURITY_GROUP_NOT_FOUND: Reason(
        cause="The security group {group} is not there, or belongs to another region.",
        fix="Compare id, account and region; refer to the resource in place of a text.",
    ),
    say.TARGET_GROUP_NOT_FOUND: Reason(
        cause="The target group {target_group} is not there: deleted, or in another region.",
        fix="Refer to the resource in place of an ARN, so that it is made first and lives as long as the service.",
    ),
    say.TARGET_GROUP_UNUSED: Reason(
        cause="No listener and no rule forwards to {target_group} yet, and ECS takes a service only behind one.",
        fix="Let the service depend on both listeners (dependsOn), so that they are made first.",
        rule="pair-fits-service",
    ),
    say.TARGET_TYPE: Reason(
        cause="{target_group} takes targets of type {kind}, and tasks in network mode {mode} are of the other one.",
        fix="Use target type ip with awsvpc, and instance with bridge and host. A target group's type cannot be"
        " changed: it is replaced.",
        rule="target-type-fits-network",
    ),
    say.CONTAINER_NOT_FOUND: Reason(
        cause="The task definition has no container {container}. The name comes from the AppSpec's LoadBalancerInfo in"
        " a release, and from the service's loadBalancers when it is made.",
        fix="Write the container's name the same in the task definition, the service and the AppSpec.",
        rule="matching-target-ports",
    ),
    say.PORT_NOT_FOUND: Reason(
        cause="The container {container} has no portMapping with containerPort {port}. The port comes from the"
        " AppSpec's LoadBalancerInfo in a release, and from the service's loadBalancers when it is made; the"
        " listener's port is often written there by mistake.",
        fix="Write the port that the program in the container listens on into portMappings, service, both target groups"
        " and AppSpec.",
        rule="matching-target-ports",
    ),
    say.SERVICE_NOT_ACTIVE: Reason(
        cause="The service was deleted, or is draining.",
        fix="`bluegreen status` shows its state; make it again with `pulumi up`, after `pulumi refresh` if Pulumi"
        " thinks that it is there.",
    ),
    say.SCALED_ABOVE_ZERO: Reason(
        cause="The service still wants tasks, and ECS deletes a service at zero only.",
        fix="Set forceDelete on the service, or set desiredCount to 0 first.",
    ),
    say.TASK_DEFINITION_INACTIVE: Reason(
        cause="The task definition's revision was deregistered, so no new task of it is started.",
        fix="Register it again as a new revision. Keep old revisions (skipDestroy): a rollback starts them.",
    ),
    say.REVISION_NOT_A_NUMBER: Reason(
        cause="The task definition is named with the revision {revision}, and a revision is a number; ECS has no"
        " latest.",
        fix="Give the ARN or family:NUMBER; a pipeline's AppSpec has the placeholder <TASK_DEFINITION>.",
    ),
    say.TASK_NOT_FOUND: Reason(
        cause="The task is gone: ECS forgets stopped tasks after about an hour.",
        fix="ListTasks lists those that run.",
    ),
    say.REBALANCING_SPREAD: Reason(
        cause="Zone rebalancing moves tasks between zones, and the service's first placement strategy is another than"
        " a spread over zones.",
        fix="Put a spread on attribute:ecs.availability-zone first, or turn availabilityZoneRebalancing off.",
        rule="rebalancing-possible",
    ),
    say.REBALANCING_DAEMON: Reason(
        cause="A DAEMON service has one task on each host, so there is nothing to balance.",
        fix="Turn availabilityZoneRebalancing off.",
        rule="rebalancing-possible",
    ),
    say.FARGATE_PLACEMENT: Reason(
        cause="Fargate has no hosts to choose from: it spreads tasks over the subnets' zones by itself.",
        fix="Leave placement {what} out on Fargate.",
        rule="placement-on-hosts",
    ),
    say.PUBLIC_ADDRESS_ON_HOST: Reason(
        cause="Only tasks on Fargate can have public addresses; on hosts an awsvpc task reaches out by a NAT gateway.",
        fix="Set assignPublicIp to false, and give the subnets a route out.",
        rule="network-configuration-fits",
    ),
    # Task sets
    say.ONLY_EXTERNAL: Reason(
        cause="Task sets of this service are made by CodeDeploy or ECS, and nobody else may change them.",
        fix="Release with `bluegreen release`; CreateTaskSet is for the controller EXTERNAL.",
    ),
    say.TOO_MANY_TASK_SETS: Reason(
        cause="The service has {count} deployments, and a new task set would be one too many: a release is running, or"
        " one was left behind.",
        fix="End the running one with `bluegreen finish` or `bluegreen rollback`, then release again.",
    ),
    say.TASK_SET_NOT_FOUND: Reason(
        cause="The task set is gone: it was ended by its deployment or by hand.",
        fix="DescribeServices lists those that are there.",
    ),
    say.PRIMARY_NOT_DELETED: Reason(
        cause="The task set serves the users.", fix="Make another task set PRIMARY first; force ends what is live."
    ),
    say.SCALED_TASK_SET_NOT_DELETED: Reason(
        cause="The task set still has tasks.", fix="Set its scale to 0 first, or delete it with force."
    ),
    say.SCALE: Reason(
        cause="A task set's scale is a share of the service's desiredCount, and {given} is none.",
        fix="Set 0 to 100 with the unit PERCENT.",
    ),
    say.DAEMON_STRATEGY: Reason(
        cause="A daemon has one task on each host, so there is nothing to choose.",
        fix="Remove the placement strategies of the service. Constraints may stay.",
        rule="placement-on-hosts",
    ),
    say.DAEMON_PROVIDER: Reason(
        cause="A daemon runs on every host of the cluster, whichever capacity provider started it.",
        fix="Remove the capacity provider strategy, and set launchType to EC2, also where the cluster has a default.",
        rule="capacity-strategy-valid",
    ),
    say.VOLUME_ROLE: Reason(
        cause="ECS makes the EBS volumes of the tasks with the role {role}, which does not trust ECS, or was made a"
        " moment ago.",
        fix="Allow sts:AssumeRole to ecs.amazonaws.com in the trust policy of the role; where it does, try again.",
        rule="trust-is-right",
    ),
}
