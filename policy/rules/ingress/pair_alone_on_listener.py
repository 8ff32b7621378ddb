"""CodeDeploy writes a forward with two target groups, and refuses one with a third."""

from model.texts.codedeploy import THIRD_TARGET_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.topology import deployment_groups, forwarders_of, forwards, pair


@stack_rule(
    remedy="Forward to blue or green alone; give every other target group a listener or a listener rule of its own.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html",
    severity="high",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=f"every release fails: {THIRD_TARGET_GROUP.quote()}.",
)
def pair_alone_on_listener(stack: Stack, options: Options) -> Findings:
    """A forward to a pair of target groups that CodeDeploy releases has no third group.

    CodeDeploy writes the weights of both groups into every forward that leads to one of them, on the production
    and the test listener and their rules. It refuses a forward that names a group outside the pair, whatever
    its weight, and does so in the middle of a deployment.

    Looks at the listeners of deployment groups for ECS and at the rules on them. A forward to other groups alone
    is let through: services often share a listener by host or path, each with its rule. Where a listener should
    lead to the pair and doesn't, no deployment starts either; `pair-fits-service` checks that.
    """
    for group in deployment_groups(stack):
        for path, linked, forwarders in forwarders_of(stack, group):
            if linked is UNKNOWN or not linked:
                yield Undecided(resource=group, path=path, reason="this listener is not part of the program")
            for forwarder in forwarders:
                yield from _alone(stack, group, forwarder)


def _alone(stack: Stack, group: Resource, forwarder: Resource) -> Findings:
    """The target groups beside the pair in one forward of a listener or a rule."""
    links = [linked for _, linked in pair(stack, group)]
    ours = set(known(*links))
    complete = all(linked is not UNKNOWN and linked for linked in links)
    targets = list(forwards(stack, forwarder))
    if len(targets) < 2 or (
        complete and not any(linked is not UNKNOWN and ours & set(linked) for _, linked in targets)
    ):
        return
    # While ARNs are unknown each place may mean any of the groups, so one outside the pair is reported once.
    outsiders: dict[Resource | str, str] = {}
    for path, linked in targets:
        if linked is UNKNOWN or not (complete or ours & set(linked)):
            reason = f"whether it is of the pair of deployment group {group.name} is not known"
            yield Undecided(resource=forwarder, path=path, reason=reason)
        else:
            for one in linked or (path,):
                if one not in ours:
                    outsiders.setdefault(one, path)
    for one, path in outsiders.items():
        name = one.name if isinstance(one, Resource) else "a target group of another program"
        yield Violation(
            resource=forwarder,
            path=path,
            wrong=f"{name} is beside {' and '.join(sorted(of.name for of in ours))}, the pair of deployment group"
            f" {group.name}",
            fix="give it a listener or a listener rule of its own.",
        )
