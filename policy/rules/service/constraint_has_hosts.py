"""A constraint that no host meets keeps every task out."""

import re
from collections.abc import Iterator
from typing import Any

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.fleets import Fleet, fleet
from policy.views.topology import task_definitions
from policy.views.ways_out import zones

HOSTS = "vpcZoneIdentifiers"
ONE = re.compile(r"\s*attribute:ecs\.availability-zone\s*==\s*([\w-]+)\s*")
SEVERAL = re.compile(r"\s*attribute:ecs\.availability-zone\s+in\s+\[([\w\s,-]+)\]\s*")
"""The two forms of an expression that name zones (ECS developer guide, cluster query language)."""


@stack_rule(
    remedy="Name zones in which the Auto Scaling group has subnets, or remove the constraint.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS),
    cost="no host meets the constraint, so no task of the service is placed.",
)
def constraint_has_hosts(stack: Stack, options: Options) -> Findings:
    """A placement constraint on zones names one that has hosts.

    A constraint that is left from another region or another set of subnets is met by no host, and ECS waits for one. A
    capacity provider starts hosts, in its own zones, and none of them helps.

    Looks at services on hosts whose Auto Scaling group and subnets, with their zones, are the program's; at the
    constraints of service and task definition that are nothing but `attribute:ecs.availability-zone`, `==` one zone or
    `in` a list of them. One zone with hosts is enough. Other expressions are let through.
    """
    for service in stack.of(SERVICE):
        definitions = known(task_definitions(stack, service))
        named = [(one, path, names) for one in (service, *definitions) for path, names in _named(one)]
        on = fleet(stack, service) if named else None
        if not isinstance(on, Fleet):
            continue
        there = zones(stack, on.group, HOSTS, on.group.get(HOSTS))
        for resource, path, names in named:
            if not there or names & set(there):
                continue
            if UNKNOWN in there:
                yield Undecided(
                    resource=resource, path=path, reason=f"not all zones of the hosts of {on.group.name} are known yet"
                )
                continue
            yield Violation(
                resource=resource,
                path=path,
                wrong=f"only {', '.join(sorted(names))}, and the hosts of {on.group.name} are in"
                f" {', '.join(sorted(there))}",
                fix=f"name one of {', '.join(sorted(there))}, or give {on.group.name} a subnet there.",
            )


def _named(resource: Resource) -> Iterator[tuple[str, set[Any]]]:
    """The constraints that name zones, each with its path."""
    for index, constraint in items(resource.get("placementConstraints")):
        expression = read(constraint, "expression")
        if read(constraint, "type") != "memberOf" or not isinstance(expression, str):
            continue
        found = ONE.fullmatch(expression) or SEVERAL.fullmatch(expression)
        if found:
            names = {name.strip() for name in found[1].split(",") if name.strip()}
            yield f"placementConstraints[{index}].expression", names
