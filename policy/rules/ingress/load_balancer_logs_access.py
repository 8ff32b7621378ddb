"""Without access logs nobody can say which requests failed during a release."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import LOAD_BALANCER, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom


@resource_rule(
    LOAD_BALANCER,
    level="advisory",
    remedy="Set accessLogs to a bucket, with enabled true.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    severity="low",
    symptoms=(Symptom.UNEXPLAINED,),
    cost="metrics show that requests failed, but not which ones, on which target and for whom.",
)
def load_balancer_logs_access(balancer: Resource, options: Options) -> Findings:
    """An Application Load Balancer writes access logs.

    When an alarm rolls a release back, its tasks and their logs are soon gone. The load balancer's log still has each
    request with the target and the target group that answered it, blue or green.

    Looks at Application Load Balancers: `accessLogs` must be enabled. Whether AWS may write to the bucket is a
    matter of access-logs-writable.
    """
    if balancer.get("loadBalancerType", default="application") != "application":
        return
    enabled = balancer.get("accessLogs", "enabled", default=False)
    if enabled is UNKNOWN:
        yield Undecided(resource=balancer, path="accessLogs", reason="whether they are enabled is not known yet")
    elif flag(enabled) is not True:
        given = balancer.get("accessLogs") is not None
        yield Violation(
            resource=balancer,
            path="accessLogs",
            wrong="a bucket is given, but enabled is not true" if given else "not set, so no request is logged",
            fix="set a bucket in the same region, and enabled to true.",
        )
