"""A task whose secrets, image or log ECS may not touch never starts."""

from collections.abc import Sequence

from model.managed_policies import ALLOWED, LOG, PULL
from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import containers
from policy.views.execution import Need, needs
from policy.views.roles import Grant, grants

EXECUTION_ROLE = "executionRoleArn"
UNSET = (None, "")


@stack_rule(
    remedy="Attach AmazonECSTaskExecutionRolePolicy to the execution role, and allow it each secret, parameter, key"
    " and file that the task definition names.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
    severity="high",
    symptoms=(
        Symptom.PENDING,
        Symptom.RELEASE_FAILS,
    ),
    cost="“ResourceInitializationError” or “CannotPullContainerError”: tasks stop before their containers start, again"
    " and again, and the deployment gets nowhere.",
)
def execution_role_suffices(stack: Stack, options: Options) -> Findings:
    """The execution role of a task may do what the task definition asks of it.

    Before a container starts, ECS pulls its image, opens its log, reads its secrets and its files of variables with the
    execution role. A role without a policy, or a secret that is new in a release and not in the policy, shows only when
    the task starts; what AWS then says stands in the stopped task, not in the deployment.

    Looks at execution roles of the program. Of a task for Fargate alone: images in private ECR repositories and log
    driver awslogs, with `awslogs-create-group` the creation of the group too, which AWS's own policy lacks. Of any
    task: secrets of Secrets Manager and parameters of Systems Manager, in containers, log options and registry
    credentials; `kms:Decrypt` where the secret and its key are the program's, and the key has no policy of its own; and
    for `environmentFiles` `s3:GetObject` on the object and `s3:GetBucketLocation` on its bucket. Where the ARN of a
    secret or a file is known, a statement must be about it.

    AWS's policies are known by what they allow. A policy of the role that cannot be read may allow it: undecided.
    Conditions and denials are not looked at. Where the program has secrets or repositories with policies of their own,
    or one for the bucket, these may be what allows it, and nothing is said of the kind.
    """
    for task_definition in stack.of(TASK_DEFINITION):
        arn = task_definition.get(EXECUTION_ROLE)
        linked = () if arn in UNSET else stack.linked(task_definition, EXECUTION_ROLE, arn, ROLE, by="arn")
        for role in known(linked):
            yield from _judged(stack, task_definition, role)


def _judged(stack: Stack, task_definition: Resource, role: Resource) -> Findings:
    found, inside = grants(stack, role), containers(task_definition)
    if inside is UNKNOWN:
        if _missing(found, [Need(action, "a usual task") for action in (*PULL, *LOG)]):
            yield Undecided(
                resource=role,
                path="policies",
                reason=f"whether they are enough for {task_definition.name} is not known, as its containers are not",
            )
        return
    wanted = [need for container in inside for need in needs(stack, task_definition, container)]
    missing = _missing(found, wanted)
    if not missing:
        return
    if any(grant.document is UNKNOWN and grant.aws_name not in ALLOWED for grant in found):
        yield Undecided(
            resource=role,
            path="policies",
            reason=f"whether they allow {_actions(missing)} is not known: not all of them can be read",
        )
        return
    yield Violation(
        resource=role,
        path="policies",
        wrong=f"no policy of the role allows {_actions(missing)}, which {task_definition.name} needs for"
        f" {' and '.join(dict.fromkeys(need.what_for for need in missing))}",
        fix="attach arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy."
        if {need.action for need in missing} <= set(ALLOWED["AmazonECSTaskExecutionRolePolicy"])
        else f"allow {_actions(missing)}{_on(missing)} in a policy of the role.",
    )


def _missing(found: Sequence[Grant], wanted: Sequence[Need]) -> list[Need]:
    return [need for need in wanted if not any(_allows(grant, need) for grant in found)]


def _allows(grant: Grant, need: Need) -> bool:
    if grant.document is UNKNOWN:
        return any(_covers(pattern, need.action) for pattern in ALLOWED.get(grant.aws_name, ()))
    return any(
        one.allows and one.covers(need.action) and (not need.resource or one.reaches(need.resource))
        for one in grant.document
    )


def _covers(pattern: str, action: str) -> bool:
    start, star, _ = pattern.partition("*")
    return action.startswith(start) if star else action == pattern


def _actions(missing: Sequence[Need]) -> str:
    return ", ".join(dict.fromkeys(need.action for need in missing))


def _on(missing: Sequence[Need]) -> str:
    arns = list(dict.fromkeys(need.resource for need in missing if need.resource.startswith("arn:")))
    return f" on {', '.join(arns)}" if arns else ""
