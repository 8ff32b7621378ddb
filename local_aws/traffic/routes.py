"""A listener's rules and default action as Envoy's routes."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from local_aws.traffic.desired import Action, Condition, FixedResponse, Forward, Listener, Redirect, Rule
from local_aws.traffic.files import TYPE
from local_aws.traffic.names import name_of

Resource = dict[str, Any]

SOURCE_HEADER = "x-local-aws-source"
"""Has the client's address while routes are looked at; `listeners.py` sets it, targets don't get it."""
GROUP_COOKIE = "AWSALBTG"


def routes(name: str, listener: Listener, ports: Mapping[int, int], idle_timeout: str) -> Resource:
    """The routes of one listener; `ports` has the real port of each listener of the load balancer."""
    rules = sorted(listener.rules, key=lambda rule: rule.priority)
    rules.append(Rule(priority=0, conditions=(), action=listener.action))
    found = [
        route
        for rule in rules
        for route in _routes(rule.action, _match(rule.conditions), listener, ports, idle_timeout)
    ]
    return {
        "@type": f"{TYPE}envoy.config.route.v3.RouteConfiguration",
        "name": name,
        # Else a group that isn't there is accepted, and its share gets 503.
        "validate_clusters": True,
        "request_headers_to_remove": [SOURCE_HEADER],
        "virtual_hosts": [{"name": "all", "domains": ["*"], "routes": found}],
    }


def _routes(
    action: Action, match: Resource, listener: Listener, ports: Mapping[int, int], idle_timeout: str
) -> list[Resource]:
    match action:
        case Forward():
            return [{"match": with_cookie} | to for with_cookie, to in _forward(action, match, idle_timeout)]
        case Redirect():
            return [{"match": match} | _redirect(action, listener, ports)]
        case FixedResponse():
            return [{"match": match} | _fixed_response(action)]


def _forward(action: Forward, match: Resource, idle_timeout: str) -> list[tuple[Resource, Resource]]:
    weights = {name_of(group): weight for group, weight in action.weights.items()}
    if not sum(weights.values()):  # Envoy takes no sum of 0
        return [(match, {"direct_response": {"status": 503}})]
    other = {"@type": f"{TYPE}envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"}
    how: Resource = {
        # No limit on a whole answer, as with the ALB, but on silence.
        "timeout": "0s",
        "idle_timeout": idle_timeout,
        # Only what no target has begun. Without the predicate a retry may take the dead target again.
        "retry_policy": {
            "retry_on": "connect-failure,refused-stream",
            "num_retries": 3,
            "host_selection_retry_max_attempts": 5,
            "retry_host_predicate": [{"name": "other", "typed_config": other}],
        },
    }
    clusters: list[Resource] = [{"name": group, "weight": weight} for group, weight in weights.items()]
    stays: list[tuple[Resource, Resource]] = []
    if action.sticky_seconds:
        for one in clusters:
            cookie = f"{GROUP_COOKIE}={one['name']}; Max-Age={action.sticky_seconds}; Path=/"
            one["response_headers_to_add"] = [{"header": {"key": "set-cookie", "value": cookie}}]
            has = _header("cookie", f"(.*; *)?{GROUP_COOKIE}={one['name']}(;.*)?")
            if one["weight"]:
                sticky = match | {"headers": [*match.get("headers", []), has]}
                stays.append((sticky, {"route": how | {"cluster": one["name"]}}))
    return [*stays, (match, {"route": how | {"weighted_clusters": {"clusters": clusters}}})]


def _redirect(action: Redirect, listener: Listener, ports: Mapping[int, int]) -> Resource:
    protocol = action.protocol.replace("#{protocol}", listener.protocol).lower()
    port = int(action.port.replace("#{port}", str(listener.port)))
    described: Resource = {"scheme_redirect": protocol, "port_redirect": ports.get(port, port)}
    described["response_code"] = "MOVED_PERMANENTLY" if action.status == 301 else "FOUND"
    if action.host != "#{host}":
        described["host_redirect"] = action.host
    described["strip_query"] = action.query != "#{query}"
    own_query = "" if action.query in ("", "#{query}") else f"?{action.query}"
    if "#{" in own_query or (own_query and "#{path}" in action.path):
        raise ValueError(f"Envoy can't redirect with the query {action.query!r} to the path {action.path!r}")
    if "#{path}" not in action.path:
        described["path_redirect"] = action.path + own_query
    elif action.path != "/#{path}":
        rewritten = action.path.replace("\\", r"\\").replace("#{path}", r"\1")
        described["regex_rewrite"] = {"pattern": {"regex": "^/(.*)$"}, "substitution": rewritten}
    return {"redirect": described}


def _fixed_response(action: FixedResponse) -> Resource:
    header = {
        "header": {"key": "content-type", "value": action.content_type},
        "append_action": "OVERWRITE_IF_EXISTS_OR_ADD",
    }
    body = {"body": {"inline_string": action.body}} if action.body else {}
    return {"direct_response": {"status": action.status} | body, "response_headers_to_add": [header]}


def _match(conditions: tuple[Condition, ...]) -> Resource:
    match: Resource = {}
    headers = []
    for condition in conditions:
        anyone = "|".join(f"(?:{_pattern(value)})" for value in condition.values)
        match condition.field:
            case "path-pattern":
                match |= {"safe_regex": {"regex": anyone}}
            case "host-header":
                # A client on a port of its own names it.
                headers.append(_header(":authority", f"(?i)(?:{anyone})(?::[0-9]+)?"))
            case "http-header":
                headers.append(_header(condition.header.lower(), f"(?i)(?:{anyone})"))
            case "http-request-method":
                headers.append(_header(":method", anyone))
            case "query-string":
                pairs = "|".join(_pair(key, value) for key, value in condition.pairs)
                headers.append(_header(":path", rf"(?i)[^?]*\?(?:.*&)?(?:{pairs})(?:&.*)?"))
            case "source-ip":
                headers.append(_header(SOURCE_HEADER, "|".join(_block(value) for value in condition.values)))
    return (match or {"prefix": "/"}) | {"headers": headers}


def _header(name: str, regex: str) -> Resource:
    return {"name": name, "string_match": {"safe_regex": {"regex": regex}}}


def _pattern(value: str, anything: str = ".") -> str:
    """AWS's wildcards as a regular expression."""
    return "".join({"*": f"{anything}*", "?": anything}.get(letter) or re.escape(letter) for letter in value)


def _pair(key: str | None, value: str) -> str:
    return f"(?:{'[^&=]*' if key is None else _pattern(key, '[^&=]')}={_pattern(value, '[^&]')})"


def _block(cidr: str) -> str:
    """A block of addresses; of IPv6 none ever comes to 127.0.0.1."""
    network = ipaddress.ip_network(cidr, strict=False)
    if network.version == 6:
        return "(?:none)"
    first, last = network.network_address.packed, network.broadcast_address.packed
    octets = [
        str(low)
        if low == high
        else "[0-9]+"
        if (low, high) == (0, 255)
        else f"(?:{'|'.join(map(str, range(low, high + 1)))})"
        for low, high in zip(first, last, strict=True)
    ]
    return r"\.".join(octets)
