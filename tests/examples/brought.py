"""What a team has before its stack comes, and has after it is gone."""

from collections.abc import Callable
from typing import Any

Aws = Callable[[str], Any]
"""A client of a service."""


def bring(stack: str, aws: Aws) -> dict[str, object]:
    """Makes what a stack file of `examples/stacks/` names, and gives the keys for what has no name of its own."""
    if stack != "domain":
        return {}
    aws("route53").create_hosted_zone(Name="example.com", CallerReference="brought")
    seen = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "web"}
    acl = aws("wafv2").create_web_acl(
        Name="web", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=seen, Rules=[]
    )
    return {"webAclArn": acl["Summary"]["ARN"]}


def as_before(stack: str, aws: Aws) -> None:
    """The same is there, with nothing of ours in it."""
    if stack != "domain":
        return
    [zone] = aws("route53").list_hosted_zones()["HostedZones"]
    records = aws("route53").list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    assert {record["Type"] for record in records} <= {"NS", "SOA"}
    assert len(aws("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"]) == 1
