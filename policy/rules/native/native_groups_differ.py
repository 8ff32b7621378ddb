"""ECS's own strategies move traffic between two target groups, so there have to be two."""

from collections import defaultdict

from model.texts.native import SAME_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, ROLE, SERVICE, TARGET_GROUP, UNKNOWN, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.strategies import native

# What an entry of loadBalancers is made of. Any other resource may give a target group outside the program.
NAMED = (TARGET_GROUP, LISTENER_RULE, LISTENER, ROLE)


@stack_rule(
    remedy="Give each entry of loadBalancers two target groups of its own.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{SAME_GROUP.quote()}: ECS refuses the service.",
)
def native_groups_differ(stack: Stack, options: Options) -> Findings:
    """A service with ECS's own strategy names each target group once.

    ECS distinguishes old and new tasks by their target group. An alternate group that is the service's own, as
    after copying a line, leaves ECS nothing to move traffic to.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY and an `advancedConfiguration`. Known ARNs are
    compared; unknown ones are counted against the target groups that `loadBalancers` was made of, since two
    outputs of one target group are the same. Unknown ARNs that come, or may come, from anything but a target group
    of the program are undecided.
    """
    named = {one.urn for one in stack.of(*NAMED)}
    for service in stack.of(SERVICE):
        places = [
            (f"loadBalancers[{index}].{name}", read(entry, *name.split(".")))
            for index, entry in items(service.get("loadBalancers"))
            for name in ("targetGroupArn", "advancedConfiguration.alternateTargetGroupArn")
            if read(entry, "advancedConfiguration") is not None
        ]
        moves = native(service)
        if moves is UNKNOWN and places:
            yield Undecided(resource=service, path="deploymentConfiguration", reason="the strategy is not known yet")
        if moves is not True:
            continue
        known: dict[str, list[str]] = defaultdict(list)
        for path, arn in places:
            if isinstance(arn, str):
                known[arn].append(path)
        for arn, paths in known.items():
            if len(paths) > 1:
                yield Violation(
                    resource=service,
                    path=paths[-1],
                    wrong=f"{arn.rpartition(':')[2]} is also {paths[0]}",
                    fix="name another target group, alike in port, protocol and health check.",
                )
        unknown = [path for path, arn in places if arn is UNKNOWN]
        linked = stack.linked(service, "loadBalancers", UNKNOWN, TARGET_GROUP, by="arn")
        groups = () if linked is UNKNOWN else [one for one in linked if one.get("arn", default=UNKNOWN) is UNKNOWN]
        others = service.edges.get("loadBalancers", frozenset()) - named
        if groups and len(groups) < len(unknown) and not others:
            yield Violation(
                resource=service,
                path=unknown[-1],
                wrong=f"{len(unknown)} target groups are named, and all are {' or '.join(one.name for one in groups)}",
                fix="name another target group, alike in port, protocol and health check.",
            )
        elif len(groups) < len(unknown):
            reason = "not all of its target groups are known to be part of this program"
            yield Undecided(resource=service, path=unknown[0], reason=reason)
