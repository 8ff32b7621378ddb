"""hosts-not-registered: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, without
from tests.policy.programs import BLUE, BLUE_GREEN, FIRST_PREVIEW, GREEN, NATIVE, arn, before_create, target_group
from tests.policy.rules.rule_case import Case, Pass

OTHER = arn("elasticloadbalancing", "targetgroup/other")


def registering(*groups: Any, program: Program = BLUE_GREEN, edges: tuple[str, ...] = ()) -> Program:
    """The hosts' Auto Scaling group with target groups."""
    hosts = find(program, "hosts")
    props = {**hosts.props, "targetGroupArns": list(groups)}
    more = {"targetGroupArns": list(edges)} if edges else {}
    return tuple(Declared(one.type, one.name, props, {**one.edges, **more}) if one is hosts else one for one in program)


def attachment(kind: str, **props: Any) -> Program:
    module = f"{kind[0].lower()}{kind[1:]}"
    return (
        *BLUE_GREEN,
        Declared(
            f"aws:autoscaling/{module}:{kind}",
            "attachment",
            {"autoscalingGroupName": "hosts", **props},
            {prop: ["blue"] for prop in props},
        ),
    )


BY_ATTACHMENT = attachment("Attachment", lbTargetGroupArn=BLUE)

STOPS: dict[str, Case] = {
    "an Auto Scaling group with the service's target group": Case(
        registering(BLUE), on="hosts", says="registers hosts in blue, where ECS registers the tasks of service service"
    ),
    "the same, in a first preview": Case(
        before_create(registering(BLUE, edges=("blue",))), on="hosts", says="targetGroupArns"
    ),
    "both groups of the pair": Case(registering(BLUE, GREEN), on="hosts", says="blue and green"),
    "green, which only the deployment group names": Case(registering(OTHER, GREEN), on="hosts", says="green"),
    "an attachment": Case(BY_ATTACHMENT, on="attachment", says="lbTargetGroupArn"),
    "an attachment, in a first preview": Case(before_create(BY_ATTACHMENT), on="attachment"),
    "an attachment of the newer kind": Case(
        attachment("TrafficSourceAttachment", trafficSource={"identifier": BLUE, "type": "elbv2"}),
        on="attachment",
        says="trafficSource.identifier",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no target groups": BLUE_GREEN,
    "no target groups, in a first preview": FIRST_PREVIEW,
    "target groups that a preview does not know, since none are set": change(
        FIRST_PREVIEW, "hosts", "targetGroupArns", to=UNKNOWN
    ),
    "an empty list": registering(),
    "a target group of another program": registering(OTHER),
    "one of two target groups that no service has": before_create(
        registering(
            arn("elasticloadbalancing", "targetgroup/third"),
            program=(*BLUE_GREEN, target_group("third"), target_group("fourth")),
            edges=("third", "fourth"),
        )
    ),
    "tasks on Fargate": NATIVE,
    "hosts of an Auto Scaling group that no service is on": without(registering(BLUE), "service", "release"),
    "a single address": (
        *BLUE_GREEN,
        Declared(
            "aws:lb/targetGroupAttachment:TargetGroupAttachment", "old", {"targetGroupArn": BLUE, "targetId": "i-1"}
        ),
    ),
}

UNDECIDED: dict[str, Case] = {
    "a target group of unknown origin": Case(
        change(
            (*BY_ATTACHMENT[:-1], Declared(BY_ATTACHMENT[-1].type, "attachment", {})),
            "attachment",
            "lbTargetGroupArn",
            to=UNKNOWN,
        ),
        on="attachment",
    ),
    "one target group of a component that has both": Case(
        before_create(registering(BLUE, edges=("blue", "green"))), on="hosts", says="meant"
    ),
}
