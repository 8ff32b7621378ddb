"""What a service under the CODE_DEPLOY controller may not have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from model.strategy import Strategy
from model.texts.ecs import CIRCUIT_BREAKER, DAEMON_BY_CODEDEPLOY, DEPLOYMENT_ALARMS, NOT_FORCED
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import released_by

ONLY_ECS = "only services with the ECS controller have this, and AWS refuses it under any other."
REFUSED = "AWS refuses to create the service."


@dataclass(frozen=True)
class Exclusion:
    """A setting that CODE_DEPLOY excludes unless it is off, empty or one of `allowed`."""

    path: str
    wrong: str
    cost: str
    fix: str
    allowed: Sequence[str] = ()


EXCLUDED = (
    Exclusion(
        "deploymentConfiguration.strategy",
        "a strategy of ECS's own, while CODE_DEPLOY leaves the release to CodeDeploy",
        ONLY_ECS,
        "remove it; or set deploymentController to ECS, and leave the deployment group out.",
        allowed=("ROLLING",),
    ),
    Exclusion(
        "deploymentCircuitBreaker.enable",
        "the circuit breaker is enabled, which releases by ECS have",
        CIRCUIT_BREAKER.quote(),
        "remove it; the deployment group's autoRollbackConfiguration does this for CodeDeploy.",
    ),
    Exclusion(
        "alarms",
        "the service has deployment alarms, which only the ECS controller supports",
        DEPLOYMENT_ALARMS.quote(),
        "remove them; put the alarms into the deployment group's alarmConfiguration.",
    ),
    Exclusion(
        "schedulingStrategy",
        "a scheduling strategy that CODE_DEPLOY does not support",
        DAEMON_BY_CODEDEPLOY.quote(),
        "set schedulingStrategy to REPLICA, or release it with the ECS controller.",
        allowed=("REPLICA",),
    ),
    Exclusion(
        "serviceConnectConfiguration.enabled",
        "Service Connect, whose proxies only a release by ECS replaces",
        REFUSED,
        "remove it, and reach the service through its load balancer; or release it with the ECS controller.",
    ),
    Exclusion(
        "vpcLatticeConfigurations",
        "VPC Lattice, where only a release by ECS registers tasks",
        REFUSED,
        "remove it, or release the service with the ECS controller.",
    ),
    Exclusion(
        "volumeConfiguration",
        "a volume that ECS makes for each task of its own deployments",
        REFUSED,
        "remove it, or release the service with the ECS controller.",
    ),
    Exclusion(
        "forceNewDeployment",
        "every update is to start a deployment, which CodeDeploy alone may start",
        f"the first update of the service ends with {NOT_FORCED.quote()}",
        "remove it, and triggers with it; start releases by CodeDeploy.",
    ),
    Exclusion(
        "waitForSteadyState",
        "the provider waits for the one deployment of ECS that makes a service steady",
        "under CODE_DEPLOY a service has none, so `pulumi up` waits for its whole 20 minutes and fails.",
        "remove it; whoever starts a release waits for the deployment of CodeDeploy.",
    ),
)
"""ECS API reference, CreateService, UpdateService, DeploymentCircuitBreaker; developer guide, Service Connect, Amazon
EBS volumes, VPC Lattice. That a service under CODE_DEPLOY never gets steady for the provider:
github.com/hashicorp/terraform-provider-aws/issues/29252."""

CLASSIC = Exclusion(
    "elbName",
    "a Classic Load Balancer, which has no target groups to move traffic between",
    REFUSED,
    "name a target group of an Application or Network Load Balancer.",
)
ADVANCED = Exclusion(
    "advancedConfiguration",
    "what ECS's own strategies need, while CodeDeploy takes it from the deployment group",
    ONLY_ECS,
    "remove it; the deployment group names both target groups and the listeners.",
)


@resource_rule(
    SERVICE,
    remedy="Give the service one load balancer entry, and remove what only releases by ECS have.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.INSTALL_HANGS),
    cost="AWS refuses the service, or its first release hangs.",
)
def codedeploy_service_shape(service: Resource, options: Options) -> Findings:
    """A service that CodeDeploy releases has no settings of releases by ECS.

    Under the CODE_DEPLOY controller the service names the live target group alone; the deployment group knows
    both. The group watches alarms and rolls back, so the service has no circuit breaker and no alarms. Its tasks
    are replicas, since a daemon cannot run twice on a host. What ECS itself does during its deployments there is
    nobody to do: Service Connect, VPC Lattice, volumes for each task. And nothing but CodeDeploy starts a
    deployment, or is told of its end.

    Looks at services under that controller: exactly one entry in loadBalancers, with a target group and without
    advancedConfiguration; no strategy but ROLLING; no circuit breaker, Service Connect, forced deployment or wait
    for a steady state that is on; no block `alarms` (AWS refuses it even when it is not enabled); no VPC Lattice,
    no volume, no DAEMON. What is off is let through, and so are `triggers`, which do nothing by themselves.
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
    for path, value, exclusion in _excluded(service):
        if value is UNKNOWN:
            yield _undecided(service, path)
        elif value not in (None, "", [], *exclusion.allowed) and flag(value) is not False:
            said = f"{value}: " if exclusion.allowed else ""
            yield Violation(
                resource=service, path=path, wrong=f"{said}{exclusion.wrong}", cost=exclusion.cost, fix=exclusion.fix
            )


def _excluded(service: Resource) -> Iterator[tuple[str, Any, Exclusion]]:
    for exclusion in EXCLUDED:
        yield exclusion.path, service.get(*exclusion.path.split(".")), exclusion
    for index, entry in items(service.get("loadBalancers")):
        for exclusion in (CLASSIC, ADVANCED) if entry is not UNKNOWN else ():
            yield f"loadBalancers[{index}].{exclusion.path}", read(entry, exclusion.path), exclusion


def _load_balancers(service: Resource) -> Findings:
    entries = service.get("loadBalancers", default=[])
    if entries is UNKNOWN:
        yield _undecided(service, "loadBalancers")
    elif isinstance(entries, list) and len(entries) != 1:
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
