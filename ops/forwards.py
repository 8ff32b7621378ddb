"""Where the production listener sends requests, as AWS has it now."""

from dataclasses import dataclass

from ops.releases import Releases


@dataclass(frozen=True)
class Forward:
    """What one rule of the production listener does."""

    rule: str
    """Its ARN; of a Network Load Balancer the listener's, which is what a release moves there."""
    where: str
    weights: dict[str, int]
    """By the ARN of the target group."""
    default: bool = False

    @property
    def serving(self) -> list[str]:
        """The groups that get requests."""
        return [group for group, weight in self.weights.items() if weight]

    @property
    def split(self) -> bool:
        """Whether several groups get requests, or none does."""
        return len(self.serving) != 1


def forwards(releases: Releases) -> list[Forward]:
    """Of the production listener's rules that forward, its default action included."""
    elb, listener = releases.aws.client("elbv2"), releases.names.production_listener_arn
    rules = elb.describe_rules(ListenerArn=listener)["Rules"]
    found = []
    for rule in rules:
        for action in rule["Actions"]:
            groups = action.get("ForwardConfig", {}).get("TargetGroups", [])
            if not groups and "TargetGroupArn" in action:
                groups = [{"TargetGroupArn": action["TargetGroupArn"], "Weight": 1}]
            if groups:
                where = "the default action" if rule["IsDefault"] else f"rule {rule['Priority']}"
                found.append(
                    Forward(
                        listener if "/net/" in listener else rule["RuleArn"],
                        where,
                        {one["TargetGroupArn"]: one.get("Weight", 1) for one in groups},
                        rule["IsDefault"],
                    )
                )
    return found


def give_all(releases: Releases, group: str) -> None:
    """Sends every request that a release moves to this target group; production first, in one call each."""
    elb = releases.aws.client("elbv2")
    for one in sorted(moved(releases), key=lambda one: one.rule != releases.names.production_rule_arn):
        # The listener of a Network Load Balancer may hold one group alone, and that the other one.
        held = one.weights if group in one.weights else [group]
        groups = [{"TargetGroupArn": arn, "Weight": 100 * (arn == group)} for arn in held]
        actions = [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]
        if one.default:
            elb.modify_listener(ListenerArn=releases.names.production_listener_arn, DefaultActions=actions)
        else:
            elb.modify_rule(RuleArn=one.rule, Actions=actions)


def moved(releases: Releases) -> list[Forward]:
    """What a release moves: under CodeDeploy all that leads to one of the two groups, else what the service names."""
    groups = releases.target.group_names
    found = [one for one in forwards(releases) if groups.keys() & one.weights.keys()]
    return [one for one in found if releases.target.by_codedeploy or one.rule == releases.names.production_rule_arn]
