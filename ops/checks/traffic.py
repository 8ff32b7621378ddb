"""Where production's traffic goes, and whether that is what the next release expects."""

from ops.checks.check import Finding, Planned, ng, ok, skip


def at_rest(planned: Planned) -> Finding:
    """Each forward gives all its traffic to one group."""
    names = planned.releases.target.group_names
    found = planned.moved
    if not found:
        return ng(
            "nothing on the production listener forwards to blue or green", "run `pulumi refresh`, then `pulumi up`"
        )
    for one in found:
        if one.split:
            shares = ", ".join(f"{names.get(group, group)} {one.weights[group]}" for group in one.serving) or "nobody"
            return ng(
                f"production is not at rest: {one.where} forwards to {shares}",
                f"`{planned.releases.target.command('rollback')}` takes it back to the tasks that served before, "
                "or give one group all the weight yourself",
            )
    return ok(f"{names.get(planned.live_group, 'one group')} has all of production's traffic")


def nobody_else(planned: Planned) -> Finding:
    """No third group shares a forward with blue or green."""
    names = planned.releases.target.group_names
    for one in planned.moved:
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
    for one in planned.service.get("taskSets", ()):
        if one["status"] == "PRIMARY":
            group = next(iter(one.get("loadBalancers", ())), {}).get("targetGroupArn", "")
            if group and group != planned.live_group:
                name = planned.releases.target.group_names.get(group, group)
                return ng(
                    f"production leads to another group than {name}, in which the primary task set is",
                    f"forward production to {name}",
                )
    return ok("production leads to the primary task set")


def live_is_healthy(planned: Planned) -> Finding:
    """Somebody serves now. Not a reason to refuse: a release may be what mends it."""
    group = planned.live_group
    if not group:
        return skip("no single group is live")
    shown = planned.releases.aws.client("elbv2").describe_target_health(TargetGroupArn=group)[
        "TargetHealthDescriptions"
    ]
    healthy = sum(one["TargetHealth"]["State"] == "healthy" for one in shown)
    text = f"{healthy} of {len(shown)} targets of the live group are healthy"
    return ok(text) if healthy == len(shown) and healthy else skip(text)


CHECKS = (at_rest, nobody_else, live_is_primary, live_is_healthy)
