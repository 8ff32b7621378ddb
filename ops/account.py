"""Whose account the credentials are of."""

from ops.aws import Aws
from ops.refusal import Refused
from ops.target import Target


def same(target: Target, aws: Aws) -> None:
    """Refused unless they are of the account in which the stack is."""
    own = target.names.task_definition.split(":")[4]
    found = aws.client("sts").get_caller_identity()["Account"]
    if found != own:
        raise Refused(
            f"{target.names.service} is in account {own}, and the credentials are of {found}",
            "log in to that account, or set AWS_PROFILE",
        )
