"""Who writes a load balancer's logs into a bucket, and where to.

Elastic Load Balancing user guide, enable access logs, connection logs and health check logs.
"""

from typing import Final

LOG_WRITERS: Final = {
    "application": ("logdelivery.elasticloadbalancing.amazonaws.com", "logdelivery.elb.amazonaws.com"),
    "network": ("delivery.logs.amazonaws.com",),
}
"""By the type of load balancer the services of which a bucket's policy must let one write; the second is on Outposts.
"""

LOG_ACCOUNTS: Final = {
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-northeast-1": "582318560864",
    "ap-northeast-2": "600734575887",
    "ap-northeast-3": "383597477331",
    "ap-south-1": "718504428378",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
    "ap-southeast-3": "589379963580",
    "ca-central-1": "985666609251",
    "cn-north-1": "638102146993",
    "cn-northwest-1": "037604701340",
    "eu-central-1": "054676820928",
    "eu-north-1": "897822967062",
    "eu-south-1": "635631232127",
    "eu-west-1": "156460612806",
    "eu-west-2": "652711504416",
    "eu-west-3": "009996457667",
    "me-south-1": "076674570225",
    "sa-east-1": "507241528517",
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-gov-east-1": "190560391635",
    "us-gov-west-1": "048591011584",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
}
"""AWS's accounts that write an Application Load Balancer's logs in the older regions, where a policy may name them in
place of the service."""

LOGS: Final = {
    "access_logs": "accessLogs",
    "connection_logs": "connectionLogs",
    "health_check_logs": "healthCheckLogs",
}
"""What the attributes about each of a load balancer's logs begin with, before `.s3.`, and Pulumi's property for it.

ELBv2 API reference, LoadBalancerAttribute. A Network Load Balancer has the first alone.
"""

LOG_SETTINGS: Final = ("enabled", "bucket", "prefix")
"""What is set of each, in attributes and in the property."""


def written_key(prefix: str, account: str) -> str:
    """How the keys of a log's objects begin; one is written as a test when the log is switched on."""
    return f"{prefix.strip('/')}/AWSLogs/{account}/".removeprefix("/")
