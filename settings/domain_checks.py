"""A domain needs a zone that it is in, and a certificate for every host."""

from collections.abc import Iterator

from settings.refusal import of_entry
from settings.settings import Settings
from settings.wording import shortened


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if s.domain and not s.hosted_zone:
        yield (
            f"bluegreen:domain = {shortened(s.domain)}: its records need a hosted zone; set bluegreen:hostedZone to "
            "its id or its name"
        )
    if s.hosted_zone and not s.domain:
        yield (
            f"bluegreen:hostedZone = {shortened(s.hosted_zone)}: nothing is made in it without bluegreen:domain; set "
            "that, or take it out"
        )
    if s.domain and not s.certificate_arn:
        yield from _other_hosts(s)
    if s.web_acl_arn and s.web_acl_arn.split(":")[3] != s.region:
        yield (
            f"bluegreen:webAclArn = {shortened(s.web_acl_arn)}: a load balancer takes a web ACL of its own region, "
            f"which is {s.region} (aws:region); take one from there"
        )


def _other_hosts(s: Settings) -> Iterator[str]:
    """The certificate that is requested is for the domain alone."""
    asked = {host: one for one in s.services for host in one.hosts if host.lower() != s.domain}
    for host, one in sorted(asked.items(), key=lambda item: item[0]):
        line = (
            f"bluegreen:hosts: has {shortened(host)}, and the certificate is for bluegreen:domain {shortened(s.domain)}"
            " alone, so browsers would refuse it; bring one for all hosts in bluegreen:certificateArn"
        )
        yield of_entry(line, one.service_name, s.entries.get(one.service_name, ()))
