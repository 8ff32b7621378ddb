"""The gRPC service that the engine calls: pulumirpc.LanguageRuntime."""

import base64
import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import language_pb2 as proto
from pulumi.runtime.proto import plugin_pb2
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeServicer

from engine.language_host import probe
from engine.language_host.children import Child, Children
from engine.language_host.toolchain import Toolchain, ToolchainError

SHOWN_TO_THE_USER = 32
"""The exit code of `pulumi-language-python-exec` when it has already reported the program's error."""


class PythonRuntime(LanguageRuntimeServicer):
    """Runs programs, policy packs and plugins written in Python."""

    def __init__(self, *, engine_address: str, exec_script: Path, children: Children) -> None:
        """`exec_script` is Pulumi's own `pulumi-language-python-exec`, which runs a program against the engine."""
        self._engine_address = engine_address
        self._exec_script = exec_script
        self._children = children

    def Handshake(self, request: proto.LanguageHandshakeRequest, context: Any) -> proto.LanguageHandshakeResponse:
        """Learn the engine's address, when the engine attaches to a running host instead of starting it."""
        self._engine_address = request.engine_address
        return proto.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: Any) -> plugin_pb2.PluginInfo:
        """The version of the Pulumi SDK whose protocol this host speaks."""
        return plugin_pb2.PluginInfo(version=probe.version("pulumi"))

    def Cancel(self, request: Empty, context: Any) -> Empty:
        """The user has interrupted the engine: end what runs."""
        self._children.end()
        return Empty()

    def Run(self, request: proto.RunRequest, context: Any) -> proto.RunResponse:
        """Run a program to its end. Its output goes straight to ours, which the engine shows."""
        _refuse_debugger(request.attach_debugger, context)
        info = request.info
        with _explained(context):
            toolchain = Toolchain.of(info)
            command = [
                *(toolchain.python(), "-u", self._exec_script),
                *("--monitor", request.monitor_address, "--engine", self._engine_address),
                *("--project", request.project, "--stack", request.stack, "--organization", request.organization),
                *("--pwd", request.pwd, "--root_directory", info.root_directory),
                *("--parallel", str(request.parallel), "--dry_run", str(request.dryRun).lower()),
                *("--", str(Path(info.program_directory, info.entry_point)), *request.args),
            ]
            environ = toolchain.environ(os.environ) | {
                "PULUMI_CONFIG": json.dumps(dict(request.config)),
                "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
            }
        with self._child(context, command, cwd=request.pwd, environ=environ, piped=False) as child:
            code = child.wait()
        if code == SHOWN_TO_THE_USER:
            return proto.RunResponse(bail=True)
        if code != 0:
            return proto.RunResponse(error=f"Program exited with non-zero exit code: {code}")
        return proto.RunResponse()

    def RunPlugin(self, request: proto.RunPluginRequest, context: Any) -> Iterator[proto.RunPluginResponse]:
        """Run a policy pack (kind `analyzer`) or another plugin; stream its output, then its exit code."""
        _refuse_debugger(request.attach_debugger, context)
        program = str(Path(request.info.program_directory, request.info.entry_point))
        with _explained(context):
            toolchain = Toolchain.of(request.info)
            command = [toolchain.python(), "-u"]
            if request.kind == "analyzer":
                command += ["-m", "pulumi.policy", *request.args, program]
            else:
                command += [program, *request.args]
            environ = toolchain.environ(dict(entry.split("=", 1) for entry in request.env))
        with self._child(context, command, cwd=request.pwd, environ=environ) as child:
            for stream, chunk in child.output():
                yield (
                    proto.RunPluginResponse(stdout=chunk)
                    if stream == "stdout"
                    else proto.RunPluginResponse(stderr=chunk)
                )
            yield proto.RunPluginResponse(exitcode=child.wait())

    def InstallDependencies(
        self, request: proto.InstallDependenciesRequest, context: Any
    ) -> Iterator[proto.InstallDependenciesResponse]:
        """Make the virtual environment and install what the program declares, with the installers' output."""
        with _explained(context):
            toolchain = Toolchain.of(request.info)
            for message, command in toolchain.installation():
                yield proto.InstallDependenciesResponse(stdout=f"{message}\n".encode())
                environ = toolchain.installation_environ()
                with self._child(context, command, cwd=toolchain.directory, environ=environ) as child:
                    for stream, chunk in child.output():
                        yield proto.InstallDependenciesResponse(**{stream: chunk})
                    code = child.wait()
                if code != 0:
                    raise ToolchainError(f"{' '.join(map(str, command))} ended with exit code {code}")

    def GetRequiredPackages(
        self, request: proto.GetRequiredPackagesRequest, context: Any
    ) -> proto.GetRequiredPackagesResponse:
        """The provider plugins, with versions, that the program's installed packages ask for."""
        with _explained(context):
            plugins = Toolchain.of(request.info).probe("plugins")
        return proto.GetRequiredPackagesResponse(packages=[_dependency(plugin) for plugin in plugins])

    def GetRequiredPlugins(
        self, request: proto.GetRequiredPluginsRequest, context: Any
    ) -> proto.GetRequiredPluginsResponse:
        """The same, for engines that don't know `GetRequiredPackages`."""
        with _explained(context):
            plugins = Toolchain.of(request.info).probe("plugins")
        fields = ("name", "version", "server")
        return proto.GetRequiredPluginsResponse(
            plugins=[
                plugin_pb2.PluginDependency(kind="resource", **{field: plugin.get(field, "") for field in fields})
                for plugin in plugins
            ]
        )

    def GetProgramDependencies(
        self, request: proto.GetProgramDependenciesRequest, context: Any
    ) -> proto.GetProgramDependenciesResponse:
        """The packages in the program's environment; without `transitiveDependencies`, those that no other needs."""
        with _explained(context):
            packages = Toolchain.of(request.info).probe("packages")
        return proto.GetProgramDependenciesResponse(
            dependencies=[
                proto.DependencyInfo(name=package["name"], version=package["version"])
                for package in packages
                if request.transitiveDependencies or not package["required"]
            ]
        )

    def About(self, request: proto.AboutRequest, context: Any) -> proto.AboutResponse:
        """What `pulumi about` says of the program's Python."""
        with _explained(context):
            toolchain = Toolchain.of(request.info)
            about = toolchain.about()
            return proto.AboutResponse(
                executable=about["executable"],
                version=about["version"],
                metadata={"toolchain": toolchain.name, "toolchainVersion": about["toolchain"]},
            )

    @contextlib.contextmanager
    def _child(self, context: Any, *args: Any, **kwargs: Any) -> Iterator[Child]:
        """A child that ends with the call: the engine stops a plugin by cancelling the call that runs it."""
        child = self._children.start(*args, **kwargs)
        context.add_callback(child.end)
        try:
            yield child
        finally:
            child.end()
            self._children.forget(child)


@contextlib.contextmanager
def _explained(context: Any) -> Iterator[None]:
    """Turn a `ToolchainError` into the call's error: the engine shows its text and nothing else."""
    try:
        yield
    except ToolchainError as error:
        _refuse(context, str(error))


def _refuse_debugger(asked: bool, context: Any) -> None:
    if asked:
        _refuse(
            context, "--attach-debugger needs the official Python language host; install Pulumi's official release."
        )


def _refuse(context: Any, text: str) -> NoReturn:
    context.abort(grpc.StatusCode.FAILED_PRECONDITION, text)
    raise AssertionError("abort always raises")


def _dependency(plugin: dict[str, Any]) -> plugin_pb2.PackageDependency:
    """A `pulumi-plugin.json` as the engine wants it."""
    return plugin_pb2.PackageDependency(
        kind="resource",
        name=plugin["name"],
        version=plugin["version"],
        server=plugin.get("server", ""),
        parameterization=_parameterization(plugin.get("parameterization")),
        extension=_parameterization(plugin.get("extensionParameterization")),
    )


def _parameterization(described: dict[str, str] | None) -> plugin_pb2.PackageParameterization | None:
    """How a generic provider becomes this package; its value is base64 in `pulumi-plugin.json`."""
    if described is None:
        return None
    return plugin_pb2.PackageParameterization(
        name=described["name"], version=described["version"], value=base64.b64decode(described["value"])
    )
