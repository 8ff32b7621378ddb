"""What a release asks before it goes on.

Owns a function for each check, the role by which ECS calls them, and what lets them reach the test listener. CodeDeploy
calls them with its own role.

A probe and code of one's own run in the private subnets and call the load balancer by its name. That of one on the
internet leads out of the VPC, so they come by the NAT gateways, whose addresses are let in on the test port. An
internal one is reached inside of the VPC, and lets in their security group. One that is not ours lets them in already.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components.front import Front
from components.hook_function import HookFunction, HookFunctionArgs
from components.roles import Statement, allow, trust
from components.task_definition import TaskDefinition
from model.names import FUNCTION_LENGTH, fitting
from model.networks import ANYWHERE
from model.partitions import arn, principal
from model.strategy import Strategy

CODEDEPLOY_PREFIX = "CodeDeployHook_"
"""The limited one of AWS's two policies for CodeDeploy's role allows to call functions of such names only."""


LABEL_LENGTH = FUNCTION_LENGTH - len(CODEDEPLOY_PREFIX)


@dataclass(frozen=True, kw_only=True)
class Hook:
    """One check, and when a release asks it."""

    at: str
    """CodeDeploy's lifecycle event, or ECS's stage."""
    kind: Literal["probe", "task", "code"]
    settings: Mapping[str, Any]
    """Of the kind, as `app/hooks` reads them; a task's container is added here."""


@dataclass(frozen=True, kw_only=True)
class HooksArgs:
    """The checks, who asks them, and what they look at."""

    hooks: Sequence[Hook]
    strategy: Strategy
    cluster_name: Input[str]
    task_definition: TaskDefinition
    front: Front
    vpc_id: Input[str]
    subnet_ids: Sequence[Input[str]]
    nat_addresses: Sequence[Input[str]]
    """Public addresses of the subnets."""
    log_retention_days: int
    log_key_arn: str | None = None
    region: str
    account: str
    tags: Mapping[str, str]
    permissions_boundary_arn: str | None = None
    """Bounds what the roles may do, whatever they are given; None, nothing does."""


class Hooks(ComponentResource):
    """Functions of the service's releases."""

    codedeploy: Output[str]
    """CodeDeploy's lifecycle event -> name of the function, as JSON; empty where ECS calls them."""
    called: list[Input[str]]
    """ARNs of the functions that CodeDeploy calls with its own role; none where ECS does."""
    native: list[aws.ecs.ServiceDeploymentConfigurationLifecycleHookArgsDict]
    """Hooks of the service's deployment configuration; none where CodeDeploy calls them."""

    def __init__(self, name: str, args: HooksArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Hooks", name, None, opts)
        by_codedeploy = args.strategy is Strategy.CODEDEPLOY
        reach = self._reach(name, args) if any(hook.kind != "task" for hook in args.hooks) else None
        functions = [
            (hook.at, self._function(name, label, hook, args, None if hook.kind == "task" else reach))
            for label, hook in _labelled(name, args.hooks)
        ]

        self.codedeploy = Output.json_dumps({at: function.name for at, function in functions if by_codedeploy})
        self.called = [function.arn for _, function in functions if by_codedeploy]
        self.native = [] if by_codedeploy or not functions else self._of_ecs(name, args, functions)
        self.register_outputs({"codedeploy": self.codedeploy})

    def _reach(self, name: str, args: HooksArgs) -> "_Reach":
        """Lets functions in the private subnets call the test listener."""
        child = ResourceOptions(parent=self)
        label = f"{name}-hooks"
        group = aws.ec2.SecurityGroup(
            label,
            vpc_id=args.vpc_id,
            description="Hooks of releases: nobody calls them by the network",
            tags={**args.tags, "Name": label},
            opts=child,
        )
        out = aws.vpc.SecurityGroupEgressRule(
            f"{label}-out",
            security_group_id=group.id,
            ip_protocol="-1",
            cidr_ipv4=ANYWHERE,
            description="the test listener, AWS, and what the user's own check calls",
            tags=args.tags,
            opts=child,
        )

        def let_in(way: str, how: str, **source: Input[str]) -> aws.vpc.SecurityGroupIngressRule:
            return aws.vpc.SecurityGroupIngressRule(
                way,
                security_group_id=args.front.security_group_id,
                ip_protocol="tcp",
                from_port=args.front.test_port,
                to_port=args.front.test_port,
                description=how,
                tags=args.tags,
                opts=child,
                **source,
            )

        ways: list[Resource] = []
        if args.front.opens_to_hooks and args.front.internal:
            ways = [let_in(f"{label}-inside", "hooks, inside of the VPC", referenced_security_group_id=group.id)]
        elif args.front.opens_to_hooks:
            ways = [
                let_in(f"{label}-{number}", "hooks, by a NAT gateway", cidr_ipv4=Output.concat(address, "/32"))
                for number, address in enumerate(args.nat_addresses)
            ]
        return _Reach(security_group_id=group.id, rules=[out, *ways])

    def _function(self, name: str, label: str, hook: Hook, args: HooksArgs, reach: "_Reach | None") -> HookFunction:
        """Without reach it runs outside of the VPC."""
        by_codedeploy = args.strategy is Strategy.CODEDEPLOY
        container = {"container": args.task_definition.container_name} if hook.kind == "task" else {}
        return HookFunction(
            label,
            HookFunctionArgs(
                function_name=f"{CODEDEPLOY_PREFIX if by_codedeploy else ''}{label}",
                check={hook.kind: {**hook.settings, **container}},
                code=hook.settings["path"] if hook.kind == "code" else "",
                variables={"TEST_URL": args.front.test_url},
                allowed=[
                    *(_answer(name, args) if by_codedeploy else ()),
                    *(_run_tasks(name, args) if hook.kind == "task" else ()),
                ],
                subnet_ids=args.subnet_ids if reach else (),
                security_group_id=reach.security_group_id if reach else "",
                after=reach.rules if reach else (),
                log_retention_days=args.log_retention_days,
                log_key_arn=args.log_key_arn,
                region=args.region,
                account=args.account,
                tags=args.tags,
                permissions_boundary_arn=args.permissions_boundary_arn,
            ),
            opts=ResourceOptions(parent=self),
        )

    def _of_ecs(
        self, name: str, args: HooksArgs, functions: Sequence[tuple[str, HookFunction]]
    ) -> list[aws.ecs.ServiceDeploymentConfigurationLifecycleHookArgsDict]:
        """ECS calls them by a role that may do nothing else."""
        child = ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-hooks",
            assume_role_policy=trust(
                principal(args.region, "ecs"), account=args.account, source=arn(args.region, "ecs", args.account, "*")
            ),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        granted = aws.iam.RolePolicy(
            f"{name}-hooks",
            role=role.name,
            policy=allow(
                {"Action": ["lambda:InvokeFunction"], "Resource": [function.arn for _, function in functions]}
            ),
            opts=child,
        )
        # The service comes after what the role may do.
        role_arn = Output.all(role.arn, granted.id).apply(lambda both: both[0])
        return [
            {
                "target_type": "AWS_LAMBDA",
                "hook_target_arn": function.arn,
                "role_arn": role_arn,
                "lifecycle_stages": [at],
            }
            for at, function in functions
        ]


@dataclass(frozen=True, kw_only=True)
class _Reach:
    """What a function in the private subnets has of the network."""

    security_group_id: Output[str]
    rules: Sequence[Resource]
    """On the way to the test listener."""


def _labelled(name: str, hooks: Sequence[Hook]) -> Iterator[tuple[str, Hook]]:
    """Each with a name of its own, which a function can have: ECS takes several at one stage."""
    seen: Counter[str] = Counter()
    for hook in hooks:
        seen[hook.at] += 1
        end = f"-{hook.at}" + (f"-{seen[hook.at]}" if seen[hook.at] > 1 else "")
        yield fitting(name, LABEL_LENGTH - len(end)) + end, hook


def _deployment_groups(name: str, args: HooksArgs) -> str:
    """The group of this service, in its application, whose name ends with digits of Pulumi's."""
    return arn(args.region, "codedeploy", args.account, f"deploymentgroup:{name}-*/{name}")


def _answer(name: str, args: HooksArgs) -> list[Statement]:
    return [
        {
            "Action": ["codedeploy:PutLifecycleEventHookExecutionStatus"],
            "Resource": _deployment_groups(name, args),
        }
    ]


def _run_tasks(name: str, args: HooksArgs) -> list[Statement]:
    """Of the service's own family, in its cluster, with its roles; and find out what is being released."""
    ecs = arn(args.region, "ecs", args.account)
    cluster = args.cluster_name
    if args.strategy is Strategy.CODEDEPLOY:
        finding: list[Statement] = [
            {
                "Action": ["codedeploy:GetDeployment", "codedeploy:ListDeploymentTargets"],
                "Resource": _deployment_groups(name, args),
            },
            {"Action": ["ecs:DescribeServices"], "Resource": Output.concat(f"{ecs}service/", cluster, "/*")},
        ]
    else:
        revisions = Output.concat(f"{ecs}service-revision/", cluster, "/*")
        finding = [{"Action": ["ecs:DescribeServiceRevisions"], "Resource": revisions}]
    return [
        *finding,
        {
            "Action": ["ecs:RunTask"],
            "Resource": f"{ecs}task-definition/{args.task_definition.family}:*",
            "Condition": {"ArnEquals": {"ecs:cluster": Output.concat(f"{ecs}cluster/", cluster)}},
        },
        {"Action": ["ecs:DescribeTasks"], "Resource": Output.concat(f"{ecs}task/", cluster, "/*")},
        {
            "Action": ["iam:PassRole"],
            "Resource": args.task_definition.role_arns,
            "Condition": {"StringEquals": {"iam:PassedToService": principal(args.region, "ecs-tasks")}},
        },
    ]
