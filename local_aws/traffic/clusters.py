"""A target group as Envoy's cluster, its targets as the cluster's endpoints.

Why each setting is here was measured with Envoy 1.40.0; what happens without it stands beside it.
"""

from collections.abc import Iterable
from typing import Any

from local_aws.traffic.desired import HealthCheck, Target, TargetGroup
from local_aws.traffic.files import TYPE, Files
from local_aws.traffic.names import name_of

Resource = dict[str, Any]
HTTP_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
KEEP_ALIVE_SECONDS = 4
"""Of idle connections to targets. Must be shorter than theirs (Node's is 5 s), or a request meets a closed one."""


def cluster(group: TargetGroup, files: Files, *, checked: bool = True) -> Resource:
    """A target group. Not checked: a first cluster of a start, which no hung target can hold up."""
    name = name_of(group.id)
    most = dict.fromkeys(("max_connections", "max_pending_requests", "max_requests", "max_retries"), 100_000)
    described: Resource = {
        "@type": f"{TYPE}envoy.config.cluster.v3.Cluster",
        "name": name,
        "type": "EDS",
        "eds_cluster_config": {"eds_config": files.source(f"eds-{name}")},
        "connect_timeout": "1s",
        # Else a removed target gets requests as long as its checks pass.
        "ignore_health_on_host_removal": True,
        # Else all targets get traffic when most fail, and a passed check counts a second later.
        "common_lb_config": {"healthy_panic_threshold": {"value": 0}, "update_merge_window": "0s"},
        # Else 3 retries at a time in the whole cluster, and 1,024 requests.
        "circuit_breakers": {"thresholds": [most]},
    }
    if group.protocol in ("HTTP", "HTTPS"):
        version = "http_protocol_options" if group.protocol_version == "HTTP1" else "http2_protocol_options"
        options: Resource = {"@type": TYPE + HTTP_OPTIONS, "explicit_http_config": {version: {}}}
        options["common_http_protocol_options"] = {"idle_timeout": seconds(KEEP_ALIVE_SECONDS)}
        described["typed_extension_protocol_options"] = {HTTP_OPTIONS: options}
    if group.slow_start_seconds:
        window = {"slow_start_window": seconds(group.slow_start_seconds)}
        described["round_robin_lb_config"] = {"slow_start_config": window}
    if group.protocol in ("HTTPS", "TLS"):
        # As the ALB does, without a look at the target's certificate.
        context = {"@type": f"{TYPE}envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"}
        described["transport_socket"] = {"name": "tls", "typed_config": context}
    if checked:
        described["health_checks"] = [_health_check(group.health_check, group.protocol_version)]
    return described


def endpoints(group: TargetGroup, targets: Iterable[Target]) -> Resource:
    """The targets of a group."""
    port = group.health_check.port
    hosts = [
        {
            "endpoint": {"address": address(target.port)}
            | ({"health_check_config": {"port_value": port}} if port else {}),
            "health_status": "DRAINING" if target.draining else "UNKNOWN",
        }
        for target in targets
    ]
    return {
        "@type": f"{TYPE}envoy.config.endpoint.v3.ClusterLoadAssignment",
        "cluster_name": name_of(group.id),
        "endpoints": [{"lb_endpoints": hosts}],
    }


def address(port: int) -> Resource:
    """A port on loopback."""
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def seconds(value: float) -> str:
    """A duration as protobuf writes it in JSON."""
    return f"{value:.3f}s"


def _health_check(check: HealthCheck, version: str) -> Resource:
    described: Resource = {
        "timeout": seconds(check.timeout_seconds),
        "interval": seconds(check.interval_seconds),
        # Else 60 s while the group has no traffic: the green one, before a release.
        "no_traffic_interval": seconds(check.interval_seconds),
        "healthy_threshold": check.healthy_threshold,
        "unhealthy_threshold": check.unhealthy_threshold,
    }
    if check.protocol in ("TCP", "TLS"):
        return described | {"tcp_health_check": {}}
    http: Resource = {"path": check.path, "expected_statuses": [{"start": 200, "end": 201}]}
    if version != "GRPC":
        http["expected_statuses"] = [_range(part) for part in check.matcher.split(",")]
    if version != "HTTP1":
        http["codec_client_type"] = "HTTP2"
    if version == "GRPC":
        http["method"] = "POST"
        grpc = {"content-type": "application/grpc", "te": "trailers"}
        http["request_headers_to_add"] = [
            {"header": {"key": key, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
            for key, value in grpc.items()
        ]
    return described | {"http_health_check": http}


def _range(codes: str) -> dict[str, int]:
    first, _, last = codes.strip().partition("-")
    return {"start": int(first), "end": int(last or first) + 1}
