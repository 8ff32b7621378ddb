"""What a program keeps secret is judged without an engine, and not shown."""

from pathlib import Path

import pulumi
import pulumi_aws as aws

from policy.pack import Pack
from policy.rules import RULES
from verdict.judging import judge
from verdict.recording import record


def listener() -> None:
    aws.lb.Listener(
        "web",
        load_balancer_arn="arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1",
        port=443,
        protocol="HTTPS",
        certificate_arn="arn:aws:acm:eu-west-1:123456789012:certificate/1",
        ssl_policy=pulumi.Output.secret("hunter2"),
        default_actions=[],
    )


def test_a_secret_is_judged_and_not_shown() -> None:
    verdict = judge(record(listener, lookups={}, preview=True).program("dev", Path()), Pack(RULES))
    said = "\n".join(finding.judgement.text for finding in verdict.findings)
    assert "sslPolicy: [secret] is not one of the allowed policies" in said
    assert "hunter2" not in said
