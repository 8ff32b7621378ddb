"""The keys by which services find each other: a namespace, Service Connect, and names in DNS.

What must hold between them is in `connect_checks.py`.
"""

from typing import Annotated

from pydantic import BeforeValidator, model_validator

from components.connect import Connect, Endpoint, Header
from components.discovery import Discovery
from model.cloud_map import LONGEST_NAME, NamespaceType
from model.ports import LAST_PORT
from model.service_connect import LONGEST_DNS_NAME, PROXY_CPU_UNITS, PROXY_MEMORY_MIB, AppProtocol
from settings.strict import Strict, refuse_unless
from settings.values import between, matching, nothing_said

LONGEST_TIMEOUT_SECONDS = 2**31 - 1
Timeout = Annotated[int, between(0, LONGEST_TIMEOUT_SECONDS, "seconds (0 is none)")]


class NamespaceObject(Strict):
    """`namespace`."""

    name: Annotated[
        str,
        matching(
            r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?",
            "must be a name such as shop or shop.internal: small letters, digits, _, hyphens and dots",
            most=LONGEST_NAME,
        ),
    ]
    type: NamespaceType = "HTTP"
    existing: bool = False


class HeaderObject(Strict):
    """`testHeader` of `serviceConnect`."""

    name: Annotated[str, matching(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}", "must be the name of an HTTP header")]
    value: Annotated[str, matching(r"[!-~]([ -~]*[!-~])?", "must be a text that a header can have", most=128)]


class ServiceConnectObject(Strict):
    """`serviceConnect`."""

    enabled: bool = True
    client_only: bool = False
    port: Annotated[int, between(1, LAST_PORT, "(a TCP port)")] | None = None
    dns_name: (
        Annotated[
            str,
            matching(
                r"[a-z0-9_.][a-z0-9_.-]*",
                "must be a name in DNS: small letters, digits, _, hyphens and dots, no hyphen first",
                most=LONGEST_DNS_NAME,
            ),
        ]
        | None
    ) = None
    app_protocol: AppProtocol = "http"
    idle_timeout_seconds: Timeout | None = None
    request_timeout_seconds: Timeout | None = None
    test_header: HeaderObject | None = None
    proxy_cpu: Annotated[int, between(0, 196_608, "CPU units (1024 are one vCPU)")] = PROXY_CPU_UNITS
    proxy_memory: Annotated[int, between(1, 6_291_456, "MiB")] = PROXY_MEMORY_MIB

    @model_validator(mode="after")
    def _reached_or_not(self) -> "ServiceConnectObject":
        of_an_endpoint = self.model_fields_set - {"enabled", "client_only", "port", "proxy_cpu", "proxy_memory"}
        if self.client_only:
            refuse_unless(
                self.port is None and not of_an_endpoint,
                "has clientOnly, so nobody calls the service; take out what says how",
            )
        else:
            refuse_unless(
                self.port is not None, "must have the port on which others call the service, or clientOnly = true"
            )
        if self.app_protocol == "tcp":
            refuse_unless(
                self.request_timeout_seconds is None and self.test_header is None,
                "has appProtocol tcp, in which there are no requests and no headers; take out requestTimeoutSeconds "
                "and testHeader",
            )
        return self

    def connect(self, service_name: str) -> Connect:
        """The same for the component."""
        if self.port is None:
            return Connect(enabled=self.enabled)
        header = self.test_header
        endpoint = Endpoint(
            dns_name=self.dns_name or service_name,
            port=self.port,
            idle_timeout_seconds=self.idle_timeout_seconds,
            request_timeout_seconds=self.request_timeout_seconds,
            test_header=Header(name=header.name, value=header.value) if header else None,
        )
        return Connect(enabled=self.enabled, endpoint=endpoint)


class ServiceDiscoveryObject(Strict):
    """`serviceDiscovery`."""

    name: Annotated[
        str,
        matching(
            r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?",
            "must be one part of a name in DNS: small letters, digits, _ and hyphens, at most 63",
        ),
    ]
    ttl_seconds: Annotated[int, between(0, 86_400, "seconds (a day)")] = 10


class NamespaceKeys(Strict):
    """What the services of a stack share."""

    namespace: Annotated[NamespaceObject | None, BeforeValidator(nothing_said)]


class ConnectKeys(Strict):
    """What one service has."""

    service_connect: Annotated[ServiceConnectObject | None, BeforeValidator(nothing_said)]
    service_discovery: Annotated[ServiceDiscoveryObject | None, BeforeValidator(nothing_said)]

    @property
    def app_protocol(self) -> AppProtocol | None:
        """What the container speaks where Service Connect sends requests to it."""
        one = self.service_connect
        return one.app_protocol if one and one.port else None

    @property
    def proxy_cpu_units(self) -> int:
        """What Service Connect's proxy has of a task."""
        return self.service_connect.proxy_cpu if self.service_connect else 0

    @property
    def proxy_memory_mib(self) -> int:
        """The same of its memory."""
        return self.service_connect.proxy_memory if self.service_connect else 0

    @property
    def discovery(self) -> Discovery | None:
        """By which name in DNS the service is found; None, by none."""
        one = self.service_discovery
        return one and Discovery(name=one.name, ttl_seconds=one.ttl_seconds)
