"""What ECS says where it moves the traffic itself (ECS developer guide, troubleshooting of blue/green deployments)."""

from model.texts.text import Text

GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html"

NO_RULE_ARN = Text(
    words="productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got:"
    " {arn}",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
SAME_RULE = Text(
    words="The following rules cannot be used as both production and test listener rules: {rules}",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
NO_TEST_RULE = Text(
    words="For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated"
    " with both targetGroup and alternateTargetGroup",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
GROUP_NOT_BEHIND_RULE = Text(
    words="Service deployment rolled back because of invalid networking configuration: Target group {target_group} is"
    " not associated with either productionListenerRule or testListenerRule.",
    seen="documented",
    source=GUIDE,
)
UNEXPECTED_GROUP = Text(
    words="Service deployment rolled back because of invalid networking configuration. Production listener rule is"
    " forwarding traffic to unexpected target group {target_group}. Expected traffic"
    " to be forwarded to either targetGroupArn: {blue} or alternateTargetGroupArn: {green}",
    seen="documented",
    source=GUIDE,
)
SAME_GROUP = Text(
    words="Duplicate targetGroupArn found: {target_group}",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
SOME_WITHOUT_ADVANCED = Text(
    words="Either all or none of the provided loadBalancers must have advancedConfiguration defined",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
NO_ADVANCED = Text(
    words="advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
CLASSIC_LOAD_BALANCER = Text(
    words="advancedConfiguration field is not allowed with ELBv1 loadBalancers",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
INFRASTRUCTURE_ROLE = Text(
    words="Service deployment rolled back because of invalid networking configuration. ECS was unable to manage the ELB"
    " resources due to missing permissions on ECS Infrastructure Role '{role}'.",
    seen="documented",
    source=GUIDE,
)
HOOK_ROLE = Text(
    words="Service deployment rolled back because {stage} lifecycle hook(s) failed. ECS was unable to assume role"
    " {role}",
    seen="documented",
    source=GUIDE,
)
HOOK_NOT_INVOKED = Text(
    words="Service deployment rolled back because {stage} lifecycle hook(s) failed. ECS was unable to invoke hook"
    " target {target} due to {error}",
    seen="documented",
    source=GUIDE,
)
LISTENER_NOT_MODIFIED = Text(
    words="Service deployment rolled back because {stage} lifecycle hook(s) failed. User: {user} is not authorized to"
    " perform: {action}",
    seen="documented",
    source=GUIDE,
)
HEALTH_NOT_READ = Text(
    words="(service {service}) failed to describe target health on (target-group {target_group}) with (error {error})",
    seen="documented",
    source=GUIDE,
)
NOT_REGISTERED = Text(
    words="(service {service}) failed to register targets in (target-group {target_group}) with (error {error})",
    seen="documented",
    source=GUIDE,
)
"""The guide quotes events without their brackets."""
MIXED_LOAD_BALANCERS = Text(
    words="All loadBalancers must be strictly either ELBv1 (defining loadBalancerName) or ELBv2 (defining"
    " targetGroupArn)",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
INCOMPLETE_ADVANCED = Text(
    words="advancedConfiguration must define {member}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
NO_RULE = Text(
    words="The listener rule {arn} does not exist.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
SEVERAL_SERVE = Text(
    words="Service deployment rolled back because of invalid networking configuration. productionListenerRule {rule}"
    " should have exactly one target group serving traffic but found {count} target groups which are serving traffic",
    seen="documented",
    source=GUIDE,
)
HOOK_TYPE = Text(
    words="Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
PAUSE_STAGE = Text(
    words="Invalid lifecycle stage provided for Pause Hook",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
HOOK_STAGE = Text(
    words="Invalid lifecycle stage: {stage}. Valid values are: {allowed}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
HOOK_WITHOUT = Text(
    words="{member} is required for {kind} lifecycle hooks",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
NOT_FOR_HOOK = Text(
    words="{member} is not allowed for {kind} lifecycle hooks",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
TOO_MANY_HOOKS = Text(
    words="A service can have at most {most} {kind} lifecycle hooks",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
STRATEGY = Text(
    words="Invalid deployment strategy: {strategy}. Valid values are: ROLLING, BLUE_GREEN, LINEAR, CANARY",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
ONLY_UNDER_ECS = Text(
    words="{member} is only supported with ECS deployment controller.",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
BLOCK_OF_ANOTHER_STRATEGY = Text(
    words="{member} may only be present when the deployment strategy is {strategy}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
"""That it is refused was seen in August 2026."""
RANGE = Text(
    words="{member} must be between {least} and {most}, got {given}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)
TENTHS = Text(
    words="{member} must be a multiple of 0.1, got {given}",
    code="InvalidParameterException",
    seen="unseen",
    source="CreateService",
)

# How deployments end
TERRAFORM_TESTS = "github.com/hashicorp/terraform-provider-aws: internal/service/ecs/service_test.go"
BREAKER = Text(
    words="Service deployment rolled back because the circuit breaker threshold was exceeded.",
    seen="quoted",
    source=TERRAFORM_TESTS,
)
HOOK_FAILED = Text(
    words="Service deployment rolled back because {stage} lifecycle hook(s) failed. Lifecycle hook target {target}"
    " returned FAILED status.",
    seen="documented",
    source=GUIDE,
)
HOOK_SILENT = Text(
    words="Service deployment rolled back because {stage} lifecycle hook(s) failed. ECS was unable to parse the"
    " response from {target} due to HookStatus must not be null",
    seen="documented",
    source=GUIDE,
)
HOOK_FAILURES = Text(
    words="hook execution failure(s) detected",
    seen="quoted",
    source="https://github.com/aws/containers-roadmap/issues/2664",
)
"""The reason of a deployment that failed; until August 2025 also where BLUE_GREEN was changed to ROLLING."""
PAUSE_TIMED_OUT = Text(
    words="Service deployment rolled back because {stage} pause hook timed out.", seen="documented", source=GUIDE
)
ALARM = Text(
    words="Service deployment rolled back because alarm(s) were triggered: {alarms}.",
    seen="unseen",
    source="DescribeServiceDeployments",
)
STAGE_TIMED_OUT = Text(
    words="Service deployment rolled back because {stage} took longer than 24 hours.",
    seen="unseen",
    source="DescribeServiceDeployments",
)
ROLLED_BACK_BY_USER = Text(
    words="Service deployment rolled back because a rollback was requested.",
    seen="unseen",
    source="StopServiceDeployment, ContinueServiceDeployment",
)
STOPPED_BY_USER = Text(
    words="Service deployment stopped because a stop was requested.", seen="unseen", source="StopServiceDeployment"
)
SUPERSEDED = Text(
    words="Service deployment stopped because another one was started.",
    seen="unseen",
    source="UpdateService",
)
SERVICE_DELETED = Text(
    words="Service deployment stopped because the service was deleted.", seen="unseen", source="DeleteService"
)
NO_ROLLBACK_CANDIDATE = Text(
    words="No rollback candidate was found to run the rollback.",
    seen="quoted",
    source="DescribeServiceDeployments",
)
NOT_STOPPABLE = Text(
    words="Service deployment is not in a state in which it can be stopped.",
    code="ConflictException",
    seen="unseen",
    source="StopServiceDeployment",
)
NOT_FOUND = Text(
    words="The service deployment does not exist.",
    code="ServiceDeploymentNotFoundException",
    seen="documented",
    source=GUIDE,
)
HOOK_ID = Text(
    words="Invalid hookId: hookId must follow the format: {format}",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
STOP_TYPE = Text(
    words="Invalid stopType: {given}. Valid values are: ABORT, ROLLBACK",
    code="InvalidParameterException",
    seen="unseen",
    source="StopServiceDeployment",
)
ACTION = Text(
    words="Invalid action: {given}. Valid values are: CONTINUE, ROLLBACK",
    code="InvalidParameterException",
    seen="unseen",
    source="ContinueServiceDeployment",
)
TOO_MANY_ARNS = Text(
    words="At most {most} ARNs can be described at once, got {given}",
    code="InvalidParameterException",
    seen="unseen",
    source="DescribeServiceDeployments, DescribeServiceRevisions",
)
STATUS = Text(
    words="Invalid status: {given}. Valid values are: {allowed}",
    code="InvalidParameterException",
    seen="unseen",
    source="ListServiceDeployments",
)
ENDED = Text(
    words="Continuing a service deployment is not allowed for service deployment in terminal states.",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
UNKNOWN_HOOK = Text(
    words="Provided hookId is either completed, unavailable, or not associated with the given Resource ARN",
    code="InvalidParameterException",
    seen="documented",
    source=GUIDE,
)
