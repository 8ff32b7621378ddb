"""Each way to release a service has an action of its own, and the others cannot move it."""

from collections.abc import Mapping
from typing import Final

from model.texts.ecs import NOT_MOVED_BY_CODEDEPLOY
from policy.finding import Findings, Undecided, Violation
from policy.reading import APPLICATION, DEPLOYMENT_GROUP, PIPELINE, SERVICE, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.pipelines import Action, actions
from policy.views.release import for_ecs
from policy.views.strategies import native

PLATFORMS: Final[Mapping[str, str]] = {"CodeDeployToECS": "ECS", "CodeDeploy": "Server"}
"""The platform of the applications that an action of CodeDeploy is for."""


@stack_rule(
    remedy="Deploy with CodeDeployToECS where CodeDeploy releases the service, and with ECS where ECS rolls it.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP, Symptom.RELEASE_FAILS),
    cost=f"{NOT_MOVED_BY_CODEDEPLOY.quote(what='task definition')}: every run of the pipeline fails at its last stage.",
)
def pipeline_action_fits_service(stack: Stack, options: Options) -> Findings:
    """A pipeline deploys a service with the action for whoever releases it.

    There are three with similar names. ECS updates the service, which a service under CodeDeploy refuses.
    CodeDeployToECS starts a deployment of a deployment group for ECS. CodeDeploy is for servers, and knows no task
    definition.

    Looks at the services, applications and deployment groups of the program that actions name. It only warns of ECS for
    a service that ECS itself releases blue/green: the action is described for rolling updates, and AWS's pages do not
    say that it fails with a release that is rolled back. What is not part of the program is let through.
    """
    for pipeline in stack.of(PIPELINE):
        for action in actions(pipeline):
            match action.provider:
                case "ECS":
                    yield from _service(stack, pipeline, action)
                case "CodeDeployToECS" | "CodeDeploy" as provider:
                    yield from _application(stack, pipeline, action, PLATFORMS[provider])
                case provider if provider is UNKNOWN:
                    yield Undecided(resource=pipeline, path=action.path, reason="it is not known yet")


def _service(stack: Stack, pipeline: Resource, action: Action) -> Findings:
    name = action.told("ServiceName")
    service = only(stack.linked(pipeline, "stages", name, SERVICE, by="name")) if name is not None else None
    if service is None:
        return
    controller = service.declared("deploymentController", "type", default="ECS")
    path = f"{action.path}.configuration.ServiceName"
    if controller == "CODE_DEPLOY":
        yield Violation(
            resource=pipeline,
            path=path,
            wrong=f"{service.name}, which CodeDeploy releases",
            fix="deploy it with the provider CodeDeployToECS.",
        )
    elif native(service) is True:
        yield Violation(
            resource=pipeline,
            path=path,
            wrong=f"{service.name}, which ECS itself releases blue/green",
            cost="the action may call a release good that ECS has rolled back, and the pipeline ends green.",
            fix="release it in a build action, with a command that fails when the release is rolled back.",
            advice=True,
        )


def _application(stack: Stack, pipeline: Resource, action: Action, platform: str) -> Findings:
    path = f"{action.path}.configuration"
    name = action.told("ApplicationName")
    application = only(stack.linked(pipeline, "stages", name, APPLICATION, by="name")) if name is not None else None
    found = application.declared("computePlatform", default="Server") if application else UNKNOWN
    if application and found is not UNKNOWN and found != platform and "ECS" in (found, platform):
        yield _of_codedeploy(pipeline, f"{path}.ApplicationName", f"{application.name}, which is for {found}", found)
        return
    name = action.told("DeploymentGroupName")
    linked = stack.linked(pipeline, "stages", name, DEPLOYMENT_GROUP, by="deploymentGroupName")
    group = only(linked) if name is not None else None
    if group and for_ecs(group) != (platform == "ECS"):
        kind = "ECS" if for_ecs(group) else "servers or functions"
        yield _of_codedeploy(pipeline, f"{path}.DeploymentGroupName", f"{group.name}, which is for {kind}", kind)


def _of_codedeploy(pipeline: Resource, path: str, wrong: str, platform: str) -> Violation:
    fix = "deploy it with the provider CodeDeployToECS." if platform == "ECS" else "name the one for the ECS service."
    cost = "CodeDeploy refuses the revision: every run of the pipeline fails at its last stage."
    return Violation(resource=pipeline, path=path, wrong=wrong, cost=cost, fix=fix)
