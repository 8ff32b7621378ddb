"""By default a listener still accepts TLS 1.0, which is from 1999."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from model.tls import CURRENT_POLICY, UNSET_POLICY
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, UNKNOWN, Resource
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.reach import leads_to_tasks, without_tasks


@stack_rule(
    remedy=f"Set sslPolicy to a current one, such as {CURRENT_POLICY}.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    severity="high",
    symptoms=(Symptom.LEAK,),
    cost="the listener accepts TLS 1.0 and 1.1, which have known attacks and fail every audit.",
    options=(
        Option(
            name="policies",
            description="The security policies allowed, where * stands for any text.",
            default=(
                "ELBSecurityPolicy-TLS13-1-3-*",
                "ELBSecurityPolicy-TLS13-1-2-*",
                "ELBSecurityPolicy-FS-1-2-*",
                "ELBSecurityPolicy-TLS-1-2-*",
            ),
        ),
    ),
)
def listener_tls_current(stack: Stack, options: Options) -> Findings:
    """A listener for HTTPS or TLS names a security policy without TLS 1.0 and 1.1.

    A listener that names none gets ELBSecurityPolicy-2016-08 from AWS's API, which still accepts TLS 1.0. The
    console fills in a current one, so what was tried by hand there differs from what a program makes.

    Looks at listeners for HTTPS and TLS, also those without a protocol that have a certificate. By default all
    policies of AWS whose lowest version is TLS 1.2 or 1.3 are allowed. It only warns of a listener that leads to
    hosts or functions alone, and to no tasks.
    """
    others = without_tasks(stack)
    for listener in stack.of(LISTENER):
        advice = not leads_to_tasks(stack, listener, others)
        yield from _judged(listener, options["policies"], advice=advice)


def _judged(listener: Resource, allowed: Sequence[str], *, advice: bool) -> Findings:
    protocol = listener.declared("protocol")
    if protocol is None:
        protocol = "HTTPS" if listener.get("certificateArn") is not None else "HTTP"
    if protocol is not UNKNOWN and str(protocol).upper() not in ("HTTPS", "TLS"):
        return
    policy = listener.declared("sslPolicy")
    if isinstance(policy, str) and any(fnmatchcase(policy, one) for one in allowed):
        return
    if UNKNOWN in (policy, protocol):
        unknown = "the security policy" if policy is UNKNOWN else "the protocol"
        if not advice:
            yield Undecided(resource=listener, path="sslPolicy", reason=f"{unknown} is not known yet")
        return
    default = f"not set, so AWS takes {UNSET_POLICY}, which accepts TLS 1.0"
    yield Violation(
        resource=listener,
        path="sslPolicy",
        wrong=default if policy is None else f"{policy} is not one of the allowed policies",
        fix=f"set it to {CURRENT_POLICY}, or another of those that match {', '.join(allowed)}.",
        advice=advice,
    )
