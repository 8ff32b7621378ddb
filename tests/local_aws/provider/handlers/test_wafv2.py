"""A web ACL before a load balancer."""

from typing import Any

import pytest

from tests.local_aws.provider.plugin import Plugin

ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation"
BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/1"


@pytest.fixture(scope="module")
def acl(aws: Any) -> str:
    seen = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "web"}
    made = aws("wafv2").create_web_acl(
        Name="web", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=seen, Rules=[]
    )
    return made["Summary"]["ARN"]


def test_a_load_balancer_gets_a_web_acl_and_loses_it(plugin: Plugin, acl: str) -> None:
    inputs = {"webAclArn": acl, "resourceArn": BALANCER}
    made = plugin.create(ASSOCIATION, inputs)
    assert plugin.diff(made, inputs) == {}
    assert plugin.diff(plugin.import_(ASSOCIATION, f"{acl},{BALANCER}"), inputs) == {}
    assert plugin.diff(made, inputs | {"resourceArn": f"{BALANCER}2"}) == {"resourceArn": "update-replace"}
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_a_web_acl_that_is_not_there_is_an_error(plugin: Plugin, acl: str) -> None:
    with pytest.raises(Exception, match="WAFNonexistentItemException"):
        plugin.create(ASSOCIATION, {"webAclArn": f"{acl}2", "resourceArn": BALANCER})
