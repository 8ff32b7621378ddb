"""Service Connect finds services by name, in a namespace."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.clusters import cluster

BLOCK = "serviceConnectConfiguration"


@stack_rule(
    remedy="Name the namespace in the service, or as the default of its cluster.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost="there is no namespace in which the service could find others, or be found.",
)
def service_connect_has_namespace(stack: Stack, options: Options) -> Findings:
    """A service with Service Connect has a namespace, of its own or of its cluster.

    A program that turns Service Connect on and names no namespace relies on the cluster's default, and a cluster has
    none unless it was given one.

    Looks at services with Service Connect on and without a namespace, in a cluster of the program. A cluster of
    another program may have a default, and is let through.
    """
    for service in stack.of(SERVICE):
        if flag(service.get(BLOCK, "enabled")) is not True or service.declared(BLOCK, "namespace") not in (None, ""):
            continue
        home = cluster(stack, service)
        if not isinstance(home, Resource):
            continue
        default = home.get("serviceConnectDefaults", "namespace")
        if default is UNKNOWN and not home.edges.get("serviceConnectDefaults"):
            reason = f"whether cluster {home.name} has a default is not known yet"
            yield Undecided(resource=service, path=f"{BLOCK}.namespace", reason=reason)
        elif default in (None, ""):
            yield Violation(
                resource=service,
                path=f"{BLOCK}.namespace",
                wrong=f"not set, and cluster {home.name} has no default",
                fix="set the name or the ARN of a Cloud Map namespace.",
            )
