"""What follows from the keys."""

import pytest

from tests.settings.configured import settings
from tests.stacks import STACKS

FARGATE = {"launchType": "FARGATE", "instanceType": ""}


@pytest.mark.parametrize("stack", STACKS)
def test_our_stacks_are_right(stack: str) -> None:
    assert settings(stack).name == f"web-{stack}"


def test_settings_never_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings().zones = 3


def test_the_first_zones_are_taken() -> None:
    assert settings(zones=2).pick_zones(["a", "b", "c"]) == ("a", "b")


def test_hosts_or_fargate_decide_the_network() -> None:
    ec2, fargate = settings(), settings(**FARGATE)
    assert (ec2.network_mode, ec2.target_ports, ec2.host_group is None) == ("bridge", ((32768, 60999),), False)
    assert (fargate.network_mode, fargate.target_ports, fargate.host_group) == ("awsvpc", ((80, 80),), None)


def test_graviton_hosts_are_known_as_such() -> None:
    group = settings(instanceType="t4g.small").host_group
    assert group is not None
    assert group.architecture == "arm64"


def test_hosts_need_the_endpoints_of_the_ecs_agent() -> None:
    assert "ecs-agent" in settings(vpcEndpoints=True).endpoints
    assert "ecs-agent" not in settings(vpcEndpoints=True, **FARGATE).endpoints
    assert settings().endpoints == ()


def test_a_shell_is_reached_by_an_endpoint_once() -> None:
    assert settings(vpcEndpoints=True, exec=True, **FARGATE).endpoints.count("ssmmessages") == 1
    assert "ssmmessages" not in settings(vpcEndpoints=True, **FARGATE).endpoints
    assert settings(vpcEndpoints=True, exec=True).endpoints.count("ssmmessages") == 1
    assert settings(exec=True, **FARGATE).endpoints == ()


def test_a_threshold_that_is_left_out_has_its_default() -> None:
    thresholds = settings(rollbackAlarms={"responseSeconds": 0.5}).thresholds
    assert (thresholds.unhealthy_hosts, thresholds.target_5xx_percent, thresholds.response_seconds) == (1, 5, 0.5)
