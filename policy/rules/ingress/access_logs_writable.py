"""A log of a load balancer can be switched on only where Elastic Load Balancing may write it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from model.access_logs import LOG_ACCOUNTS, LOG_WRITERS, LOGS, written_key
from model.partitions import PARTITIONS
from model.texts.elbv2 import LOG_BUCKET_DENIED
from policy.finding import Findings, Undecided, Violation
from policy.reading import BUCKET, BUCKET_POLICY, LOAD_BALANCER, UNKNOWN, Resource, flag, text_of
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.permissions import NOT_KNOWN, Document, Statement, document

ANY_ACCOUNT: Final = "000000000000"
"""Stands for the load balancer's account, which a program need not show."""


@stack_rule(
    remedy="Give the bucket a policy that lets Elastic Load Balancing put objects, and the load balancer this policy in"
    " depends_on.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=f"{LOG_BUCKET_DENIED.quote()}; the load balancer is there by then, without its attributes.",
)
def access_logs_writable(stack: Stack, options: Options) -> Findings:
    """A bucket for a load balancer's logs lets Elastic Load Balancing write them.

    AWS puts an object there as a test when a log is switched on, and refuses the load balancer's attributes when it
    may not. A load balancer refers to its bucket and not to the bucket's policy: Pulumi makes the two side by side.

    Looks at access, connection and health check logs that are enabled, where their bucket is part of the program: it
    needs a policy that allows `s3:PutObject` under the prefix, to the service that writes for this type of load
    balancer or, for an Application Load Balancer, to an account of AWS's that does. Conditions and denials are not
    looked at, nor whose account is in the path. That the load balancer does not wait for the policy only warns, as it
    matters for the first `pulumi up` alone. Buckets of other programs are let through.
    """
    for balancer in stack.of(LOAD_BALANCER):
        kind = text_of(balancer.get("loadBalancerType", default="application"))
        if kind is UNKNOWN or kind not in LOG_WRITERS:
            continue
        for log in LOGS.values():
            if flag(balancer.get(log, "enabled", default=False)) is True:
                bucket = only(stack.linked(balancer, log, balancer.get(log, "bucket"), BUCKET, by="bucket"))
                if bucket:
                    yield from _judged(stack, balancer, kind, log, bucket)


def _judged(stack: Stack, balancer: Resource, kind: str, log: str, bucket: Resource) -> Findings:
    path = f"{log}.bucket"
    writer = LOG_WRITERS[kind][0]
    own, unclear = _policies(stack, bucket)
    writing = {one: _lets_write(found, kind, _object(balancer, log, bucket)) for one, found in own.items()}
    if True not in writing.values() and (unclear or UNKNOWN in writing.values()):
        hidden = next(one for one in (*writing, *unclear) if writing.get(one, UNKNOWN) is UNKNOWN)
        reason = NOT_KNOWN if hidden in own else f"whether it is the policy of {bucket.name} is not known yet"
        yield Undecided(resource=balancer, path=path, reason=f"{hidden.name}: {reason}")
    elif True not in writing.values():
        whose = f"{next(iter(own)).name} does not let {writer} put objects into" if own else "there is no policy for"
        yield Violation(
            resource=balancer,
            path=path,
            wrong=f"{whose} {bucket.name}, where the logs go",
            fix=f"allow s3:PutObject to {writer} on {_place(balancer, log)} of the bucket.",
        )
    late = [one for one, lets in writing.items() if lets is not False and one not in {bucket, *stack.before(balancer)}]
    if late:
        yield Violation(
            resource=balancer,
            path=path,
            wrong=f"the load balancer does not wait for {late[0].name}, the policy of {bucket.name}",
            fix=f"add {late[0].name} to depends_on of the load balancer.",
            advice=True,
        )


def _policies(stack: Stack, bucket: Resource) -> tuple[dict[Resource, Document], list[Resource]]:
    """The policies of a bucket with what puts them there, and those that may be this bucket's."""
    own: dict[Resource, Document] = {}
    unclear: list[Resource] = []
    if (given := bucket.declared("policy")) is not None:
        own[bucket] = document(given, "policy")
    for policy in stack.of(BUCKET_POLICY):
        linked = stack.linked(policy, "bucket", policy.get("bucket"), BUCKET, by="bucket")
        if linked is UNKNOWN:
            unclear.append(policy)
        elif bucket in linked:
            own[policy] = document(policy.get("policy"), "policy")
    return own, unclear


def _object(balancer: Resource, log: str, bucket: Resource) -> str | None:
    """The bucket and the key of an object that AWS writes; None while one of the two is not known."""
    name, prefix = text_of(bucket.get("bucket")), text_of(balancer.get(log, "prefix", default=""))
    return None if name is UNKNOWN or prefix is UNKNOWN else f"{name}/{written_key(prefix, ANY_ACCOUNT)}test"


def _place(balancer: Resource, log: str) -> str:
    prefix = text_of(balancer.get(log, "prefix", default=""))
    return written_key("PREFIX" if prefix is UNKNOWN else prefix, "ACCOUNT") + "*"


def _lets_write(found: Document, kind: str, key: str | None) -> Any:
    """Whether the policy lets the logs of this type of load balancer be written; UNKNOWN where it can't be read."""
    if found is UNKNOWN:
        return UNKNOWN
    allowing = [one for one in found if one.allows and one.covers("s3:PutObject") and _is_for_writer(one, kind)]
    if any(_reaches(one, key) for one in allowing):
        return True
    return UNKNOWN if any(UNKNOWN in one.actions for one in found if one.allows) else False


def _is_for_writer(statement: Statement, kind: str) -> bool:
    if not statement.principals:
        return True
    accounts = {"*", *LOG_ACCOUNTS.values()} if kind == "application" else {"*"}
    return any(one is UNKNOWN or one in LOG_WRITERS[kind] for one in statement.principals.get("Service", ())) or any(
        one is UNKNOWN or _account(one) in accounts for one in statement.principals.get("AWS", ())
    )


def _account(principal: Any) -> str:
    """127311923021 of arn:aws:iam::127311923021:root; anything else is what it is."""
    found = re.fullmatch(r"arn:[\w-]+:iam::(\d{12}):root", str(principal))
    return found[1] if found else str(principal)


def _reaches(statement: Statement, key: str | None) -> bool:
    return key is None or any(statement.reaches(arn) for arn in _arns(statement, key))


def _arns(statement: Statement, key: str) -> Iterator[str]:
    """The object's ARN in each partition, for each account that the statement speaks of, and for one more."""
    spoken = {found for one in statement.resources for found in re.findall(r"/AWSLogs/(\d{12})\b", str(one))}
    for account in (ANY_ACCOUNT, *sorted(spoken)):
        for partition in PARTITIONS:
            yield f"arn:{partition.name}:s3:::{key.replace(ANY_ACCOUNT, account)}"
