"""What the names of errors say where no text comes with them."""

from model.texts import codes as say
from ops.explain.reasons.reason import Reason, Reasons

REASONS: Reasons = {
    say.TIMEOUT: Reason(
        cause="The deployment waited in vain: for new tasks to become healthy (an hour), for approval, or for a hook's"
        " answer (an hour).",
        fix="`bluegreen follow` says in which event it ended; give the message to `bluegreen explain`.",
    ),
    say.ELASTIC_LOAD_BALANCING_INVALID: Reason(
        cause="A listener, or a rule on it, does not forward to the deployment group's pair as CodeDeploy left it.",
        fix="`bluegreen verify` names the listener or rule that is not at rest; point it at the live group with"
        " weight 100.",
        rule="listener-ignores-actions",
    ),
    say.INVALID_ECS_SERVICE: Reason(
        cause="CodeDeploy cannot release the service as it is: it has no PRIMARY task set, is not ACTIVE, or has"
        " another deployment controller.",
        fix="`bluegreen verify` says which of these it is; mend it with `pulumi up`.",
        rule="deployment-group-shape",
    ),
    say.IAM_ROLE_MISSING: Reason(
        cause="The deployment group's service role is gone, or the group has none.",
        fix="Make the role again with `pulumi up`, after `pulumi refresh` if Pulumi thinks that it is there.",
        rule="trust-is-right",
    ),
    say.HEALTH_CONSTRAINTS: Reason(
        cause="Too few targets stayed healthy for the deployment to go on.",
        fix="`bluegreen follow` shows what the service said of its new tasks.",
    ),
    say.APPLICATION_MISSING: Reason(
        cause="The application was deleted during the deployment.",
        fix="Make it again with `pulumi up`, after `pulumi refresh`.",
    ),
    say.DEPLOYMENT_GROUP_MISSING: Reason(
        cause="The deployment group was deleted during the deployment.",
        fix="Make it again with `pulumi up`, after `pulumi refresh`.",
    ),
    say.REVISION_MISSING: Reason(
        cause="The AppSpec of the deployment cannot be read where it was.",
        fix="Check bucket, key and version in S3; or pass the AppSpec's text, as `bluegreen release` does.",
    ),
    say.CLOUDFORMATION_STACK_FAILURE: Reason(
        cause="CloudFormation started the deployment, and its stack failed.",
        fix="Read the events of the CloudFormation stack; the first failure among them is the cause.",
    ),
    say.CUSTOMER_APPLICATION_UNHEALTHY: Reason(
        cause="The new tasks did not stay healthy.",
        fix="`bluegreen follow` shows what the service said of its new tasks.",
        rule="health-check-on-traffic-port",
    ),
    say.CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND: Reason(
        cause="Something that the deployment group names is gone: a listener, a target group, an alarm or the service.",
        fix="`bluegreen verify` names what is missing; make it again with `pulumi up`, after `pulumi refresh`.",
        rule="pair-fits-service",
    ),
    say.MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION: Reason(
        cause="The deployment group does not say what happens to the old tasks.",
        fix="Set blueGreenDeploymentConfiguration on the group.",
        rule="deployment-group-shape",
    ),
    say.MISSING_ELB_INFORMATION: Reason(
        cause="The deployment group does not say between which target groups the traffic moves.",
        fix="Set loadBalancerInfo.targetGroupPairInfo on the group.",
        rule="deployment-group-shape",
    ),
    say.MANUAL_STOP: Reason(
        cause="Somebody stopped the deployment, by `bluegreen stop`, the console or StopDeployment.",
        fix="`bluegreen status` says who serves now. Release again when the reason for the stop is gone.",
    ),
    say.RESOURCE_LIMIT_EXCEEDED: Reason(
        cause="A limit of the account was reached during the deployment.",
        fix="Look up the account's limits for CodeDeploy, ECS and Elastic Load Balancing in Service Quotas.",
    ),
    say.THROTTLED: Reason(
        cause="AWS answered too many calls at once, from all that runs in the account.",
        fix="Release again in a few minutes, and let other tools ask less often.",
    ),
    say.INTERNAL_ERROR: Reason(
        cause="CodeDeploy failed by itself.",
        fix="Look at the AWS Health Dashboard, and release again; `bluegreen status` says who serves until then.",
    ),
    say.RESOURCE_IN_USE: Reason(
        cause="Something else still uses what is to be changed or deleted.",
        fix="Read the message beside this name: it says what. Delete the user first, or wait until it has let go.",
    ),
    say.ACCESS_DENIED: Reason(
        cause="{user} may not {action}.",
        fix="Allow {action} in a policy of that role or user; a permissions boundary or an organization's policy can"
        " forbid it too.",
    ),
    say.YAML_FILE_ERROR: Reason(
        cause="CodeBuild cannot read the buildspec: it is not there, no YAML, or has a member that it does not know.",
        fix="Read the message beside this name; a command with a colon needs quotation marks.",
    ),
}
