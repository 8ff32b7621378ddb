"""What ECS's texts come from: of tasks that are not placed, services, task definitions, capacity and clusters."""

from model.texts import ecs as say
from ops.explain.reasons.reason import Reason, Reasons

ROOM = "Blue and green run side by side during a release, so the hosts need room for twice the tasks."
SIZES = "Choose a pair from the table in docs/configuration.md"

REASONS: Reasons = {
    # Events of services
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
    say.SERVICE_ROLE: Reason(
        cause="The service has iamRole, and with awsvpc, with service discovery or with several target groups ECS uses"
        " its service-linked role only.",
        fix="Leave iamRole out.",
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
    # Task definitions
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
    # Capacity providers and clusters
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
    # What ECS refuses before a task is there
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
    say.CONTAINER_ABOVE_TASK_MEMORY: Reason(
        cause="The container {container} may use more memory than its whole task.",
        fix="Raise memory of the task, or lower that of the container.",
        rule="task-sized",
    ),
    say.UNKNOWN_VOLUME: Reason(
        cause="A container mounts the volume {volume}, and the task definition has none of that name.",
        fix="Add it to volumes of the task definition, or correct sourceVolume.",
        rule="volumes-declared",
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
    say.NO_LOG_ROUTER: Reason(
        cause="A container sends its log to FireLens, and no container of the task is FireLens.",
        fix="Add a container with firelensConfiguration, or use awslogs.",
        rule="log-router-present",
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
