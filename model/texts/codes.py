"""Names of errors that say something without a text, where no text of theirs stands for all they are given for.

Most are codes of CodeDeploy's deployments; a code with a text of its own has it there (`Text.code`).
"""

from model.texts.text import Text

ERROR_INFORMATION = "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html"


def _code(name: str) -> Text:
    return Text(words=name, code=name, seen="documented", source=ERROR_INFORMATION)


TIMEOUT = _code("TIMEOUT")
ELASTIC_LOAD_BALANCING_INVALID = _code("ELASTIC_LOAD_BALANCING_INVALID")
INVALID_ECS_SERVICE = _code("INVALID_ECS_SERVICE")
IAM_ROLE_MISSING = _code("IAM_ROLE_MISSING")
HEALTH_CONSTRAINTS = _code("HEALTH_CONSTRAINTS")
APPLICATION_MISSING = _code("APPLICATION_MISSING")
DEPLOYMENT_GROUP_MISSING = _code("DEPLOYMENT_GROUP_MISSING")
REVISION_MISSING = _code("REVISION_MISSING")
CLOUDFORMATION_STACK_FAILURE = _code("CLOUDFORMATION_STACK_FAILURE")
CUSTOMER_APPLICATION_UNHEALTHY = _code("CUSTOMER_APPLICATION_UNHEALTHY")
CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND = _code("CODEDEPLOY_RESOURCE_CANNOT_BE_FOUND")
MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION = _code("MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION")
MISSING_ELB_INFORMATION = _code("MISSING_ELB_INFORMATION")
MANUAL_STOP = _code("MANUAL_STOP")
RESOURCE_LIMIT_EXCEEDED = _code("RESOURCE_LIMIT_EXCEEDED")
THROTTLED = _code("THROTTLED")
INTERNAL_ERROR = _code("INTERNAL_ERROR")

YAML_FILE_ERROR = Text(
    words="YAML_FILE_ERROR",
    code="YAML_FILE_ERROR",
    seen="documented",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html",
)
"""Of a build's phase; what comes with it are the words of a parser."""
RESOURCE_IN_USE = Text(
    words="ResourceInUseException",
    code="ResourceInUseException",
    seen="documented",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceInUseException.html",
)
ACCESS_DENIED = Text(
    words="User: {user} is not authorized to perform: {action}",
    code="AccessDeniedException",
    seen="documented",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
)
