"""A domain in a zone that is there: its certificate, and what leads to the load balancer."""

from typing import Any

from components.domain import Domain
from tests.components.test_load_balancer import CERTIFICATE, LISTENER, balancer
from verdict.recording import Recording

API = Domain(name="api.example.com", zone_id="Z1")
RECORD = "aws:route53/record:Record"
VALIDATION = "aws:acm/certificateValidation:CertificateValidation"


def with_domain(**changes: Any) -> Recording:
    return balancer(domain=API, **changes)


def test_the_name_leads_to_the_load_balancer() -> None:
    record = with_domain().one(RECORD, "web").inputs
    assert (record["zoneId"], record["name"], record["type"]) == ("Z1", "api.example.com", "A")
    [alias] = record["aliases"]
    assert alias["name"] == "web.elb.example"


def test_it_is_https_by_a_certificate_that_is_issued_first() -> None:
    made = with_domain()
    asked = made.one("aws:acm/certificate:Certificate").inputs
    assert (asked["domainName"], asked["validationMethod"]) == ("api.example.com", "DNS")
    assert made.one(RECORD, "web-validation").inputs["zoneId"] == "Z1"
    listeners = {one.name: one for one in made.all(LISTENER)}
    assert listeners.keys() == {"web-production", "web-test", "web-redirect"}
    for name in ("web-production", "web-test"):
        assert listeners[name].inputs["protocol"] == "HTTPS"
        assert f"{VALIDATION}::web" in listeners[name].depends_on


def test_a_certificate_that_is_brought_is_taken() -> None:
    made = with_domain(certificate_arn=CERTIFICATE)
    assert made.all("aws:acm/certificate:Certificate") == []
    assert made.one(LISTENER, "web-production").inputs["certificateArn"] == CERTIFICATE
    assert [one.name for one in made.all(RECORD)] == ["web"]


def test_without_a_domain_there_is_no_record() -> None:
    assert balancer(certificate_arn=CERTIFICATE).all(RECORD) == []


def test_a_web_acl_is_put_before_the_load_balancer() -> None:
    acl = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1"
    made = balancer(web_acl_arn=acl).one("aws:wafv2/webAclAssociation:WebAclAssociation").inputs
    assert made["webAclArn"] == acl
    assert made["resourceArn"].endswith("::web")
    assert balancer().all("aws:wafv2/webAclAssociation:WebAclAssociation") == []


def test_another_web_acl_comes_after_the_first_is_gone() -> None:
    acl = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/web/1"
    made = balancer(web_acl_arn=acl).one("aws:wafv2/webAclAssociation:WebAclAssociation")
    assert made.delete_before_replace, "or deleting the first would take the second away"


def test_a_dual_stack_load_balancer_is_led_to_by_ipv6_too() -> None:
    records = with_domain(dual_stack=True, certificate_arn=CERTIFICATE).all(RECORD)
    assert {(one.inputs["name"], one.inputs["type"]) for one in records} == {
        ("api.example.com", "A"),
        ("api.example.com", "AAAA"),
    }
    assert records[0].inputs["aliases"] == records[1].inputs["aliases"]
