"""service-ignores-scaling: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, ignoring, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, arn
from tests.policy.rules.rule_case import Case, Pass

RELEASES = ("taskDefinition", "loadBalancers")


def target(resource_id: str = "service/shop/web", **props: Any) -> Declared:
    about = {
        "serviceNamespace": "ecs",
        "scalableDimension": "ecs:service:DesiredCount",
        "resourceId": resource_id,
        "minCapacity": 2,
        "maxCapacity": 8,
        **props,
    }
    return Declared("aws:appautoscaling/target:Target", "scaling", about, {"resourceId": ["cluster", "service"]})


SCALED: Program = (*BLUE_GREEN, target())
ELSEWHERE = replace(
    find(BLUE_GREEN, "service"),
    name="namesake",
    props={"name": "web", "cluster": arn("ecs", "cluster/other"), "desiredCount": 2},
    edges={},
)

STOPS: dict[str, Case] = {
    "a service that is scaled": Case(SCALED, on="service", says="desiredCount to ignore_changes"),
    "in a first preview": Case((*FIRST_PREVIEW, target()), on="service"),
    "in a first preview, with names that are unknown": Case((*FIRST_PREVIEW, target(UNKNOWN)), on="service"),
    "a service that ECS rolls, in the default cluster": Case(
        (*ROLLING, replace(target("service/default/api"), edges={})), on="service"
    ),
    "a service with ECS's own strategy": Case((*NATIVE, target()), on="service"),
    "without a number of its own, which counts as 0": Case(
        change(SCALED, "service", "desiredCount", to=None), on="service"
    ),
    "a target that names its service in plain text": Case(unlinked(SCALED, "scaling"), on="service"),
    "beside another service of the name in another cluster": Case(
        (*unlinked(SCALED, "scaling"), ELSEWHERE), on="service"
    ),
    "a cluster by its name": Case(change(SCALED, "service", "cluster", to="shop"), on="service"),
    "beside a target of another program's service": Case(
        (replace(target("service/x/y"), name="other", edges={}), *SCALED), on="service"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "nothing that scales": BLUE_GREEN,
    "the number ignored": ignoring(SCALED, "service", *RELEASES, "desiredCount"),
    "everything ignored": ignoring(SCALED, "service", "*"),
    "the number ignored, in a first preview": ignoring((*FIRST_PREVIEW, target(UNKNOWN)), "service", "desiredCount"),
    "a target that is a table": (*BLUE_GREEN, target("table/orders", serviceNamespace="dynamodb")),
    "a daemon": change(SCALED, "service", "schedulingStrategy", to="DAEMON"),
    "another service of the name, in another cluster": ignoring(
        (*unlinked(SCALED, "scaling"), ELSEWHERE), "service", "desiredCount"
    ),
    "a target made of two services that ignore it": (
        *ignoring(FIRST_PREVIEW, "service", "desiredCount"),
        replace(ELSEWHERE, ignore_changes=("desiredCount",)),
        replace(target(UNKNOWN), edges={"resourceId": ["service", "namesake"]}),
    ),
}

UNDECIDED: dict[str, Case] = {
    "a service of another program": Case(without(SCALED, "service", "release"), on="scaling"),
    "a service of this name in another cluster": Case((*BLUE_GREEN, target("service/other/web")), on="scaling"),
    "a target that nothing leads from": Case(unlinked((*BLUE_GREEN, target(UNKNOWN)), "scaling"), on="scaling"),
    "a target made of two services": Case(
        (*FIRST_PREVIEW, ELSEWHERE, replace(target(UNKNOWN), edges={"resourceId": ["service", "namesake"]})),
        on="scaling",
    ),
}
