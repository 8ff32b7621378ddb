"""ACM.

Faithful: a certificate that is asked for is issued once each of its names is validated by its record in a public hosted
zone, and not before. Not faithful: it is issued at once then, where AWS takes minutes; the records' names are moto's.
"""

from typing import Any

from moto.acm.models import CertBundle
from moto.route53.models import route53_backends
from moto.utilities.utils import get_partition

from local_aws.server.extensions.patching import patches

_check = CertBundle.check


@patches(CertBundle)
def check(self: CertBundle) -> None:
    """moto's, which issues it after a while, whatever records there are."""
    pending = self.status == "PENDING_VALIDATION"
    _check(self)
    if pending and self.status in ("ISSUED", "PENDING_VALIDATION"):
        self.status = "ISSUED" if _validated(self) else "PENDING_VALIDATION"


def _validated(certificate: CertBundle) -> bool:
    described: dict[str, Any] = certificate.describe()["Certificate"]
    wanted = {one["ResourceRecord"]["Name"].lower() for one in described.get("DomainValidationOptions", [])}
    return bool(wanted) and wanted <= _records(*_place(certificate.arn))


def _place(arn: str) -> tuple[str, str]:
    """Account and partition."""
    region, account = arn.split(":")[3:5]
    return account, get_partition(region)


def _records(account: str, partition: str) -> set[str]:
    """Names of the CNAMEs that the world can look up."""
    zones: dict[str, Any] = route53_backends[account][partition].zones
    return {
        record.name.lower()
        for zone in zones.values()
        if not zone.private_zone
        for record in zone.rrsets
        if record.type == "CNAME"
    }
