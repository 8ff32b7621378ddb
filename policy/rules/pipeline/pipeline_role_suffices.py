"""A pipeline acts with a role, and each of its actions needs calls of its own."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from model.texts.codepipeline import ROLE_LACKS_PERMISSIONS
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, ROLE, TASK_DEFINITION, UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known
from policy.symptom import Symptom
from policy.views.pipelines import SOURCE, Action, actions
from policy.views.reach import deploys
from policy.views.roles import grants, lacking

ENOUGH: Final = ("AdministratorAccess",)
PASS_ROLE: Final = "iam:PassRole"
# https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html, and CodeDeployToECS's two more:
# https://stackoverflow.com/questions/56781776
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "CodeBuild": ("codebuild:StartBuild", "codebuild:BatchGetBuilds"),
    "CodeDeployToECS": (
        "codedeploy:CreateDeployment",
        "codedeploy:GetApplication",
        "codedeploy:GetApplicationRevision",
        "codedeploy:GetDeployment",
        "codedeploy:GetDeploymentConfig",
        "codedeploy:RegisterApplicationRevision",
        "ecs:RegisterTaskDefinition",
    ),
    "ECR": ("ecr:DescribeImages",),
    "ECS": (
        "ecs:DescribeServices",
        "ecs:DescribeTaskDefinition",
        "ecs:DescribeTasks",
        "ecs:ListTasks",
        "ecs:RegisterTaskDefinition",
        "ecs:UpdateService",
    ),
}
"""By the provider of an action."""
CONNECTION: Final = ("codeconnections:UseConnection", "codestar-connections:UseConnection")
"""The new and the old name of one call, of which either will do."""


@stack_rule(
    remedy="Allow the role of the pipeline, or of the action, the calls that are missing, and nothing else.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost=f"{ROLE_LACKS_PERMISSIONS.quote(service='CodeDeploy')}: the pipeline fails at the action, and names no call.",
)
def pipeline_role_suffices(stack: Stack, options: Options) -> Findings:
    """The role of a pipeline allows what its actions do.

    CodePipeline does everything with the pipeline's role, or with an action's where it has one. The policies for
    CodeDeploy are not enough to deploy to ECS: the action registers a task definition first, and passes its roles.

    Looks at pipelines that deploy to ECS, and there at actions of CodeBuild, CodeDeployToECS, ECS, source actions of
    ECR and connections. `iam:PassRole` is needed where a task definition of the program has a role. AdministratorAccess
    is enough; conditions, denials and the resources of statements are not checked, and neither is access to artifacts,
    which the bucket's policy may give. Policies that cannot be read are undecided; roles of other programs are let
    through.
    """
    for pipeline in filter(deploys, stack.of(PIPELINE)):
        for role, needed in _needs(stack, pipeline).items():
            missing = lacking(grants(stack, role), tuple(needed), enough=ENOUGH, too_little=())
            if missing is UNKNOWN:
                yield Undecided(resource=role, path="policies", reason="what its policies allow is not known")
                continue
            lines: dict[str, list[str]] = {}
            for call in missing:
                lines.setdefault(needed[call], []).append(call)
            for name, calls in lines.items():
                yield Violation(
                    resource=role,
                    path="policies",
                    wrong=f"no policy of the role, with which {pipeline.name} runs {name}, allows {', '.join(calls)}",
                    fix=f"allow {', '.join(calls)} in a policy of the role.",
                )


def _needs(stack: Stack, pipeline: Resource) -> dict[Resource, dict[str, str]]:
    """The calls that each role makes, and the action for which."""
    found: dict[Resource, dict[str, str]] = {}
    for action in actions(pipeline):
        for role in known(_roles(stack, pipeline, action)):
            calls = found.setdefault(role, {})
            for call in _calls(stack, role, action):
                calls.setdefault(call, action.name)
    return found


def _roles(stack: Stack, pipeline: Resource, action: Action) -> Linked:
    own: str | Unknown | None = action.get("roleArn")
    if own not in (None, ""):
        return stack.linked(pipeline, "stages", own, ROLE, by="arn")
    return stack.linked(pipeline, "roleArn", pipeline.get("roleArn"), ROLE, by="arn")


def _calls(stack: Stack, role: Resource, action: Action) -> Iterator[str]:
    provider: Any = action.provider
    if provider == "CodeStarSourceConnection":
        allowed = lacking(grants(stack, role), CONNECTION, enough=ENOUGH, too_little=())
        yield from CONNECTION[:1] if allowed is UNKNOWN or len(allowed) == len(CONNECTION) else ()
    elif provider in NEEDED and (provider != "ECR" or action.get("category") == SOURCE):
        yield from NEEDED[provider]
        if "ecs:RegisterTaskDefinition" in NEEDED[provider] and any(map(_has_role, stack.of(TASK_DEFINITION))):
            yield PASS_ROLE


def _has_role(definition: Resource) -> bool:
    return any(definition.get(name) not in (None, "") for name in ("executionRoleArn", "taskRoleArn"))
