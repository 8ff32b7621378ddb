"""A task that reaches no registry has no image to start."""

from collections.abc import Iterator, Sequence
from typing import Any

from model.images import ECR_ENDPOINTS, ECR_IMAGE, PUBLIC_REGISTRIES
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, Unknown, flag, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import Container, containers
from policy.views.endpoints import Endpoint, Hindrance, Opened, endpoints, hindrance
from policy.views.fargate import fargate_services
from policy.views.firewall import permissions
from policy.views.networks import own_vpc, possible_subnets
from policy.views.topology import task_definitions
from policy.views.ways_out import Exits, exits

NETWORK = "networkConfiguration"
INTERNET = "the internet"


@stack_rule(
    remedy="Route the subnets of the tasks to a NAT gateway, or give the VPC the endpoints that the tasks need; in a"
    " public subnet set assignPublicIp.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS),
    cost="“ResourceInitializationError: unable to pull secrets or registry auth” or “CannotPullContainerError”: each"
    " task stops after some minutes of PENDING, and another one is started, without end.",
)
def tasks_have_way_out(stack: Stack, options: Options) -> Findings:
    """Tasks on Fargate reach their registry, log and secrets from their subnets.

    A task on Fargate pulls its image and reads its secrets through its own network interface. In a private subnet that
    takes a route to a NAT gateway or the like, or endpoints in the VPC: for an image in ECR `ecr.api`, `ecr.dkr` and
    `s3`, for its log `logs`, for files of variables `s3`, for secrets `secretsmanager` or `ssm`. A public subnet has a
    route to the internet, but only for who has a public address, and a task has none unless `assignPublicIp` is true.

    Looks at services on Fargate whose subnets and VPC are the program's. Any route that does not stay in the VPC counts
    as a way out, wherever it leads; one to an internet gateway does for tasks with a public address, and in subnets
    with IPv6. An interface endpoint counts if it has private DNS, or the program names of its own in Route 53, and a
    security group that may let the tasks in on TCP 443; a gateway endpoint for S3 if it is in the route table of the
    subnet. A policy of an endpoint must let through what the start of a task asks there: of S3 the layers of images in
    ECR, which are in a bucket of AWS's own. Conditions and denials in it are not judged. A registry that the rule does
    not know may be inside the VPC, so it asks for nothing; on hosts the host pulls. The tasks' own security groups are
    `security-groups-let-out`'s.
    """
    opened = permissions(stack)
    for service in fargate_services(stack):
        network = service.get(NETWORK)
        found, certain = _subnets(stack, service, read(network, "subnets"))
        public = flag(read(network, "assignPublicIp", default=False))
        findings = [list(_judged(stack, service, subnet, public, opened)) for subnet in found]
        if certain or all(findings):
            for finding in findings:
                yield from finding


def _subnets(stack: Stack, service: Resource, ids: Any) -> tuple[tuple[Resource, ...], bool]:
    """Those of the program that its tasks may be in, and whether they surely are in each."""
    found, values = possible_subnets(stack, service, NETWORK, ids), [one for _, one in items(ids)]
    return found, len(found) <= len(values)


def _judged(
    stack: Stack, service: Resource, subnet: Resource, public: bool | Unknown | None, opened: Opened
) -> Findings:
    ways, network = exits(stack, subnet), own_vpc(stack, subnet)
    if ways is UNKNOWN or network is None or _leads_out(subnet, ways, public):
        return
    found, wanted = endpoints(stack, network), _wanted(stack, service)
    path = f"{NETWORK}.subnets"
    if ways.internet and public is UNKNOWN:
        yield Undecided(resource=service, path=f"{NETWORK}.assignPublicIp", reason="it is not known yet")
        return
    if found is UNKNOWN or (wanted is UNKNOWN and found):
        yield Undecided(
            resource=service,
            path=path,
            reason=f"{subnet.name} has no route to the internet, and whether the endpoints of its VPC are enough is not"
            " known: " + ("one of them is not known yet" if found is UNKNOWN else "the containers are not"),
        )
        return
    asked = set[str]() if wanted is UNKNOWN else wanted
    judged = [(one, hindrance(stack, one, service, subnet, opened, asked)) for one in found]
    there = {one.service for one, hindered in judged if not hindered}
    if missing := {INTERNET} if wanted is UNKNOWN else wanted - there:
        yield _missing(service, subnet, ways, missing, there, judged)


def _missing(
    service: Resource,
    subnet: Resource,
    ways: Exits,
    missing: set[str],
    there: set[str],
    judged: Sequence[tuple[Endpoint, Hindrance | None]],
) -> Violation:
    hindered = [found for one, found in judged if found and one.service in missing]
    lacking = missing - {one.service for one, _ in judged}
    no_way = (
        "its route to the internet is for public addresses, and assignPublicIp is false"
        if ways.internet
        else "no route of it leads out of its VPC"
    )
    has = f", which has endpoints for {', '.join(sorted(there))}" if there else ""
    fixes = ["set assignPublicIp to true"] if ways.internet else []
    if INTERNET not in missing:
        given = [f"give the VPC endpoints for {', '.join(sorted(lacking))}"] if lacking else []
        fixes.append(" and ".join([*given, *(found.fix for found in hindered)]))
    return Violation(
        resource=service,
        path=f"{NETWORK}.subnets",
        wrong=f"from {subnet.name} tasks do not reach {', '.join(sorted(missing))}: {no_way}"
        + (has if judged else ", which has no endpoint")
        + "".join(f"; {found.wrong}" for found in hindered),
        fix=", or ".join([*fixes, f"route {subnet.name} to a NAT gateway"]) + ".",
    )


def _leads_out(subnet: Resource, ways: Exits, public: bool | Unknown | None) -> bool:
    by_ipv6 = subnet.declared("ipv6CidrBlock") not in (None, "") or flag(subnet.get("ipv6Native")) is True
    return ways.other or (ways.internet and (public is True or by_ipv6))


def _wanted(stack: Stack, service: Resource) -> set[str] | Unknown:
    """What the tasks must reach; UNKNOWN also while their definition is not part of the program."""
    found: set[str] = set()
    definitions = known(task_definitions(stack, service))
    for definition in definitions:
        inside = containers(definition)
        if inside is UNKNOWN:
            return UNKNOWN
        for container in inside:
            found.update(_of_container(container))
    return found if definitions else UNKNOWN


def _of_container(container: Container) -> Iterator[str]:
    image = container.get("image")
    if isinstance(image, str):
        registry = image.partition("/")[0] if "/" in image else ""
        if ECR_IMAGE.fullmatch(image):
            yield from ECR_ENDPOINTS
        elif registry in PUBLIC_REGISTRIES or not set(registry) & set(".:"):
            yield INTERNET
    if container.get("logConfiguration", "logDriver") == "awslogs":
        yield "logs"
    if any(str(read(file, "value")).startswith("arn:") for _, file in items(container.get("environmentFiles"))):
        yield "s3"
    for path in (("secrets",), ("logConfiguration", "secretOptions")):
        for _, secret in items(container.get(*path)):
            value = read(secret, "valuefrom")
            if isinstance(value, str):
                yield "secretsmanager" if ":secretsmanager:" in value else "ssm"
