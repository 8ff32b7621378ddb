"""The hosted zone that the domain is in."""

import pulumi_aws as aws

from components.domain import Domain
from settings.brought.seen import Unfit, looked_up
from settings.settings import Settings
from settings.wording import shortened


def find(s: Settings) -> Domain | None:
    """The domain, in the zone that is looked up by its id or its name; None where there is none. Unfit when AWS shows
    no such zone, or one that the domain is not in."""
    if not s.domain:
        return None
    name, zone_id = (s.hosted_zone, None) if "." in s.hosted_zone else (None, s.hosted_zone)
    zone = looked_up("hostedZone", lambda: aws.route53.get_zone(name=name, zone_id=zone_id))
    of_zone = zone.name.rstrip(".")
    if not f".{s.domain}".endswith(f".{of_zone}"):
        raise Unfit(
            [
                f"bluegreen:domain = {shortened(s.domain)}: is not in the hosted zone {of_zone} (bluegreen:hostedZone)"
                "; name the zone that it is in"
            ]
        )
    return Domain(name=s.domain, zone_id=zone.zone_id)
