"""What CodeDeploy's texts come from: of deployments first, then of calls, groups and configurations."""

from model.texts import codedeploy as say
from ops.explain.reasons.reason import Reason, Reasons

BUSY = Reason(
    cause="The deployment group runs deployment {deployment}, and a group runs one deployment at a time. It counts as"
    " running until the old tasks have ended, so a long termination wait holds up the next release.",
    fix="Watch it with `bluegreen follow`, end the wait for the old tasks with `bluegreen finish`, or take it back"
    " with `bluegreen rollback`; then release again.",
    rule="termination-wait-bounded",
)
NOT_FOR_ECS = Reason(
    cause="The call has a member that is for servers only.",
    fix="Leave the member out of CreateDeployment. A release of an ECS service needs the application, the group and an"
    " AppSpec; `bluegreen release` sends just these.",
)
FOR_SERVERS = Reason(
    cause="The application was made for servers, which is what one without computePlatform is for.",
    fix='Set computePlatform="ECS" on the application; that replaces it and its groups.',
    rule="application-for-ecs",
)
APPSPEC = "the AppSpec; `bluegreen release` writes one from the stack"

REASONS: Reasons = {
    # Deployments
    say.ALARM_ACTIVE: Reason(
        cause="An alarm of the deployment group ({alarms}) was in ALARM. That stops the release whether or not the new"
        " tasks caused it, also before any traffic has moved. An alarm on the whole load balancer goes off at a single"
        " 503 of the empty test listener, and without new data it may stay on.",
        fix="Read the alarm's history in CloudWatch. Where the new tasks are at fault, repair them. Where they are not,"
        " set the alarm on the TargetGroup dimension of both groups with two periods or more, and wait until it is OK:"
        " `bluegreen verify` names alarms that are in ALARM.",
        rule="alarm-scope",
    ),
    say.NOT_CONTINUED: Reason(
        cause="The new tasks were ready, and for {minutes} minutes nobody approved the shift of traffic, so CodeDeploy"
        " stopped the release as STOP_DEPLOYMENT demands.",
        fix="Release again and approve in time with `bluegreen continue`; give people longer with a higher"
        " waitTimeInMinutes, or need no approval with CONTINUE_DEPLOYMENT.",
        rule="ready-wait-bounded",
    ),
    say.NOT_HEALTHY: Reason(
        cause="Not all new tasks were running and healthy within an hour: the image cannot be pulled, the program ends"
        " or listens on another port, the health check's path or port is wrong, a security group keeps the load"
        " balancer out, or the hosts have no room for a second set of tasks.",
        fix="`bluegreen follow` shows what the service said of its new tasks; the reasons of stopped tasks, which ECS"
        " keeps for an hour, are for `bluegreen explain`. `bluegreen rehearse` says whether the hosts have room for"
        " green.",
        rule="green-has-room",
    ),
    say.HOOK_TIMED_OUT: Reason(
        cause="A hook's function did not report its result within an hour: it ended without"
        " PutLifecycleEventHookExecutionStatus, failed before that call, or its role does not allow the call.",
        fix="Allow codedeploy:PutLifecycleEventHookExecutionStatus to the function's role, and report Succeeded or"
        " Failed on every path, also from an exception. The function's log shows where it ended.",
    ),
    say.HOOK_FAILED: Reason(
        cause="The function of a lifecycle event reported Failed: its test of the new tasks did not pass.",
        fix="Read the log of the function; `bluegreen follow` names the event that failed. Repair the new tasks or the"
        " test, then release again.",
    ),
    say.PRIMARY_NOT_BEHIND_LISTENER: Reason(
        cause="{listener} does not forward to the target group of the tasks that are live. Mostly an infrastructure"
        " tool has set it back after a release. Where the ARN is a listener-rule, that rule is at fault and not the"
        " listener's default action.",
        fix="`bluegreen status` says which group is live: point the production and test listener, and every rule on"
        " them that forwards to the pair, at that one. So that it does not come back, ignore changes of the listeners'"
        " defaultActions and of the rules' actions.",
        rule="listener-ignores-actions",
    ),
    say.GREEN_HAS_WEIGHT: Reason(
        cause="A listener, or a rule on it, sends part of its traffic to the target group of the new tasks before the"
        " release has moved any.",
        fix="Set the weights to 100 for the live group and 0 for the other, or forward to the live group alone;"
        " `bluegreen status` shows the weights.",
        rule="single-forward-at-rest",
    ),
    say.THIRD_TARGET_GROUP: Reason(
        cause="{listener} forwards to a target group beside the deployment group's pair, {blue} and {green}.",
        fix="Take that group out of the forward; give its traffic a rule or a listener of its own.",
        rule="pair-alone-on-listener",
    ),
    say.SERVICE_NOT_UPDATED: Reason(
        cause="ECS refused the new task set: {cause}",
        fix="Correct what ECS names, in the task definition, the AppSpec or the service; `bluegreen verify` compares"
        " container and port.",
    ),
    say.ROLE_LACKS_PERMISSIONS: Reason(
        cause="CodeDeploy works with the role {role}, and the role may not call what a release needs of {service}.",
        fix="Attach the managed policy AWSCodeDeployRoleForECS to the role; hooks also need lambda:InvokeFunction on"
        " their functions.",
        rule="codedeploy-role-suffices",
    ),
    say.ROLLED_BACK: Reason(
        cause="Deployment {deployment} failed or was stopped, and {rollback} takes the traffic back to the old tasks."
        " The release has failed, even when {rollback} ends as Succeeded.",
        fix="Look up why {deployment} failed, not why it was rolled back: `bluegreen follow` says it, and shows when"
        " the old tasks serve again.",
    ),
    say.ROLLS_BACK: Reason(
        cause="Deployment {rollback} undoes deployment {deployment}, which failed or was stopped.",
        fix="Look up why {deployment} failed: `bluegreen follow` says it.",
    ),
    say.ALREADY_DEPLOYING: BUSY,
    say.ALREADY_DEPLOYING_ONCE: BUSY,
    say.ROLE_NOT_ASSUMED: Reason(
        cause="CodeDeploy may not assume the deployment group's service role: it does not trust CodeDeploy, or it was"
        " made seconds ago and is not known everywhere yet.",
        fix="Let the role's trust policy allow sts:AssumeRole to codedeploy.amazonaws.com, and run `pulumi up` again if"
        " the role is new.",
        rule="trust-is-right",
    ),
    say.STOPPED: Reason(
        cause="Somebody stopped the deployment, by `bluegreen stop`, the console or StopDeployment.",
        fix="`bluegreen status` says who serves now. Release again when the reason for the stop is gone.",
    ),
    say.PRIMARY_MISSING: Reason(
        cause="The service has no PRIMARY task set, so CodeDeploy does not know which tasks are live: the service was"
        " deleted, never became steady, or its task sets were changed by hand.",
        fix="`bluegreen status` shows who serves. Mend the service with `pulumi up`; with the CODE_DEPLOY controller"
        " that may mean replacing it.",
    ),
    say.NOT_STEADY_AFTER_SCALING: Reason(
        cause="The number of tasks was changed during the release, and the service was not steady again within five"
        " minutes.",
        fix="Leave desiredCount alone during a release, suspend scaling for its time or give the hosts more room; then"
        " release again.",
        rule="service-ignores-scaling",
    ),
    say.NOT_SHIFTED: Reason(
        cause="All waits before the shift of traffic together took more than 120 hours.",
        fix="Approve earlier with `bluegreen continue`, or set a shorter waitTimeInMinutes.",
        rule="ready-wait-bounded",
    ),
    say.BAD_APPSPEC: Reason(
        cause="CodeDeploy cannot use the AppSpec of the release: {cause}",
        fix=f"Correct {APPSPEC}.",
    ),
    say.APPSPEC_NOT_PARSED: Reason(
        cause="The AppSpec is neither YAML nor JSON: often a tab, a wrong indentation or quotes lost in a shell.",
        fix=f"Put it through a YAML parser and correct {APPSPEC}.",
    ),
    say.APPSPEC_VERSION: Reason(
        cause="The AppSpec has another version than 0.0, the only one there is, or none.",
        fix=f"Write `version: 0.0` into {APPSPEC}.",
    ),
    say.APPSPEC_RESOURCES: Reason(
        cause="The AppSpec names no resource of type AWS::ECS::Service, or several.",
        fix=f"Name one TargetService with its Properties in {APPSPEC}.",
    ),
    say.APPSPEC_MEMBER: Reason(
        cause="{member} is missing in the AppSpec, or has a value that cannot be.",
        fix=f"Set {{member}} in {APPSPEC}. A capacity provider is given there by its name, not by its ARN.",
    ),
    say.APPSPEC_HOOK: Reason(
        cause="The AppSpec's Hooks name an event that ECS releases do not have, or more than one function for it.",
        fix=f"Use the events {{events}}, each once with one function, in {APPSPEC}.",
    ),
    say.REVISION_NOT_READ: Reason(
        cause="CodeDeploy cannot read the AppSpec {key} in the bucket {bucket}: {cause}",
        fix="Check bucket, key and region, and allow s3:GetObject on it to whoever starts the release; or pass the"
        " AppSpec's text with AppSpecContent, as `bluegreen release` does.",
    ),
    # Calls about deployments
    say.ALREADY_COMPLETED: Reason(
        cause="The deployment has ended, so it cannot be stopped or continued any more.",
        fix="`bluegreen status` says how it ended and who serves; to go back to older tasks use `bluegreen rollback`.",
    ),
    say.NOT_READY: Reason(
        cause="The deployment does not wait for approval: its new tasks are not healthy yet, or the traffic has moved"
        " already.",
        fix="Watch it with `bluegreen follow`, and continue when it says that the release waits for approval.",
    ),
    say.NOT_TERMINATING: Reason(
        cause="The deployment has not reached the wait before its old tasks end, or has left it.",
        fix="Use `bluegreen finish` when `bluegreen follow` shows that all traffic has moved.",
    ),
    say.STOP_SUCCEEDED: Reason(cause="CodeDeploy stopped the deployment, and begins nothing more of it."),
    say.UNKNOWN_APPLICATION: Reason(
        cause="This account has no CodeDeploy application {application} in this region.",
        fix="Compare account, region and name with the stack's outputs: `pulumi stack output application`."
        " `bluegreen release` reads them from there.",
    ),
    say.UNKNOWN_GROUP: Reason(
        cause="The application has no deployment group {group}. A name such as app:group is the provider's id of the"
        " group, not its name.",
        fix="Pass the group's name: deploymentGroupName, as in `pulumi stack output deployment_group`.",
        rule="pipeline-names-deployment-group",
    ),
    say.UNKNOWN_DEPLOYMENT: Reason(
        cause="There is no deployment {deployment} in this account and region.",
        fix="Take an id from `bluegreen status`, and compare account and region.",
    ),
    say.NO_REVISION: Reason(
        cause="CreateDeployment was called without a revision, so CodeDeploy has no AppSpec.",
        fix="Pass the AppSpec as AppSpecContent, or release with `bluegreen release`.",
    ),
    say.NO_GROUP_NAME: Reason(
        cause="The call names no deployment group.",
        fix="Pass the group's name, as in `pulumi stack output deployment_group`.",
    ),
    say.NO_APPLICATION_NAME: Reason(
        cause="The call names no application.",
        fix="Pass the application's name, as in `pulumi stack output application`.",
    ),
    say.REVISION_TYPE: Reason(
        cause="The revision is of type {kind}, which is for servers.",
        fix="Pass the AppSpec as AppSpecContent, or as a file in S3.",
    ),
    say.NO_CONTENT: Reason(
        cause="The revision's type and its content do not go together: the AppSpec itself is missing.",
        fix="Fill the member that belongs to the revision's type, such as appSpecContent for AppSpecContent.",
    ),
    say.OTHER_SHA256: Reason(
        cause="The AppSpec was changed after its SHA-256 {sha256} was taken.",
        fix="Compute the SHA-256 of the text that is sent, or leave it out.",
    ),
    say.BUNDLE_TYPE: Reason(
        cause="The revision in S3 has a bundleType that is for servers.",
        fix="Set bundleType to YAML or JSON.",
    ),
    say.NO_S3_OBJECT: Reason(
        cause="The revision in S3 lacks its bucket or its key.",
        fix="Pass both, or the AppSpec's text as AppSpecContent.",
    ),
    say.UNKNOWN_REVISION: Reason(
        cause="CodeDeploy has no such revision of the application.",
        fix="Release a new one with `bluegreen release`; ListApplicationRevisions lists those that are known.",
    ),
    say.FILE_EXISTS_BEHAVIOR: NOT_FOR_ECS,
    say.OUTDATED_INSTANCES_ONLY: NOT_FOR_ECS,
    say.IGNORED_STOP_FAILURES: NOT_FOR_ECS,
    say.TARGET_INSTANCES: NOT_FOR_ECS,
    say.RESTART_MODE: NOT_FOR_ECS,
    say.LONG_DESCRIPTION: Reason(
        cause="The deployment's description is longer than CodeDeploy takes.", fix="Shorten the description."
    ),
    say.NOT_STARTED: Reason(
        cause="The deployment was asked for its targets before it had any.",
        fix="Ask again in a few seconds; `bluegreen follow` does.",
    ),
    say.UNKNOWN_TARGET: Reason(
        cause="The target belongs to another deployment.",
        fix="For ECS the target's id is CLUSTER:SERVICE; ListDeploymentTargets lists it.",
    ),
    say.NO_TARGET: Reason(
        cause="The call names no target of the deployment.",
        fix="Pass the target's id, CLUSTER:SERVICE; ListDeploymentTargets lists it.",
    ),
    say.WAIT_TYPE: Reason(
        cause="The deployment was continued with a wait that does not exist.",
        fix="Use READY_WAIT to let the traffic move (`bluegreen continue`) or TERMINATION_WAIT to end the old tasks"
        " (`bluegreen finish`).",
    ),
    say.NO_DEPLOYMENT_ID: Reason(
        cause="The call names no deployment.",
        fix="Pass an id, as `bluegreen status` lists them.",
    ),
    say.HOOK_STATUS: Reason(
        cause="A hook's function reported something else than Succeeded or Failed.",
        fix="Report exactly Succeeded or Failed with PutLifecycleEventHookExecutionStatus; SUCCEEDED and FAILED in"
        " capitals are for hooks of ECS's own strategies.",
    ),
    say.UNKNOWN_HOOK: Reason(
        cause="A hook's function reported a lifecycleEventHookExecutionId that the deployment does not have.",
        fix="Pass DeploymentId and LifecycleEventHookExecutionId of the event on as they came.",
    ),
    say.HOOK_ANSWERED: Reason(
        cause="A hook's function reported its result twice, or after CodeDeploy had given it up.",
        fix="Report once, as the last thing the function does; look whether Lambda ran it a second time.",
    ),
    # Applications and groups
    say.APPLICATION_EXISTS: Reason(
        cause="Another stack or person made the application {application} in this account and region.",
        fix="Leave the name to Pulumi, choose another, or take the one that is there over with `pulumi import`.",
    ),
    say.GROUP_EXISTS: Reason(
        cause="The application has a deployment group {group} already.",
        fix="Leave the name to Pulumi, choose another, or take the one that is there over with `pulumi import`.",
    ),
    say.UNKNOWN_PLATFORM: Reason(
        cause="The compute platform {platform} does not exist; upper and lower case count.",
        fix='Set computePlatform="ECS" on the application and its deployment configuration.',
        rule="application-for-ecs",
    ),
    say.SERVICE_IN_SERVER_GROUP: FOR_SERVERS,
    say.ECS_IN_SERVER_GROUP: FOR_SERVERS,
    say.NO_LOAD_BALANCER_FOR_SERVERS: Reason(
        cause="CodeDeploy looks for a server's load balancer since the application is not one for ECS.",
        fix='Set computePlatform="ECS" on the application; the group names its target groups in targetGroupPairInfo.',
        rule="application-for-ecs",
    ),
    say.ONE_SERVICE: Reason(
        cause="The deployment group names no ECS service, or more than one.",
        fix="Name one cluster and one service in ecsService, and make a group for each service.",
        rule="deployment-group-shape",
    ),
    say.SERVICE_NOT_LOADED: Reason(
        cause="CodeDeploy cannot read the service {service} in the cluster {cluster}: {error}",
        fix="Allow ecs:DescribeServices to the group's role, best with AWSCodeDeployRoleForECS, and see that the"
        " service exists and is ACTIVE before the group is made.",
        rule="codedeploy-role-suffices",
    ),
    say.OTHER_CONTROLLER: Reason(
        cause="The service has another deployment controller than CODE_DEPLOY, so CodeDeploy may not release it.",
        fix='Set deploymentController.type="CODE_DEPLOY" on the service. No service can be changed to it: Pulumi makes'
        " a new one.",
        rule="deployment-group-shape",
    ),
    say.SERVICE_HAS_A_GROUP: Reason(
        cause="Another deployment group, maybe of another stack, releases this service.",
        fix="Delete the other group, or release the service through that one.",
        rule="one-deployment-group-a-service",
    ),
    say.DEPLOYMENT_STYLE: Reason(
        cause="The group's deployment style is that of a release in place, which is CodeDeploy's default.",
        fix="Set deploymentStyle to deploymentType BLUE_GREEN and deploymentOption WITH_TRAFFIC_CONTROL.",
        rule="deployment-style-for-ecs",
    ),
    say.WITHOUT_TRAFFIC_CONTROL: Reason(
        cause="The group releases blue/green but without a load balancer, which is how deploymentOption is left unset.",
        fix="Set deploymentOption to WITH_TRAFFIC_CONTROL.",
        rule="deployment-style-for-ecs",
    ),
    say.NO_LOAD_BALANCER_INFO: Reason(
        cause="The group does not say between which target groups the traffic moves, and on which listener.",
        fix="Set loadBalancerInfo.targetGroupPairInfo: two target groups, a production route, and best a test route.",
        rule="deployment-group-shape",
    ),
    say.SERVERS_LOAD_BALANCERS: Reason(
        cause="The group's loadBalancerInfo has {list}, which is for servers.",
        fix="Use targetGroupPairInfo in its place.",
        rule="deployment-group-shape",
    ),
    say.AUTO_SCALING_GROUPS: Reason(
        cause="The deployment group chooses servers by an Auto Scaling group, and ECS chooses hosts itself.",
        fix="Leave autoScalingGroups out.",
        rule="no-servers-in-ecs-group",
    ),
    say.BAD_PAIR: Reason(
        cause="The group's two target groups are not a pair: one is behind no load balancer or another one, or the"
        " service uses neither of them.",
        fix="Name the two groups that the service and the listeners use; both belong to one load balancer.",
        rule="pair-behind-one-load-balancer",
    ),
    say.ONE_LISTENER: Reason(
        cause="The production or test route names no listener, or several.",
        fix="Name exactly one listener in each route.",
        rule="deployment-group-shape",
    ),
    say.LISTENER_NOT_FOUND: Reason(
        cause="The listener {listener} does not exist in this account and region.",
        fix="Name the listener by a reference to the resource and not by a text, so that it is made first.",
    ),
    say.NO_BLUE_GREEN_CONFIGURATION: Reason(
        cause="The group does not say what happens to the old tasks, nor whether the traffic moves at once.",
        fix="Set blueGreenDeploymentConfiguration with deploymentReadyOption and"
        " terminateBlueInstancesOnDeploymentSuccess.",
        rule="deployment-group-shape",
    ),
    say.NO_READY_OPTION: Reason(
        cause="The group's blueGreenDeploymentConfiguration lacks deploymentReadyOption.",
        fix="Set actionOnTimeout: CONTINUE_DEPLOYMENT to move traffic at once, STOP_DEPLOYMENT with a wait to ask for"
        " approval.",
        rule="deployment-group-shape",
    ),
    say.STOP_WITHOUT_WAIT: Reason(
        cause="The group would stop each release the moment it is ready, as nobody has time to approve it.",
        fix="Set waitTimeInMinutes to how long people have, or use CONTINUE_DEPLOYMENT.",
        rule="ready-wait-bounded",
    ),
    say.CONTINUE_WITH_WAIT: Reason(
        cause="The group has a wait for approval and also moves the traffic without one.",
        fix="Leave waitTimeInMinutes out with CONTINUE_DEPLOYMENT, or use STOP_DEPLOYMENT.",
        rule="ready-wait-bounded",
    ),
    say.NEVER_TERMINATED: Reason(
        cause="The group keeps the old tasks for ever, which ECS does not allow.",
        fix="Set terminateBlueInstancesOnDeploymentSuccess.action to TERMINATE, with the minutes to wait before it.",
        rule="termination-wait-bounded",
    ),
    say.TERMINATION_WAIT_TOO_LONG: Reason(
        cause="The old tasks are to stay longer than the 2880 minutes that CodeDeploy allows.",
        fix="Set terminationWaitTimeInMinutes to 2880 or less; minutes are enough for most services.",
        rule="termination-wait-bounded",
    ),
    say.NO_ROLLBACK_EVENT: Reason(
        cause="Automatic rollback is on, and no event is named that starts one.",
        fix="Name DEPLOYMENT_FAILURE, and DEPLOYMENT_STOP_ON_ALARM where alarms watch the release.",
        rule="rollback-automatic",
    ),
    say.NO_ALARM: Reason(
        cause="The group's alarms are switched on, and it has none.",
        fix="Name the alarms in alarmConfiguration, or set enabled to false.",
        rule="rollback-alarms-set",
    ),
    say.TOO_MANY_ALARMS: Reason(
        cause="The deployment group names more than {most} alarms.",
        fix="Put several alarms into a composite alarm and name that one.",
    ),
    say.SAME_TRIGGER: Reason(
        cause="Two triggers of the deployment group have the same name or topic.",
        fix="Give each trigger its own name and topic.",
    ),
    say.TOO_MANY_TRIGGERS: Reason(
        cause="The deployment group has more than {most} triggers.",
        fix="Send the events to one SNS topic with several subscribers, or use EventBridge.",
    ),
    say.NO_GRADUAL_SHIFT: Reason(
        cause="The deployment configuration moves traffic in steps, and CodeDeploy moves a Network Load Balancer's"
        " traffic at once only.",
        fix="Use CodeDeployDefault.ECSAllAtOnce, or an Application Load Balancer.",
        rule="network-load-balancer-all-at-once",
    ),
    # Deployment configurations
    say.OTHER_PLATFORM: Reason(
        cause="The deployment configuration {config} is for another platform than {platform}.",
        fix="Name a configuration for ECS: CodeDeployDefault.ECSAllAtOnce, one of the ECSLinear and ECSCanary ones, or"
        ' one of your own with computePlatform="ECS".',
        rule="deployment-config-known",
    ),
    say.UNKNOWN_CONFIG: Reason(
        cause="There is no deployment configuration {config} in this account and region.",
        fix="Name one of AWS's CodeDeployDefault.ECS… exactly, or a resource of this program.",
        rule="deployment-config-known",
    ),
    say.RESERVED_NAME: Reason(
        cause="The deployment configuration's name begins as AWS's own do.",
        fix="Choose a name without CodeDeployDefault. at its beginning.",
    ),
    say.CONFIG_EXISTS: Reason(
        cause="There is a deployment configuration {config} already, and no configuration can be changed.",
        fix="Give the new values a new name, or leave the name to Pulumi.",
    ),
    say.PREDEFINED_CONFIG: Reason(
        cause="{config} is AWS's own configuration, which nobody can delete.",
        fix="Take the resource out of the program's state: `pulumi state delete`.",
    ),
    say.CONFIG_IN_USE: Reason(
        cause="The deployment group {group} still uses the configuration {config}.",
        fix="Give the group another configuration first; in one program let the group refer to the configuration.",
    ),
    say.NO_HEALTHY_HOSTS: Reason(
        cause="The configuration is one for servers, since it has no computePlatform.",
        fix='Set computePlatform="ECS" and trafficRoutingConfig.',
        rule="deployment-config-valid",
    ),
    say.HEALTHY_HOSTS: Reason(
        cause="The configuration for {platform} says how many servers must stay healthy.",
        fix="Leave minimumHealthyHosts out.",
        rule="deployment-config-valid",
    ),
    say.OTHER_SHIFT: Reason(
        cause="The configuration is of type {kind} and also has the block of another type, {block}.",
        fix="Keep the one block that belongs to the type: timeBasedCanary or timeBasedLinear; AllAtOnce has none.",
        rule="deployment-config-valid",
    ),
    say.SHIFT_PERCENT: Reason(
        cause="A step moves less than 1 or more than 99 percent of the traffic.",
        fix="Set a percentage of 1 to 99; to move everything at once use the type AllAtOnce.",
        rule="deployment-config-valid",
    ),
    say.SHIFT_INTERVAL: Reason(
        cause="The time between the two steps of the canary is not between 1 and {most} minutes.",
        fix="Set an interval of 1 to {most} minutes.",
        rule="deployment-config-valid",
    ),
    say.TOTAL_SHIFT: Reason(
        cause="All steps of the linear shift together take longer than {most} minutes: 100 divided by the percentage,"
        " rounded down, times the interval.",
        fix="Move more with each step, or wait less between two.",
        rule="deployment-config-valid",
    ),
    say.SAME_TASK_DEFINITION: Reason(
        cause="CloudFormation's blue/green hook saw an update that does not replace {task_definition}, or a template"
        " without its transform AWS::CodeDeployBlueGreen.",
        fix="Keep the transform in the template, and change a property that replaces the task definition, such as the"
        " image itself and not a parameter behind it. Releases of this program do not use that hook.",
    ),
}
