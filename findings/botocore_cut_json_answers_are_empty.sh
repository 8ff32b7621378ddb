#!/usr/bin/env bash
# An answer in JSON whose connection ends before its Content-Length is, for botocore, a success with nothing in it; one in
# XML is an error. It asks urllib3 not to compare the two. Seen with botocore 1.44.5 and urllib3 2.8.0.
#
#   a server says "Content-Length: 500", sends 8 bytes, and is gone: DescribeLogGroups answers {}, with status 200 and no
#   error; DescribeVpcs raises ResponseParserError
#
# What follows here: the stand-in provider compares them itself (local_aws/provider/handlers/aws.py), so that what a
# killed server has made is not taken for something that isn't there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check botocore==1.44.5 urllib3==2.8.0
cat >cut.py <<'PY'
import socket
import threading

import botocore.session
from botocore.config import Config


def asked(service, operation, body):
    """What a client makes of an answer of which only this much arrives."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + body)

        threading.Thread(target=answer, daemon=True).start()
        client = botocore.session.Session().create_client(
            service,
            endpoint_url=f"http://127.0.0.1:{server.getsockname()[1]}",
            region_name="us-east-1",
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            config=Config(retries={"max_attempts": 0}, proxies={}),
        )
        try:
            found = getattr(client, operation)()
        except Exception as error:
            return type(error).__name__
        return found.pop("ResponseMetadata")["HTTPStatusCode"], found


seen = {
    "JSON": asked("logs", "describe_log_groups", b'{"logGro'),
    "XML": asked("ec2", "describe_vpcs", b"<Describ"),
}
print(seen)
assert seen == {"JSON": (200, {}), "XML": "ResponseParserError"}
PY
venv/bin/python cut.py
