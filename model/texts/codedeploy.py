"""What CodeDeploy says: of applications, configurations and groups as they are made, and of deployments."""

from model.texts.text import Text

GUIDE = "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html"
API = "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_"
RUN = "github.com/josefloressv/aws-devops-engineer: scenarios/domain-1-sdlc/ecs-bluegreen-codedeploy/README.md"
"""The log of a run on AWS."""
RULES = "github.com/badmintoncryer/cdk-preflight: rules/codedeploy/"
"""Rules that quote what AWS answered when they were tried on it."""

# Deployments. That the time-outs have the code TIMEOUT is likely, not seen.
ALARM_ACTIVE = Text(
    words="One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the"
    " affected deployments have been stopped. Activated alarms: {alarms}",
    code="ALARM_ACTIVE",
    seen="quoted",
    source=RUN,
)
NOT_CONTINUED = Text(
    words="The deployment timed out while waiting for a notification to continue. This time out period is {minutes}"
    " minutes.",
    code="TIMEOUT",
    seen="documented",
    source=GUIDE,
)
NOT_HEALTHY = Text(
    words="The deployment timed out while waiting for the replacement task set to become healthy. This time out period"
    " is 60 minutes.",
    code="TIMEOUT",
    seen="documented",
    source=GUIDE,
)
HOOK_TIMED_OUT = Text(
    words="The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within"
    " one hour after a deployment hook is invoked.",
    code="TIMEOUT",
    seen="documented",
    source=GUIDE,
)
HOOK_FAILED = Text(
    words="The deployment failed because one or more of the lifecycle event validation functions failed.",
    code="HOOK_EXECUTION_FAILURE",
    seen="documented",
    source=GUIDE,
)
PRIMARY_NOT_BEHIND_LISTENER = Text(
    words="The ELB could not be updated due to the following error: Primary taskset target group must be behind"
    " listener {listener}",
    code="ELASTIC_LOAD_BALANCING_INVALID",
    seen="documented",
    source=GUIDE,
)
GREEN_HAS_WEIGHT = Text(
    words="The ELB could not be updated due to the following error: Green taskset target group cannot have non-zero"
    " weight prior to traffic shifting",
    code="ELASTIC_LOAD_BALANCING_INVALID",
    seen="quoted",
    source="GetDeployment",
)
THIRD_TARGET_GROUP = Text(
    words="The ELB could not be updated due to the following error: Only target group in ECS deployment group"
    " ({blue}, {green}) can be set on listener {listener}",
    code="ELASTIC_LOAD_BALANCING_INVALID",
    seen="quoted",
    source="GetDeployment",
)
SERVICE_NOT_UPDATED = Text(
    words="The ECS service cannot be updated due to an unexpected error: {cause} (Service: AmazonECS; Status Code: 400;"
    " Error Code: {error}; Request ID: {request}; Proxy: null). Check your ECS service status.",
    code="ECS_UPDATE_ERROR",
    seen="quoted",
    source="GetDeployment",
)
ROLE_LACKS_PERMISSIONS = Text(
    words="The IAM role {role} does not give you permission to perform operations in the following AWS service:"
    " {service}.",
    code="IAM_ROLE_PERMISSIONS",
    seen="documented",
    source=GUIDE,
)
ROLLED_BACK = Text(
    words="Deployment {deployment} terminated. Automatic rollback is triggered with a DeploymentId {rollback}.",
    seen="quoted",
    source=RUN,
)
ALREADY_DEPLOYING = Text(
    words="The Deployment Group '{group}' already has an active Deployment '{deployment}'",
    code="DeploymentLimitExceededException",
    seen="quoted",
    source="https://github.com/CircleCI-Public/aws-ecs-orb/issues/181",
)
# Until about 2022.
ALREADY_DEPLOYING_ONCE = Text(
    words="is already deploying deployment '{deployment}'",
    code="DeploymentLimitExceededException",
    seen="quoted",
    source="github.com/webfactory/create-aws-codedeploy-deployment: create-deployment.js",
)
ROLE_NOT_ASSUMED = Text(
    words="Cannot assume role provided.",
    code="InvalidRoleException",
    seen="quoted",
    source="https://github.com/aws/aws-sdk-ruby/issues/772",
)

STOPPED = Text(
    words="The deployment was stopped by a user.",
    code="MANUAL_STOP",
    seen="unseen",
    source="StopDeployment",
)
PRIMARY_MISSING = Text(
    words="The deployment failed because no primary taskset found for ECS service.",
    code="INVALID_ECS_SERVICE",
    seen="unseen",
    source="GetDeployment",
)
NOT_STEADY_AFTER_SCALING = Text(
    words="The deployment failed because the ECS service was scaled during the deployment and did not reach a steady"
    " state within 5 minutes.",
    code="TIMEOUT",
    seen="unseen",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html",
)
NOT_SHIFTED = Text(
    words="The deployment timed out before the traffic was shifted. This time out period is 120 hours.",
    code="TIMEOUT",
    seen="unseen",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
)
ALREADY_COMPLETED = Text(
    words="The deployment has already completed.",
    code="DeploymentAlreadyCompletedException",
    seen="unseen",
    source="StopDeployment, ContinueDeployment",
)
NOT_READY = Text(
    words="The deployment does not have a status of Ready and can't continue yet.",
    code="DeploymentIsNotInReadyStateException",
    seen="documented",
    source=API + "ContinueDeployment.html",
)
NOT_TERMINATING = Text(
    words="The deployment is not waiting for the termination of the original task set.",
    code="InvalidDeploymentStatusException",
    seen="unseen",
    source="ContinueDeployment",
)
ROLLS_BACK = Text(
    words="Deployment {rollback} is triggered to roll back deployment {deployment}.",
    seen="quoted",
    source=RUN,
)
STOP_SUCCEEDED = Text(
    words="No more commands will be scheduled for execution in the deployment instances",
    seen="documented",
    source="https://docs.aws.amazon.com/cli/latest/reference/deploy/stop-deployment.html",
)
# Nobody was seen quoting what comes after the first sentence, but for a file that cannot be parsed.
BAD_APPSPEC = Text(
    words="The deployment failed because the AppSpec file that specifies the deployment configuration is missing or has"
    " an invalid configuration. {cause}",
    code="INVALID_REVISION",
    seen="quoted",
    source="https://github.com/aws/aws-cli/issues/6267",
)
APPSPEC_NOT_PARSED = Text(
    words="The input AppSpec file is a not well-formed yaml. The template cannot be parsed.",
    seen="quoted",
    source="https://github.com/aws/aws-cli/issues/6267",
)
APPSPEC_VERSION = Text(
    words="The version of the AppSpec file must be 0.0.",
    seen="unseen",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure.html",
)
APPSPEC_RESOURCES = Text(
    words="The Resources section must contain exactly one resource of type AWS::ECS::Service with Properties.",
    seen="unseen",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html",
)
APPSPEC_MEMBER = Text(
    words="The value of {member} is missing or not valid.",
    seen="unseen",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html",
)
APPSPEC_HOOK = Text(
    words="The Hooks section must be a list of lifecycle events ({events}), each with one Lambda function.",
    seen="unseen",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
)
REVISION_NOT_READ = Text(
    words="The revision could not be read from the bucket {bucket} with the key {key}: {cause}",
    code="REVISION_MISSING",
    seen="unseen",
    source="GetDeployment",
)

# Calls about deployments and revisions
UNKNOWN_APPLICATION = Text(
    words="No application found for name: {application}",
    code="ApplicationDoesNotExistException",
    seen="quoted",
    source="CreateDeployment, GetDeploymentGroup",
)
UNKNOWN_GROUP = Text(
    words="No Deployment Group found for name: {group}",
    code="DeploymentGroupDoesNotExistException",
    seen="quoted",
    source="CreateDeployment, GetDeploymentGroup",
)
UNKNOWN_DEPLOYMENT = Text(
    words="The deployment {deployment} could not be found",
    code="DeploymentDoesNotExistException",
    seen="quoted",
    source="github.com/aws/aws-sdk-js: features/codedeploy/codedeploy.feature",
)
NO_REVISION = Text(
    words="RevisionLocation must be specified",
    code="RevisionRequiredException",
    seen="quoted",
    source="https://github.com/aws/aws-cli/issues/4256",
)
NO_GROUP_NAME = Text(
    words="The deployment group name was not specified.",
    code="DeploymentGroupNameRequiredException",
    seen="documented",
    source=API + "CreateDeployment.html",
)
NO_APPLICATION_NAME = Text(
    words="The minimum number of required application names was not specified.",
    code="ApplicationNameRequiredException",
    seen="documented",
    source=API + "ListDeployments.html",
)
REVISION_TYPE = Text(
    words="The revision type {kind} is not valid for the ECS compute platform. Valid values are [S3, String,"
    " AppSpecContent]",
    code="InvalidRevisionException",
    seen="unseen",
    source="CreateDeployment",
)
NO_CONTENT = Text(
    words="The content of the revision must be specified",
    code="InvalidRevisionException",
    seen="unseen",
    source="CreateDeployment",
)
OTHER_SHA256 = Text(
    words="The sha256 {sha256} does not match the content of the revision",
    code="InvalidRevisionException",
    seen="unseen",
    source="CreateDeployment",
)
# Seen of a function; zip and tgz are taken for ECS, as CodePipeline sends them.
BUNDLE_TYPE = Text(
    words="BundleType must be either YAML or JSON",
    code="InvalidRevisionException",
    seen="quoted",
    source="https://github.com/awslabs/aws-codedeploy-plugin/issues/89",
)
NO_S3_OBJECT = Text(
    words="The bucket and the key of the revision must be specified",
    code="InvalidRevisionException",
    seen="unseen",
    source="CreateDeployment",
)
UNKNOWN_REVISION = Text(
    words="The named revision does not exist with the user or AWS account.",
    code="RevisionDoesNotExistException",
    seen="documented",
    source=API + "GetApplicationRevision.html",
)
FILE_EXISTS_BEHAVIOR = Text(
    words="For Lambda, ECS and Kubernetes deployment, fileExistsBehavior can not be specified",
    code="InvalidFileExistsBehaviorException",
    seen="quoted",
    source="https://github.com/aws/aws-toolkit-azure-devops/issues/288",
)
OUTDATED_INSTANCES_ONLY = Text(
    words="For Lambda, ECS and Kubernetes deployment, updateOutdatedInstancesOnly can not be specified",
    code="InvalidUpdateOutdatedInstancesOnlyValueException",
    seen="unseen",
    source="CreateDeployment",
)
IGNORED_STOP_FAILURES = Text(
    words="For Lambda, ECS and Kubernetes deployment, ignoreApplicationStopFailures can not be specified",
    code="InvalidIgnoreApplicationStopFailuresValueException",
    seen="unseen",
    source="CreateDeployment",
)
TARGET_INSTANCES = Text(
    words="For Lambda, ECS and Kubernetes deployment, targetInstances can not be specified",
    code="InvalidTargetInstancesException",
    seen="unseen",
    source="CreateDeployment",
)
RESTART_MODE = Text(
    words="The deployment mode RESTART is not supported for the ECS compute platform",
    code="InvalidInputException",
    seen="unseen",
    source="CreateDeployment",
)
LONG_DESCRIPTION = Text(
    words="The description is too long.",
    code="DescriptionTooLongException",
    seen="documented",
    source=API + "CreateDeployment.html",
)
BAD_STATUS = Text(
    words="The specified deployment status doesn't exist or cannot be determined.",
    code="InvalidDeploymentStatusException",
    seen="documented",
    source=API + "ListDeployments.html",
)
BAD_TIME_RANGE = Text(
    words="The specified time range was specified in an invalid format.",
    code="InvalidTimeRangeException",
    seen="documented",
    source=API + "ListDeployments.html",
)
TOO_MANY_NAMES = Text(
    words="The maximum number of names or IDs allowed for this request ({most}) was exceeded.",
    code="BatchLimitExceededException",
    seen="documented",
    source=API + "BatchGetDeployments.html",
)
NOT_STARTED = Text(
    words="The specified deployment has not started.",
    code="DeploymentNotStartedException",
    seen="documented",
    source=API + "GetDeploymentTarget.html",
)
UNKNOWN_TARGET = Text(
    words="The provided target ID does not belong to the attempted deployment.",
    code="DeploymentTargetDoesNotExistException",
    seen="documented",
    source=API + "GetDeploymentTarget.html",
)
NO_TARGET = Text(
    words="A deployment target ID was not provided.",
    code="DeploymentTargetIdRequiredException",
    seen="documented",
    source=API + "GetDeploymentTarget.html",
)
TARGET_FILTER = Text(
    words="The target filter name is invalid.",
    code="InvalidTargetFilterNameException",
    seen="documented",
    source=API + "ListDeploymentTargets.html",
)
WAIT_TYPE = Text(
    words="The wait type is invalid.",
    code="InvalidDeploymentWaitTypeException",
    seen="documented",
    source=API + "ContinueDeployment.html",
)
NO_DEPLOYMENT_ID = Text(
    words="At least one deployment ID must be specified.",
    code="DeploymentIdRequiredException",
    seen="documented",
    source=API + "ContinueDeployment.html",
)
HOOK_STATUS = Text(
    words="The result of a Lambda validation function that verifies a lifecycle event is invalid. It should return"
    " Succeeded or Failed.",
    code="InvalidLifecycleEventHookExecutionStatusException",
    seen="documented",
    source=API + "PutLifecycleEventHookExecutionStatus.html",
)
UNKNOWN_HOOK = Text(
    words="A lifecycle event hook is invalid. Review the hooks section in your AppSpec file to ensure the lifecycle"
    " events and hooks functions are valid.",
    code="InvalidLifecycleEventHookExecutionIdException",
    seen="documented",
    source=API + "PutLifecycleEventHookExecutionStatus.html",
)
HOOK_ANSWERED = Text(
    words="An attempt to return the status of an already completed lifecycle event occurred.",
    code="LifecycleEventAlreadyCompletedException",
    seen="documented",
    source=API + "PutLifecycleEventHookExecutionStatus.html",
)
NEVER_TERMINATED = Text(
    words="For ECS deployment group, the action on the original task set must be TERMINATE",
    code="InvalidBlueGreenDeploymentConfigurationException",
    seen="unseen",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/23995",
)

# Applications and deployment groups
APPLICATION_EXISTS = Text(
    words="The application {application} already exists with the user or AWS account.",
    code="ApplicationAlreadyExistsException",
    seen="unseen",
    source="CreateApplication",
)
GROUP_EXISTS = Text(
    words="Deployment group {group} already exists.",
    code="DeploymentGroupAlreadyExistsException",
    seen="unseen",
    source="CreateDeploymentGroup",
)
UNKNOWN_PLATFORM = Text(
    words="ComputePlatform '{platform}' is not valid. Valid values are [{platforms}]",
    code="InvalidComputePlatformException",
    seen="quoted",
    source=RULES + "pf-codedeploy-app-compute-platform-value",
)
SERVICE_IN_SERVER_GROUP = Text(
    words="Should not specify ECS services parameter for Server deployment group",
    code="InvalidECSServiceException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/6802",
)
ECS_IN_SERVER_GROUP = Text(
    words="Server Deployment Groups should not define a value for ecsServices, eksClusters, or targetGroupPairInfoList",
    seen="quoted",
    source="CreateDeploymentGroup",
)
NO_LOAD_BALANCER_FOR_SERVERS = Text(
    words="The specification for load balancing in the deployment group is invalid. The deploymentOption value is set"
    " to WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList or no target group was"
    " specified in targetGroupInfoList.",
    code="InvalidLoadBalancerInfoException",
    seen="quoted",
    source="https://github.com/awsdocs/amazon-ecs-developer-guide/issues/213",
)
ONE_SERVICE = Text(
    words="For ECS deployment group, exactly one ECS service must be specified",
    code="InvalidECSServiceException",
    seen="unseen",
    source="CreateDeploymentGroup",
)
SERVICE_NOT_LOADED = Text(
    words="Could not load ECS service information for cluster: {cluster}, service: {service}. Cause: {error}",
    code="InvalidECSServiceException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/21519",
)
OTHER_CONTROLLER = Text(
    words="Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    code="InvalidECSServiceException",
    seen="quoted",
    source="CreateDeploymentGroup",
)
SERVICE_HAS_A_GROUP = Text(
    words="The Amazon ECS service is associated with more than one deployment groups. An Amazon ECS service can be"
    " associated with only one deployment group.",
    code="ECSServiceMappingLimitExceededException",
    seen="documented",
    source=API + "CreateDeploymentGroup.html",
)
DEPLOYMENT_STYLE = Text(
    words="For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be"
    " WITH_TRAFFIC_CONTROL.",
    code="InvalidDeploymentStyleException",
    seen="quoted",
    source="CreateDeploymentGroup",
)
WITHOUT_TRAFFIC_CONTROL = Text(
    words="BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option",
    code="InvalidDeploymentStyleException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-bluegreen-requires-traffic-control",
)
NO_LOAD_BALANCER_INFO = Text(
    words="For ECS deployment group, loadBalancerInfo must be specified",
    code="InvalidLoadBalancerInfoException",
    seen="quoted",
    source="CreateDeploymentGroup",
)
SERVERS_LOAD_BALANCERS = Text(
    words="For ECS deployment group, loadBalancerInfo must not contain {list} list",
    code="InvalidLoadBalancerInfoException",
    seen="quoted",
    source="https://github.com/cloudposse/terraform-aws-code-deploy/pull/5",
)
AUTO_SCALING_GROUPS = Text(
    words="For ECS deployment group, autoScalingGroups can not be specified",
    code="InvalidAutoScalingGroupException",
    seen="quoted",
    source="CreateDeploymentGroup",
)
# The text goes on; nobody was seen quoting the rest.
BAD_PAIR = Text(
    words="A deployment group associated with an application that uses the ECS compute platform must contain a valid"
    " pair of target groups that identify a load balancer.",
    code="InvalidTargetGroupPairException",
    seen="quoted",
    source="https://github.com/YumaInaura/YumaInaura/issues/3421",
)
ONE_LISTENER = Text(
    words="A traffic route must contain exactly one listener",
    code="InvalidLoadBalancerInfoException",
    seen="unseen",
    source="CreateDeploymentGroup",
)
LISTENER_NOT_FOUND = Text(
    words="The listener {listener} could not be found",
    code="InvalidLoadBalancerInfoException",
    seen="unseen",
    source="CreateDeploymentGroup",
)
NO_BLUE_GREEN_CONFIGURATION = Text(
    words="For ECS deployment group, blueGreenDeploymentConfiguration must be specified",
    code="InvalidBlueGreenDeploymentConfigurationException",
    seen="quoted",
    source="CreateDeploymentGroup",
)
NO_READY_OPTION = Text(
    words="Deployment ready option cannot be null for blue green deployment",
    code="InvalidBlueGreenDeploymentConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-blue-green-config-required-members",
)
STOP_WITHOUT_WAIT = Text(
    words="Deployment ready action cannot be set to STOP_DEPLOYMENT when timeout is set to 0 minutes.",
    code="InvalidBlueGreenDeploymentConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-deployment-ready-stop-requires-wait-time",
)
CONTINUE_WITH_WAIT = Text(
    words="Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified",
    code="InvalidBlueGreenDeploymentConfigurationException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/9653",
)
TERMINATION_WAIT_TOO_LONG = Text(
    words="Timeout for instance termination cannot be more than 2 days",
    code="InvalidBlueGreenDeploymentConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-termination-wait-max",
)
NO_ROLLBACK_EVENT = Text(
    words="Deployment Groups need to have at least one event specified when auto rollback is enabled",
    code="InvalidAutoRollbackConfigException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-autorollback-enabled-requires-events",
)
NO_ALARM = Text(
    words="Deployment Groups need to have at least one alarms attached if they are monitored.",
    code="InvalidAlarmConfigException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-alarm-configuration-enabled-requires-alarms",
)
TOO_MANY_ALARMS = Text(
    words="Deployment Groups cannot contain more than {most} alarms.",
    code="AlarmsLimitExceededException",
    seen="unseen",
    source="CreateDeploymentGroup",
)
SAME_TRIGGER = Text(
    words="Duplicate Trigger target name detected",
    code="InvalidTriggerConfigException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-trigger-name-and-target-unique",
)
TOO_MANY_TRIGGERS = Text(
    words="Deployment Groups cannot contain more than {most} TriggerTargets.",
    code="TriggerTargetsLimitExceededException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-triggers-max-10",
)
NO_GRADUAL_SHIFT = Text(
    words="Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update"
    " Deployment group.",
    code="InvalidDeploymentConfigNameException",
    seen="documented",
    source=GUIDE,
)

# Deployment configurations
OTHER_PLATFORM = Text(
    words="Compute platform of deployment config {config} does not match expected compute platform, correct compute"
    " platform should be {platform}.",
    code="InvalidDeploymentConfigNameException",
    seen="quoted",
    source=RULES + "pf-codedeploy-dg-deployment-config-platform-match",
)
UNKNOWN_CONFIG = Text(
    words="No deployment configuration found for name: {config}",
    code="DeploymentConfigDoesNotExistException",
    seen="quoted",
    source="CreateDeploymentGroup, GetDeploymentConfig",
)
RESERVED_NAME = Text(
    words="The prefix CodeDeployDefault. is reserved for predefined configuration names",
    code="InvalidDeploymentConfigNameException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-name-reserved-prefix",
)
CONFIG_EXISTS = Text(
    words="Deployment configuration {config} already exists.",
    code="DeploymentConfigAlreadyExistsException",
    seen="unseen",
    source="CreateDeploymentConfig",
)
PREDEFINED_CONFIG = Text(
    words="The deployment configuration {config} is predefined.",
    code="InvalidOperationException",
    seen="unseen",
    source="DeleteDeploymentConfig",
)
CONFIG_IN_USE = Text(
    words="Deployment configuration {config} is in use by deployment group {group}.",
    code="DeploymentConfigInUseException",
    seen="unseen",
    source="DeleteDeploymentConfig",
)
NO_HEALTHY_HOSTS = Text(
    words="minimum healthy hosts argument is missing",
    code="InvalidMinimumHealthyHostValueException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-server-requires-minimum-healthy-hosts",
)
HEALTHY_HOSTS = Text(
    words="minimum healthy hosts should be null for {platform} deployment configuration",
    code="InvalidMinimumHealthyHostValueException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-lambda-forbids-minimum-healthy-hosts",
)
OTHER_SHIFT = Text(
    words="{block}Configuration should be null for {kind} type",
    code="InvalidTrafficRoutingConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-traffic-routing-block-matches-type",
)
SHIFT_PERCENT = Text(
    words="Valid traffic routing percentage is from 1 to 99",
    code="InvalidTrafficRoutingConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-traffic-routing-percentage-range",
)
# Seen with Canary; a linear shift that takes too long is answered with TOTAL_SHIFT.
SHIFT_INTERVAL = Text(
    words="Canary interval must be between 1 and {most} minutes (2 days)",
    code="InvalidTrafficRoutingConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-traffic-shift-interval-max",
)
TOTAL_SHIFT = Text(
    words="Total Traffic shifting intervals must be positive integers up to {most} minutes (2 days)",
    code="InvalidTrafficRoutingConfigurationException",
    seen="quoted",
    source=RULES + "pf-codedeploy-config-traffic-shift-interval-max",
)

# CloudFormation's own blue/green
SAME_TASK_DEFINITION = Text(
    words="'CodeDeployBlueGreenHook' of type AWS::CodeDeploy::BlueGreen failed with message: The TaskDefinition logical"
    " Id [{task_definition}] is the same between initial and final template, CodeDeploy can't perform BlueGreen style"
    " update properly",
    seen="quoted",
    source="https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/605",
)
