"""The plugin's gRPC side: what the engine asks, answered from the schema and the handlers."""

from importlib.metadata import version
from threading import Lock
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from local_aws.provider import answers, config, errors, resource, schema, wire
from local_aws.provider.answers import reporting_errors
from local_aws.provider.autoname import Naming
from local_aws.provider.aws import Aws
from local_aws.provider.check import DEFAULTS, check
from local_aws.provider.config import ProviderConfig
from local_aws.provider.difference import Difference
from local_aws.provider.errors import Refused
from local_aws.provider.handlers import SECRETS, handler_of, lookup_of
from local_aws.provider.handlers.handler import InitFailed, Props, ResourceHandler
from local_aws.provider.journal import Journal
from local_aws.provider.package_schema import package_schema

Context = grpc.ServicerContext
PROVIDER = "aws:index/provider:Provider"


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """One plugin process: configured once, then asked about many resources at a time."""

    def __init__(self) -> None:
        self._config: ProviderConfig | None = None
        self._regions: dict[str, Aws] = {}
        self._lock = Lock()
        self._journal = Journal()

    def Handshake(self, request: Any, context: Context) -> Any:
        """What this plugin understands, said before anything else."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def GetPluginInfo(self, request: Any, context: Context) -> Any:
        """The version of the SDK whose types it stands in for."""
        return plugin_pb2.PluginInfo(version=version("pulumi-aws"))

    def GetSchema(self, request: Any, context: Context) -> Any:
        """Every type and property of the real provider, also those that can't be created here."""
        return provider_pb2.GetSchemaResponse(schema=package_schema())

    def Cancel(self, request: Any, context: Context) -> Any:
        """Calls to the local AWS are short: those under way end by themselves."""
        return Empty()

    def CheckConfig(self, request: Any, context: Context) -> Any:
        """Refuses keys that don't exist; fills in the region."""
        news, secrets = wire.decode(request.news)
        name = request.urn.rpartition("::")[2]
        reasons = [config.unknown_key(key, name) for key in config.unknown_keys(news)]
        region = config.default_region()
        if "region" not in news and region:
            news["region"] = region
        failures = answers.failures(reasons)
        return provider_pb2.CheckResponse(inputs=wire.encode(news, secrets), failures=failures)

    def DiffConfig(self, request: Any, context: Context) -> Any:
        """A changed configuration updates the provider and replaces nothing: each resource's region decides."""
        old, new = wire.plain(request.old_inputs), wire.plain(request.news)
        changed = [key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key)]
        return answers.diff([Difference((key,), "update", replaces=False) for key in changed])

    def Configure(self, request: Any, context: Context) -> Any:
        """Takes the configuration, if it leads to the local AWS and nowhere else."""
        with reporting_errors(context, "configuring", PROVIDER, "", request.args):
            configured = config.load(wire.plain(request.args))
            aws = Aws(endpoint=configured.endpoint, region=configured.region)
            account = aws.client("sts").get_caller_identity()["Account"]
            if account != config.ACCOUNT:
                raise Refused(
                    f"{configured.endpoint} answers for account {account}, and the local AWS's account is "
                    f"{config.ACCOUNT}: it is something else, and nothing was done there"
                )
            self._config, self._regions = configured, {configured.region: aws}
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    def Check(self, request: Any, context: Context) -> Any:
        """Completes the inputs, or says why they can't be."""
        if not _is_known(request.type):
            return provider_pb2.CheckResponse(inputs=request.news)
        news, secrets = wire.decode(request.news)
        with reporting_errors(context, "checking", request.type, request.name, request.news):
            _, resource_type = _known(request.type)
            configured = self._configured
            olds = wire.plain(request.olds)
            if olds:
                self._journal.acknowledge(request.urn)
            else:
                olds = self._journal.unacknowledged_name(request.urn)
            checked = check(resource_type, olds, news, _naming(request), configured.tag_config, configured.region)
        if ("tags",) in wire.tops(secrets):
            secrets |= {("tagsAll", *path[1:]) for path in secrets if path[0] == "tags"}
        places = [f"{request.name}.{wire.written(path)}" for path in secrets]
        failures = answers.failures(failure.message(places) for failure in checked.failures)
        return provider_pb2.CheckResponse(inputs=wire.encode(checked.inputs, secrets), failures=failures)

    def Diff(self, request: Any, context: Context) -> Any:
        """What the new inputs change, and whether in place."""
        old, state, new = map(wire.plain, (request.old_inputs, request.olds, request.news))
        with reporting_errors(context, "diffing", request.type, request.id, request.news, request.old_inputs):
            handler, resource_type = _known(request.type)
            plan = resource.plan(handler, resource_type, old, state, new)
        found = [one for one in plan.differences if not any(map(one.is_under, request.ignoreChanges))]
        named = resource_type.autoname.property if resource_type.autoname else ""
        # A name written by hand can't be had twice: the old resource must give it up first.
        own_name = named in new and named not in new.get(DEFAULTS, ()) and old.get(named) == new[named]
        return answers.diff(found, delete_first=resource_type.delete_before_replace or own_name)

    def Create(self, request: Any, context: Context) -> Any:
        """Creates the resource; in a preview, plans it. One of an unknown type is planned as it is declared."""
        if request.preview and not _is_known(request.type):
            return provider_pb2.CreateResponse(properties=request.properties)
        inputs, secrets = wire.decode(request.properties)
        hidden = wire.tops(secrets)
        with reporting_errors(context, "creating", request.type, request.name, request.properties):
            handler, resource_type = _known(request.type)
            if request.preview:
                return provider_pb2.CreateResponse(
                    properties=wire.encode(resource.planned(resource_type, inputs), hidden)
                )
            aws = self._aws(inputs)
            named = resource_type.autoname.property if resource_type.autoname else ""
            try:
                with self._journal.attempting(request.urn, inputs, named):
                    id = handler.create(aws, resource.without_defaults(inputs))
                    id, state = self._read(handler, resource_type, aws, id, inputs, inputs)
            except InitFailed as partly:
                _, state = self._read(handler, resource_type, aws, partly.id, inputs, inputs)
                made = {
                    "id": partly.id,
                    "properties": wire.encode(state, hidden),
                    "inputs": wire.encode(resource.drifted(handler, resource_type, inputs, {}, state), hidden),
                }
                text = errors.message(partly.__cause__ or partly, "creating", request.type, request.name)
                answers.abort_init_failed(context, errors.redacted(text, wire.secret_texts(request.properties)), made)
        return provider_pb2.CreateResponse(id=id, properties=wire.encode(state, hidden))

    def Read(self, request: Any, context: Context) -> Any:
        """The resource as it is now, for a refresh or (without last inputs) an import."""
        inputs, input_secrets = wire.decode(request.inputs)
        state, state_secrets = wire.decode(request.properties)
        hidden = wire.tops(input_secrets | state_secrets)
        with reporting_errors(context, "reading", request.type, request.id, request.inputs, request.properties):
            handler, resource_type = _known(request.type)
            id, region = request.id, (inputs or state).get("region", "")
            if not inputs and "region" in resource_type.properties:
                # An import may name the region after the id: vpc-1@eu-west-1.
                id, _, region = request.id.partition("@")
            try:
                id, now = self._read(handler, resource_type, self._aws({"region": region}), id, state, inputs)
            except Gone:
                return provider_pb2.ReadResponse()
            known = (
                resource.drifted(handler, resource_type, inputs, state, now)
                if inputs
                else resource.imported(resource_type, now)
            )
        return provider_pb2.ReadResponse(id=id, properties=wire.encode(now, hidden), inputs=wire.encode(known, hidden))

    def Update(self, request: Any, context: Context) -> Any:
        """Changes the resource in place; in a preview, plans it."""
        inputs, secrets = wire.decode(request.news)
        old, state = wire.plain(request.old_inputs), wire.plain(request.olds)
        hidden = wire.tops(secrets)
        with reporting_errors(context, "updating", request.type, request.id, request.news, request.old_inputs):
            handler, resource_type = _known(request.type)
            change = resource.plan(handler, resource_type, old, state, inputs).change
            if request.preview:
                return provider_pb2.UpdateResponse(properties=wire.encode(resource.updated(handler, change), hidden))
            aws = self._aws(inputs)
            if change.keys and handler.update:
                handler.update(aws, request.id, change)
            _, now = self._read(handler, resource_type, aws, request.id, change.new, inputs)
        return provider_pb2.UpdateResponse(properties=wire.encode(now, hidden))

    def Delete(self, request: Any, context: Context) -> Any:
        """Deletes the resource; already gone is success."""
        state = wire.plain(request.properties)
        with reporting_errors(context, "deleting", request.type, request.id, request.properties):
            handler, _ = _known(request.type)
            handler.delete(self._aws(state), request.id, state)
            self._journal.acknowledge(request.urn)
        return Empty()

    def Invoke(self, request: Any, context: Context) -> Any:
        """A look-up; while an argument isn't known, nothing of its result is."""
        args, secrets = wire.decode(request.args)
        with reporting_errors(context, "invoking", request.tok, "", request.args):
            lookup = lookup_of(request.tok)
            if lookup is None:
                raise errors.unknown_lookup(request.tok)
            result = {} if wire.has_unknown(args) else lookup(self._aws(args), args)
        hidden = result.keys() if secrets else SECRETS.get(request.tok, ())
        answer = {"return": wire.encode(result, {(key,) for key in hidden})}
        return provider_pb2.InvokeResponse(**answer)  # type: ignore[arg-type]  # A keyword of Python is its name.

    @property
    def _configured(self) -> ProviderConfig:
        if self._config is None:
            raise Refused("the provider isn't configured yet")
        return self._config

    def _aws(self, props: Props) -> Aws:
        """The local AWS in the resource's own region."""
        region = props.get("region") or self._configured.region
        with self._lock:
            if region not in self._regions:
                self._regions[region] = Aws(endpoint=self._configured.endpoint, region=region)
            return self._regions[region]

    def _read(
        self,
        handler: ResourceHandler,
        resource_type: schema.ResourceType,
        aws: Aws,
        id: str,
        known: Props,
        inputs: Props,
    ) -> tuple[str, Props]:
        """Id and state as AWS has them; raises `Gone`."""
        read = handler.read(aws, id, resource.without_defaults(known))
        if read is None:
            raise Gone(f"{id} isn't there any more; run `pulumi refresh`, then the command again")
        # A handler returns the id where it was given another form of it, such as an import's.
        id = str(read.pop("id", id))
        return id, resource.read_state(resource_type, self._configured.tag_config, aws.region, read, inputs)


class Gone(Refused):
    """AWS doesn't know the resource."""


def _is_known(token: str) -> bool:
    token = schema.canonical(token)
    return handler_of(token) is not None and schema.resource_type(token) is not None


def _known(token: str) -> tuple[ResourceHandler, schema.ResourceType]:
    """The handler and the schema of a type; raises for one that the stand-in doesn't know."""
    token = schema.canonical(token)
    handler, resource_type = handler_of(token), schema.resource_type(token)
    if handler is None or resource_type is None:
        raise errors.unknown_type(token)
    return handler, resource_type


def _naming(request: Any) -> Naming:
    wish = request.autonaming
    return Naming(
        resource=request.name,
        seed=request.randomSeed,
        proposed=wish.proposed_name,
        enforced=wish.mode == wish.ENFORCE,
        disabled=wish.mode == wish.DISABLE,
    )
