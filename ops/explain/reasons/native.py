"""What the texts of ECS's own strategies come from: of the service's settings first, then of its deployments."""

from model.texts import native as say
from ops.explain.reasons.reason import Reason, Reasons

INFRASTRUCTURE_ROLE = Reason(
    cause="ECS moves traffic and targets with the infrastructure role of the load balancer, and the role may not.",
    fix="Let the role trust ecs.amazonaws.com, and attach AmazonECSInfrastructureRolePolicyForLoadBalancers.",
    rule="native-infrastructure-role",
)
LOAD_BALANCERS = "native-load-balancers-complete"
HOOKS = "native-hooks-complete"

REASONS: Reasons = {
    say.NO_RULE_ARN: Reason(
        cause="The service names {arn} as its rule. With an Application Load Balancer ECS moves the actions of a"
        " listener rule, not those of a listener.",
        fix="Make a rule on the listener, with a path such as /*, and name that rule's ARN; the default rule's ARN"
        " cannot be read. With a Network Load Balancer it is the listener's ARN.",
        rule="native-takes-a-rule",
    ),
    say.SAME_RULE: Reason(
        cause="Production and test traffic would take the same rule: {rules}.",
        fix="Make a second rule for tests, best on a listener of its own.",
        rule="native-takes-a-rule",
    ),
    say.NO_TEST_RULE: Reason(
        cause="The production rule forwards to one of the two target groups only, and no test rule has the other.",
        fix="Forward to both groups in the production rule, with weights 100 and 0, or name a test rule.",
        rule="native-rule-holds-both-groups",
    ),
    say.GROUP_NOT_BEHIND_RULE: Reason(
        cause="Neither the production nor the test rule forwards to {target_group}, so ECS could not send it traffic.",
        fix="Forward to both target groups in the production rule, with weights 100 and 0.",
        rule="native-rule-holds-both-groups",
    ),
    say.UNEXPECTED_GROUP: Reason(
        cause="The production rule forwards to {target_group}, and the service has {blue} and {green}. Somebody pointed"
        " the rule elsewhere, or an infrastructure tool set it back.",
        fix="Point the rule at the service's two groups, the live one with weight 100; `bluegreen status` says which it"
        " is. Ignore changes of the rule's actions from then on.",
        rule="native-rule-holds-both-groups",
    ),
    say.SEVERAL_SERVE: Reason(
        cause="Before the release {count} target groups get traffic by {rule}; ECS begins only where exactly one does.",
        fix="Set the weights to 100 for the live group and 0 for the other. Ignore changes of the rule's actions, so"
        " that no update resets them.",
        rule="single-forward-at-rest",
    ),
    say.SAME_GROUP: Reason(
        cause="The service names the target group {target_group} twice.",
        fix="Use two groups in each entry of loadBalancers, and no group in two entries.",
        rule="native-groups-differ",
    ),
    say.SOME_WITHOUT_ADVANCED: Reason(
        cause="One entry of loadBalancers has advancedConfiguration and another has not.",
        fix="Give it to all of them, or use the strategy ROLLING with none.",
        rule=LOAD_BALANCERS,
    ),
    say.NO_ADVANCED: Reason(
        cause="The service has one of ECS's blue/green strategies, and an entry of loadBalancers without the second"
        " target group, rule and role.",
        fix="Set advancedConfiguration: alternateTargetGroupArn, productionListenerRule, roleArn.",
        rule=LOAD_BALANCERS,
    ),
    say.INCOMPLETE_ADVANCED: Reason(
        cause="{member} is missing in advancedConfiguration.",
        fix="Set alternateTargetGroupArn, productionListenerRule and roleArn in every entry.",
        rule=LOAD_BALANCERS,
    ),
    say.CLASSIC_LOAD_BALANCER: Reason(
        cause="A Classic Load Balancer has no target groups that traffic could move between.",
        fix="Use an Application or Network Load Balancer, or the strategy ROLLING without advancedConfiguration.",
        rule=LOAD_BALANCERS,
    ),
    say.MIXED_LOAD_BALANCERS: Reason(
        cause="An entry of loadBalancers names a Classic Load Balancer, and another or the same a target group.",
        fix="Name a targetGroupArn in each entry, and no loadBalancerName.",
        rule=LOAD_BALANCERS,
    ),
    say.NO_RULE: Reason(
        cause="There is no listener rule {arn}.",
        fix="Refer to the rule's resource in place of an ARN, so that it is made first.",
    ),
    say.INFRASTRUCTURE_ROLE: Reason(
        cause="ECS may not assume {role}, or the role may not change the load balancer.",
        fix=INFRASTRUCTURE_ROLE.fix,
        rule=INFRASTRUCTURE_ROLE.rule,
    ),
    say.HEALTH_NOT_READ: INFRASTRUCTURE_ROLE,
    say.NOT_REGISTERED: INFRASTRUCTURE_ROLE,
    say.LISTENER_NOT_MODIFIED: Reason(
        cause="In the stage {stage} ECS could not move the traffic: {user} may not {action}. It reads as a failed hook,"
        " and is a lack of permission.",
        fix=INFRASTRUCTURE_ROLE.fix,
        rule=INFRASTRUCTURE_ROLE.rule,
    ),
    # Hooks
    say.HOOK_ROLE: Reason(
        cause="ECS may not assume {role}, with which it calls the hook's function.",
        fix="Let the hook's role trust ecs.amazonaws.com.",
        rule="trust-is-right",
    ),
    say.HOOK_NOT_INVOKED: Reason(
        cause="The hook's role may not call {target}.",
        fix="Allow lambda:InvokeFunction on that function to the hook's role.",
        rule=HOOKS,
    ),
    say.HOOK_FAILED: Reason(
        cause="The function {target} answered FAILED in the stage {stage}: its test of the new tasks did not pass.",
        fix="Read the log of the function. Repair the new tasks or the test, then release again.",
    ),
    say.HOOK_SILENT: Reason(
        cause="The function {target} answered without hookStatus: it timed out, failed itself, or was written for"
        " CodeDeploy, which is answered by a call.",
        fix='Return {"hookStatus": "SUCCEEDED"} or FAILED on every path, also from an exception, or IN_PROGRESS to be'
        " called again; set the function's time-out above what its test takes.",
    ),
    say.HOOK_FAILURES: Reason(
        cause="A lifecycle hook failed. Until August 2025 ECS also said so where a service was changed from BLUE_GREEN"
        " to ROLLING and had no hook that failed.",
        fix="`bluegreen follow` names the stage and the hook. Where no hook has failed, release again.",
    ),
    say.PAUSE_TIMED_OUT: Reason(
        cause="The release waited for approval in {stage}, and nobody gave it in time, so ECS rolled back as the pause"
        " demands.",
        fix="Release again and approve in time with `bluegreen continue`, or give the pause more minutes: up to 20160.",
    ),
    say.HOOK_TYPE: Reason(
        cause="A hook's targetType is neither a function nor a pause.",
        fix="Set AWS_LAMBDA with hookTargetArn and roleArn, or PAUSE with a timeoutConfiguration.",
        rule=HOOKS,
    ),
    say.PAUSE_STAGE: Reason(
        cause="ECS cannot pause in one of the hook's stages.",
        fix="Pause at POST_TEST_TRAFFIC_SHIFT or another stage between two shifts.",
        rule=HOOKS,
    ),
    say.HOOK_STAGE: Reason(
        cause="There is no lifecycle stage {stage}.",
        fix="Use one of {allowed}.",
        rule=HOOKS,
    ),
    say.HOOK_WITHOUT: Reason(
        cause="A hook of type {kind} lacks {member}.",
        fix="Set {member} on the hook.",
        rule=HOOKS,
    ),
    say.NOT_FOR_HOOK: Reason(
        cause="A hook of type {kind} has {member}, which it does not use.",
        fix="Leave {member} out.",
        rule=HOOKS,
    ),
    say.TOO_MANY_HOOKS: Reason(
        cause="The service has more than {most} hooks of type {kind}.",
        fix="Give one hook several lifecycleStages.",
        rule=HOOKS,
    ),
    say.HOOK_ID: Reason(
        cause="The deployment was continued with an id that is no hook's.",
        fix="Use `bluegreen continue`, which finds the hook that waits.",
    ),
    say.UNKNOWN_HOOK: Reason(
        cause="The hook has ended, or belongs to another deployment: somebody else has continued, or its time is over.",
        fix="`bluegreen follow` says whether a release waits, and for what.",
    ),
    # Settings of the strategy
    say.STRATEGY: Reason(
        cause="The service names the strategy {strategy}, which ECS does not have.",
        fix="Use ROLLING, BLUE_GREEN, LINEAR or CANARY.",
    ),
    say.ONLY_UNDER_ECS: Reason(
        cause="{member} belongs to ECS's own strategies, and the service has another deployment controller.",
        fix="Leave {member} out, or change the service to the controller ECS.",
        rule="codedeploy-service-shape",
    ),
    say.BLOCK_OF_ANOTHER_STRATEGY: Reason(
        cause="{member} is for the strategy {strategy}, and the service has another.",
        fix="Leave {member} out, or choose {strategy}.",
        rule="native-shift-complete",
    ),
    say.RANGE: Reason(
        cause="{member} is {given}.",
        fix="Set {member} to a value from {least} to {most}.",
        rule="native-shift-complete",
    ),
    say.TENTHS: Reason(
        cause="{member} is {given}, and ECS counts in tenths of a percent.",
        fix="Round {member} to one decimal.",
        rule="native-shift-complete",
    ),
    # How deployments end
    say.BREAKER: Reason(
        cause="So many new tasks failed to start or to become healthy that the circuit breaker ended the deployment;"
        " the old tasks serve.",
        fix="`bluegreen follow` shows what the service said of its tasks; the reasons of stopped tasks, which ECS keeps"
        " for an hour, are for `bluegreen explain`.",
    ),
    say.ALARM: Reason(
        cause="Alarms of the service were in ALARM during the release: {alarms}. The old tasks serve.",
        fix="Read the alarms' history in CloudWatch, repair the new tasks or the alarms' thresholds, and release again;"
        " `bluegreen verify` names alarms that are in ALARM.",
        rule="alarm-scope",
    ),
    say.STAGE_TIMED_OUT: Reason(
        cause="The stage {stage} took longer than the 24 hours that ECS gives it: tasks that never become healthy, no"
        " room on the hosts, or a hook that always answers IN_PROGRESS.",
        fix="Read the service's last events with `bluegreen follow`; `bluegreen rehearse` says whether the hosts have"
        " room.",
        rule="green-has-room",
    ),
    say.ROLLED_BACK_BY_USER: Reason(
        cause="Somebody asked for the rollback, by `bluegreen rollback`, the console or an answer to a pause.",
        fix="`bluegreen status` says which tasks serve. Release again when the reason is gone.",
    ),
    say.STOPPED_BY_USER: Reason(
        cause="Somebody stopped the deployment, by `bluegreen stop`, the console or StopServiceDeployment.",
        fix="`bluegreen status` says which tasks serve. Release again when the reason is gone.",
    ),
    say.SUPERSEDED: Reason(
        cause="Another update of the service began while this release ran, and ECS goes on with that one.",
        fix="`bluegreen status` shows the deployment that runs now. Let one pipeline at a time release a service.",
    ),
    say.SERVICE_DELETED: Reason(
        cause="The service was deleted during the release.",
        fix="Make it again with `pulumi up`, if that was not meant.",
    ),
    say.NO_ROLLBACK_CANDIDATE: Reason(
        cause="ECS was to roll back, and no deployment of the service has ever succeeded: there is nothing to go to.",
        fix="Repair the new tasks and release again; the first release of a service must succeed by itself.",
    ),
    say.NOT_STOPPABLE: Reason(
        cause="The deployment has ended, or is being stopped or rolled back already.",
        fix="`bluegreen status` says how it stands; to go back to older tasks use `bluegreen rollback`.",
    ),
    say.NOT_FOUND: Reason(
        cause="There is no such deployment of a service in this account and region; ECS forgets old ones.",
        fix="Take an ARN from `bluegreen status`, and compare account and region.",
    ),
    say.STOP_TYPE: Reason(
        cause="The deployment was stopped with the type {given}.",
        fix="Use ROLLBACK to let the old tasks serve again, or ABORT to leave all as it is; `bluegreen stop` and"
        " `bluegreen rollback` send them.",
    ),
    say.ACTION: Reason(
        cause="A pause was answered with {given}.",
        fix="Use CONTINUE or ROLLBACK: `bluegreen continue`, `bluegreen rollback`.",
    ),
    say.ENDED: Reason(
        cause="The deployment has ended, so there is nothing to continue.",
        fix="`bluegreen status` says how it ended and which tasks serve.",
    ),
}
