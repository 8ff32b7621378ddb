"""An application is made for servers unless it says ECS, and its deployment groups must fit it."""

from model.texts.codedeploy import NO_LOAD_BALANCER_FOR_SERVERS, SERVICE_IN_SERVER_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import APPLICATION, UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.topology import deployment_groups


@stack_rule(
    remedy="Set computePlatform to ECS on the application; that replaces it.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/applications-create-ecs.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"CodeDeploy refuses the group: {SERVICE_IN_SERVER_GROUP.quote()} or {NO_LOAD_BALANCER_FOR_SERVERS.quote()}",
)
def application_for_ecs(stack: Stack, options: Options) -> Findings:
    """The application of a deployment group for ECS is one for ECS.

    The default is an application for servers, which is what a program without computePlatform gets. CodeDeploy
    then refuses the group, often with a message that blames its load balancer.

    Looks at deployment groups that release an ECS service, and at their application where the program has it.
    Groups for servers and functions are left alone, in whatever application they are.
    """
    for group in deployment_groups(stack):
        found = stack.linked(group, "appName", group.get("appName"), APPLICATION, by="name")
        if found is UNKNOWN or not found:
            yield Undecided(resource=group, path="appName", reason="this application is not part of the program")
            continue
        platforms = {application: application.get("computePlatform", default="Server") for application in found}
        if "ECS" in platforms.values():  # Two regions may have an application of the same name.
            continue
        for application, platform in platforms.items():
            if platform is UNKNOWN:
                yield Undecided(resource=application, path="computePlatform", reason="it is not known yet")
            else:
                yield Violation(
                    resource=application,
                    path="computePlatform",
                    wrong=f"{platform}, but deployment group {group.name} releases an ECS service",
                    fix="set computePlatform to ECS.",
                )
