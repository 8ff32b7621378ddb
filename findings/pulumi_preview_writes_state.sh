#!/usr/bin/env bash
# A preview of a new stack saves nothing, and yet writes the whole state down once for each new resource and throws it
# away: twice the resources take four times as long. Seen with the engine 3.276.0 on a file backend.
#
#   1500 components: the preview takes more than twice the CPU that it takes with PULUMI_SKIP_CHECKPOINTS=true
#
# What follows here: ./local, make up, make preview and ci/preview set the variable for previews, and for nothing else.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 setuptools==82.0.1
mkdir engine
# As a requirement: `go install` refuses a module that replaces another.
(cd engine && go mod init many && go get -tool github.com/pulumi/pulumi/pkg/v3/cmd/pulumi@v3.276.0 &&
  go build -o pulumi github.com/pulumi/pulumi/pkg/v3/cmd/pulumi) 2>/dev/null
printf 'name: many\nruntime: python\n' >Pulumi.yaml
cat >preview.py <<'PY'
"""The engine with a language host in this process, whose program registers components and nothing else."""

import os
import resource
import subprocess
from concurrent import futures

import grpc
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2, resource_pb2, resource_pb2_grpc

COMPONENTS = 1500


class Host(language_pb2_grpc.LanguageRuntimeServicer):
    def Handshake(self, request, context):
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version="1.0.0")

    def GetRequiredPackages(self, request, context):
        return language_pb2.GetRequiredPackagesResponse()

    def Run(self, request, context):
        with grpc.insecure_channel(request.monitor_address) as channel:
            monitor = resource_pb2_grpc.ResourceMonitorStub(channel)
            properties = Struct()
            properties.update({"text": "x" * 1000})
            for number in range(COMPONENTS):
                asked = resource_pb2.RegisterResourceRequest(type="many:index:One", name=str(number), object=properties)
                monitor.RegisterResource(asked)
        return language_pb2.RunResponse()


server = grpc.server(futures.ThreadPoolExecutor())
language_pb2_grpc.add_LanguageRuntimeServicer_to_server(Host(), server)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
folder = os.getcwd()
environment = os.environ | {
    "PULUMI_DEBUG_LANGUAGES": f"python:{port}",
    "PULUMI_HOME": f"{folder}/home",
    "PULUMI_BACKEND_URL": f"file://{folder}",
    "PULUMI_CONFIG_PASSPHRASE": "none",
    "PULUMI_SKIP_UPDATE_CHECK": "true",
}


def cpu_seconds(*words, **variables):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [os.environ["ENGINE"], *words, "--non-interactive"]
    subprocess.run(command, env=environment | variables, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


cpu_seconds("stack", "init", "dev")
plain = cpu_seconds("preview", "--stack", "dev")
skipping = cpu_seconds("preview", "--stack", "dev", PULUMI_SKIP_CHECKPOINTS="true")
server.stop(None)
print(f"{COMPONENTS} new components: {plain:.1f} s of CPU; with PULUMI_SKIP_CHECKPOINTS {skipping:.1f} s")
assert plain > 2 * skipping, "a preview doesn't write its state any more"
PY
ENGINE=$folder/engine/pulumi venv/bin/python preview.py
echo "as before: a preview writes all state down for each new resource"
