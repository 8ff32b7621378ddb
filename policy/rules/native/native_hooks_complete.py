"""A lifecycle hook is a Lambda function with a role, or a pause at a stage where ECS can pause."""

from typing import Any

from model.native import NO_PAUSE, PAUSE_MINUTES
from model.texts.native import HOOK_TYPE, PAUSE_STAGE
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy

HOOKS = "deploymentConfiguration.lifecycleHooks"


@resource_rule(
    SERVICE,
    remedy="Give a Lambda hook a hookTargetArn and a roleArn; let a PAUSE hook run before or after a traffic shift.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html",
    severity="medium",
    symptoms=(Symptom.REFUSED, Symptom.RELEASE_FAILS),
    cost="ECS refuses the service, or the hook fails and every release is rolled back.",
)
def native_hooks_complete(service: Resource, options: Options) -> Findings:
    """Every lifecycle hook of ECS's own strategies can run.

    A hook decides whether a release goes on, so one that cannot run stops every release. A Lambda hook needs the
    function's own ARN (not the one for API Gateway) and a role by which ECS calls it. A PAUSE hook waits for a
    person, which ECS offers before and after a traffic shift, but not during it.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY. A hook without `targetType` is a Lambda hook.
    Names of stages are not checked against a list, as AWS adds to them. An ARN or a role that is not known yet
    counts as set.
    """
    if native_strategy(service) is None:
        return
    for index, hook in items(service.get(*HOOKS.split("."))):
        path = f"{HOOKS}[{index}]"
        kind = read(hook, "targetType", default="AWS_LAMBDA")
        if kind is UNKNOWN:
            yield Undecided(resource=service, path=path, reason="its target type is not known yet")
        elif kind == "PAUSE":
            yield from _pause(service, path, hook)
        elif kind == "AWS_LAMBDA":
            yield from _function(service, path, hook)
        else:
            yield Violation(
                resource=service,
                path=f"{path}.targetType",
                wrong=f"{kind} is not a type of hook",
                cost=f"{HOOK_TYPE.quote()}.",
                fix="set AWS_LAMBDA or PAUSE.",
            )


def _function(service: Resource, path: str, hook: Any) -> Findings:
    target, role = read(hook, "hookTargetArn"), read(hook, "roleArn")
    if target is None or (isinstance(target, str) and not _names_a_function(target)):
        yield Violation(
            resource=service,
            path=f"{path}.hookTargetArn",
            wrong="not set" if target is None else f"{target} is not the ARN of a Lambda function",
            fix="set the function's arn (not its invokeArn), or targetType PAUSE.",
        )
    if role is None:
        yield Violation(
            resource=service,
            path=f"{path}.roleArn",
            wrong="not set",
            fix="set the role by which ECS calls the function: it trusts ecs.amazonaws.com and allows"
            " lambda:InvokeFunction.",
        )


def _pause(service: Resource, path: str, hook: Any) -> Findings:
    stages = [stage for _, stage in items(read(hook, "lifecycleStages"))]
    for stage in stages:
        if stage in NO_PAUSE:
            yield Violation(
                resource=service,
                path=f"{path}.lifecycleStages",
                wrong=f"a pause at {stage}",
                cost=f"{PAUSE_STAGE.quote()}.",
                fix=f"pause before or after it, such as at POST_{stage}.",
            )
    given = read(hook, "timeoutConfiguration", "timeoutInMinutes")
    minutes = whole(given)
    if UNKNOWN in (minutes, *stages):
        yield Undecided(resource=service, path=path, reason="its stages or its timeout are not known yet")
    elif given is not None and (not isinstance(minutes, int) or not 1 <= minutes <= PAUSE_MINUTES):
        yield Violation(
            resource=service,
            path=f"{path}.timeoutConfiguration.timeoutInMinutes",
            wrong=f"{given} is not 1 to {PAUSE_MINUTES} minutes",
            fix=f"set 1 to {PAUSE_MINUTES} minutes (two weeks).",
        )


def _names_a_function(arn: str) -> bool:
    return arn.startswith("arn:") and arn.split(":")[2:3] == ["lambda"]
