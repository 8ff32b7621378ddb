"""Releases that no rule knows are named, so that silence is not taken for praise."""

from collections import defaultdict
from collections.abc import Iterator

from model.strategy import Strategy
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.strategies import released_by

EXPRESS = "aws:ecs/expressGatewayService:ExpressGatewayService"
TASK_SET = "aws:ecs/taskSet:TaskSet"

LATTICE = "traffic through VPC Lattice"
MESH = "a proxy of App Mesh"
EXTERNAL = "a service with the EXTERNAL controller, whose releases are somebody's task sets"
WHOLE = "no rule judges its releases"
PART = "its releases are judged, but not what this adds"


@stack_rule(
    level="advisory",
    remedy="Test releases of these by other means; exempt the resource to say that it is known.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html",
    severity="low",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost="what is wrong with these releases shows on AWS, and not in a preview.",
)
def release_judged(stack: Stack, options: Options) -> Findings:
    """Every release of the program is of a kind that the rules know.

    A pack that says nothing of a service seems to find it good. Of some kinds it knows nothing: Express services,
    whose load balancer and canary ECS makes itself; services with the EXTERNAL controller, which a tool of its own
    releases through task sets; traffic through VPC Lattice; and the proxies of App Mesh.

    Says so once of each kind, on the first resource of it. An ECS Service Gateway would be one of them, and has no
    resource in Pulumi's provider yet. Services that ECS or CodeDeploy releases behind a load balancer, with Service
    Connect or without either are judged, and let through here.
    """
    found: dict[str, list[tuple[Resource, str]]] = defaultdict(list)
    for kind, resource, path in _unknown_kinds(stack):
        found[kind].append((resource, path))
    for kind, ((first, path), *others) in found.items():
        more = f" ({len(others) + 1} in this program)" if others else ""
        judged = PART if kind in (LATTICE, MESH) else WHOLE
        yield Violation(
            resource=first,
            path=path,
            wrong=f"{kind}{more}: {judged}",
            fix="try its releases where nobody is hurt, and exempt it here.",
        )
    for service in stack.of(SERVICE):
        if released_by(service, {Strategy.EXTERNAL}) is UNKNOWN:
            reason = "whether it is EXTERNAL, whose releases no rule judges, is not known yet"
            yield Undecided(resource=service, path="deploymentController.type", reason=reason)


def _unknown_kinds(stack: Stack) -> Iterator[tuple[str, Resource, str]]:
    """What the rules do not know: its kind, the resource, and the property that says so."""
    for service in stack.of(EXPRESS):
        yield "an Express service, for which ECS makes the load balancer and the canary", service, "serviceName"
    for service in stack.of(SERVICE):
        if released_by(service, {Strategy.EXTERNAL}) is True:
            yield EXTERNAL, service, "deploymentController.type"
        if service.declared("vpcLatticeConfigurations") not in (None, []):
            yield LATTICE, service, "vpcLatticeConfigurations"
    for task_set in stack.of(TASK_SET):
        yield EXTERNAL, task_set, "service"
    for definition in stack.of(TASK_DEFINITION):
        if definition.declared("proxyConfiguration") not in (None, UNKNOWN):
            yield MESH, definition, "proxyConfiguration"
