"""What each strategy declares."""

from typing import Any

from components.load_balancer import LoadBalancer, LoadBalancerArgs
from components.rollout import ROLLOUTS, RolloutArgs
from model.shift import Shift
from model.strategy import Strategy
from verdict.recording import Recorded, Recording, record

SERVICE = "aws:ecs/service:Service"
ACCOUNT = "123456789012"

SHIFTS = {
    Strategy.LINEAR: Shift("TimeBasedLinear", 25, 2),
    Strategy.CANARY: Shift("TimeBasedCanary", 10, 7),
}


def rollout(strategy: Strategy, **changes: Any) -> Recording:
    def build() -> None:
        load_balancer = LoadBalancer(
            "web",
            LoadBalancerArgs(
                vpc_id="vpc-1",
                subnet_ids=["subnet-9"],
                container_port=4000,
                target_type="instance",
                health_check_path="/",
                region="us-east-1",
                account="123456789012",
                tags={"Stack": "test"},
            ),
        )
        given: dict[str, Any] = {
            "cluster_name": "web",
            "capacity_provider_name": "web-host",
            "task_definition_arn": "arn:task:1",
            "container_name": "web",
            "container_port": 4000,
            "desired_count": 2,
            "network_mode": "bridge",
            "subnet_ids": ["subnet-1"],
            "load_balancer": load_balancer,
            "after": [],
            "alarm_names": ["5xx", "slow"],
            "topic_arn": "arn:topic",
            "region": "us-east-1",
            "account": ACCOUNT,
            "tags": {"Stack": "test"},
            "strategy": strategy,
            "shift": SHIFTS.get(strategy, Shift("AllAtOnce")),
            "termination_wait_minutes": 5,
            "ready_wait_minutes": 0,
        }
        ROLLOUTS[strategy]("web", RolloutArgs(**given | changes))

    return record(build)


def service(strategy: Strategy, **changes: Any) -> Recorded:
    return rollout(strategy, **changes).one(SERVICE)
