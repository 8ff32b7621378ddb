"""What a look-up of EC2 asks for."""

from typing import Any

from local_aws.provider.values import Props


def filters(args: Props, **named: str) -> list[dict[str, Any]]:
    """The filters as EC2 takes them, one more for each tag, and for each argument that is one: `vpcId="vpc-id"`."""
    given = [{"Name": one["name"], "Values": one["values"]} for one in args.get("filters", ())]
    tags = [{"Name": f"tag:{key}", "Values": [value]} for key, value in args.get("tags", {}).items()]
    return [*given, *tags, *({"Name": name, "Values": [args[key]]} for key, name in named.items() if key in args)]
