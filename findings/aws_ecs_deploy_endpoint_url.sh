#!/usr/bin/env bash
# `aws ecs deploy` makes calls of two services, ECS and CodeDeploy, and takes the global option --endpoint-url for the
# first only: the calls of CodeDeploy go where they would have gone without it.
#
# Seen: awscli 1.46.3 (PyPI), Python 3.11, 2026-11-29. Two servers listen on loopback; one is named by --endpoint-url, the
# other by AWS_ENDPOINT_URL. DescribeServices reaches the first, GetApplication the second. Without the variable that
# would be the real AWS, whatever stand-in was named. So this project's README and `./local` set AWS_ENDPOINT_URL.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check awscli==1.46.3

cat >"$folder/try.py" <<'PYTHON'
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

folder = sys.argv[1]
arn = "arn:aws:ecs:us-east-1:123456789012"
service = {"serviceArn": f"{arn}:service/shop/web", "serviceName": "web", "clusterArn": f"{arn}:cluster/shop"}


def server(calls):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            call = self.headers["X-Amz-Target"].rpartition(".")[2]
            calls.append(call)
            self.rfile.read(int(self.headers["Content-Length"]))
            answered = call == "DescribeServices"
            body = {"services": [service], "failures": []} if answered else {"__type": "ApplicationDoesNotExistException"}
            data = json.dumps(body).encode()
            self.send_response(200 if answered else 400)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{made.server_port}"


by_option, by_variable = [], []
for name in ("taskdef.json", "appspec.json"):
    with open(f"{folder}/{name}", "w") as file:
        file.write('{"family": "web", "containerDefinitions": []}')
environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
    "AWS_ENDPOINT_URL": server(by_variable),
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
}
command = [f"{folder}/venv/bin/aws", "ecs", "deploy", "--endpoint-url", server(by_option), "--cluster", "shop"]
command += ["--service", "web", "--task-definition", f"{folder}/taskdef.json"]
command += ["--codedeploy-appspec", f"{folder}/appspec.json"]
subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
print(f"at --endpoint-url: {sorted(set(by_option))}; at AWS_ENDPOINT_URL: {sorted(set(by_variable))}")
if set(by_option) != {"DescribeServices"} or "GetApplication" not in by_variable:
    sys.exit("this has changed")
PYTHON
"$folder/venv/bin/python" "$folder/try.py" "$folder"
