"""Where two servers disagree on the end of a request, it can smuggle in another one."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import LOAD_BALANCER, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    LOAD_BALANCER,
    level="advisory",
    remedy="Leave desyncMitigationMode out, or set it to defensive or strictest.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    severity="medium",
    symptoms=(Symptom.INTRUSION,),
    cost="the load balancer passes on requests that it knows to be ambiguous, such as those of request smuggling.",
)
def load_balancer_mitigates_desync(balancer: Resource, options: Options) -> Findings:
    """An Application Load Balancer does not pass on requests made for smuggling.

    In mode `monitor` the load balancer only counts the requests that it rates as severe, and passes them on. The
    mode is meant for finding out which clients would be refused, and is easily left on.

    Looks at Application Load Balancers. Lets `defensive`, which is AWS's default, and `strictest` through.
    """
    if balancer.get("loadBalancerType", default="application") != "application":
        return
    mode = balancer.get("desyncMitigationMode", default="defensive")
    if mode is UNKNOWN:
        yield Undecided(resource=balancer, path="desyncMitigationMode", reason="the mode is not known yet")
    elif mode == "monitor":
        yield Violation(
            resource=balancer,
            path="desyncMitigationMode",
            wrong="monitor: ambiguous requests are counted, and passed on",
            fix="set it to defensive, or leave it out.",
        )
