"""A load balancer that is replaced by mistake takes its address with it."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import LOAD_BALANCER, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    LOAD_BALANCER,
    level="advisory",
    remedy="Set enableDeletionProtection to true where users depend on the load balancer.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    severity="low",
    symptoms=(Symptom.UNANSWERED,),
    cost="one wrong change deletes the load balancer: users get no answer, and the next one has another DNS name.",
)
def load_balancer_protected(balancer: Resource, options: Options) -> Findings:
    """An Application Load Balancer cannot be deleted by accident.

    A changed name, or a change of `internal`, replaces a load balancer, and with it go the listeners that releases
    work with. AWS refuses to delete a protected one, so such a change fails instead.

    Looks at Application Load Balancers. It only warns: an environment that comes and goes is better off without,
    since `pulumi destroy` fails as well.
    """
    if balancer.get("loadBalancerType", default="application") != "application":
        return
    protected = balancer.get("enableDeletionProtection", default=False)
    if protected is UNKNOWN:
        yield Undecided(resource=balancer, path="enableDeletionProtection", reason="its value is not known yet")
    elif flag(protected) is not True:
        yield Violation(
            resource=balancer,
            path="enableDeletionProtection",
            wrong="false: whoever may change the load balancer may delete it by mistake",
            fix="set it to true, except where the environment is meant to come and go.",
        )
