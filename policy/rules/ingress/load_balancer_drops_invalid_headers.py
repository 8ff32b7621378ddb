"""A header that the load balancer and the container read differently can hide one request in another."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import LOAD_BALANCER, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    LOAD_BALANCER,
    level="advisory",
    remedy="Set dropInvalidHeaderFields to true.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    severity="medium",
    symptoms=(Symptom.INTRUSION,),
    cost="headers with names that are not valid reach the containers, where they can pass for others.",
)
def load_balancer_drops_invalid_headers(balancer: Resource, options: Options) -> Findings:
    """An Application Load Balancer drops headers whose names are not valid.

    By default AWS passes on header names with characters other than letters, digits and hyphens. Servers read
    `x_user` differently: many take it for `x-user`, which the load balancer's own rules did not see.

    Looks at Application Load Balancers; the others do not read requests. A service that needs such a header, one
    with an underscore for instance, needs an exemption.
    """
    if balancer.get("loadBalancerType", default="application") != "application":
        return
    drops = balancer.get("dropInvalidHeaderFields", default=False)
    if drops is UNKNOWN:
        yield Undecided(resource=balancer, path="dropInvalidHeaderFields", reason="its value is not known yet")
    elif flag(drops) is not True:
        yield Violation(
            resource=balancer,
            path="dropInvalidHeaderFields",
            wrong="false: headers with invalid names are passed on",
            fix="set it to true.",
        )
