"""codedeploy-service-shape: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE, BLUE_GREEN, FIRST_PREVIEW, GREEN, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def entry(target_group: str) -> dict[str, Any]:
    return {"containerName": "web", "containerPort": 4000, "targetGroupArn": target_group}


def having(program: Program = BLUE_GREEN, **props: Any) -> Program:
    for name, value in props.items():
        program = change(program, "service", name, to=value)
    return program


BREAKER = {"enable": True, "rollback": True}
ALARMS = {"alarmNames": ["shop-blue-errors"], "enable": True, "rollback": True}

STOPS: dict[str, Case] = {
    "both target groups": Case(having(loadBalancers=[entry(BLUE), entry(GREEN)]), on="service", says="Install"),
    "both target groups, in a first preview": Case(
        having(FIRST_PREVIEW, loadBalancers=[entry(UNKNOWN), entry(UNKNOWN)]), on="service", says="Install"
    ),
    "no load balancer": Case(having(loadBalancers=None), on="service", says="0 entries"),
    "an empty list of load balancers": Case(having(loadBalancers=[]), on="service", says="0 entries"),
    "a circuit breaker": Case(having(deploymentCircuitBreaker=BREAKER), on="service", says="circuit breaker"),
    "a circuit breaker as text": Case(
        having(deploymentCircuitBreaker={"enable": "true", "rollback": "false"}), on="service", says="circuit breaker"
    ),
    "alarms": Case(having(alarms=ALARMS), on="service", says="only supported with ECS deployment controller"),
    "alarms that are off": Case(
        having(alarms={"alarmNames": [], "enable": False, "rollback": False}), on="service", says="alarms"
    ),
    "a daemon": Case(having(schedulingStrategy="DAEMON"), on="service", says="REPLICA"),
    "a circuit breaker and alarms": Case(
        having(deploymentCircuitBreaker=BREAKER, alarms=ALARMS), on="service", says="alarms", count=2
    ),
    "a strategy of ECS's own": Case(
        having(deploymentConfiguration={"strategy": "CANARY", "bakeTimeInMinutes": "10"}),
        on="service",
        says="CANARY: a strategy of ECS's own",
    ),
    "what such a strategy needs": Case(
        having(loadBalancers=[{**entry(BLUE), "advancedConfiguration": {"alternateTargetGroupArn": GREEN}}]),
        on="service",
        says="loadBalancers[0].advancedConfiguration",
    ),
    "a Classic Load Balancer": Case(
        having(loadBalancers=[{"containerName": "web", "containerPort": 4000, "elbName": "shop"}]),
        on="service",
        says="no target groups",
    ),
    "Service Connect": Case(
        having(serviceConnectConfiguration={"enabled": True, "namespace": "shop"}), on="service", says="Service Connect"
    ),
    "VPC Lattice": Case(
        having(vpcLatticeConfigurations=[{"portName": "web", "targetGroupArn": BLUE, "roleArn": "role"}]),
        on="service",
        says="VPC Lattice",
    ),
    "a volume for each task": Case(
        having(volumeConfiguration={"name": "data", "managedEbsVolume": {"roleArn": "role", "sizeInGb": 10}}),
        on="service",
        says="volume",
    ),
    "forced deployments": Case(
        having(forceNewDeployment=True, triggers={"redeployment": "now"}), on="service", says="Cannot force"
    ),
    "a wait for a steady state, in a first preview": Case(
        having(FIRST_PREVIEW, waitForSteadyState="true"), on="service", says="20 minutes"
    ),
    "a circuit breaker, beside something unknown": Case(
        having(deploymentCircuitBreaker=BREAKER, loadBalancers=UNKNOWN), on="service", says="circuit breaker"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one entry and replicas": BLUE_GREEN,
    "one entry and replicas, in a first preview": FIRST_PREVIEW,
    "the live group being green, after a release": having(loadBalancers=[entry(GREEN)]),
    "replicas without a word": having(schedulingStrategy=None),
    "a circuit breaker that is off": having(deploymentCircuitBreaker={"enable": False, "rollback": False}),
    "all that is off": having(
        serviceConnectConfiguration={"enabled": False},
        forceNewDeployment=False,
        waitForSteadyState="false",
        vpcLatticeConfigurations=[],
        deploymentConfiguration={"strategy": "ROLLING"},
        loadBalancers=[{**entry(BLUE), "elbName": ""}],
    ),
    "triggers that force nothing": having(triggers={"redeployment": "now"}),
    "a service with ECS's own strategy that waits": having(NATIVE, waitForSteadyState=True, forceNewDeployment=True),
    "a rolling service with all of it": having(
        ROLLING, loadBalancers=[entry(BLUE), entry(GREEN)], deploymentCircuitBreaker=BREAKER, alarms=ALARMS
    ),
    "a daemon that ECS rolls": having(ROLLING, loadBalancers=[], schedulingStrategy="DAEMON"),
    "ECS's own blue/green with all of it": NATIVE,
}

UNDECIDED: dict[str, Case] = {
    "unknown load balancers": Case(having(loadBalancers=UNKNOWN), on="service", says=", loadBalancers: "),
    "an unknown circuit breaker": Case(
        having(deploymentCircuitBreaker={"enable": UNKNOWN}), on="service", says="Breaker.enable: "
    ),
    "unknown alarms": Case(having(alarms=UNKNOWN), on="service", says=", alarms: "),
    "an unknown scheduling strategy": Case(
        having(schedulingStrategy=UNKNOWN), on="service", says=", schedulingStrategy: "
    ),
    "an unknown strategy": Case(having(deploymentConfiguration={"strategy": UNKNOWN}), on="service"),
    "unknown Service Connect": Case(having(serviceConnectConfiguration=UNKNOWN), on="service", says="Connect"),
    "an unknown controller of a service with a circuit breaker": Case(
        having(deploymentController=UNKNOWN, deploymentCircuitBreaker=BREAKER), on="service"
    ),
}
