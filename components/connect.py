"""Service Connect: by which name and port the services of a namespace reach each other.

ECS adds a proxy to each task, knows which tasks are there, and moves requests to green during a release of its own. The
proxy of a task knows the endpoints that were there when the task started.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import Input


@dataclass(frozen=True, kw_only=True)
class Header:
    """Of requests that reach green while a release goes on, before production does."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where other services of the namespace reach a service."""

    dns_name: str
    port: int
    idle_timeout_seconds: int | None = None
    """A connection that is silent for so long is closed; None: after five minutes, with tcp after an hour."""
    request_timeout_seconds: int | None = None
    """A whole answer takes so long at most; not with tcp. None: AWS decides."""
    test_header: Header | None = None
    """None: AWS's own, `model.service_connect.TEST_HEADER`."""


@dataclass(frozen=True, kw_only=True)
class Connect:
    """A service's part in a namespace."""

    endpoint: Endpoint | None = None
    """None: it calls others, and nobody calls it."""
    enabled: bool = True
    """False: its tasks are made ready for it, and no more."""


def declared(
    connect: Connect | None, *, namespace_arn: Input[str], discovery_name: str, port_name: str, log: Mapping[str, str]
) -> aws.ecs.ServiceServiceConnectConfigurationArgsDict | None:
    """As ECS takes it; None where it is not to begin.

    `discovery_name` is the service's in Cloud Map, where no other of the namespace may have it; `log` is the log group
    of the proxies, and its region.
    """
    if not connect or not connect.enabled:
        return None
    made: aws.ecs.ServiceServiceConnectConfigurationArgsDict = {
        "enabled": True,
        "namespace": namespace_arn,
        "log_configuration": {
            "log_driver": "awslogs",
            "options": {
                "awslogs-group": log["group"],
                "awslogs-region": log["region"],
                "awslogs-stream-prefix": "service-connect",
            },
        },
    }
    if connect.endpoint:
        made["services"] = [_service(connect.endpoint, discovery_name, port_name)]
    return made


def _service(
    endpoint: Endpoint, discovery_name: str, port_name: str
) -> aws.ecs.ServiceServiceConnectConfigurationServiceArgsDict:
    alias: aws.ecs.ServiceServiceConnectConfigurationServiceClientAliasArgsDict = {
        "dns_name": endpoint.dns_name,
        "port": endpoint.port,
    }
    if endpoint.test_header:
        header = endpoint.test_header
        alias["test_traffic_rules"] = [{"header": {"name": header.name, "value": {"exact": header.value}}}]
    made: aws.ecs.ServiceServiceConnectConfigurationServiceArgsDict = {
        "port_name": port_name,
        "discovery_name": discovery_name,
        "client_alias": [alias],
    }
    timeout: aws.ecs.ServiceServiceConnectConfigurationServiceTimeoutArgsDict = {}
    if endpoint.idle_timeout_seconds is not None:
        timeout["idle_timeout_seconds"] = endpoint.idle_timeout_seconds
    if endpoint.request_timeout_seconds is not None:
        timeout["per_request_timeout_seconds"] = endpoint.request_timeout_seconds
    if timeout:
        made["timeout"] = timeout
    return made
