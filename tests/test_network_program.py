"""The whole program behind a Network Load Balancer, by each strategy, and what the policy pack says of it."""

from functools import cache
from typing import Any

import pytest

from policy.pack import Pack
from policy.rules import RULES
from tests.stacks import program
from verdict.judging import judge
from verdict.recording import Recording
from verdict.stacks import ROOT

LISTENER = "aws:lb/listener:Listener"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/a-b"
STRATEGIES: dict[str, dict[str, Any]] = {
    "codedeploy": {"strategy": "codedeploy", "deploymentConfig": "CodeDeployDefault.ECSAllAtOnce"},
    "native": {"strategy": "native", "deploymentConfig": "CodeDeployDefault.ECSAllAtOnce"},
    "native canary": {"strategy": "native", "deploymentConfig": "CodeDeployDefault.ECSCanary10Percent5Minutes"},
    "native linear": {"strategy": "native", "deploymentConfig": "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"},
    "rolling": {"strategy": "rolling", "deploymentConfig": "CodeDeployDefault.ECSAllAtOnce"},
}
TWO = {"serviceName": "play", "services": {"chat": {"listenerPort": 6667}, "game": {}}}

every_strategy = pytest.mark.parametrize("strategy", STRATEGIES)


@cache
def ran(stack: str, strategy: str, *, tls: bool = False, preview: bool = False, two: bool = False) -> Recording:
    certificate = {"certificateArn": CERTIFICATE} if tls else {}
    several: dict[str, Any] = TWO if two else {}
    return program(stack, preview=preview, loadBalancerType="network", **STRATEGIES[strategy], **certificate, **several)


@every_strategy
@pytest.mark.parametrize("stack", ["dev", "staging"])
def test_what_a_release_moves_are_the_listeners_of_the_service(stack: str, strategy: str) -> None:
    made = ran(stack, strategy)
    production, test = (made.one(LISTENER, f"web-test-{label}").outputs["arn"] for label in ("production", "test"))
    [balanced] = made.one("aws:ecs/service:Service").inputs["loadBalancers"]
    advanced = balanced.get("advancedConfiguration", {})
    if strategy.startswith("native"):
        assert (advanced["productionListenerRule"], advanced["testListenerRule"]) == (production, test)
    else:
        assert advanced == {}
    for group in made.all("aws:codedeploy/deploymentGroup:DeploymentGroup"):
        pair = group.inputs["loadBalancerInfo"]["targetGroupPairInfo"]
        assert pair["prodTrafficRoute"] == {"listenerArns": [production]}
        assert pair["testTrafficRoute"] == {"listenerArns": [test]}
    said = made.exported["services"]["web"]
    assert (said["production_listener_arn"], said["production_rule_arn"]) == (production, production)
    assert (said["test_listener_arn"], said["test_rule_arn"]) == (test, test)
    assert made.all("aws:lb/listenerRule:ListenerRule") == []


def rules(of: Recording, stack: str) -> dict[str, str]:
    """Those that find something, with what the last one says."""
    found = judge(of.program(stack, ROOT), Pack(RULES)).findings
    return {one.judgement.rule.name: one.judgement.text for one in found}


@cache
def against_the_stack(stack: str, preview: bool) -> set[str]:
    """As it is, behind an Application Load Balancer."""
    return {*rules(program(stack, preview=preview), stack)}


@every_strategy
@pytest.mark.parametrize("preview", [False, True])
@pytest.mark.parametrize(("stack", "tls"), [("dev", False), ("staging", True)])
def test_the_pack_has_nothing_against_it(stack: str, tls: bool, preview: bool, strategy: str) -> None:
    found = rules(ran(stack, strategy, tls=tls, preview=preview), stack)
    assert {name: text for name, text in found.items() if name not in against_the_stack(stack, preview)} == {}


def test_services_have_a_port_each_on_one_load_balancer() -> None:
    made = ran("staging", "native", two=True)
    assert len(made.all("aws:lb/loadBalancer:LoadBalancer")) == 1
    assert {one.name: one.inputs["port"] for one in made.all(LISTENER)} == {
        "chat-test-production": 6667,
        "chat-test-test": 14667,
        "game-test-production": 80,
        "game-test-test": 8080,
    }
    assert made.exported["url"].startswith("tcp://")
    assert made.exported["test_url"] == ""


def test_the_service_comes_after_its_listeners() -> None:
    service = ran("staging", "native").one("aws:ecs/service:Service")
    assert {f"{LISTENER}::web-test-production", f"{LISTENER}::web-test-test"} <= service.depends_on
