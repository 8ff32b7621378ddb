"""Who is answered: programs of this machine that sign their requests, and no web page.

A page that somebody looks at can send requests to loopback, by its own name where that was made to lead there. It can't
leave out `Origin` where it changes something, say that the `Host` is this machine, or add the header of a signature.
"""

from typing import Any, NamedTuple

from local_aws.loopback import is_authority, shown
from local_aws.server.reading import service_of

OWN_PATHS = ("/_local", "/_local/step")
"""The server's own, which nobody signs: a starter asks for the first, and `curl` lets time pass by the second."""

OFFERED = frozenset({
    "acm", "application-autoscaling", "autoscaling", "codebuild", "codedeploy", "codepipeline", "ec2", "ecr", "ecs",
    "elasticloadbalancing", "events", "iam", "kms", "lambda", "logs", "monitoring", "route53", "s3", "secretsmanager",
    "servicediscovery", "sns", "sqs", "ssm", "sts", "wafv2",
})  # fmt: skip
"""The services by the names that requests are signed for; monitoring is CloudWatch. moto has two hundred more, some of
which call out."""


class Refused(NamedTuple):
    """Why a request is not answered."""

    status: int
    code: str
    message: str


def refused(environ: dict[str, Any]) -> Refused | None:
    """The reason, or None."""
    host = environ.get("HTTP_HOST", "")
    if not is_authority(host):
        text = f"the local AWS answers as 127.0.0.1, localhost or [::1] only; the request's Host is {shown(host)}"
        return Refused(403, "AccessDenied", text)
    if "HTTP_ORIGIN" in environ:
        text = f"the local AWS answers no web page; the request's Origin is {shown(environ['HTTP_ORIGIN'])}"
        return Refused(403, "AccessDenied", text)
    if environ["PATH_INFO"] in OWN_PATHS:
        return None
    service = service_of(environ)
    if not service:
        text = "Missing Authentication Token: sign the request as SDKs do, with any key, for the service that it is for"
        return Refused(403, "MissingAuthenticationToken", text)
    if service not in OFFERED:
        text = f"the local AWS does not know the service {service[:60]}; it has {', '.join(sorted(OFFERED))}"
        return Refused(400, "UnknownOperationException", text)
    return None
