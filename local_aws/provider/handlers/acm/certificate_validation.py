"""Certificate validation: nothing on AWS but the wait until a certificate is issued."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.handlers.retries import wait_until
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Waits. The real provider's id is the time of issue; nobody reads it."""
    arn: str = props["certificateArn"]
    wait_until(lambda: _status(aws, arn) == "ISSUED", f"the certificate {arn} to be ISSUED")
    return arn


def _status(aws: Aws, arn: str) -> str:
    return aws.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]["Status"]


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """As long as the certificate is issued."""
    arn = known.get("certificateArn", id)
    with gone_is_fine("ResourceNotFoundException"):
        if _status(aws, arn) == "ISSUED":
            return {"certificateArn": arn, "validationRecordFqdns": known.get("validationRecordFqdns")}
    return None


def delete(aws: Aws, id: str, known: Props) -> None:
    """There is nothing to delete."""


HANDLERS = (
    ResourceHandler(
        token="aws:acm/certificateValidation:CertificateValidation", create=create, read=read, delete=delete
    ),
)
