"""A role may do nothing until its policies are attached, and ECS uses it at once."""

import re
from collections.abc import Iterator
from typing import Any

from model.texts.native import INFRASTRUCTURE_ROLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, SERVICE, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.roles import late
from policy.views.strategies import native


@stack_rule(
    level="advisory",
    remedy="Add the policies of the role, or what attaches them, to depends_on of the service.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html",
    severity="medium",
    symptoms=(Symptom.RELEASE_FAILS, Symptom.SLOW),
    cost=f"where the service comes first, {INFRASTRUCTURE_ROLE.quote()}; where it goes last, with the stack, it stays"
    " in DRAINING, as ECS may not deregister its tasks any more.",
)
def native_waits_for_policies(stack: Stack, options: Options) -> Findings:
    """A service comes after the policies of the roles with which ECS moves its traffic and calls its hooks.

    A service refers to its role, and what attaches a policy to that role refers to it as well: Pulumi makes the two
    side by side, and takes them away side by side.

    Looks at the infrastructure roles and the roles of lifecycle hooks of services with strategy BLUE_GREEN, LINEAR or
    CANARY, and at the policies of the program that are attached to these by resources of their own. The roles of the
    tasks are `service-waits-for-policies`'.
    """
    for service in stack.of(SERVICE):
        if native(service) is False:
            continue
        for path, role in _roles(stack, service):
            after = late(stack, service, role)
            sure = [one.resource for one in after if one.certain]
            if sure and native(service) is True:
                yield Violation(
                    resource=service,
                    path=path,
                    wrong=f"the service does not wait for {sure[0].name}, a policy of its role {role.name}",
                    fix=f"add {sure[0].name} to depends_on of the service.",
                )
            elif after:
                reason = (
                    f"whether {after[0].resource.name} is a policy of {role.name}, to be waited for, is not known yet"
                )
                yield Undecided(resource=service, path=path, reason=reason)


def _roles(stack: Stack, service: Resource) -> Iterator[tuple[str, Resource]]:
    for index, entry in items(service.get("loadBalancers")):
        path = f"loadBalancers[{index}].advancedConfiguration.roleArn"
        yield from _role(stack, service, path, read(entry, "advancedConfiguration", "roleArn"))
    for index, hook in items(service.get("deploymentConfiguration", "lifecycleHooks")):
        yield from _role(
            stack, service, f"deploymentConfiguration.lifecycleHooks[{index}].roleArn", read(hook, "roleArn")
        )


def _role(stack: Stack, service: Resource, path: str, arn: Any) -> Iterator[tuple[str, Resource]]:
    if arn is not None:
        prop = re.split(r"[.\[]", path)[0]
        yield from ((path, role) for role in known(stack.linked(service, prop, arn, ROLE, by="arn")))
