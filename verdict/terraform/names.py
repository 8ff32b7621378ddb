"""Terraform's names as Pulumi has them: types, and properties.

The AWS provider of Pulumi is made of Terraform's, by rules: snake_case becomes camelCase, a block of which there is one
at most becomes an object, any other a list with a plural name. What the rules leave open is read from the SDK.
https://github.com/pulumi/pulumi-terraform-bridge, `tfbridge/names.go`.
"""

import re
from collections.abc import Mapping
from functools import cache

from verdict import shapes
from verdict.shapes import Shape

TYPES = {
    "aws_alb": "aws:lb/loadBalancer:LoadBalancer",
    "aws_codedeploy_app": "aws:codedeploy/application:Application",
    "aws_codepipeline": "aws:codepipeline/pipeline:Pipeline",
    "aws_elb": "aws:elb/loadBalancer:LoadBalancer",
    "aws_lb": "aws:lb/loadBalancer:LoadBalancer",
}
"""Those that are not called after Pulumi's module and type."""

PROPERTIES = {
    "aws_cloudwatch_log_subscription_filter": {"log_group_name": "logGroup"},
    "aws_cloudwatch_metric_alarm": {"alarm_name": "name"},
    "aws_lambda_function": {"filename": "code", "function_name": "name"},
    "aws_lambda_permission": {"function_name": "function"},
    "aws_sns_topic_subscription": {"topic_arn": "topic"},
}
"""Properties that Pulumi calls otherwise, by type."""

DEFAULT_MODULE = "ec2"
"""Where Pulumi has the types whose names begin with no module: `aws_subnet`, `aws_security_group`."""


@cache
def token_of(type: str) -> str | None:
    """Pulumi's token of a Terraform type; None for one that its AWS provider lacks."""
    if type in TYPES:
        return TYPES[type]
    words = type.removeprefix("aws_").split("_")
    places = [("".join(words[:at]), words[at:]) for at in range(1, len(words))]
    found = (shapes.token_of(module, "_".join(rest)) for module, rest in [*places, (DEFAULT_MODULE, words)])
    return next((token for token in found if token), None)


def property_of(name: str, fields: Mapping[str, Shape], renamed: Mapping[str, str]) -> str:
    """Pulumi's name of a property; in camelCase as it is where the SDK has none like it."""
    camel = renamed.get(name) or re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), name)
    return next((one for one in (camel, *_plurals(camel)) if one in fields), camel)


def name_of(property: str, shape: Shape) -> str:
    """Terraform's name of a property that no plan shows: a list of blocks is called after one of them."""
    name = re.sub(r"(?<=[a-z0-9])[A-Z]", lambda capital: f"_{capital[0]}", property).lower()
    if shape.kind != "list" or shape.members.kind != "object":
        return name
    return re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", name))


def path_of(path: str, shape: Shape, renamed: Mapping[str, str]) -> str:
    """Pulumi's spelling of a path of `ignore_changes`: `load_balancer[0].port` is `loadBalancers[0].port`."""
    words = []
    for step in re.findall(r"\w+|\[[^\]]*]", path):
        if not step.startswith("["):
            name = property_of(step, shape.fields, renamed)
            shape, renamed = shape.fields.get(name, shapes.NOTHING), {}
            words.append(f".{name}" if words else name)
        elif shape.kind != "object":  # Of an object there is one, and no index.
            words.append(step)
            shape = shape.members
    return "".join(words) or path


def _plurals(word: str) -> tuple[str, ...]:
    return f"{word}s", f"{word}es", re.sub(r"y$", "ies", word)


def renamed_of(token: str) -> dict[str, str]:
    """The table's names of a type that the plan has not."""
    return {to: name for type, names in PROPERTIES.items() if token_of(type) == token for name, to in names.items()}
