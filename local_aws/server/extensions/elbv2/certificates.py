"""Certificates of listeners: any well-formed ARN is accepted. Texts are AWS's as people quote them."""

import re
from typing import Any

from moto.core.exceptions import ServiceException
from moto.elbv2 import models
from moto.elbv2.models import ELBv2Backend

from local_aws.server.extensions.patching import AwsError, patches
from model.texts.elbv2 import CERTIFICATE_NOT_FOUND, NO_CERTIFICATE

CERTIFICATE = re.compile(r"arn:aws[\w-]*:(acm:[\w-]+:\d{12}:certificate/[\w-]+|iam::\d{12}:server-certificate/.+)")

_register_certificate: Any = models.register_certificate  # type: ignore[attr-defined]


def check_certificate(arn: str | None) -> None:
    """Raises the error that AWS answers to this certificate of a listener with TLS."""
    if not arn:
        raise AwsError.of(NO_CERTIFICATE)
    if not CERTIFICATE.fullmatch(arn):
        raise AwsError.of(CERTIFICATE_NOT_FOUND, certificate=arn)


@patches(ELBv2Backend)
def _certificate_exists(self: ELBv2Backend, certificate_arn: str) -> bool:
    return bool(CERTIFICATE.fullmatch(certificate_arn))


def _register_known_certificate(**params: Any) -> None:
    """Marks the certificate as in use where it is one of the local AWS's own."""
    try:
        _register_certificate(**params)
    except ServiceException:
        return


models.register_certificate = _register_known_certificate  # type: ignore[attr-defined]
