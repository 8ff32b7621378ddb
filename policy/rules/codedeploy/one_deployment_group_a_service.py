"""Two deployment groups cannot release the same service."""

from model.texts.codedeploy import SERVICE_HAS_A_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import CLUSTER, SERVICE, UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack, known, only
from policy.symptom import Symptom
from policy.views.clusters import cluster_name
from policy.views.topology import deployment_groups


@stack_rule(
    remedy="Keep one deployment group for each service; a deployment may choose another deployment configuration.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=f"ECSServiceMappingLimitExceededException: {SERVICE_HAS_A_GROUP.quote()}",
)
def one_deployment_group_a_service(stack: Stack, options: Options) -> Findings:
    """A service is released by one deployment group.

    CodeDeploy records for each service which of its two target groups is live, in one deployment group. A second
    one, for another pace or for another team, is refused when it is created; how fast traffic moves can be chosen
    for each deployment.

    Looks at the deployment groups for ECS in the program. Two release the same service when they refer to the same
    service of the program, or when cluster and service have the same names. The same names in two regions are two
    services, as far as the program shows the regions: by its references, or by `region`. Two groups with the same
    name in the same application are let through too, as they cannot be in one region. A group that releases a
    service outside the program is compared by its names alone.
    """
    groups = deployment_groups(stack)
    owners: list[tuple[object, Resource]] = []
    for group in groups if len(groups) > 1 else ():
        released = _service(stack, group)
        if released is UNKNOWN:
            yield Undecided(
                resource=group, path="ecsService", reason="which service it releases is not known from this program"
            )
            continue
        owner = next((one for service, one in owners if service == released and _one_region(one, group)), group)
        owners.append((released, group))
        if _identity(owner) != _identity(group):
            yield Violation(
                resource=group,
                path="ecsService",
                wrong=f"it releases service {group.get('ecsService', 'serviceName', default='')}, as {owner.name} does",
                fix=f"remove {group.name} or {owner.name}, or let it release another service.",
            )


def _service(stack: Stack, group: Resource) -> Resource | tuple[object, object] | Unknown:
    """What two groups have in common when they release the same service: a resource, or all its names."""
    cluster, name = group.get("ecsService", "clusterName"), group.get("ecsService", "serviceName")
    found = known(stack.linked(group, "ecsService", name, SERVICE, by="name"))
    fitting = [one for one in found if _fits(stack, one, group, cluster)]
    if len(fitting) == 1:
        return fitting[0]
    if cluster is UNKNOWN:
        cluster = only(stack.linked(group, "ecsService", UNKNOWN, CLUSTER, by="name")) or UNKNOWN
    if fitting or UNKNOWN in (name, cluster):
        return UNKNOWN
    return cluster, name


def _fits(stack: Stack, service: Resource, group: Resource, cluster: object) -> bool:
    """Whether this may be the service: the same name can be in another cluster or region."""
    own = cluster_name(stack, service)
    return (own == cluster or UNKNOWN in (own, cluster)) and _one_region(service, group)


def _one_region(one: Resource, other: Resource) -> bool:
    """Whether both may be in the same region."""
    regions = {one.get("region"), other.get("region")} - {UNKNOWN, None}
    return len(regions) < 2


def _identity(group: Resource) -> tuple[object, object] | Resource:
    """What identifies a group in a region; the resource itself while its names are not known."""
    names = group.get("appName"), group.get("deploymentGroupName")
    return group if UNKNOWN in names else names
