"""Calls the test listener: the next release must answer as it should, and fast enough."""

import math
import ssl
import time
from collections import Counter
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from app.hooks.finding import Failed

LONGEST_SECONDS = 10
"""Of one call."""
SHOWN_CHARACTERS = 200


def probe(settings: Mapping[str, Any], url: str, until: float) -> None:
    """`times` calls of a path, one after the other, each on a connection of its own. Raises Failed with what it saw."""
    times, path, contains = settings["times"], settings["path"], settings["contains"]
    seconds, seen, wrong = [], Counter[str](), []
    for number in range(times):
        if until <= time.monotonic():
            wrong.append(f"only {number} of {times} calls ended in time")
            break
        began = time.monotonic()
        status, body = _call(url, path, settings.get("host", ""), min(LONGEST_SECONDS, until - began))
        seconds.append(time.monotonic() - began)
        seen[status] += 1
        if status == str(settings["status"]) and contains not in body:
            wrong.append(f"call {number + 1} has no {contains!r} in its body: {body[:SHOWN_CHARACTERS]}")
    slowest = _percentile_95(seconds)
    found = ", ".join(f"{count} x {status}" for status, count in seen.items())
    print(f"{url}{path}: {found or 'no call'}; 95 of 100 within {slowest:.2f} s")
    if others := [status for status in seen if status != str(settings["status"])]:
        wrong.insert(0, f"answers other than {settings['status']}: {', '.join(others)}")
    if slowest > settings["p95Seconds"]:
        wrong.append(f"95 of 100 calls took up to {slowest:.2f} s, and {settings['p95Seconds']} s are allowed")
    if wrong:
        raise Failed("; ".join(wrong))


def _call(url: str, path: str, asked_host: str, seconds: float) -> tuple[str, str]:
    """The status, or why there is none, and the body. A redirect is an answer and not followed. The host that is asked
    for decides which service of a shared load balancer answers; empty: the load balancer's own name."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        connection = HTTPSConnection(host, port, timeout=seconds, context=_any_certificate())
    else:
        connection = HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request(
            "GET", path, headers={"User-Agent": "bluegreen-probe"} | ({"Host": asked_host} if asked_host else {})
        )
        answer = connection.getresponse()
        return str(answer.status), answer.read().decode(errors="replace")
    except (OSError, HTTPException) as error:
        return f"{type(error).__name__} ({error})", ""
    finally:
        connection.close()


def _any_certificate() -> ssl.SSLContext:
    """The certificate is for the service's domain, which still leads to another load balancer or none; the URL is the
    load balancer's own."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _percentile_95(seconds: list[float]) -> float:
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1] if seconds else 0.0
