#!/usr/bin/env bash
# A Pulumi dynamic resource in Python cannot report an error in plain words: whatever its provider raises reaches the
# user as a Python traceback with the paths of files on the machine, also Pulumi's own RunError, which a program may
# raise to end in plain words. Seen with pulumi 3.272.0 (PyPI).
#
#   create raises RunError('the image is not there') -> the engine is answered
#   "Traceback (most recent call last): … pulumi.errors.RunError: the image is not there"
#
# What follows here: the release is made by a provider plugin of its own (ops/plugin), whose errors are its words.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0
cat >raising.py <<'PY'
import pulumi
from pulumi.dynamic import ResourceProvider


class Raising(ResourceProvider):
    def create(self, props):
        raise pulumi.RunError("the image is not there")
PY
cat >ask.py <<'PY'
import subprocess
import sys

import grpc
from google.protobuf.struct_pb2 import Struct
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from raising import Raising

server = subprocess.Popen([sys.executable, "-u", "-m", "pulumi.dynamic"], stdout=subprocess.PIPE, text=True)
try:
    port = server.stdout.readline().strip()
    provider = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{port}"))
    properties = Struct()
    properties.update({"__provider": serialize_provider(Raising())})
    try:
        provider.Create(provider_pb2.CreateRequest(urn="urn", properties=properties))
    except grpc.RpcError as error:
        said = error.details()
finally:
    server.kill()
print(said)
assert said.startswith("Traceback (most recent call last):"), "it is no traceback any more"
assert "raising.py" in said, "it names no file any more"
assert said.rstrip().endswith("pulumi.errors.RunError: the image is not there"), "the words changed"
PY
PYTHONPATH=. venv/bin/python ask.py
echo "as before: the error is a traceback"
