"""A domain of the team's own, in a hosted zone that is there already.

Owns what is made in the zone: the records that validate a certificate, and the one that leads to the load balancer. The
zone itself is looked up, and never changed otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

VALIDATION_TTL_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A name in a zone."""

    name: str
    zone_id: str


@dataclass(frozen=True, kw_only=True)
class CertificateArgs:
    """Whose certificate."""

    domain: Domain
    tags: Mapping[str, str]


class Certificate(ComponentResource):
    """A certificate that is validated by a record, and renews itself as long as that is there."""

    arn: Output[str]
    """Known once the certificate is issued."""

    def __init__(self, name: str, args: CertificateArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Certificate", name, None, opts)
        child = ResourceOptions(parent=self)

        asked = aws.acm.Certificate(
            name,
            domain_name=args.domain.name,
            validation_method="DNS",
            tags={**args.tags, "Name": args.domain.name},
            opts=child,
        )
        option = asked.domain_validation_options[0]
        record = aws.route53.Record(
            f"{name}-validation",
            zone_id=args.domain.zone_id,
            name=option.resource_record_name,
            type="CNAME",
            records=[option.resource_record_value],
            ttl=VALIDATION_TTL_SECONDS,
            # The same for all certificates of a name in an account: another one may have made it.
            allow_overwrite=True,
            opts=child,
        )
        issued = aws.acm.CertificateValidation(
            name, certificate_arn=asked.arn, validation_record_fqdns=[record.fqdn], opts=child
        )

        self.arn = issued.certificate_arn
        self.register_outputs({"arn": self.arn})


@dataclass(frozen=True, kw_only=True)
class AliasArgs:
    """What leads where."""

    domain: Domain
    dns_name: Input[str]
    dns_zone_id: Input[str]
    dual_stack: bool = False
    """It has IPv6 addresses, too."""


class Alias(ComponentResource):
    """A record that leads to a load balancer; unlike a CNAME it may be the zone's own name."""

    def __init__(self, name: str, args: AliasArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Alias", name, None, opts)
        for label, kind in ((name, "A"), (f"{name}-ipv6", "AAAA")) if args.dual_stack else ((name, "A"),):
            aws.route53.Record(
                label,
                zone_id=args.domain.zone_id,
                name=args.domain.name,
                type=kind,
                aliases=[{"name": args.dns_name, "zone_id": args.dns_zone_id, "evaluate_target_health": False}],
                opts=ResourceOptions(parent=self),
            )
        self.register_outputs({})
