"""A load balancer that is brought."""

from dataclasses import replace
from typing import Any

from components.shared_load_balancer import Listening, SharedLoadBalancer, SharedLoadBalancerArgs, share
from verdict.recording import Recording, record

LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/1/"
ARGS = SharedLoadBalancerArgs(
    arn="arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/1",
    arn_suffix="app/shared/1",
    dns_name="shared.elb.example",
    zone_id="Z1",
    vpc_id="vpc-1",
    internal=False,
    security_group_ids=["sg-1", "sg-2"],
    production=Listening(arn=f"{LISTENER}1", protocol="HTTPS", port=443),
    test=Listening(arn=f"{LISTENER}2", protocol="HTTP", port=8080),
    target_security_group_id="",
    target_ports=[(80, 80), (8080, 8080)],
    tags={"Stack": "test"},
)


def made(**changes: Any) -> tuple[Recording, SharedLoadBalancer]:
    found: list[SharedLoadBalancer] = []
    recording = record(lambda: found.append(SharedLoadBalancer("web", replace(ARGS, **changes))))
    return recording, found[0]


def test_only_a_group_for_targets_is_made_and_no_group_of_the_load_balancer_is_touched() -> None:
    recording, _ = made()
    resources = [one for one in recording.resources if one.type.startswith("aws:")]
    assert {one.inputs.get("securityGroupId", "web-targets-id") for one in resources} == {"web-targets-id"}
    ingress = recording.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    assert {
        (one.inputs["referencedSecurityGroupId"], one.inputs["fromPort"], one.inputs["toPort"]) for one in ingress
    } == {(group, port, port) for group in ("sg-1", "sg-2") for port in (80, 8080)}


def test_a_group_for_targets_that_is_brought_is_taken_as_it_is() -> None:
    recording, balancer = made(target_security_group_id="sg-targets")
    assert [one.key for one in recording.resources] == ["bluegreen:index:SharedLoadBalancer::web"]
    assert balancer.front.target_security_group_id == "sg-targets"


def test_services_come_in_by_its_listeners() -> None:
    _, balancer = made()
    front = balancer.front
    assert (front.production_listener_arn, front.test_listener_arn) == (f"{LISTENER}1", f"{LISTENER}2")
    assert (front.url, front.test_url) == ("https://shared.elb.example", "http://shared.elb.example:8080")
    assert front.test_port == 8080
    assert not front.opens_to_hooks


def test_services_are_told_whether_it_has_private_addresses_only() -> None:
    for internal in (True, False):
        _, balancer = made(internal=internal)
        assert balancer.front.internal is internal


def test_none_is_brought_where_nothing_is_known_of_one() -> None:
    assert share("web", None) is None
