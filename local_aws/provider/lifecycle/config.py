"""The provider's configuration (`aws:…`). The stand-in refuses one that leads anywhere but to loopback."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local_aws.loopback import is_endpoint, shown
from local_aws.provider.handlers.aws import ACCOUNT
from local_aws.provider.lifecycle.difference import Difference
from local_aws.provider.lifecycle.errors import Refused
from local_aws.provider.lifecycle.settings import settings
from local_aws.provider.lifecycle.tags import TagConfig
from local_aws.provider.values import Props

# The keys of the real provider 7.51.1; the stand-in uses few of them, but a program may set any.
# fmt: off
KEYS = frozenset({
    "accessKey", "allowedAccountIds", "assumeRoleWithWebIdentity", "assumeRoles", "customCaBundle", "defaultTags",
    "ec2MetadataServiceEndpoint", "ec2MetadataServiceEndpointMode", "endpoints", "forbiddenAccountIds", "httpProxy",
    "httpsProxy", "ignoreTags", "insecure", "maxRetries", "noProxy", "profile", "region", "retryMode",
    "s3UsEast1RegionalEndpoint", "s3UsePathStyle", "secretKey", "sharedConfigFiles", "sharedCredentialsFiles",
    "skipCredentialsValidation", "skipMetadataApiCheck", "skipRegionValidation", "skipRequestingAccountId",
    "stsRegion", "tagPolicyCompliance", "token", "tokenBucketRateLimiterCapacity", "useDualstackEndpoint",
    "useFipsEndpoint", "userAgents",
})
# fmt: on
ENGINE_KEYS = frozenset({"version", "pluginDownloadURL", "__internal", "__defaults"})
"""Keys that the engine itself adds to a provider's configuration."""


@dataclass(frozen=True, kw_only=True)
class ProviderConfig:
    """What the stand-in uses of the configuration."""

    region: str
    endpoint: str
    tag_config: TagConfig


def check(provider: str, config: Props) -> tuple[Props, list[str]]:
    """The provider's configuration with its region filled in, and the reasons to refuse it: keys that don't exist."""
    region = {"region": region} if (region := default_region()) else {}
    return region | config, [_unknown_key(key, provider) for key in sorted(config.keys() - KEYS - ENGINE_KEYS)]


def differences(old: Props, new: Props) -> list[Difference]:
    """What differs between two configurations; none of it replaces the provider."""
    changed = [key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]
    return [Difference((key,), "update", replaces=False) for key in changed]


def _unknown_key(key: str, provider: str) -> str:
    """The reason: of the default provider a key is stack configuration, of an explicit one an argument."""
    if provider.startswith("default"):
        return (
            f"could not validate provider configuration: Invalid or unknown key. Check `pulumi config get aws:{key}`."
        )
    return f"Invalid or unknown key. Examine values at '{provider}.{key}'."


def default_region(environment: Mapping[str, str] = os.environ) -> str | None:
    """The region that the environment names."""
    return environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")


def load(config: Props, environment: Mapping[str, str] = os.environ) -> ProviderConfig:
    """The configuration in force; raises `Refused` where it would lead anywhere but to the local AWS."""
    values = settings(config)
    region = values.get("region") or default_region(environment)
    if not region:
        raise Refused("no region is set: run `pulumi config set aws:region us-east-1`, or set AWS_REGION")
    _own_account(values)
    ignored = values.get("ignoreTags") or {}
    tag_config = TagConfig(
        defaults=(values.get("defaultTags") or {}).get("tags") or {},
        ignored_keys=frozenset(ignored.get("keys") or ()),
        ignored_prefixes=tuple(ignored.get("keyPrefixes") or ()),
    )
    return ProviderConfig(region=region, endpoint=_endpoint(values, environment), tag_config=tag_config)


def _own_account(values: Mapping[str, Any]) -> None:
    allowed = [_account(id) for id in values.get("allowedAccountIds") or ()]
    forbidden = [_account(id) for id in values.get("forbiddenAccountIds") or ()]
    if (allowed and ACCOUNT not in allowed) or ACCOUNT in forbidden:
        reason = f"allowedAccountIds is {', '.join(allowed)}" if allowed else "forbiddenAccountIds has it"
        raise Refused(
            f"this is the local AWS, whose account is {ACCOUNT}, but {reason}: the stack is meant for another account. "
            f"Run pulumi without ./local to reach that one, or allow {ACCOUNT} for this stack"
        )


def _endpoint(values: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    urls = {url for services in values.get("endpoints") or () for url in services.values()}
    urls = urls or {url for url in [environment.get("AWS_ENDPOINT_URL", "")] if url}
    if not urls:
        raise Refused(
            "no endpoint is set, and this provider is a stand-in that talks to the local AWS only. Run the command by "
            "./local, which starts it and sets AWS_ENDPOINT_URL, or set aws:endpoints"
        )
    for url in sorted(urls):
        if not is_endpoint(url):
            raise Refused(
                f"the endpoint {shown(url)} isn't on this machine, and this provider is a stand-in that talks to the "
                "local AWS only (http:// or https://, then localhost, 127.x.x.x or [::1], and a port). Run pulumi "
                "without ./local to reach a real account"
            )
    if len(urls) > 1:
        raise Refused(
            f"the local AWS has one endpoint for all services, but several are set: {', '.join(sorted(urls))}"
        )
    return urls.pop()


def _account(id: str | float) -> str:
    return (id if isinstance(id, str) else str(int(id))).zfill(12)
