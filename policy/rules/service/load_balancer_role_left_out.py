"""The role for registering targets is of a time before ECS had one of its own."""

from model.texts.ecs import SERVICE_ROLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    SERVICE,
    remedy="Remove iamRole; ECS registers targets with its service-linked role.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=SERVICE_ROLE.quote(),
)
def load_balancer_role_left_out(service: Resource, options: Options) -> Findings:
    """A service whose tasks have addresses of their own names no role for its load balancer.

    Old examples give every service an `iamRole`. ECS takes it for tasks on bridge and host networks only; in awsvpc,
    with service discovery and with a deployment controller of another kind it uses its service-linked role.

    Looks at services with a network configuration, which ECS takes with awsvpc and with nothing else, with service
    registries, or with several target groups.
    """
    role = service.get("iamRole")
    if role in (None, ""):
        return
    own = service.get("networkConfiguration"), service.get("serviceRegistries")
    entries = service.get("loadBalancers", default=[])
    several = isinstance(entries, list) and len(entries) > 1
    if several or any(one is not UNKNOWN and one is not None for one in own):
        yield Violation(
            resource=service,
            path="iamRole",
            wrong="set, for a service that needs the service-linked role of ECS",
            fix="remove it.",
        )
    elif UNKNOWN in (*own, entries):
        yield Undecided(resource=service, path="iamRole", reason="which network its tasks have is not known yet")
