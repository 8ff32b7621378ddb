"""What Envoy is told of a target group."""

from pathlib import Path

from local_aws.traffic.clusters import cluster
from local_aws.traffic.desired import TargetGroup
from local_aws.traffic.files import Files
from tests.local_aws.traffic.ground import BLUE


def test_a_slow_start_is_envoys(tmp_path: Path) -> None:
    """Seen with Envoy 1.40.0: of 400 requests, a target that joined another 6 s before gets 37, and 5 s later 200."""
    slow = cluster(TargetGroup(id=BLUE, slow_start_seconds=5), Files(tmp_path))
    assert slow["round_robin_lb_config"] == {"slow_start_config": {"slow_start_window": "5.000s"}}
    assert "round_robin_lb_config" not in cluster(TargetGroup(id=BLUE), Files(tmp_path))
