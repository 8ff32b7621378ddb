"""access-logs-writable: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, allow
from tests.policy.rules.rule_case import Case, Pass

SERVICE = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}


def policy(on: str = "arn:aws:s3:::shop-logs/AWSLogs/123456789012/*", action: str = "s3:PutObject", **more: Any) -> str:
    return allow(action, on=on, **{"Principal": SERVICE, **more})


def waiting(program: Program, *names: str) -> Program:
    return tuple(replace(one, depends_on=names) if one.name == "balancer" else one for one in program)


LOGGED: Program = waiting(
    (
        Declared("aws:s3/bucket:Bucket", "log-bucket", {"bucket": "shop-logs"}),
        Declared(
            "aws:s3/bucketPolicy:BucketPolicy",
            "writing",
            {"bucket": "shop-logs", "policy": policy()},
            {"bucket": ["log-bucket"]},
        ),
        *(
            replace(one, edges={**one.edges, "accessLogs": ["log-bucket"]}) if one.name == "balancer" else one
            for one in BLUE_GREEN
        ),
    ),
    "writing",
)


def with_policy(text: Any) -> Program:
    return change(LOGGED, "writing", "policy", to=text)


def logging(**more: Any) -> Program:
    return change(LOGGED, "balancer", "accessLogs", to={"bucket": "shop-logs", "enabled": True, **more})


def network(program: Program) -> Program:
    return change(program, "balancer", "loadBalancerType", to="network")


def partly(**more: Any) -> Program:
    """With a policy that lets the logs be written but for what is said, of which a part is not known."""
    said = {"Effect": "Allow", "Principal": SERVICE, "Resource": "arn:aws:s3:::shop-logs/*", **more}
    return with_policy({"Version": "2012-10-17", "Statement": [said]})


READING = with_policy(policy(action="s3:GetObject"))
FOREIGN = Declared("aws:s3/bucketPolicy:BucketPolicy", "foreign", {"bucket": UNKNOWN, "policy": policy()})
INLINE = change(without(LOGGED, "writing"), "log-bucket", "policy", to=policy())

STOPS: dict[str, Case] = {
    "no policy": Case(without(LOGGED, "writing"), on="balancer", says="there is no policy for log-bucket"),
    "connection logs": Case(
        change(without(LOGGED, "writing"), "balancer", "connectionLogs", to={"bucket": "shop-logs", "enabled": "true"}),
        on="balancer",
        says="connectionLogs.bucket",
        count=2,
    ),
    "a policy of another bucket": Case(
        change(
            (*LOGGED, Declared("aws:s3/bucket:Bucket", "other", {"bucket": "other"})), "writing", "bucket", to="other"
        ),
        on="balancer",
        says="there is no policy",
    ),
    "another service": Case(
        with_policy(policy(Principal={"Service": "delivery.logs.amazonaws.com"})),
        on="balancer",
        says="writing does not let logdelivery.elasticloadbalancing.amazonaws.com put objects into log-bucket",
    ),
    "the account of the program itself": Case(
        with_policy(policy(Principal={"AWS": "arn:aws:iam::123456789012:root"})), on="balancer"
    ),
    "another action": Case(READING, on="balancer", says="s3:PutObject"),
    "another action, of a policy that is not waited for": Case(waiting(READING), on="balancer"),
    "a denial of what is not known": Case(partly(Effect="Deny", Action=[UNKNOWN]), on="balancer"),
    "a denial alone": Case(with_policy(policy(Effect="Deny")), on="balancer"),
    "the bucket without its objects": Case(with_policy(policy("arn:aws:s3:::shop-logs")), on="balancer"),
    "another prefix": Case(logging(prefix="web"), on="balancer", says="on web/AWSLogs/ACCOUNT/*"),
    "another bucket in the policy": Case(with_policy(policy("arn:aws:s3:::shop-old/*")), on="balancer"),
    "a bucket's own policy": Case(
        change(INLINE, "log-bucket", "policy", to=policy(action="s3:GetObject")), on="balancer"
    ),
    "a Network Load Balancer": Case(network(LOGGED), on="balancer", says="delivery.logs.amazonaws.com"),
    "a policy that is not waited for": Case(
        waiting(LOGGED), on="balancer", says="add writing to depends_on", advised=True
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a policy that is waited for": LOGGED,
    "a bucket of another program": BLUE_GREEN,
    "a bucket of another program, in a first preview": FIRST_PREVIEW,
    "a bucket that is not known": change(BLUE_GREEN, "balancer", "accessLogs", "bucket", to=UNKNOWN),
    "logs that are off": change(without(LOGGED, "writing"), "balancer", "accessLogs", "enabled", to=False),
    "logs of which nobody knows whether they are on": change(
        without(LOGGED, "writing"), "balancer", "accessLogs", "enabled", to=UNKNOWN
    ),
    "an account of AWS": with_policy(policy(Principal={"AWS": "arn:aws:iam::127311923021:root"})),
    "the same by its number": with_policy(policy(Principal={"AWS": ["127311923021"]})),
    "everybody": with_policy(policy(Principal="*")),
    "everybody but one": with_policy(policy().replace('"Principal": {', '"NotPrincipal": {')),
    **{
        f"a principal of {kind} that is not known": partly(Action="s3:PutObject", Principal={kind: UNKNOWN})
        for kind in ("Service", "AWS")
    },
    "a policy of a bucket that is not known, beside its own": (*LOGGED, FOREIGN),
    "all actions but some that are not known": partly(NotAction=[UNKNOWN]),
    "all actions and objects": with_policy(policy("arn:aws:s3:::shop-logs/*", "s3:*")),
    "another partition": with_policy(policy("arn:aws-us-gov:s3:::shop-logs/AWSLogs/*")),
    "a prefix": change(logging(prefix="web"), "writing", "policy", to=policy("arn:aws:s3:::shop-logs/web/AWSLogs/*")),
    "a condition": with_policy(policy(Condition={"StringEquals": {"aws:SourceAccount": "123456789012"}})),
    "a bucket's own policy": INLINE,
    "a bucket's own policy, where the name of the bucket is written out": unlinked(INLINE, "balancer"),
    "a Network Load Balancer": network(with_policy(policy(Principal={"Service": "delivery.logs.amazonaws.com"}))),
    "a Gateway Load Balancer": change(without(LOGGED, "writing"), "balancer", "loadBalancerType", to="gateway"),
    "a bucket whose name is not known": unknown(
        change(LOGGED, "log-bucket", "bucket", to=UNKNOWN), "writing", "bucket", of="log-bucket"
    ),
    "a prefix that is not known": logging(prefix=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a policy that is not known": Case(
        unknown(LOGGED, "writing", "policy", of="log-bucket"), on="balancer", says="its JSON is not known"
    ),
    "an action that is not known": Case(partly(Action=[UNKNOWN]), on="balancer"),
    "a policy for something else, beside one of a bucket that is not known": Case(
        (*READING, FOREIGN), on="balancer", says="foreign: whether it is the policy of log-bucket"
    ),
    "a policy of a bucket that is not known": Case(
        unlinked(change(LOGGED, "writing", "bucket", to=UNKNOWN), "writing"),
        on="balancer",
        says="whether it is the policy of log-bucket",
    ),
}
