"""What a pipeline tells people, and what starts it: rules of EventBridge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.roles import allow, trust
from model.partitions import arn, principal


@dataclass(frozen=True, kw_only=True)
class EventsArgs:
    """Of which pipeline, and who is told."""

    pipeline_name: Input[str]
    pipeline_arn: str
    starts: Mapping[str, Any] | None
    """Which events start it; None: it needs none."""
    approval: bool
    """Whether somebody is asked for approval."""
    topic_arn: Input[str]
    region: str
    account: str
    tags: Mapping[str, str]
    permissions_boundary_arn: str | None = None
    """Bounds what the role may do, whatever it is given; None, nothing does."""


class Events(ComponentResource):
    """A rule for each thing that happens."""

    def __init__(self, name: str, args: EventsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:PipelineEvents", name, None, opts)
        self._tell(f"{name}-failed", args, "Pipeline", {"state": ["FAILED"]})
        if args.approval:
            asked = {"state": ["STARTED"], "type": {"category": ["Approval"]}}
            self._tell(f"{name}-approval", args, "Action", asked)
        if args.starts:
            self._start(f"{name}-start", args, args.starts)
        self.register_outputs({})

    def _tell(self, label: str, args: EventsArgs, of: str, detail: Mapping[str, Any]) -> None:
        """Publishes such events of the pipeline (CodePipeline user guide, detect state changes, read 2026-11)."""
        pattern = {
            "source": ["aws.codepipeline"],
            "detail-type": [f"CodePipeline {of} Execution State Change"],
            "detail": {"pipeline": [args.pipeline_name], **detail},
        }
        rule = self._rule(label, args, pattern)
        # The topic's own policy lets EventBridge in; it takes no role there (EventBridge user guide, resource-based
        # policies).
        aws.cloudwatch.EventTarget(label, rule=rule.name, arn=args.topic_arn, opts=ResourceOptions(parent=self))

    def _start(self, label: str, args: EventsArgs, pattern: Mapping[str, Any]) -> None:
        """Starts the pipeline, by a role that this rule alone may take."""
        child = ResourceOptions(parent=self)
        role = aws.iam.Role(
            label,
            assume_role_policy=trust(
                principal(args.region, "events"),
                account=args.account,
                source=arn(args.region, "events", args.account, f"rule/{label}"),
            ),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        granted = aws.iam.RolePolicy(
            label,
            role=role.name,
            policy=allow({"Action": ["codepipeline:StartPipelineExecution"], "Resource": args.pipeline_arn}),
            opts=child,
        )
        rule = self._rule(label, args, pattern)
        aws.cloudwatch.EventTarget(
            label,
            rule=rule.name,
            arn=args.pipeline_arn,
            role_arn=role.arn,
            opts=ResourceOptions(parent=self, depends_on=[granted]),
        )

    def _rule(self, label: str, args: EventsArgs, pattern: Mapping[str, Any]) -> aws.cloudwatch.EventRule:
        return aws.cloudwatch.EventRule(
            label,
            name=label,
            event_pattern=Output.json_dumps(pattern),
            tags=args.tags,
            opts=ResourceOptions(parent=self),
        )
