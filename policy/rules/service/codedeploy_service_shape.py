"""What a service under the CODE_DEPLOY controller may not have."""

from model.strategy import Strategy
from model.texts.ecs import DEPLOYMENT_ALARMS
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import released_by


@resource_rule(
    SERVICE,
    remedy="Give the service one load balancer entry, and leave rollback to the deployment group.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.INSTALL_HANGS),
    cost="AWS refuses the service, or its first release hangs.",
)
def codedeploy_service_shape(service: Resource, options: Options) -> Findings:
    """A service that CodeDeploy releases has no settings of rolling updates.

    Under the CODE_DEPLOY controller the service names the live target group alone; the deployment group knows
    both. The group watches alarms and rolls back, so the service has no circuit breaker and no alarms. Its tasks
    are replicas, since a daemon cannot run twice on a host.

    Looks at services under that controller: exactly one entry in loadBalancers, no circuit breaker that is
    enabled, no block `alarms` (AWS refuses it even when it is not enabled), no DAEMON. A circuit breaker that
    is off is let through.
    """
    by_codedeploy = released_by(service, {Strategy.CODEDEPLOY})
    if by_codedeploy is True:
        yield from _misfits(service)
    elif by_codedeploy is UNKNOWN:
        for misfit in _misfits(service):
            yield Undecided(
                resource=service,
                path=misfit.path,
                reason="CODE_DEPLOY does not support it, and whether that is the controller is not known yet",
            )


def _misfits(service: Resource) -> Findings:
    yield from _load_balancers(service)
    breaker = service.get("deploymentCircuitBreaker", "enable")
    if breaker is UNKNOWN:
        yield _undecided(service, "deploymentCircuitBreaker.enable")
    elif flag(breaker) is True:
        yield Violation(
            resource=service,
            path="deploymentCircuitBreaker.enable",
            wrong="the circuit breaker is enabled, which only rolling updates have",
            cost="AWS refuses to create the service.",
            fix="remove it; the deployment group's autoRollbackConfiguration does this for CodeDeploy.",
        )
    alarms = service.get("alarms")
    if alarms is UNKNOWN:
        yield _undecided(service, "alarms")
    elif alarms is not None:
        yield Violation(
            resource=service,
            path="alarms",
            wrong="the service has deployment alarms, which only the ECS controller supports",
            cost=DEPLOYMENT_ALARMS.quote(),
            fix="remove them; put the alarms into the deployment group's alarmConfiguration.",
        )
    scheduling = service.get("schedulingStrategy", default="REPLICA")
    if scheduling is UNKNOWN:
        yield _undecided(service, "schedulingStrategy")
    elif scheduling != "REPLICA":
        yield Violation(
            resource=service,
            path="schedulingStrategy",
            wrong=f"{scheduling}, which CODE_DEPLOY does not support",
            cost="AWS refuses to create the service.",
            fix="set schedulingStrategy to REPLICA, or release it with the ECS controller.",
        )


def _load_balancers(service: Resource) -> Findings:
    entries = service.get("loadBalancers", default=[])
    if entries is UNKNOWN:
        yield _undecided(service, "loadBalancers")
    elif len(entries) != 1:
        yield Violation(
            resource=service,
            path="loadBalancers",
            wrong=f"{len(entries)} entries, where CodeDeploy works with one",
            cost="with both target groups of the pair a release hangs in its Install step."
            if entries
            else "CodeDeploy has no target group to take the traffic from, so no deployment group fits the service.",
            fix="name the target group that is live at first, and no other; the deployment group names the pair.",
        )


def _undecided(service: Resource, path: str) -> Undecided:
    return Undecided(resource=service, path=path, reason="it is not known yet")
