"""single-forward-at-rest: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, ignoring, unlinked, without
from tests.policy.programs import (
    BLUE,
    BLUE_GREEN,
    FIRST_PREVIEW,
    GREEN,
    PRODUCTION,
    before_create,
    forward,
    listener_rule,
    target_group,
)
from tests.policy.rules.rule_case import Case, Pass

RULE = Declared(
    "aws:lb/listenerRule:ListenerRule",
    "rule",
    {"listenerArn": PRODUCTION, "actions": [{"type": "forward", "targetGroupArn": BLUE}]},
    {"listenerArn": ["production"], "actions": ["blue", "green"]},
)
WITH_RULE: Program = (*BLUE_GREEN, RULE)


def listening(*weights: int | str) -> Program:
    return change(BLUE_GREEN, "production", "defaultActions", to=forward(*weights))


def spelled(program: Program, module: str) -> Program:
    return tuple(replace(one, type=one.type.replace("aws:lb/", f"aws:{module}/")) for one in program)


def served(*users: Declared) -> Program:
    """A listener that splits traffic over two groups that `users` serve, and no deployment group."""
    return (*without(listening(50, 50), "release", "service", "tasks", "test"), *users)


def made_of(program: Program, listener: str, *groups: str) -> Program:
    return tuple(replace(one, edges={"defaultActions": groups}) if one.name == listener else one for one in program)


def attached(group: str, arn: str) -> Declared:
    kind = "aws:lb/targetGroupAttachment:TargetGroupAttachment"
    return Declared(kind, f"to-{group}", {"targetGroupArn": arn}, {"targetGroupArn": [group]})


def rolling(group: str, arn: str) -> Declared:
    entry = {"containerName": group, "containerPort": 80, "targetGroupArn": arn}
    return Declared("aws:ecs/service:Service", f"on-{group}", {"loadBalancers": [entry]}, {"loadBalancers": [group]})


ATTACHED = served(attached("blue", BLUE), attached("green", GREEN))

HOSTS = Declared(
    "aws:autoscaling/group:Group", "others", {"targetGroupArns": [BLUE, GREEN]}, {"targetGroupArns": ["blue", "green"]}
)


def scaled(group: str, arn: str) -> Declared:
    return Declared(
        "aws:autoscaling/attachment:Attachment", f"to-{group}", {"lbTargetGroupArn": arn}, {"lbTargetGroupArn": [group]}
    )


def sourced(group: str, arn: str) -> Declared:
    source = {"identifier": arn, "type": "elbv2"}
    kind = "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"
    return Declared(kind, f"to-{group}", {"trafficSource": source}, {"trafficSource": [group]})


def typed(kind: str) -> Program:
    return change(change(served(), "blue", "targetType", to=kind), "green", "targetType", to=kind)


def released(user: Declared) -> Declared:
    """The service under CodeDeploy instead of rolled."""
    return replace(user, props={**user.props, "deploymentController": {"type": "CODE_DEPLOY"}})


OLD, NEW = (target_group(name) for name in ("old", "new"))
BESIDE: Program = (
    *BLUE_GREEN,
    OLD,
    NEW,
    attached("old", OLD.props["arn"]),
    attached("new", NEW.props["arn"]),
    replace(
        listener_rule("beside", "production", 10),
        props={"listenerArn": PRODUCTION, "actions": forward(90, 10, groups=("old", "new"))},
        edges={"listenerArn": ["production"], "actions": ["old", "new"]},
    ),
)
"""Another service behind the listener of a deployment group, with a split of its own."""

STOPS: dict[str, Case] = {
    "a split over rolling services' groups that are a deployment group's pair as well": Case(
        (*without(listening(50, 50), "service"), rolling("blue", BLUE), rolling("green", GREEN)), on="production"
    ),
    "a listener that splits its traffic": Case(
        ignoring(listening(50, 50), "production"),
        on="production",
        says="defaultActions[0].forward.targetGroups: weights 50, 50: more than one",
    ),
    "the test listener": Case(
        change(BLUE_GREEN, "test", "defaultActions", to=forward(1, 1)), on="test", says="weights"
    ),
    "a split in a first preview": Case(before_create(listening(50, 50)), on="production", says="weights"),
    "a little traffic for green": Case(listening(99, 1), on="production", says="weights"),
    "three groups": Case(ignoring(listening(100, 0, 1), "production"), on="production", says="weight 0. https"),
    "two groups, whatever the third weight is": Case(
        listening(50, 50, UNKNOWN), on="production", says="50, 50, unknown: more"
    ),
    "no traffic for any group": Case(listening(0, 0), on="production", says="weights 0, 0: no target group"),
    "a rule that splits its traffic": Case(
        change(WITH_RULE, "rule", "actions", to=forward(50, 50)), on="rule", says="weights"
    ),
    "a split after a sign-in": Case(
        change(
            BLUE_GREEN, "production", "defaultActions", to=[{"type": "authenticate-oidc", "order": 1}, *forward(50, 50)]
        ),
        on="production",
        says="weights",
    ),
    "weights that are not set, which is 1 each": Case(
        change(
            BLUE_GREEN,
            "production",
            "defaultActions",
            to=[{"type": "Forward", "forward": {"targetGroups": [{"arn": BLUE}, {"arn": GREEN}]}}],
        ),
        on="production",
        says="weights 1, 1:",
    ),
    "a split that AWS has, with the property ignored": Case(
        ignoring(listening(90, 10), "production", "defaultActions"), on="production", says="wait for its end"
    ),
    "a split on groups that nothing in the program serves": Case(served(), on="production", says="weights"),
    "a split of which one group is served": Case(served(attached("blue", BLUE)), on="production", says="weights"),
    **{
        f"a listener of type aws:{module}": Case(spelled(listening(50, 50), module), on="production", says="weights")
        for module in ("alb", "applicationloadbalancing", "elasticloadbalancingv2")
    },
    "a split over a group that CodeDeploy releases": Case(
        served(released(rolling("blue", BLUE)), attached("blue", BLUE), attached("green", GREEN)), on="production"
    ),
    "a split over the pair of a deployment group, with something attached": Case(
        (*listening(50, 50), attached("blue", BLUE), attached("green", GREEN)), on="production"
    ),
    "a split over a group of another program": Case(
        change(ATTACHED, "production", "defaultActions", to=forward(1, 1, groups=("blue", "elsewhere"))),
        on="production",
    ),
    "a split over a group that nothing leads to": Case(
        unlinked(
            change(ATTACHED, "production", "defaultActions", 0, "forward", "targetGroups", 0, "arn", to=UNKNOWN),
            "production",
        ),
        on="production",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a release's weights, which the provider did not read back": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "forward", "targetGroupArn": ""}]
    ),
    "one target group": BLUE_GREEN,
    "one target group, in a first preview": FIRST_PREVIEW,
    "one target group in a weighted forward": listening(1),
    "one target group whose weight is not set": change(
        BLUE_GREEN,
        "production",
        "defaultActions",
        to=[{"type": "forward", "forward": {"targetGroups": [{"arn": BLUE}]}}],
    ),
    "what a release leaves behind": ignoring(listening(0, 100), "production", "defaultActions"),
    "100 and 0, declared": listening(100, 0),
    "a rule with both groups for ECS's own strategy": change(WITH_RULE, "rule", "actions", to=forward(1, 0)),
    "a redirect": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "redirect", "redirect": {"statusCode": "HTTP_301"}}]
    ),
    "a fixed response": change(
        BLUE_GREEN, "production", "defaultActions", to=[{"type": "fixed-response", "fixedResponse": {}}]
    ),
    "a split over attached targets": ATTACHED,
    "a split over attached targets, in a first preview": before_create(
        made_of(ATTACHED, "production", "blue", "green")
    ),
    "a split over rolling services": served(rolling("blue", BLUE), rolling("green", GREEN)),
    "a split over attached targets, by ARNs in plain text": tuple(replace(one, edges={}) for one in ATTACHED),
    "a split over hosts": served(HOSTS),
    "a split over hosts, in a first preview": before_create(made_of(served(HOSTS), "production", "blue", "green")),
    "a split over hosts that are attached": served(scaled("blue", BLUE), scaled("green", GREEN)),
    "a split over traffic sources": served(sourced("blue", BLUE), sourced("green", GREEN)),
    "a split over functions": typed("lambda"),
    "a split over other load balancers": typed("alb"),
    "another service's split, behind the listener of a deployment group": BESIDE,
    "another service's split, in a first preview": before_create(BESIDE),
    "a redirect that still has the former weights": change(
        BLUE_GREEN, "production", "defaultActions", to=[{**forward(50, 50)[0], "type": "redirect"}]
    ),
    "a forward whose weights the provider did not read back": change(
        BLUE_GREEN,
        "production",
        "defaultActions",
        to=[{"type": "forward", "targetGroupArn": BLUE, "forward": {"targetGroups": []}}],
    ),
    "a split over attached targets by weights that are not known": change(
        ATTACHED, "production", "defaultActions", to=forward(UNKNOWN, UNKNOWN)
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown weight": Case(listening(100, UNKNOWN), on="production"),
    "unknown actions": Case(
        change(BLUE_GREEN, "production", "defaultActions", to=UNKNOWN), on="production", says=", defaultActions[0]: "
    ),
    "an unknown list of groups": Case(
        change(
            BLUE_GREEN, "production", "defaultActions", to=[{"type": "forward", "forward": {"targetGroups": UNKNOWN}}]
        ),
        on="production",
    ),
    "an unknown type": Case(
        change(BLUE_GREEN, "production", "defaultActions", to=[{**forward(50, 50)[0], "type": UNKNOWN}]),
        on="production",
    ),
    "an unknown user of the groups, and an unknown weight": Case(
        unlinked(
            change(
                change(served(attached("blue", BLUE)), "to-blue", "targetGroupArn", to=UNKNOWN),
                "production",
                "defaultActions",
                to=forward(1, UNKNOWN),
            ),
            "to-blue",
        ),
        on="production",
    ),
}
