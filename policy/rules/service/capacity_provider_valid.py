"""A capacity provider is made of one Auto Scaling group that no other has, under a name that AWS leaves to users."""

import re

from model.names import CAPACITY_PROVIDER_LENGTH, CAPACITY_PROVIDER_TAKEN
from model.texts.ecs import AUTO_SCALING_GROUP_IN_USE, CAPACITY_PROVIDER_ALONE, CAPACITY_PROVIDER_NAME
from policy.finding import Findings, Undecided, Violation
from policy.reading import CAPACITY_PROVIDER, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.launches import auto_scaling_groups

PROVIDER, ARN = "autoScalingGroupProvider", "autoScalingGroupArn"
PROVIDERS = (PROVIDER, "managedInstancesProvider")
NAME = re.compile(rf"[A-Za-z0-9_-]{{1,{CAPACITY_PROVIDER_LENGTH}}}")


@stack_rule(
    remedy="Give each capacity provider an Auto Scaling group of its own, and a name that does not begin with aws, ecs"
    " or fargate.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost="AWS refuses the capacity provider.",
)
def capacity_provider_valid(stack: Stack, options: Options) -> Findings:
    """A capacity provider has an Auto Scaling group of its own, and a name that AWS takes.

    ECS scales the group by the tasks that wait for the provider, so two providers cannot share one. Names that begin
    with aws, ecs or fargate are AWS's; Pulumi makes the name of the resource's, so a resource `ecs-hosts` is refused,
    too.

    Looks at every capacity provider: the name, as far as it is known; that it has an Auto Scaling group or managed
    instances; and that no other provider of the program has the same group. A group that is not known yet is undecided
    where the program has several providers.
    """
    providers = stack.of(CAPACITY_PROVIDER)
    taken: dict[Resource | str, Resource] = {}
    for provider in providers:
        yield from _name(provider)
        given = {prop: provider.declared(prop) for prop in PROVIDERS}
        if all(one is None for one in given.values()):
            yield Violation(
                resource=provider,
                path=PROVIDER,
                wrong="not set, and no managedInstancesProvider either",
                cost=f"AWS refuses the capacity provider: {CAPACITY_PROVIDER_ALONE.quote()}",
                fix=f"set {PROVIDER}.{ARN} to the arn of an Auto Scaling group.",
            )
        elif given[PROVIDER] is not None:
            yield from _group(stack, provider, taken, several=len(providers) > 1)


def _name(provider: Resource) -> Findings:
    name = provider.get("name")
    if isinstance(name, str) and (name.lower().startswith(CAPACITY_PROVIDER_TAKEN) or not NAME.fullmatch(name)):
        yield Violation(
            resource=provider,
            path="name",
            wrong=f"{name[:60]} is not a name that AWS takes",
            cost=f"AWS refuses the capacity provider: {CAPACITY_PROVIDER_NAME.quote()}",
            fix="choose another one, such as hosts; letters, digits, - and _ are allowed.",
        )


def _group(stack: Stack, provider: Resource, taken: dict[Resource | str, Resource], *, several: bool) -> Findings:
    arn = provider.get(PROVIDER, ARN)
    group = only(auto_scaling_groups(stack, provider)) or (arn if isinstance(arn, str) else None)
    path = f"{PROVIDER}.{ARN}"
    if group is None:
        if arn is UNKNOWN and several:
            yield Undecided(resource=provider, path=path, reason="which group it is, is not known yet")
    elif (first := taken.setdefault(group, provider)) is not provider:
        yield Violation(
            resource=provider,
            path=path,
            wrong=f"capacity provider {first.name} has the same Auto Scaling group",
            cost=f"AWS refuses the capacity provider: {AUTO_SCALING_GROUP_IN_USE.quote()}",
            fix=f"give it a group of its own, or use {first.name} in both places.",
        )
