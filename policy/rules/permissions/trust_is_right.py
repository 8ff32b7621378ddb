"""A role is of use only to a service that may assume it."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from model.texts import codebuild, codedeploy, codepipeline, ecs, native
from policy.finding import Findings, Undecided, Violation
from policy.reading import (
    CAPACITY_PROVIDER,
    LAUNCH_TEMPLATE,
    PIPELINE,
    ROLE,
    SERVICE,
    TASK_DEFINITION,
    UNKNOWN,
    Resource,
    items,
    read,
)
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, only
from policy.symptom import Symptom
from policy.views.permissions import document, trusted
from policy.views.reach import builds, deploys
from policy.views.topology import deployment_groups

INSTANCE_PROFILE: Final = "aws:iam/instanceProfile:InstanceProfile"
UNSET = (None, "")
"""A property that a program leaves out, in the program and as AWS's provider reads it back."""

TASK = f"{ecs.ROLE_NOT_ASSUMED.quote()}: no task starts."
CODEDEPLOY = f"{codedeploy.ROLE_NOT_ASSUMED.quote()}: CodeDeploy refuses the deployment group."
HOOK = native.HOOK_ROLE.quote()
VOLUME = ("volumeConfiguration", "managedEbsVolume", "roleArn")
VOLUMES = f"{ecs.VOLUME_ROLE.quote()}: AWS refuses the service."
PIPELINES = f"{codepipeline.ROLE_NOT_ASSUMED.quote()}: CodePipeline refuses the pipeline."
BUILDS = f"{codebuild.ROLE_NOT_ASSUMED.quote()}: CodeBuild refuses the project, or its builds."
HOST = "hosts start without credentials, so that their agent never joins the cluster and no task finds a host."


class Use(NamedTuple):
    """A property that names a role, and the service that assumes it."""

    user: Resource
    path: str
    roles: Linked
    principal: str
    cost: str


@stack_rule(
    remedy="Allow sts:AssumeRole in assumeRolePolicy to the service that uses the role, and to nobody else.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.REFUSED, Symptom.RELEASE_FAILS),
    cost=TASK,
)
def trust_is_right(stack: Stack, options: Options) -> Findings:
    """Every role trusts the service that uses it.

    AWS accepts a role with any trust policy, and any role where a service needs one; a mismatch shows only when a
    task, a deployment or a host starts. The names differ little: ecs, ecs-tasks, ec2.

    Looks at the execution and task roles of task definitions (ecs-tasks.amazonaws.com), the role of deployment
    groups for ECS (codedeploy.amazonaws.com), the roles of lifecycle hooks and of EBS volumes
    (ecs.amazonaws.com), the roles of pipelines for ECS and of the builds that they run (codepipeline.amazonaws.com,
    codebuild.amazonaws.com) and, in a program with capacity providers, the roles behind the instance profiles of
    launch templates (ec2.amazonaws.com). Names of a service in one region or partition count as well. Who else
    may assume the role, and under which conditions, is not checked. Roles that are not part of the program are
    undecided. `native-infrastructure-role` checks the role with which ECS moves traffic.
    """
    for use in _uses(stack):
        if use.roles is UNKNOWN or not use.roles:
            yield Undecided(resource=use.user, path=use.path, reason="the role is not part of this program")
            continue
        for role in use.roles:
            statements = document(role.get("assumeRolePolicy"), "assumeRolePolicy")
            if statements is UNKNOWN:
                yield Undecided(
                    resource=role, path="assumeRolePolicy", reason="its JSON is not known, or is not a policy document"
                )
            elif not trusted(statements, use.principal):
                yield Violation(
                    resource=role,
                    path="assumeRolePolicy",
                    wrong=f"{use.principal} may not assume the role, which is the {use.path} of {use.user.name}",
                    cost=use.cost,
                    fix=f"allow sts:AssumeRole to the service {use.principal}.",
                )


def _uses(stack: Stack) -> Iterator[Use]:
    for task_definition in stack.of(TASK_DEFINITION):
        for prop in ("executionRoleArn", "taskRoleArn"):
            if (arn := task_definition.get(prop)) not in UNSET:
                roles = stack.linked(task_definition, prop, arn, ROLE, by="arn")
                yield Use(task_definition, prop, roles, "ecs-tasks.amazonaws.com", TASK)
    for group in deployment_groups(stack):
        if (arn := group.get("serviceRoleArn")) not in UNSET:
            roles = stack.linked(group, "serviceRoleArn", arn, ROLE, by="arn")
            yield Use(group, "serviceRoleArn", roles, "codedeploy.amazonaws.com", CODEDEPLOY)
    for service in stack.of(SERVICE):
        if (arn := service.get(*VOLUME)) not in UNSET:
            roles = stack.linked(service, VOLUME[0], arn, ROLE, by="arn")
            yield Use(service, ".".join(VOLUME), roles, "ecs.amazonaws.com", VOLUMES)
        hooks = service.declared("deploymentConfiguration", "lifecycleHooks")
        for index, hook in items(hooks):
            if (arn := read(hook, "roleArn")) not in UNSET:
                path = f"deploymentConfiguration.lifecycleHooks[{index}].roleArn"
                roles = stack.linked(service, "deploymentConfiguration", arn, ROLE, by="arn")
                yield Use(service, path, roles, "ecs.amazonaws.com", HOOK)
    for pipeline in filter(deploys, stack.of(PIPELINE)):
        if (arn := pipeline.get("roleArn")) not in UNSET:
            roles = stack.linked(pipeline, "roleArn", arn, ROLE, by="arn")
            yield Use(pipeline, "roleArn", roles, "codepipeline.amazonaws.com", PIPELINES)
    for project in builds(stack):
        if (arn := project.get("serviceRole")) not in UNSET:
            roles = stack.linked(project, "serviceRole", arn, ROLE, by="arn")
            yield Use(project, "serviceRole", roles, "codebuild.amazonaws.com", BUILDS)
    for template in stack.of(LAUNCH_TEMPLATE) if stack.of(CAPACITY_PROVIDER) else ():
        profile = template.get("iamInstanceProfile")
        if profile is not None:
            yield Use(template, "iamInstanceProfile", _behind(stack, template, profile), "ec2.amazonaws.com", HOST)


def _behind(stack: Stack, template: Resource, profile: Any) -> Linked:
    """The roles behind an instance profile."""
    by = "arn" if read(profile, "name") in UNSET else "name"
    found = only(stack.linked(template, "iamInstanceProfile", read(profile, by), INSTANCE_PROFILE, by=by))
    return stack.linked(found, "role", found.get("role"), ROLE, by="name") if found else UNKNOWN
