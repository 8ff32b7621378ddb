"""Several services in a stack."""

from typing import Any

import pytest

from tests.settings.configured import refusal, settings

ORDERS = {"image": "team/orders:7", "paths": ["/orders/*"], "priority": 10, "desiredCount": 1}
WEB = {"desiredCount": 2}


def several(**changes: Any) -> dict[str, Any]:
    return {"services": {"orders": ORDERS, "web": WEB} | changes.pop("services", {}), **changes}


def test_a_service_has_its_own_keys_over_those_of_the_stack() -> None:
    orders, web = settings(**several(cpu=128)).services
    assert (orders.name, web.name) == ("orders-dev", "web-dev")
    assert (orders.image, web.image) == ("team/orders:7", "public.ecr.aws/nginx/nginx:1.27.5")
    assert (orders.cpu, web.cpu) == (128, 128)


def test_one_of_several_may_have_a_shell() -> None:
    made = settings(
        **several(
            services={"orders": ORDERS | {"exec": True}},
            vpcEndpoints=True,
            launchType="FARGATE",
            instanceType="",
            cpu=256,
        )
    )
    assert [one.exec for one in made.services] == [True, False]
    assert "ssmmessages" in made.endpoints


def test_one_service_is_the_stack_itself() -> None:
    one = settings()
    assert one.services == (one,)


def test_the_stack_needs_no_image_where_every_service_has_one() -> None:
    made = settings(**several(services={"web": WEB | {"image": "team/web:1"}}, image=""))
    assert [one.image for one in made.services] == ["team/orders:7", "team/web:1"]
    assert "services.web.image" in refusal(**several(image="")) or "bluegreen:image" in refusal(**several(image=""))


def test_services_are_released_in_their_order_then_by_name() -> None:
    made = settings(**several(services={"api": {"paths": ["/api"], "priority": 20}}, releaseOrder=["web"]))
    assert [one.service_name for one in made.in_release_order] == ["web", "api", "orders"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"paths": ["/orders/v2/*"]}, {"paths": ["/orders/*"]}),
        ({"paths": ["/orders/?"]}, {"paths": ["/orders/*"]}),
        ({"paths": ["/orders/*"]}, {"paths": ["/orders", "/orders/v2"]}),
        ({"paths": ["/*"], "hosts": ["a.example.com"]}, {"paths": ["/orders/*"]}),
        ({"hosts": ["a.example.com"]}, {"hosts": ["*.example.com"]}),
        ({"paths": ["/orders/*"]}, {"hosts": ["a.example.com"]}),
    ],
)
def test_who_is_asked_first_may_take_some_of_another_s_requests(first: dict[str, Any], second: dict[str, Any]) -> None:
    services = {"a": first | {"priority": 10}, "b": second | {"priority": 20}, "web": {"priority": 30}}
    assert len(settings(services=services, desiredCount=1).services) == 3


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a key that no service has": ({"orders": {"imag": "x"}}, ["bluegreen:services.orders.imag", "did you mean image"]),
    "a key of the stack": (
        {"orders": ORDERS | {"vpcCidr": "10.0.0.0/16"}},
        ["bluegreen:services.orders.vpcCidr", "set bluegreen:vpcCidr"],
    ),
    "a wrong value, where it is written": (
        {"orders": ORDERS | {"containerPort": 0}},
        ["bluegreen:services.orders.containerPort = 0", "1 to 65535"],
    ),
    "what does not go together, where it is written": (
        {"orders": ORDERS | {"tmpMib": 600}},
        ["bluegreen:services.orders.tmpMib = 600", "(bluegreen:memory)"],
    ),
    "a priority twice": ({"api": ORDERS}, ["api and orders have priority 10"]),
    "two that take all requests": ({"api": {"priority": 7}}, ["api and web have neither paths nor hosts"]),
    "one that nothing reaches": (
        {"web": WEB | {"priority": 5}},
        ["bluegreen:services.web.priority = 5", "orders would never get one"],
    ),
    "one whose requests another takes first": (
        {"api": {"paths": ["/orders/v2/*"], "hosts": ["a.example.com"], "priority": 20}},
        ["bluegreen:services.orders.priority = 10: it takes every request of api, so that api would never get one"],
    ),
    "more values than a rule has": (
        {"orders": ORDERS | {"paths": ["/a", "/b", "/c"], "hosts": ["a.b", "b.b", "c.b"]}},
        ["bluegreen:services.orders.paths", "it has 6, and a listener rule takes 5"],
    ),
    "no room beside the others": (
        {"orders": ORDERS | {"desiredCount": 9}},
        ["maxHosts = 4", "a release of orders runs 2 x 9 tasks at once, beside the tasks of the other services"],
    ),
    "a name too long": ({"o" * 40: ORDERS | {"priority": 3}}, ["serviceName", "at most 40"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_services_that_cannot_work_are_refused(case: str) -> None:
    services, said = REFUSED[case]
    found = refusal(**several(services=services))
    assert all(words in found for words in said), found


def test_what_all_share_is_said_once() -> None:
    found = refusal(**several(certificateArn="arn:aws:acm:eu-west-1:123456789012:certificate/a-b"))
    assert found.count("certificateArn") == 1


def test_the_order_names_services_of_the_stack() -> None:
    assert "has api, which is none of bluegreen:services (orders, web)" in refusal(**several(releaseOrder=["api"]))
    assert "there are none" in refusal(releaseOrder=["api"])


def test_addresses_are_counted_over_all_services_on_fargate() -> None:
    tasks = {"orders": ORDERS | {"desiredCount": 8}, "web": {"desiredCount": 24}}
    shared = {"launchType": "FARGATE", "instanceType": "", "vpcCidr": "10.0.0.0/24"}
    assert settings(**several(services=tasks | {"orders": ORDERS}, **shared))
    assert "2 x 24 tasks at once, those of web, beside 8 of the others" in refusal(**several(services=tasks, **shared))


def probed(**probe: Any) -> dict[str, Any]:
    hook = {"at": "AfterAllowTestTraffic", "probe": probe}
    return several(services={"orders": ORDERS | {"hosts": ["*.example.com", "api.example.com"], "hooks": [hook]}})


def test_a_probe_asks_for_the_first_plain_host_of_its_service() -> None:
    orders, _ = settings(**probed(path="/orders/health")).services
    assert orders.hooks[0].settings["host"] == "api.example.com"
    orders, _ = settings(**probed(path="/orders/health", host="eu.Example.com")).services
    assert orders.hooks[0].settings["host"] == "eu.Example.com"


@pytest.mark.parametrize("probe", [{"path": "/health"}, {"path": "/orders/1", "host": "api.example.org"}])
def test_a_probe_that_another_service_would_answer_is_refused(probe: dict[str, Any]) -> None:
    found = refusal(**probed(**probe))
    assert "none of the service's requests" in found
    assert "bluegreen:services.orders.hooks.0.probe" in found


def test_a_host_that_the_certificate_lacks_is_told_where_it_is_written() -> None:
    orders = ORDERS | {"hosts": ["orders.example.com"]}
    said = refusal(domain="example.com", hostedZone="example.com", services={"orders": orders, "web": WEB})
    assert (
        "bluegreen:services.orders.hosts: has orders.example.com, and the certificate is for bluegreen:domain" in said
    )
