"""A load balancer's listeners as Envoy's."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local_aws.traffic.clusters import address, seconds
from local_aws.traffic.desired import Forward, Listener
from local_aws.traffic.files import TYPE, Files
from local_aws.traffic.names import name_of
from local_aws.traffic.routes import SOURCE_HEADER

Resource = dict[str, Any]

FILTERS = f"{TYPE}envoy.extensions.filters."
ERRORS = {502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}
# Envoy's response flags: no healthy target; connection refused, closed, or the answer no HTTP; silence for too long.
FLAGS = {503: ["UH"], 502: ["UF", "UC", "UR", "UPE"], 504: ["UT", "SI"]}
COUNTED = {"listener": "", "group": "%UPSTREAM_CLUSTER%", "code": "%RESPONSE_CODE%", "flags": "%RESPONSE_FLAGS%"}


def listener_name(port: int) -> str:
    """Of a listener and of its routes."""
    return f"listener-{port}"


def listener(
    asked: Listener, ports: Mapping[int, int], certificate: Path | None, files: Files, *, http2: bool = True
) -> Resource:
    """One listener; the certificate is a file with it and its key. Without HTTP/2 it speaks HTTP/1.1 alone."""
    name = listener_name(asked.port)
    http = asked.protocol in ("HTTP", "HTTPS")
    chain: Resource = {"filters": [_manager(name, files, http2) if http else _tcp_proxy(name, asked)]}
    if certificate:
        file = {"filename": str(certificate)}
        context: Resource = {"tls_certificates": [{"certificate_chain": file, "private_key": file}]}
        if http:
            context["alpn_protocols"] = ["h2", "http/1.1"] if http2 else ["http/1.1"]
        kind = f"{TYPE}envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext"
        chain["transport_socket"] = {"name": "tls", "typed_config": {"@type": kind, "common_tls_context": context}}
    return {
        "@type": f"{TYPE}envoy.config.listener.v3.Listener",
        "name": name,
        "address": address(ports[asked.port]),
        # Else another Envoy could listen on the same port, and neither would notice.
        "enable_reuse_port": False,
        "filter_chains": [chain],
    }


def _manager(name: str, files: Files, http2: bool) -> Resource:
    source = {"key": SOURCE_HEADER, "value": "%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%"}
    mutation = {
        "@type": f"{TYPE}envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation",
        "mutations": [{"append": {"header": source, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}}],
    }
    router = {"@type": f"{FILTERS}http.router.v3.Router", "suppress_envoy_headers": True}
    manager = {
        "@type": f"{FILTERS}network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": name,
        "codec_type": "AUTO" if http2 else "HTTP1",
        "rds": {"route_config_name": name, "config_source": files.source(f"rds-{name}")},
        "server_name": "awselb/2.0",
        "server_header_transformation": "APPEND_IF_ABSENT",
        "use_remote_address": True,
        "generate_request_id": False,
        "http_protocol_options": {"accept_http_10": True},
        "upgrade_configs": [{"upgrade_type": "websocket"}],
        "early_header_mutation_extensions": [{"name": "source", "typed_config": mutation}],
        "local_reply_config": {"mappers": [_error_page(code) for code in ERRORS]},
        "access_log": [_counting(name)],
        "http_filters": [{"name": "router", "typed_config": router}],
    }
    return {"name": "http", "typed_config": manager}


def _error_page(code: int) -> Resource:
    title = f"{code} {ERRORS[code]}"
    lines = (
        "<html>",
        f"<head><title>{title}</title></head>",
        "<body>",
        f"<center><h1>{title}</h1></center>",
        "</body>",
    )
    page = "".join(f"{line}\r\n" for line in (*lines, "</html>"))
    return {
        "filter": {"response_flag_filter": {"flags": FLAGS[code]}},
        "status_code": code,
        "body_format_override": {"text_format_source": {"inline_string": page}, "content_type": "text/html"},
    }


def _counting(name: str) -> Resource:
    """Counts answers by listener, group, code and whether the load balancer itself made them (`counters.py`)."""
    tags = [{"name": key, "value_format": value or name} for key, value in COUNTED.items()]
    config = {
        "@type": f"{TYPE}envoy.extensions.access_loggers.stats.v3.Config",
        "stats_scope": {"prefix": "local"},
        "counters": [{"stat": {"name": "answers", "tags": tags}, "value_fixed": 1}],
    }
    return {"name": "counting", "typed_config": config}


def _tcp_proxy(name: str, asked: Listener) -> Resource:
    if not isinstance(asked.action, Forward):
        raise ValueError(f"a {asked.protocol} listener can only forward, got {asked.action!r} on port {asked.port}")
    weights = {name_of(group): weight for group, weight in asked.action.weights.items()}
    clusters = [{"name": group, "weight": weight} for group, weight in weights.items() if weight]
    proxy = {
        "@type": f"{FILTERS}network.tcp_proxy.v3.TcpProxy",
        "stat_prefix": name,
        "idle_timeout": seconds(asked.idle_timeout_seconds),
        "max_connect_attempts": 3,
        "weighted_clusters": {"clusters": clusters or [{"name": next(iter(weights)), "weight": 1}]},
    }
    return {"name": "tcp", "typed_config": proxy}
