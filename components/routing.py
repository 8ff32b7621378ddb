"""Which requests a service takes, and which of its two target groups they reach; behind an Application Load Balancer.

Owns a rule on each of the two listeners. What the rules forward to belongs to whoever moves the traffic from the first
release on; the program sets it once and leaves it alone. It is the same for every strategy: CodeDeploy moves each rule
of a listener that leads to the service, ECS itself wants rules by ARN.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components import formerly
from components.front import Front
from components.target_groups import TargetGroups
from components.targets import Targets
from model.rule_conditions import LAST_PRIORITY


@dataclass(frozen=True, kw_only=True)
class Requests:
    """Those that a service takes; all that no other service takes, when nothing is said of them."""

    paths: Sequence[str] = ()
    """Any of these, such as `/orders/*`."""
    hosts: Sequence[str] = ()
    """To any of these, such as `api.example.com`."""
    priority: int = LAST_PRIORITY
    """Of its rules: the lower is asked first."""
    port: int = 0
    """Behind a Network Load Balancer, which knows nothing else of them: those that come to this port. 0: 80, and 443
    with TLS."""
    test_port: int = 0
    """The same of tests. 0: 8000 above that."""

    @property
    def conditions(self) -> list[aws.lb.ListenerRuleConditionArgsDict]:
        """The same in AWS's words; a rule must have one."""
        found: list[aws.lb.ListenerRuleConditionArgsDict] = []
        if self.hosts:
            found.append({"host_header": {"values": list(self.hosts)}})
        if self.paths or not self.hosts:
            found.append({"path_pattern": {"values": list(self.paths) or ["/*"]}})
        return found


@dataclass(frozen=True, kw_only=True)
class RoutingArgs:
    """Which requests, to which groups."""

    target_groups: TargetGroups
    targets: Targets
    """Of both groups."""
    requests: Requests
    tags: Mapping[str, str]


class Routing(ComponentResource):
    """A rule for production and one for tests."""

    front: Front
    production_rule_arn: Output[str]
    """What a release moves."""
    test_rule_arn: Output[str]

    def __init__(self, name: str, front: Front, args: RoutingArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Routing", name, None, opts)
        self.front = front
        self.production_rule_arn = self._rule(name, "production", front.production_listener_arn, args).arn
        self.test_rule_arn = self._rule(name, "test", front.test_listener_arn, args).arn
        self.register_outputs({"productionRuleArn": self.production_rule_arn, "testRuleArn": self.test_rule_arn})

    def _rule(self, name: str, label: str, listener_arn: Input[str], args: RoutingArgs) -> aws.lb.ListenerRule:
        groups, sticky = args.target_groups, args.targets.group_cookie
        forward: aws.lb.ListenerRuleActionForwardArgsDict = {
            "target_groups": [{"arn": groups.blue.arn, "weight": 100}, {"arn": groups.green.arn, "weight": 0}]
        }
        if sticky:
            forward["stickiness"] = sticky
        return aws.lb.ListenerRule(
            f"{name}-{label}",
            listener_arn=listener_arn,
            priority=args.requests.priority,
            conditions=args.requests.conditions,
            actions=[{"type": "forward", "forward": forward}],
            tags=args.tags,
            opts=ResourceOptions(
                parent=self,
                ignore_changes=["actions"],
                # New target groups (another port) would stay behind the ignored actions of the old rule, and AWS lets
                # nobody delete a group that a rule forwards to. Two rules can't share a priority.
                replace_with=[groups.blue, groups.green],
                delete_before_replace=True,
                aliases=[formerly.of_the_load_balancer(name)],
            ),
        )
