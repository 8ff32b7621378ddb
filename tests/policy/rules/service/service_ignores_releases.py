"""service-ignores-releases: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, ignoring
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, GREEN, NATIVE, ROLLING, arn
from tests.policy.rules.rule_case import Case, Pass

RELEASED = change(
    change(BLUE_GREEN, "service", "loadBalancers", 0, "targetGroupArn", to=GREEN),
    "service",
    "taskDefinition",
    to=arn("ecs", "task-definition/web:7"),
)

STOPS: dict[str, Case] = {
    "nothing ignored": Case(ignoring(BLUE_GREEN, "service"), on="service", says="load balancers", count=2),
    "the task definition alone ignored": Case(
        ignoring(BLUE_GREEN, "service", "taskDefinition"), on="service", says="Unable to update load balancers"
    ),
    "the load balancers alone ignored": Case(
        ignoring(BLUE_GREEN, "service", "loadBalancers", "desiredCount"),
        on="service",
        says="Unable to update task definition",
    ),
    "a part that no release changes": Case(
        ignoring(BLUE_GREEN, "service", "taskDefinition", "loadBalancers[0].containerPort"),
        on="service",
        says="loadBalancers[0].containerPort in ignore_changes does not cover loadBalancers[0].targetGroupArn",
    ),
    "Python's spelling below the first level": Case(
        ignoring(BLUE_GREEN, "service", "taskDefinition", "load_balancers[0].target_group_arn"),
        on="service",
        says="matches nothing",
    ),
    "Python's spelling in YAML": Case(
        ignoring(BLUE_GREEN, "service", "task_definition", "loadBalancers"), on="service", says="matches nothing"
    ),
    "in a first preview": Case(
        ignoring(FIRST_PREVIEW, "service", "loadBalancers"), on="service", says="taskDefinition to ignore_changes"
    ),
    "after a release": Case(ignoring(RELEASED, "service", "taskDefinition"), on="service", says="loadBalancers"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both ignored": BLUE_GREEN,
    "both ignored, in a first preview": FIRST_PREVIEW,
    "both ignored, after a release": RELEASED,
    "everything ignored": ignoring(BLUE_GREEN, "service", "*"),
    "the target group in the entry ignored": ignoring(
        BLUE_GREEN, "service", "taskDefinition", "loadBalancers[0].targetGroupArn"
    ),
    "the whole entry ignored": ignoring(BLUE_GREEN, "service", "taskDefinition", "loadBalancers[*]"),
    "the network not ignored, which nobody changes": change(
        BLUE_GREEN, "service", "networkConfiguration", to={"subnets": ["subnet-3"]}
    ),
    "a service that ECS rolls": ROLLING,
    "a service with ECS's own strategy": NATIVE,
    "a service whose task sets something else moves": ignoring(
        change(BLUE_GREEN, "service", "deploymentController", "type", to="EXTERNAL"), "service"
    ),
    "ECS's own strategy, under the wrong controller": ignoring(
        change(BLUE_GREEN, "service", "deploymentConfiguration", to={"strategy": "BLUE_GREEN"}), "service"
    ),
    "an unknown controller, with both ignored": change(
        BLUE_GREEN, "service", "deploymentController", "type", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown controller": Case(
        ignoring(change(BLUE_GREEN, "service", "deploymentController", "type", to=UNKNOWN), "service"), on="service"
    ),
    "an unknown block": Case(
        ignoring(change(BLUE_GREEN, "service", "deploymentController", to=UNKNOWN), "service", "taskDefinition"),
        on="service",
        says="loadBalancers",
    ),
}
