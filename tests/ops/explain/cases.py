"""Texts of AWS as people paste them: each with the text of `model/texts` that it is, and what stands in its places."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from model.texts import (
    cloud_map,
    codebuild,
    codedeploy,
    codepipeline,
    codes,
    ecr,
    ecs,
    elbv2,
    native,
    service_events,
)
from model.texts.text import Text


class Case(NamedTuple):
    pasted: str
    text: Text
    rule: str = ""
    values: Mapping[str, str] = MappingProxyType({})


ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"
BLUE = f"{ELB}:targetgroup/web-blue/0123456789abcdef"
GREEN = f"{ELB}:targetgroup/web-green/fedcba9876543210"
OTHER = f"{ELB}:targetgroup/api/00112233445566"
LISTENER = f"{ELB}:listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2"
RULE = f"{ELB}:listener-rule/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee"
ROLE = "arn:aws:iam::123456789012:role/web-codedeploy"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:probe"
USER = "arn:aws:sts::123456789012:assumed-role/web/ECSNetworkingWithELB"
REGISTRY = "arn:aws:servicediscovery:us-east-2:123456789012:service/srv-l2ijonw3ungcigcj"
HOST = "8a5d3f0e-6c43-4b1a-9d20-1f0c9f1e7c11"
ECS_ERROR = (
    "(Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException; Request ID: 7d0a; Proxy: null)."
    " Check your ECS service status."
)
UNPLACED = "(service web) was unable to place a task because no container instance met all of its requirements."
MORE = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
ROLLED_BACK = "Service deployment rolled back because of invalid networking configuration"

DEPLOYMENTS = [
    Case(
        "The ELB could not be updated due to the following error: Primary taskset target group must be behind listener"
        f" {LISTENER}",
        codedeploy.PRIMARY_NOT_BEHIND_LISTENER,
        "listener-ignores-actions",
        {"listener": LISTENER},
    ),
    Case(
        "The ELB could not be updated due to the following error: Primary taskset target group must be behind listener"
        f" {RULE}",
        codedeploy.PRIMARY_NOT_BEHIND_LISTENER,
        "listener-ignores-actions",
        {"listener": RULE},
    ),
    Case(
        "The ELB could not be updated due to the following error: Green taskset target group cannot have non-zero"
        " weight prior to traffic shifting",
        codedeploy.GREEN_HAS_WEIGHT,
        "single-forward-at-rest",
    ),
    Case(
        "The ELB could not be updated due to the following error: Only target group in ECS deployment group"
        f" ({BLUE}, {GREEN}) can be set on listener {LISTENER}",
        codedeploy.THIRD_TARGET_GROUP,
        "pair-alone-on-listener",
        {"blue": BLUE, "green": GREEN, "listener": LISTENER},
    ),
    Case(
        "The deployment timed out while waiting for the replacement task set to become healthy. This time out period"
        " is 60 minutes.",
        codedeploy.NOT_HEALTHY,
        "green-has-room",
    ),
    Case(
        "The deployment timed out while waiting for a notification to continue. This time out period is 15 minutes.",
        codedeploy.NOT_CONTINUED,
        "ready-wait-bounded",
        {"minutes": "15"},
    ),
    Case(
        "The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one"
        " hour after a deployment hook is invoked.",
        codedeploy.HOOK_TIMED_OUT,
    ),
    Case(
        "The deployment failed because one or more of the lifecycle event validation functions failed.",
        codedeploy.HOOK_FAILED,
    ),
    Case(
        f"The IAM role {ROLE} does not give you permission to perform operations in the following AWS service:"
        " AWSLambda.",
        codedeploy.ROLE_LACKS_PERMISSIONS,
        "codedeploy-role-suffices",
        {"role": ROLE, "service": "AWSLambda"},
    ),
    Case(
        f"The IAM role {ROLE} does not give you permission to perform operations in the following AWS service:"
        " AmazonElasticLoadBalancingV2.",
        codedeploy.ROLE_LACKS_PERMISSIONS,
        "codedeploy-role-suffices",
        {"service": "AmazonElasticLoadBalancingV2"},
    ),
    Case(
        "Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update"
        " Deployment group.",
        codedeploy.NO_GRADUAL_SHIFT,
        "network-load-balancer-all-at-once",
    ),
    Case(
        "The ECS service cannot be updated due to an unexpected error: The container web did not have a container port"
        f" 443 defined. {ECS_ERROR}",
        ecs.PORT_NOT_FOUND,
        "matching-target-ports",
        {"container": "web", "port": "443", "error": "InvalidParameterException"},
    ),
    Case(
        "The ECS service cannot be updated due to an unexpected error: The container sample does not exist in the task"
        f" definition. {ECS_ERROR.replace('; Proxy: null', '')}",
        ecs.CONTAINER_NOT_FOUND,
        "matching-target-ports",
        {"container": "sample"},
    ),
    Case(
        "ECS_UPDATE_ERROR The ECS service cannot be updated due to an unexpected error: Invalid revision number."
        f" Number: latest {ECS_ERROR}",
        ecs.REVISION_NOT_A_NUMBER,
        values={"revision": "latest"},
    ),
    Case(
        f"The ECS service cannot be updated due to an unexpected error: Something nobody has seen yet {ECS_ERROR}",
        codedeploy.SERVICE_NOT_UPDATED,
        values={"cause": "Something nobody has seen yet"},
    ),
    Case(
        "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the"
        " affected deployments have been stopped. Activated alarms: <web-5xx, web-p95>",
        codedeploy.ALARM_ACTIVE,
        "alarm-scope",
        {"alarms": "web-5xx, web-p95"},
    ),
    Case(
        "Deployment d-1A2B3C4D5 terminated. Automatic rollback is triggered with a DeploymentId d-6E7F8G9H0.",
        codedeploy.ROLLED_BACK,
        values={"deployment": "d-1A2B3C4D5", "rollback": "d-6E7F8G9H0"},
    ),
    Case(
        "An error occurred (DeploymentLimitExceededException) when calling the CreateDeployment operation: The"
        " Deployment Group 'web' is already deploying deployment 'd-1A2B3C4D5'.",
        codedeploy.ALREADY_DEPLOYING_ONCE,
        "termination-wait-bounded",
        {"deployment": "d-1A2B3C4D5"},
    ),
    Case(
        "DeploymentLimitExceededException: The Deployment Group 'web' already has an active Deployment 'd-1A2B3C4D5'",
        codedeploy.ALREADY_DEPLOYING,
        "termination-wait-bounded",
        {"group": "web", "deployment": "d-1A2B3C4D5"},
    ),
    Case(
        "An error occurred (RevisionRequiredException) when calling the CreateDeployment operation: RevisionLocation"
        " must be specified",
        codedeploy.NO_REVISION,
    ),
]

GROUPS_AND_CONFIGURATIONS = [
    Case(
        "InvalidECSServiceException: Deployment group's ECS service must be configured for a CODE_DEPLOY deployment"
        " controller.",
        codedeploy.OTHER_CONTROLLER,
        "deployment-group-shape",
    ),
    Case(
        "InvalidDeploymentStyleException: For ECS deployment, the deployment type must be BLUE_GREEN, and deployment"
        " option must be WITH_TRAFFIC_CONTROL.",
        codedeploy.DEPLOYMENT_STYLE,
        "deployment-style-for-ecs",
    ),
    Case(
        "BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option",
        codedeploy.WITHOUT_TRAFFIC_CONTROL,
        "deployment-style-for-ecs",
    ),
    Case(
        "InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must be specified",
        codedeploy.NO_LOAD_BALANCER_INFO,
        "deployment-group-shape",
    ),
    Case(
        "InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must not contain elbInfo list",
        codedeploy.SERVERS_LOAD_BALANCERS,
        "deployment-group-shape",
        {"list": "elbInfo"},
    ),
    Case(
        "For ECS deployment group, loadBalancerInfo must not contain targetGroupInfo list",
        codedeploy.SERVERS_LOAD_BALANCERS,
        "deployment-group-shape",
        {"list": "targetGroupInfo"},
    ),
    Case(
        "InvalidBlueGreenDeploymentConfigurationException: For ECS deployment group, blueGreenDeploymentConfiguration"
        " must be specified",
        codedeploy.NO_BLUE_GREEN_CONFIGURATION,
        "deployment-group-shape",
    ),
    Case(
        "The specification for load balancing in the deployment group is invalid. The deploymentOption value is set to"
        " WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList or no target group was"
        " specified in targetGroupInfoList.",
        codedeploy.NO_LOAD_BALANCER_FOR_SERVERS,
        "application-for-ecs",
    ),
    Case(
        "InvalidECSServiceException: Should not specify ECS services parameter for Server deployment group",
        codedeploy.SERVICE_IN_SERVER_GROUP,
        "application-for-ecs",
    ),
    Case(
        "Server Deployment Groups should not define a value for ecsServices, eksClusters, or targetGroupPairInfoList",
        codedeploy.ECS_IN_SERVER_GROUP,
        "application-for-ecs",
    ),
    Case(
        "InvalidAutoScalingGroupException: For ECS deployment group, autoScalingGroups can not be specified",
        codedeploy.AUTO_SCALING_GROUPS,
        "no-servers-in-ecs-group",
    ),
    Case(
        "A deployment group associated with an application that uses the ECS compute platform must contain a valid"
        " pair of target groups that identify a load balancer. The targ",
        codedeploy.BAD_PAIR,
        "pair-behind-one-load-balancer",
    ),
    Case(
        f"Could not load ECS service information for cluster: shop, service: web. Cause: User: {USER} is not authorized"
        " to perform: ecs:DescribeServices",
        codedeploy.SERVICE_NOT_LOADED,
        "codedeploy-role-suffices",
        {"cluster": "shop", "service": "web"},
    ),
    Case(
        "Timeout for instance termination cannot be more than 2 days",
        codedeploy.TERMINATION_WAIT_TOO_LONG,
        "termination-wait-bounded",
    ),
    Case(
        "Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified",
        codedeploy.CONTINUE_WITH_WAIT,
        "ready-wait-bounded",
    ),
    Case(
        "Deployment ready action cannot be set to STOP_DEPLOYMENT when timeout is set to 0 minutes.",
        codedeploy.STOP_WITHOUT_WAIT,
        "ready-wait-bounded",
    ),
    Case(
        "Deployment ready option cannot be null for blue green deployment",
        codedeploy.NO_READY_OPTION,
        "deployment-group-shape",
    ),
    Case(
        "Deployment Groups need to have at least one event specified when auto rollback is enabled",
        codedeploy.NO_ROLLBACK_EVENT,
        "rollback-automatic",
    ),
    Case(
        "Deployment Groups need to have at least one alarms attached if they are monitored.",
        codedeploy.NO_ALARM,
        "rollback-alarms-set",
    ),
    Case(
        "Canary interval must be between 1 and 2880 minutes (2 days)",
        codedeploy.SHIFT_INTERVAL,
        "deployment-config-valid",
        {"most": "2880"},
    ),
    Case(
        "Total Traffic shifting intervals must be positive integers up to 2880 minutes (2 days)",
        codedeploy.TOTAL_SHIFT,
        "deployment-config-valid",
        {"most": "2880"},
    ),
    Case("Valid traffic routing percentage is from 1 to 99", codedeploy.SHIFT_PERCENT, "deployment-config-valid"),
    Case(
        "TimeBasedLinearConfiguration should be null for TimeBasedCanary type",
        codedeploy.OTHER_SHIFT,
        "deployment-config-valid",
        {"block": "TimeBasedLinear", "kind": "TimeBasedCanary"},
    ),
    Case(
        "minimum healthy hosts should be null for ECS deployment configuration",
        codedeploy.HEALTHY_HOSTS,
        "deployment-config-valid",
        {"platform": "ECS"},
    ),
    Case(
        "Compute platform of deployment config CodeDeployDefault.OneAtATime does not match expected compute platform,"
        " correct compute platform should be ECS.",
        codedeploy.OTHER_PLATFORM,
        "deployment-config-known",
        {"config": "CodeDeployDefault.OneAtATime", "platform": "ECS"},
    ),
    Case(
        "ComputePlatform 'Ecs' is not valid. Valid values are [Server, Lambda, ECS, Kubernetes]",
        codedeploy.UNKNOWN_PLATFORM,
        "application-for-ecs",
        {"platform": "Ecs"},
    ),
    Case("Duplicate Trigger target name detected", codedeploy.SAME_TRIGGER),
    Case(
        "Deployment Groups cannot contain more than 10 TriggerTargets.",
        codedeploy.TOO_MANY_TRIGGERS,
        values={"most": "10"},
    ),
    Case(
        "'CodeDeployBlueGreenHook' of type AWS::CodeDeploy::BlueGreen failed with message: The TaskDefinition logical"
        " Id [BlueTaskDefinition] is the same between initial and final template, CodeDeploy can't perform BlueGreen"
        " style update properly",
        codedeploy.SAME_TASK_DEFINITION,
        values={"task_definition": "BlueTaskDefinition"},
    ),
]

SERVICES = [
    *(
        Case(
            f"InvalidParameterException: Unable to update {what} on services with a CODE_DEPLOY deployment controller."
            " Use AWS CodeDeploy to trigger a new deployment.",
            ecs.NOT_MOVED_BY_CODEDEPLOY,
            "service-ignores-releases",
            {"what": what},
        )
        for what in ("task definition", "network parameters", "load balancers")
    ),
    Case(
        "An error occurred (InvalidParameterException) when calling the UpdateService operation: The service couldn't"
        " be updated because a valid taskRoleArn is not being used. Specify a valid task role in your task definition"
        " and try again.",
        ecs.NO_TASK_ROLE,
        "exec-possible",
        {"done": "updated"},
    ),
    Case(
        "An error occurred (TargetNotConnectedException) when calling the ExecuteCommand operation: The execute command"
        " failed due to an internal error. Try again later.",
        ecs.EXEC_NOT_CONNECTED,
        "exec-possible",
    ),
    Case(
        "The execute command failed because execute command was not enabled when the task was run or the execute"
        " command agent isn\u2019t running. Wait and try again or run a new task with execute command enabled and try"
        " again.",
        ecs.EXEC_NOT_ENABLED,
        "exec-possible",
    ),
    Case(
        f"The target group with targetGroupArn {BLUE} does not have an associated load balancer.",
        ecs.TARGET_GROUP_UNUSED,
        "pair-fits-service",
        {"target_group": BLUE},
    ),
    Case(
        f"The provided target group {BLUE} has target type instance, which is incompatible with the awsvpc network mode"
        " specified in the task definition.",
        ecs.TARGET_TYPE,
        "target-type-fits-network",
        {"target_group": BLUE, "kind": "instance", "mode": "awsvpc"},
    ),
    Case(
        f"The provided target group {BLUE} has target type ip, which is incompatible with the bridge network mode"
        " specified in the task definition.",
        ecs.TARGET_TYPE,
        "target-type-fits-network",
        {"kind": "ip", "mode": "bridge"},
    ),
    Case(
        "The container web did not have a container port 80 defined.",
        ecs.PORT_NOT_FOUND,
        "matching-target-ports",
        {"container": "web", "port": "80"},
    ),
    Case(
        "The container nginx does not exist in the task definition.",
        ecs.CONTAINER_NOT_FOUND,
        "matching-target-ports",
        {"container": "nginx"},
    ),
    Case(
        f"{UNPLACED} The closest matching (container-instance {HOST}) is already using a port required by your task."
        f" {MORE}",
        ecs.PORT_TAKEN,
        "host-port-zero",
        {"service": "web", "instance": HOST},
    ),
    Case(
        f"{UNPLACED} The closest matching (container-instance {HOST}) has insufficient CPU units available. {MORE}",
        ecs.NO_CPU,
        "green-has-room",
        {"service": "web", "instance": HOST},
    ),
    Case(
        f"service web was unable to place a task because no container instance met all of its requirements. The closest"
        f" matching container-instance {HOST} has insufficient memory available. {MORE}",
        ecs.NO_MEMORY,
        "green-has-room",
        {"service": "web", "instance": HOST},
    ),
    Case(f"{UNPLACED} Reason: No Container Instances were found in your cluster. {MORE}", ecs.NO_INSTANCES),
    Case(
        "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments",
        ecs.PERCENTS_BLOCK,
        "percent-can-move",
    ),
    Case(
        "The daemon scheduling strategy does not support values above 100 for maximumPercent",
        ecs.DAEMON_PERCENT,
        "percent-can-move",
    ),
    Case(
        "Deployment circuit breaker feature is only supported with ECS deployment controller.",
        ecs.CIRCUIT_BREAKER,
        "codedeploy-service-shape",
    ),
    Case(
        "When networkMode=host, the host ports and container ports in port mappings must match",
        ecs.HOST_PORTS,
        "host-port-allowed",
        {"mode": "host"},
    ),
    Case(
        "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value",
        ecs.CONTAINERS_ABOVE_TASK_CPU,
        "task-sized",
    ),
    Case(
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'",
        ecs.SECRETS_WITHOUT_ROLE,
        "task-roles-separate",
    ),
    Case("InvalidParameterException: LoadBalancers must be empty or null.", ecs.EXTERNAL_LOAD_BALANCERS),
    Case("TaskDefinition must be blank", ecs.EXTERNAL_TASK_DEFINITION),
    Case(
        "Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
        ecs.NO_SERVICE_LINKED_ROLE,
    ),
    Case("InvalidParameterException: Creation of service was not idempotent.", ecs.NOT_IDEMPOTENT),
    Case("Unable to Start a service that is still Draining.", ecs.STILL_DRAINING),
    Case("The service cannot be stopped while it is scaled above 0.", ecs.SCALED_ABOVE_ZERO),
    Case(
        "ClusterContainsContainerInstancesException: The Cluster cannot be deleted while Container Instances are"
        " active.",
        ecs.CLUSTER_HAS_INSTANCES,
    ),
    Case(
        f"ResourceInUse: Target group '{BLUE}' is currently in use by a listener or a rule",
        elbv2.GROUP_IN_USE,
        values={"target_group": BLUE},
    ),
    Case(
        f"The following target groups cannot be associated with more than one load balancer: {BLUE}",
        elbv2.GROUPS_OF_TWO_LOAD_BALANCERS,
        values={"target_groups": BLUE},
    ),
    Case(
        "InvalidConfigurationRequest: The following target groups are in a different VPC than load balancer app:"
        f" {BLUE}",
        elbv2.GROUP_OF_ANOTHER_VPC,
        values={"target_groups": BLUE, "load_balancer": "app"},
    ),
    Case(
        "InvalidLoadBalancerAction: Listener protocol 'HTTP' is not supported with a target group with the"
        " protocol-version 'GRPC'",
        elbv2.PROTOCOL_VERSION,
        values={"protocol": "HTTP", "version": "GRPC"},
    ),
    Case(
        "InvalidParameterException: portName(http) does not refer to any named PortMapping in the container"
        " definitions",
        ecs.PORT_NAME,
        values={"port_name": "http"},
    ),
    Case(
        "aws_ecs_service.all: InvalidParameterException: When specifying 'host' or 'bridge' for networkMode, values for"
        " 'containerName' and 'containerPort' must be specified from the task definition. Registry:"
        f" {REGISTRY} status code: 400",
        ecs.REGISTRY_PORT,
        values={"registry": REGISTRY},
    ),
    Case(
        "Error: InvalidParameterException: The values specified for serviceRegistries do not require a value for"
        " 'containerPort'. Remove the value and retry.",
        ecs.REGISTRY_WITHOUT_PORT,
        values={"member": "containerPort"},
    ),
    Case(
        "The container v060 is not valid. The value for 'containerName' must already be specified in the task"
        f" definition. Registry: {REGISTRY}",
        ecs.REGISTRY_CONTAINER,
        values={"container": "v060", "registry": REGISTRY},
    ),
    Case(
        "deleting Service Discovery Private DNS Namespace (ns-1): ResourceInUse: Namespace has associated services;"
        " delete the services before deleting the namespace",
        cloud_map.NAMESPACE_IN_USE,
    ),
    Case(
        "ResourceInUse: Service contains registered instances; delete the instances before deleting the service",
        cloud_map.SERVICE_IN_USE,
    ),
    Case(
        "You cannot specify an IAM role for services that require a service linked role.",
        ecs.SERVICE_ROLE,
    ),
    Case(
        "botocore.errorfactory.ClientException: An error occurred (ClientException) when calling the"
        " RegisterTaskDefinition operation: Duplicate secret names found: APP_ENV. Each secret name must be unique.",
        ecs.SAME_SECRET,
        "container-secrets-differ",
        values={"name": "APP_ENV"},
    ),
    Case(
        "Invalid request provided: Create TaskDefinition: The secret name must be unique and not shared with any new"
        " or existing environment variables set on the container, such as 'DB_PASSWORD'.",
        ecs.SECRET_AND_VARIABLE,
        "container-secrets-differ",
        values={"name": "DB_PASSWORD"},
    ),
    Case(
        "aws_ecs_task_definition.app: ClientException: Unknown volume 'null'.\n\tstatus code: 400",
        ecs.UNKNOWN_VOLUME,
        "volumes-declared",
        values={"volume": "null"},
    ),
    Case(
        "deploy FAILED. failed to update service attributes: InvalidParameterException: The daemon scheduling strategy"
        " does not support placement strategies. Remove the placement strategy and try again",
        ecs.DAEMON_STRATEGY,
        "placement-on-hosts",
    ),
    Case(
        "An error occurred (InvalidParameterException) when calling the CreateService operation: Specifying a capacity"
        " provider strategy is not supported when you create a service using the DAEMON scheduling strategy.",
        ecs.DAEMON_PROVIDER,
        "capacity-strategy-valid",
    ),
    Case(
        "InvalidParameterException: ECS was unable to assume the configured ECS Infrastructure Role"
        f" '{ROLE}'. Please verify that the role being passed has the proper trust relationship with Amazon ECS.",
        ecs.VOLUME_ROLE,
        "trust-is-right",
        values={"role": ROLE},
    ),
    Case(
        "Create TaskDefinition: The 'memory' setting for container 'app' is greater than for the task",
        ecs.CONTAINER_ABOVE_TASK_MEMORY,
        "task-sized",
        values={"container": "app"},
    ),
    Case(
        "ClientException: When awsfirelens log driver is specified in log configuration, a firelens configuration"
        " object must be configured in one of the containers.",
        ecs.NO_LOG_ROUTER,
        "container-logs-kept",
    ),
    Case(
        "Error: ClientException: When a firelensConfiguration object is specified, at least one container has to be"
        " configured with the awsfirelens log driver.",
        ecs.IDLE_LOG_ROUTER,
        "container-logs-kept",
    ),
    Case(
        "You cannot specify a target group weight on load balancers of type 'network'",
        elbv2.WEIGHT_ON_NETWORK,
        "network-load-balancer-all-at-once",
    ),
    Case(
        "failure configuring LB attributes: InvalidConfigurationRequest: Access Denied for bucket: shop-logs. Please"
        " check S3bucket permission",
        elbv2.LOG_BUCKET_DENIED,
        "access-logs-writable",
        values={"bucket": "shop-logs"},
    ),
]

NATIVE = [
    Case(
        "productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got:"
        f" {LISTENER}",
        native.NO_RULE_ARN,
        "native-takes-a-rule",
        {"arn": LISTENER},
    ),
    Case(
        f"The following rules cannot be used as both production and test listener rules: {RULE}",
        native.SAME_RULE,
        "native-takes-a-rule",
        {"rules": RULE},
    ),
    Case(
        "For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with"
        " both targetGroup and alternateTargetGroup",
        native.NO_TEST_RULE,
        "native-rule-holds-both-groups",
    ),
    Case(
        f"{ROLLED_BACK}: Target group {GREEN} is not associated with either productionListenerRule or"
        " testListenerRule.",
        native.GROUP_NOT_BEHIND_RULE,
        "native-rule-holds-both-groups",
        {"target_group": GREEN},
    ),
    Case(
        f"{ROLLED_BACK}. productionListenerRule {RULE} should have exactly one target group serving traffic but found 2"
        " target groups which are serving traffic",
        native.SEVERAL_SERVE,
        "single-forward-at-rest",
        {"rule": RULE, "count": "2"},
    ),
    Case(
        f"{ROLLED_BACK}. Production listener rule is forwarding traffic to unexpected target group {OTHER}. Expected"
        f" traffic to be forwarded to either targetGroupArn: {BLUE} or alternateTargetGroupArn: {GREEN}",
        native.UNEXPECTED_GROUP,
        "native-rule-holds-both-groups",
        {"target_group": OTHER, "blue": BLUE, "green": GREEN},
    ),
    Case(f"Duplicate targetGroupArn found: {BLUE}", native.SAME_GROUP, "native-groups-differ", {"target_group": BLUE}),
    Case(
        "All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining"
        " targetGroupArn)",
        native.MIXED_LOAD_BALANCERS,
        "native-load-balancers-complete",
    ),
    Case(
        "advancedConfiguration field is not allowed with ELBv1 loadBalancers",
        native.CLASSIC_LOAD_BALANCER,
        "native-load-balancers-complete",
    ),
    Case(
        "Either all or none of the provided loadBalancers must have advancedConfiguration defined",
        native.SOME_WITHOUT_ADVANCED,
        "native-load-balancers-complete",
    ),
    Case(
        "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
        native.NO_ADVANCED,
        "native-load-balancers-complete",
    ),
    Case(
        f"{ROLLED_BACK}. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure"
        f" Role '{ROLE}'.",
        native.INFRASTRUCTURE_ROLE,
        "native-infrastructure-role",
        {"role": ROLE},
    ),
    Case(
        f"service web failed to describe target health on target-group web-blue with (error User: {USER} is not"
        " authorized to perform: elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows the"
        " elasticloadbalancing:DescribeTargetHealth action)",
        native.HEALTH_NOT_READ,
        "native-infrastructure-role",
        {"service": "web", "target_group": "web-blue"},
    ),
    Case(
        f"service web failed to register targets in target-group web-blue with (error User: {USER} is not authorized"
        f" to perform: elasticloadbalancing:RegisterTargets on resource: {BLUE} because no identity-based policy allows"
        " the elasticloadbalancing:RegisterTargets action)",
        native.NOT_REGISTERED,
        "native-infrastructure-role",
        {"service": "web", "target_group": "web-blue"},
    ),
    Case(
        f"Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. User: {USER} is not"
        f" authorized to perform: elasticloadbalancing:ModifyListener on resource: {LISTENER} because no identity-based"
        " policy allows the elasticloadbalancing:ModifyListener action",
        native.LISTENER_NOT_MODIFIED,
        "native-infrastructure-role",
        {"stage": "TEST_TRAFFIC_SHIFT", "user": USER, "action": "elasticloadbalancing:ModifyListener"},
    ),
    Case(
        f"Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to assume"
        f" role {ROLE}",
        native.HOOK_ROLE,
        "trust-is-right",
        {"role": ROLE},
    ),
    Case(
        "Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. Lifecycle hook target"
        f" {FUNCTION} returned FAILED status.",
        native.HOOK_FAILED,
        values={"stage": "TEST_TRAFFIC_SHIFT", "target": FUNCTION},
    ),
    Case(
        "Service deployment rolled back because TEST_TRAFFIC_SHIFT lifecycle hook(s) failed. ECS was unable to invoke"
        f" hook target {FUNCTION} due to User: {USER} is not authorized to perform: lambda:InvokeFunction on resource:"
        f" {FUNCTION} because no identity-based policy allows the lambda:InvokeFunction action",
        native.HOOK_NOT_INVOKED,
        "native-hooks-complete",
        {"target": FUNCTION},
    ),
    Case(
        "Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. ECS was unable to parse the"
        f" response from {FUNCTION} due to HookStatus must not be null",
        native.HOOK_SILENT,
        values={"stage": "POST_SCALE_UP", "target": FUNCTION},
    ),
    Case("Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE", native.HOOK_TYPE, "native-hooks-complete"),
    Case("Invalid lifecycle stage provided for Pause Hook", native.PAUSE_STAGE, "native-hooks-complete"),
    Case(
        "Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.",
        native.PAUSE_TIMED_OUT,
        values={"stage": "POST_TEST_TRAFFIC_SHIFT"},
    ),
    Case("Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}", native.HOOK_ID),
    Case(
        "Provided hookId is either completed, unavailable, or not associated with the given Resource ARN",
        native.UNKNOWN_HOOK,
    ),
    Case(
        "Continuing a service deployment is not allowed for service deployment in terminal states.",
        native.ENDED,
    ),
    Case("The service deployment does not exist.", native.NOT_FOUND),
    Case(
        "(service web) (deployment ecs-svc/123) deployment failed: hook execution failure(s) detected",
        native.HOOK_FAILURES,
        values={"service": "web"},
    ),
]

PIPELINES = [
    Case(
        "Exception while trying to read the task definition artifact file from: SourceArtifact",
        codepipeline.ARTIFACT_NOT_READ,
        "pipeline-files-written",
        {"what": "task definition", "artifact": "SourceArtifact"},
    ),
    Case(
        "Invalid action configuration: Exception while trying to read the image artifact file from: BuildArtifact.",
        codepipeline.ARTIFACT_NOT_READ,
        "pipeline-files-written",
        {"what": "image", "artifact": "BuildArtifact"},
    ),
    Case(
        "InvalidStructureException: Pipeline variable can only be used with V2 pipelines",
        codepipeline.VARIABLES_NEED_V2,
        "pipeline-type-fits",
    ),
    Case(
        "Stage level conditions can only be used with V2 pipelines",
        codepipeline.CONDITIONS_NEED_V2,
        "pipeline-type-fits",
    ),
    Case(
        "InvalidActionDeclarationException: Action configuration for action 'Dep' is missing required configuration"
        " 'BucketName'",
        codepipeline.MISSING_CONFIGURATION,
        values={"action": "Dep", "key": "BucketName"},
    ),
    Case(
        "UPDATE_FAILED | Output Artifact Bundle name must be unique within the pipeline. CreateOutput has been used"
        " more than once.",
        codepipeline.OUTPUT_TWICE,
        "pipeline-artifacts-flow",
        values={"artifact": "CreateOutput"},
    ),
    Case(
        "Action Build declares 0 input artifacts which is less than the minimum count (1) (Service: AWSCodePipeline;"
        " Status Code: 400; Error Code: InvalidActionDeclarationException; Request ID: 6dffc042; Proxy: null)",
        codepipeline.TOO_FEW_ARTIFACTS,
        values={"action": "Build", "kind": "input", "least": "1"},
    ),
    Case(
        "[ERROR] Error creating CodeBuild project: InvalidInputException: Invalid input: when using CodePipeline both"
        " sourceType, and artifactType must be set to: CODEPIPELINE",
        codebuild.BOTH_CODEPIPELINE,
    ),
    Case(
        "tag invalid: The image tag 'latest' already exists in the 'app_service_image' repository and cannot be"
        " overwritten because the repository is immutable.",
        ecr.REPOSITORY_IMMUTABLE,
        "build-pushes-new-tags",
        values={"tag": "latest", "repository": "app_service_image"},
    ),
    Case(
        "Invalid action configuration Exception while trying to read the image artifact file from the artifact: Build.",
        codepipeline.IMAGE_NOT_READ,
        "pipeline-files-written",
        {"artifact": "Build"},
    ),
    Case(
        "Build terminated with state: FAILED. \n    Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, \n    Message: Error"
        " while executing command: npm run test. Reason: exit status 1",
        codebuild.COMMAND_FAILED,
        values={"command": "npm run test", "status": "1"},
    ),
    Case(
        "[Container] 2021/10/30 18:44:07 Phase context status code: CLIENT_ERROR Message: no matching artifact paths"
        " found",
        codebuild.NO_ARTIFACT_FILES,
    ),
    Case(
        "[GitHub] No Branch [prod] found for FullRepositoryName [team/shop]",
        codepipeline.NO_BRANCH,
        values={"branch": "prod", "repository": "team/shop"},
    ),
    Case(
        "No Deployment Group found for name: shop:web",
        codedeploy.UNKNOWN_GROUP,
        "pipeline-names-deployment-group",
        {"group": "shop:web"},
    ),
    Case(
        "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
        ecs.NO_CAPACITY_PROVIDER,
    ),
    Case(
        "InvalidActionDeclarationException: Commands Action can only be used with V2 pipelines.",
        codepipeline.ACTION_NEEDS_V2,
        "pipeline-type-fits",
        {"provider": "Commands"},
    ),
    Case(
        "Pipeline should contain at least 1 action whose category is not Source",
        codepipeline.ONLY_SOURCES,
        "pipeline-stages-valid",
    ),
    Case(
        "InvalidActionDeclarationException Input Artifact Bundle BuildArtifact in action my-webapp-deploy is not"
        " declared as Output Artifact Bundle in any of the preceding actions",
        codepipeline.NO_SUCH_ARTIFACT,
        "pipeline-artifacts-flow",
        {"artifact": "BuildArtifact", "action": "my-webapp-deploy"},
    ),
    Case(
        "Did not find the image definition file imagedefinitions.json in the input artifacts ZIP file. Verify the file"
        " is stored in your pipeline's Amazon S3 artifact bucket: codepipeline-us-east-1-1 key: web/SourceArti/1R4bSSJ",
        codepipeline.IMAGES_NOT_FOUND,
        "pipeline-files-written",
        {"file": "imagedefinitions.json"},
    ),
    Case(
        '"code": "PermissionError", "message": "The provided role does not have sufficient permissions to access'
        ' CodeDeploy"',
        codepipeline.ROLE_LACKS_PERMISSIONS,
        "pipeline-role-suffices",
        {"service": "CodeDeploy"},
    ),
    Case(
        "Error calling startBuild: CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please"
        " verify that: 1) The provided service role exists, 2) The role name is case-sensitive and matches exactly, and"
        " 3) The role has the necessary trust policy configured. (Service: AWSCodeBuild; Status Code: 400)",
        codebuild.ROLE_NOT_ASSUMED,
        "trust-is-right",
    ),
    Case(
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        codebuild.NO_DAEMON,
        "build-has-docker",
    ),
]

EVENTS = [
    Case(
        "(service web) (port 32768) is unhealthy in (target-group web-blue) due to (reason Health checks failed)",
        elbv2.CHECKS_FAILED,
        "health-check-on-traffic-port",
        {"service": "web", "target_group": "web-blue"},
    ),
    Case(
        "(service web) (instance i-0abc) (port 32768) is unhealthy in (target-group web-blue) due to (reason Health"
        " checks failed with these codes: [404])",
        elbv2.CHECKS_ANSWERED,
        values={"codes": "404"},
    ),
    Case(
        "service web (port 80) is unhealthy in target-group web-blue due to (reason Request timed out)",
        elbv2.CHECKS_TIMED_OUT,
        "targets-open-to-load-balancer",
    ),
    Case(
        "(service web) (port 80) is unhealthy in (target-group web-blue) due to (reason Of another kind)",
        service_events.UNHEALTHY,
        "health-check-on-traffic-port",
        {"reason": "Of another kind"},
    ),
    Case(
        "(service web) (deployment ecs-svc/123) deployment failed: tasks failed to start.",
        service_events.TASKS_FAILED,
        values={"service": "web", "deployment": "ecs-svc/123"},
    ),
    Case(
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref web:2",
        service_events.CANNOT_PULL,
    ),
    Case(
        "CannotStartContainerError:  dependency graph: failed to resolve container ordering dependency"
        " [migrate(web:2) (STOPPED->RUNNING) -  Exit: 1] for target [web(web:2)  (NONE->RUNNING)] as dependency did not"
        " exit successfully.",
        service_events.DEPENDENCY_FAILED,
        "container-dependencies-met",
        {"code": "1"},
    ),
    Case(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed",
        service_events.NOT_INITIALIZED,
        "task-roles-separate",
    ),
    Case("User: arn:aws:iam::1:user/eve is not authorized to perform: ecs:UpdateService", codes.ACCESS_DENIED),
]

CODES = [
    Case("ECS_UPDATE_ERROR", codedeploy.SERVICE_NOT_UPDATED),
    Case("ELASTIC_LOAD_BALANCING_INVALID", codes.ELASTIC_LOAD_BALANCING_INVALID, "listener-ignores-actions"),
    Case("INVALID_ECS_SERVICE", codes.INVALID_ECS_SERVICE, "deployment-group-shape"),
    Case("INVALID_REVISION", codedeploy.BAD_APPSPEC),
    Case("HOOK_EXECUTION_FAILURE", codedeploy.HOOK_FAILED),
    Case("ALARM_ACTIVE", codedeploy.ALARM_ACTIVE, "alarm-scope"),
    Case("IAM_ROLE_MISSING", codes.IAM_ROLE_MISSING, "trust-is-right"),
    Case("IAM_ROLE_PERMISSIONS", codedeploy.ROLE_LACKS_PERMISSIONS, "codedeploy-role-suffices"),
    Case("HEALTH_CONSTRAINTS", codes.HEALTH_CONSTRAINTS),
    Case("DEPLOYMENT_GROUP_MISSING", codes.DEPLOYMENT_GROUP_MISSING),
    Case("CLOUDFORMATION_STACK_FAILURE", codes.CLOUDFORMATION_STACK_FAILURE),
    Case("CUSTOMER_APPLICATION_UNHEALTHY", codes.CUSTOMER_APPLICATION_UNHEALTHY, "health-check-on-traffic-port"),
]

CASES = [
    *DEPLOYMENTS,
    *GROUPS_AND_CONFIGURATIONS,
    *SERVICES,
    *NATIVE,
    *PIPELINES,
    *EVENTS,
    *CODES,
]
