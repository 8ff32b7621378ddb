"""What each strategy declares."""

from dataclasses import fields
from typing import Any

from components.rollout import ROLLOUTS, Plan, RolloutArgs
from model.shift import Shift
from model.strategy import Strategy
from tests.components.fronts import FRONT, routed
from verdict.recording import Recorded, Recording, record

SERVICE = "aws:ecs/service:Service"
ACCOUNT = "123456789012"

SHIFTS = {
    Strategy.LINEAR: Shift("TimeBasedLinear", 25, 2),
    Strategy.CANARY: Shift("TimeBasedCanary", 10, 7),
}


def rollout(strategy: Strategy, **changes: Any) -> Recording:
    def build() -> None:
        groups, routing = routed()
        given: dict[str, Any] = {
            "cluster_name": "web",
            "capacity_provider_name": "web-host",
            "task_definition_arn": "arn:task:1",
            "container_name": "web",
            "container_port": 4000,
            "desired_count": 2,
            "network_mode": "bridge",
            "subnet_ids": ["subnet-1"],
            "front": FRONT,
            "target_groups": groups,
            "routing": routing,
            "after": [],
            "alarm_names": ["5xx", "slow"],
            "topic_arn": "arn:topic",
            "region": "us-east-1",
            "account": ACCOUNT,
            "tags": {"Stack": "test"},
        }
        planned: dict[str, Any] = {
            "strategy": strategy,
            "shift": SHIFTS.get(strategy, Shift("AllAtOnce")),
            "termination_wait_minutes": 5,
            "ready_wait_minutes": 0,
        }
        of_the_plan = {field.name for field in fields(Plan)} & changes.keys()
        plan = Plan(**planned | {name: changes.pop(name) for name in of_the_plan})
        ROLLOUTS[strategy]("web", RolloutArgs(**given | changes, plan=plan))

    return record(build)


def service(strategy: Strategy, **changes: Any) -> Recorded:
    return rollout(strategy, **changes).one(SERVICE)
