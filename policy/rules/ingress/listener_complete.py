"""What a listener and its actions must have, and only AWS would say."""

from model.texts.elbv2 import NO_CERTIFICATE, NO_TARGET_GROUP, SAME_TARGET_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.topology import actions

SECURE = ("HTTPS", "TLS")


@resource_rule(
    LISTENER,
    LISTENER_RULE,
    remedy="Give HTTPS and TLS a certificateArn, and each forward one target group or several different ones.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost="AWS refuses the listener or the rule, after the load balancer has been made.",
)
def listener_complete(resource: Resource, options: Options) -> Findings:
    """A listener has its certificate, and a forward its target groups.

    AWS refuses the listener in the middle of an update: HTTPS or TLS without a certificate, a forward to no target
    group, or to one twice.

    Looks at listeners and listener rules, at what is known of them: a certificate or a target group that is not known
    yet counts as set. Actions with `ignore_changes` are what a release has left, and are let through.
    """
    protocol = resource.get("protocol", default="") if resource.type == LISTENER else ""
    if resource.get("certificateArn") in (None, ""):
        if protocol is UNKNOWN:
            yield Undecided(resource=resource, path="certificateArn", reason="whether it needs one is not known yet")
        elif str(protocol).upper() in SECURE:
            yield Violation(
                resource=resource,
                path="certificateArn",
                wrong=f"not set, and the protocol is {protocol}",
                cost=NO_CERTIFICATE.quote(),
                fix="set the ARN of a certificate in ACM.",
            )
    prop = actions(resource)
    for index, action in items(resource.get(prop)) if prop not in resource.ignored else ():
        if str(read(action, "type", default="")).lower() == "forward":
            yield from _forward(resource, f"{prop}[{index}]", action)


def _forward(resource: Resource, path: str, action: object) -> Findings:
    groups = read(action, "forward", "targetGroups")
    if read(action, "targetGroupArn") in (None, "") and groups in (None, []):
        yield Violation(
            resource=resource,
            path=path,
            wrong="it forwards to no target group",
            cost=NO_TARGET_GROUP.quote(),
            fix="set targetGroupArn, or forward with its targetGroups.",
        )
    seen: set[str] = set()
    for place, group in items(groups):
        arn = read(group, "arn")
        if arn in seen:
            yield Violation(
                resource=resource,
                path=f"{path}.forward.targetGroups[{place}].arn",
                wrong="this target group is named before",
                cost=SAME_TARGET_GROUP.quote(),
                fix="name it once, with the sum of the weights.",
            )
        if isinstance(arn, str):
            seen.add(arn)
