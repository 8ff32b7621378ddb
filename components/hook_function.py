"""A Lambda function that a release calls, with all that is its own: code, role and log group.

Its code is `app/hooks`, and with it the file of the user's own check where there is one.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pulumi_aws as aws
from pulumi import AssetArchive, ComponentResource, FileAsset, Input, Output, Resource, ResourceOptions

from components.roles import Statement, allow, trust_inside
from model.partitions import arn, principal

HERE = Path(__file__).resolve().parent
CODE = next(place for place in (HERE / "app", HERE.parent / "app") if place.is_dir())
"""Inside of the components where they are installed as a library."""
HANDLER = "app.hooks.handler.handler"
RUNTIME = "python3.13"
LONGEST_SECONDS = 900
"""Lambda's own limit: a check that ends sooner costs less, and one that does not has its chance."""
MEMORY_MIB = 256

NETWORK_INTERFACES = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
]
"""What Lambda does in a VPC with the function's role (Lambda developer guide, VPC); AWS knows no narrower resource."""


@dataclass(frozen=True, kw_only=True)
class HookFunctionArgs:
    """What the function is called, what it checks, and what it needs for that."""

    function_name: str
    """At most 64 characters."""
    check: Mapping[str, Any]
    """One of `probe`, `task` and `code`, as `app/hooks` reads it."""
    code: str = ""
    """Path of the user's own check; empty: there is none."""
    variables: Mapping[str, Input[str]] = field(default_factory=dict)
    allowed: Sequence[Statement] = ()
    """Besides writing its log."""
    subnet_ids: Sequence[Input[str]] = ()
    """Empty: it runs outside of the VPC."""
    security_group_id: Input[str] = ""
    after: Sequence[Resource] = ()
    """What it needs to be able to do its work."""
    log_retention_days: int
    log_key_arn: str | None = None
    """KMS key that its log is encrypted with; None: CloudWatch's own."""
    region: str
    account: str
    tags: Mapping[str, str]
    permissions_boundary_arn: str | None = None
    """Bounds what the role may do, whatever it is given; None, nothing does."""


class HookFunction(ComponentResource):
    """A function which may write its own log, and what is allowed to it besides."""

    name: Output[str]
    arn: Output[str]

    def __init__(self, name: str, args: HookFunctionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:HookFunction", name, None, opts)
        child = ResourceOptions(parent=self)
        beginning = arn(args.region, "lambda", args.account, "function:")

        logs = aws.cloudwatch.LogGroup(
            name,
            name=f"/aws/lambda/{args.function_name}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.log_key_arn,
            tags=args.tags,
            opts=child,
        )
        role = aws.iam.Role(
            name,
            assume_role_policy=trust_inside(principal(args.region, "lambda")),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        granted = aws.iam.RolePolicy(
            name, role=role.name, policy=_policy(args, logs.name, beginning + args.function_name), opts=child
        )
        function = aws.lambda_.Function(
            name,
            name=args.function_name,
            runtime=RUNTIME,
            handler=HANDLER,
            code=code(args.code),
            role=role.arn,
            timeout=LONGEST_SECONDS,
            memory_size=MEMORY_MIB,
            environment={"variables": {"CHECK": json.dumps(args.check, sort_keys=True), **args.variables}},
            vpc_config={"subnet_ids": list(args.subnet_ids), "security_group_ids": [args.security_group_id]}
            if args.subnet_ids
            else None,
            tags=args.tags,
            opts=ResourceOptions(parent=self, depends_on=[granted, *args.after]),
        )

        self.name = function.name
        # Of the name, which a preview knows.
        self.arn = Output.concat(beginning, function.name)
        self.register_outputs({"name": self.name, "arn": self.arn})


def _policy(args: HookFunctionArgs, log_group_name: Input[str], function_arn: str) -> Output[str]:
    stream = Output.concat(arn(args.region, "logs", args.account, "log-group:"), log_group_name, ":log-stream:*")
    log: Statement = {
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": stream,
        # Lambda says for which function it writes (Lambda developer guide, source function ARN).
        "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": function_arn}},
    }
    interfaces: list[Statement] = [{"Action": NETWORK_INTERFACES, "Resource": "*"}] if args.subnet_ids else []
    return allow(log, *args.allowed, *interfaces)


def code(own: str) -> AssetArchive:
    """By the paths that the files have in the program, which the engine is given as seen from where it runs."""
    files = {
        file.relative_to(CODE.parent).as_posix(): file for file in [CODE / "__init__.py", *CODE.glob("hooks/*.py")]
    }
    if own:
        files[own] = Path(own)
    return AssetArchive({path: FileAsset(os.path.relpath(file)) for path, file in sorted(files.items())})
