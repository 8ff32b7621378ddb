"""Where production's traffic goes, and whether that is what the next release expects."""

from dataclasses import dataclass

from ops.checks.check import Finding, Planned, ng, ok, skip
from ops.releases import Releases


@dataclass(frozen=True)
class Forward:
    """What one rule of the production listener does."""

    rule: str
    """Its ARN."""
    where: str
    weights: dict[str, int]
    """By the ARN of the target group."""


def forwards(releases: Releases) -> list[Forward]:
    """Of the production listener's rules that forward, its default action included."""
    elb = releases.aws.client("elbv2")
    rules = elb.describe_rules(ListenerArn=releases.names.production_listener_arn)["Rules"]
    found = []
    for rule in rules:
        for action in rule["Actions"]:
            groups = action.get("ForwardConfig", {}).get("TargetGroups", [])
            if not groups and "TargetGroupArn" in action:
                groups = [{"TargetGroupArn": action["TargetGroupArn"], "Weight": 1}]
            if groups:
                where = "the default action" if rule["IsDefault"] else f"rule {rule['Priority']}"
                found.append(
                    Forward(rule["RuleArn"], where, {one["TargetGroupArn"]: one.get("Weight", 1) for one in groups})
                )
    return found


def live_group(releases: Releases) -> str:
    """ARN of the group that the explicit rule sends everything to; empty while it is shared."""
    elb = releases.aws.client("elbv2")
    rule = elb.describe_rules(RuleArns=[releases.names.production_rule_arn])["Rules"][0]
    groups = rule["Actions"][0].get("ForwardConfig", {}).get("TargetGroups", [])
    serving = [one["TargetGroupArn"] for one in groups if one.get("Weight", 1)]
    return serving[0] if len(serving) == 1 else ""


def moved(releases: Releases) -> list[Forward]:
    """What a release moves: under CodeDeploy all that leads to one of the two groups, else the explicit rule."""
    groups = releases.target.group_names
    found = [one for one in forwards(releases) if groups.keys() & one.weights.keys()]
    return [one for one in found if releases.target.by_codedeploy or one.rule == releases.names.production_rule_arn]


def at_rest(planned: Planned) -> Finding:
    """Each forward gives all its traffic to one group."""
    names = planned.releases.target.group_names
    found = moved(planned.releases)
    if not found:
        return ng(
            "nothing on the production listener forwards to blue or green", "run `pulumi refresh`, then `pulumi up`"
        )
    for one in found:
        serving = {names.get(group, group): weight for group, weight in one.weights.items() if weight}
        if len(serving) != 1:
            shares = ", ".join(f"{name} {weight}" for name, weight in serving.items()) or "nobody"
            return ng(
                f"production is not at rest: {one.where} forwards to {shares}",
                "give one group all the weight, the one whose tasks are to serve",
            )
    return ok(f"{names.get(live_group(planned.releases), 'one group')} has all of production's traffic")


def nobody_else(planned: Planned) -> Finding:
    """No third group shares a forward with blue or green."""
    names = planned.releases.target.group_names
    for one in moved(planned.releases):
        foreign = [group for group in one.weights if group not in names]
        if foreign:
            return ng(
                f"{one.where} of the production listener forwards to a target group which no release expects: "
                f"{foreign[0]}",
                "take it out of that forward; a group of its own belongs in a rule of its own",
            )
    return ok("no other target group shares production's forwards")


def live_is_primary(planned: Planned) -> Finding:
    """CodeDeploy: the listener leads to the group of the primary task set."""
    if not planned.releases.target.by_codedeploy:
        return skip("CodeDeploy takes no part")
    service = planned.releases.service() or {}
    for one in service.get("taskSets", ()):
        if one["status"] == "PRIMARY":
            group = next(iter(one.get("loadBalancers", ())), {}).get("targetGroupArn", "")
            if group and group != live_group(planned.releases):
                name = planned.releases.target.group_names.get(group, group)
                return ng(
                    f"production leads to another group than {name}, in which the primary task set is",
                    f"forward production to {name}",
                )
    return ok("production leads to the primary task set")


def live_is_healthy(planned: Planned) -> Finding:
    """Somebody serves now. Not a reason to refuse: a release may be what mends it."""
    group = live_group(planned.releases)
    if not group:
        return skip("no single group is live")
    shown = planned.releases.aws.client("elbv2").describe_target_health(TargetGroupArn=group)[
        "TargetHealthDescriptions"
    ]
    healthy = sum(one["TargetHealth"]["State"] == "healthy" for one in shown)
    text = f"{healthy} of {len(shown)} targets of the live group are healthy"
    return ok(text) if healthy == len(shown) and healthy else skip(text)


CHECKS = (at_rest, nobody_else, live_is_primary, live_is_healthy)
