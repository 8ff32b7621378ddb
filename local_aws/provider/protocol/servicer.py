"""The plugin's gRPC side: decodes what the engine asks, has the lifecycle answer it, and encodes the answer."""

from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from local_aws.provider import sdk
from local_aws.provider.lifecycle import config, errors
from local_aws.provider.lifecycle.autoname import Naming
from local_aws.provider.lifecycle.provider import Provider, is_known
from local_aws.provider.protocol import answers
from local_aws.provider.protocol.answers import aborting
from local_aws.provider.protocol.secrets import redacted, top_level
from local_aws.provider.protocol.wire import decode, encode, plain
from model.property_path import written

Context = grpc.ServicerContext
PROVIDER = "aws:index/provider:Provider"


class Servicer(provider_pb2_grpc.ResourceProviderServicer):
    """The calls of Pulumi's provider protocol."""

    def __init__(self) -> None:
        self._provider = Provider()

    def Handshake(self, request: Any, context: Context) -> Any:
        """What this plugin understands; asked before anything else."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def GetPluginInfo(self, request: Any, context: Context) -> Any:
        """The version of the SDK whose types it stands in for."""
        return plugin_pb2.PluginInfo(version=sdk.version())

    def GetSchema(self, request: Any, context: Context) -> Any:
        """Every type and property of the real provider, also those that can't be created here."""
        # Imported here, as hardly anybody asks.
        from local_aws.provider.package_schema import package_schema

        return provider_pb2.GetSchemaResponse(schema=package_schema())

    def Cancel(self, request: Any, context: Context) -> Any:
        """Calls to the local AWS are short: those under way end by themselves."""
        return Empty()

    def CheckConfig(self, request: Any, context: Context) -> Any:
        """Refuses keys that don't exist; fills in the region."""
        news, secrets = decode(request.news)
        inputs, reasons = config.check(request.urn.rpartition("::")[2], news)
        return provider_pb2.CheckResponse(inputs=encode(inputs, secrets), failures=answers.failures(reasons))

    def DiffConfig(self, request: Any, context: Context) -> Any:
        """A changed configuration updates the provider and replaces nothing: each resource's region decides."""
        return answers.diff(config.differences(plain(request.old_inputs), plain(request.news)))

    def Configure(self, request: Any, context: Context) -> Any:
        """Takes the configuration."""
        with aborting(context, "configuring", PROVIDER, "", request.args):
            self._provider.configure(plain(request.args))
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    def Check(self, request: Any, context: Context) -> Any:
        """Completes the inputs, or says why they are refused. Those of an unknown type stay as they are declared."""
        if not is_known(request.type):
            return provider_pb2.CheckResponse(inputs=request.news)
        new, secrets = decode(request.news)
        with aborting(context, "checking", request.type, request.name, request.news):
            checked = self._provider.check(request.urn, request.type, plain(request.olds), new, _naming(request))
        if ("tags",) in top_level(secrets):
            secrets |= {("tagsAll", *path[1:]) for path in secrets if path[0] == "tags"}
        places = [f"{request.name}.{written(path)}" for path in secrets]
        failures = answers.failures(failure.message(places) for failure in checked.failures)
        return provider_pb2.CheckResponse(inputs=encode(checked.inputs, secrets), failures=failures)

    def Diff(self, request: Any, context: Context) -> Any:
        """What the new inputs change, and whether in place."""
        old, state, new = map(plain, (request.old_inputs, request.olds, request.news))
        with aborting(context, "diffing", request.type, request.id, request.news, request.old_inputs):
            found, delete_first = self._provider.diff(request.type, old, state, new, request.ignoreChanges)
        return answers.diff(found, delete_first=delete_first)

    def Create(self, request: Any, context: Context) -> Any:
        """Creates the resource, or plans it in a preview. One of an unknown type is planned as it is declared."""
        if request.preview and not is_known(request.type):
            return provider_pb2.CreateResponse(properties=request.properties)
        inputs, secrets = decode(request.properties)
        hidden = top_level(secrets)
        with aborting(context, "creating", request.type, request.name, request.properties):
            if request.preview:
                planned = self._provider.preview_create(request.type, inputs)
                return provider_pb2.CreateResponse(properties=encode(planned, hidden))
            made = self._provider.create(request.urn, request.type, inputs)
            state = encode(made.state, hidden)
            if made.init_error:
                text = errors.message(made.init_error, "creating", request.type, request.name)
                text = redacted(text, request.properties)
                answers.abort_init_failed(context, text, made.id, state, encode(made.inputs, hidden))
        return provider_pb2.CreateResponse(id=made.id, properties=state)

    def Read(self, request: Any, context: Context) -> Any:
        """The resource as it is now, for a refresh or an import."""
        inputs, input_secrets = decode(request.inputs)
        state, state_secrets = decode(request.properties)
        hidden = top_level(input_secrets | state_secrets)
        with aborting(context, "reading", request.type, request.id, request.inputs, request.properties):
            found = self._provider.read(request.urn, request.type, request.id, inputs, state)
        if found is None:
            return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(
            id=found.id, properties=encode(found.state, hidden), inputs=encode(found.inputs, hidden)
        )

    def Update(self, request: Any, context: Context) -> Any:
        """Changes the resource in place, or plans the change in a preview."""
        new, secrets = decode(request.news)
        old, state = plain(request.old_inputs), plain(request.olds)
        with aborting(context, "updating", request.type, request.id, request.news, request.old_inputs):
            if request.preview:
                now = self._provider.preview_update(request.type, old, state, new)
            else:
                now = self._provider.update(request.urn, request.type, request.id, old, state, new)
        return provider_pb2.UpdateResponse(properties=encode(now, top_level(secrets)))

    def Delete(self, request: Any, context: Context) -> Any:
        """Deletes the resource."""
        with aborting(context, "deleting", request.type, request.id, request.properties):
            self._provider.delete(request.urn, request.type, request.id, plain(request.properties))
        return Empty()

    def Invoke(self, request: Any, context: Context) -> Any:
        """A look-up. Its result is secret as a whole when an argument is."""
        args, secrets = decode(request.args)
        with aborting(context, "invoking", request.tok, "", request.args):
            result, always_secret = self._provider.invoke(request.tok, args, preview=request.preview)
        hidden = result.keys() if secrets else always_secret
        answer = {"return": encode(result, {(key,) for key in hidden})}
        return provider_pb2.InvokeResponse(**answer)  # type: ignore[arg-type]  # A keyword of Python is its name.


def _naming(request: Any) -> Naming:
    options = request.autonaming
    return Naming(
        resource=request.name,
        seed=request.randomSeed,
        proposed=options.proposed_name,
        enforced=options.mode == options.ENFORCE,
        disabled=options.mode == options.DISABLE,
    )
