"""The handlers of every type and function that the stand-in knows."""

from functools import cache
from importlib import import_module

from local_aws.provider.handlers.handler import Lookup, ResourceHandler

# Imported one at a time, when a program first uses the service: importing all of them would slow every start.
MODULES = (
    "acm", "appautoscaling", "autoscaling", "cloudwatch", "codebuild", "codedeploy", "codepipeline", "ec2", "ecr",
    "ecs", "iam", "lambda_", "lb", "route53", "s3", "servicediscovery", "sns", "wafv2",
)  # fmt: skip
FOLDERS = {"vpc": "ec2", "lambda": "lambda_"}
"""Where the types of a module are, if not in a folder of its name: another module's, or no name in Python."""

SECRETS = {"aws:ssm/getParameter:getParameter": ("value",)}
"""Results of functions that are secret, also when no argument is."""


def handler_of(token: str) -> ResourceHandler | None:
    """The handler of the type with this canonical token; None when the type isn't known."""
    module = token.partition(":")[2].partition("/")[0]
    module = FOLDERS.get(module, module)
    return _handlers(module).get(token) if module in MODULES else None


def lookup_of(token: str) -> Lookup | None:
    """The function with this token; None when it isn't known."""
    from local_aws.provider.handlers.lookups import LOOKUPS

    return LOOKUPS.get(token)


@cache
def _handlers(module: str) -> dict[str, ResourceHandler]:
    handlers: tuple[ResourceHandler, ...] = import_module(f"{__name__}.{module}").HANDLERS
    return {handler.token: handler for handler in handlers}
