"""Errors as a person reads them in Pulumi's output, in the words of the real provider."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local_aws.provider.handlers.aws import NO_ANSWER

# The services' names in the real provider's messages, where they aren't the module in capitals.
SERVICES = {
    "autoscaling": "Auto Scaling",
    "cloudwatch": "CloudWatch",
    "codebuild": "CodeBuild",
    "codedeploy": "CodeDeploy",
    "codepipeline": "CodePipeline",
    "index": "AWS",
    "lambda": "Lambda",
    "lb": "ELBv2",
    "vpc": "EC2",
}


class Refused(Exception):
    """A request that can't be done; the text is for the user."""


def unknown_type(token: str) -> Refused:
    """For a type that the stand-in's schema doesn't have."""
    return Refused(
        f"the local AWS doesn't know the resource type {token!r}: its provider is a small stand-in for the real one. "
        "Leave the resource out when the stack runs on the local AWS, or add the type to local_aws/provider "
        "(its properties in schema/, a ResourceHandler in handlers/)"
    )


def unknown_lookup(token: str) -> Refused:
    """For a function that the stand-in doesn't have."""
    return Refused(
        f"the local AWS doesn't know the function {token!r}: its provider is a small stand-in for the real one. "
        "Give the value by configuration when the stack runs on the local AWS, or add the function to "
        "local_aws/provider/handlers/lookups"
    )


def message(error: BaseException, operation: str, token: str, name: str) -> str:
    """The error's text for the user, e.g. `creating ECS Service (web): operation error ECS: CreateService, …`."""
    if isinstance(error, Refused):
        return str(error)
    module, _, member = token.partition(":")[2].partition("/")
    service = SERVICES.get(module, module.upper())
    subject = f"{operation} {service} {member.partition(':')[2]}" + (f" ({name})" if name else "")
    match error:
        case ClientError():
            return f"{subject}: operation error {service}: {error.operation_name}, {_answer(error.response)}"
        case _ if isinstance(error, NO_ANSWER):
            return f"{subject}: the local AWS doesn't answer ({error}). Run the command again: ./local starts it"
        case OSError() if error.filename:
            return f"{subject}: {error.filename}: {error.strerror}"
        case BotoCoreError() | ValueError():
            return f"{subject}: {error}"
        case _:
            return f"{subject}: the local AWS's provider failed: {type(error).__name__}: {error}{_where(error)}"


def _answer(response: Any) -> str:
    meta, error = response.get("ResponseMetadata", {}), response.get("Error", {})
    return (
        f"https response error StatusCode: {meta.get('HTTPStatusCode', 0)}, RequestID: {meta.get('RequestId', '')}, "
        f"{error.get('Code', 'Unknown')}: {error.get('Message', '')}"
    )


def _where(error: BaseException) -> str:
    """File and line of the failure, for a report; a whole traceback would drown Pulumi's own output."""
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    return f" ({step.tb_frame.f_code.co_filename}:{step.tb_lineno})" if step else ""
