"""What the provider does, in plain values: check, preview, create, read, update, delete, and look-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from local_aws.provider.handlers import SECRETS, handler_of, lookup_of
from local_aws.provider.handlers.aws import ACCOUNT, Aws
from local_aws.provider.handlers.handler import InitFailed, ResourceHandler
from local_aws.provider.lifecycle import config, errors
from local_aws.provider.lifecycle.autoname import Naming
from local_aws.provider.lifecycle.check import Checked, check
from local_aws.provider.lifecycle.config import ProviderConfig
from local_aws.provider.lifecycle.defaults import DEFAULTS, without_defaults
from local_aws.provider.lifecycle.difference import Difference
from local_aws.provider.lifecycle.errors import Refused
from local_aws.provider.lifecycle.journal import Journal
from local_aws.provider.lifecycle.plan import plan
from local_aws.provider.lifecycle.preview import planned
from local_aws.provider.lifecycle.state import imported_inputs, refreshed_inputs, state_of
from local_aws.provider.made_up import made_up
from local_aws.provider.schema import ResourceType, canonical, type_of
from local_aws.provider.values import Props, has_unknown


@dataclass(frozen=True, kw_only=True)
class ResourceState:
    """A resource in AWS."""

    id: str
    state: Props
    inputs: Props
    init_error: BaseException | None = None
    """Why its create failed half-way; what was made of it exists."""


class Provider:
    """One plugin process: configured once, then asked about many resources at a time."""

    def __init__(self) -> None:
        self._config: ProviderConfig | None = None
        self._regions: dict[str, Aws] = {}
        self._lock = Lock()
        self._journal = Journal()

    def configure(self, values: Props) -> None:
        """Takes the configuration, if it leads to the local AWS and nowhere else."""
        configured = config.load(values)
        aws = Aws(endpoint=configured.endpoint, region=configured.region)
        account = aws.client("sts").get_caller_identity()["Account"]
        if account != ACCOUNT:
            raise Refused(
                f"{configured.endpoint} answers for account {account}, and the local AWS's account is {ACCOUNT}: it is "
                "something else, and nothing was done there"
            )
        self._config, self._regions = configured, {configured.region: aws}

    def check(self, urn: str, token: str, old: Props, new: Props, naming: Naming) -> Checked:
        """Completes the inputs, or says why they are refused. `old` are the last checked ones, empty for a create."""
        _, resource_type = _known(token)
        configured = self._configured
        if old:
            self._journal.acknowledge(urn)
        else:
            old = self._journal.unacknowledged_name(urn)
        return check(resource_type, old, new, naming, configured.tag_config, configured.region)

    def diff(
        self, token: str, old: Props, state: Props, new: Props, ignored: Iterable[str]
    ) -> tuple[list[Difference], bool]:
        """What the new inputs change, but for ignored paths; and whether a replacement must delete first."""
        handler, resource_type = _known(token)
        found = plan(handler, resource_type, old, state, new).differences
        named = _named(resource_type)
        # A name written by hand can't exist twice: the old resource must give it up first.
        own_name = named in new and named not in new.get(DEFAULTS, ()) and old.get(named) == new[named]
        patterns = tuple(ignored)
        differences = [one for one in found if not any(map(one.is_under, patterns))]
        return differences, resource_type.delete_before_replace or own_name

    def preview_create(self, token: str, inputs: Props) -> Props:
        """The planned state."""
        _, resource_type = _known(token)
        return planned(resource_type, inputs)

    def create(self, urn: str, token: str, inputs: Props) -> ResourceState:
        """Creates the resource. One that AWS made in part is returned with its `init_error`."""
        handler, resource_type = _known(token)
        aws = self._aws(inputs)
        try:
            with self._journal.attempting(urn, inputs, _named(resource_type)):
                id = handler.create(aws, without_defaults(inputs))
                id, state = self._read(handler, resource_type, aws, id, inputs, inputs)
        except InitFailed as failed:
            _, state = self._read(handler, resource_type, aws, failed.id, inputs, inputs)
            made = refreshed_inputs(handler, resource_type, inputs, {}, state)
            return ResourceState(id=failed.id, state=state, inputs=made, init_error=failed.__cause__ or failed)
        return ResourceState(id=id, state=state, inputs=inputs)

    def read(self, urn: str, token: str, id: str, inputs: Props, state: Props) -> ResourceState | None:
        """The resource as it is now, for a refresh or (without last inputs) an import; None when it is gone."""
        handler, resource_type = _known(token)
        region = (inputs or state).get("region", "")
        if not inputs and "region" in resource_type.properties:
            # An import may name the region after the id: vpc-1@eu-west-1.
            id, _, region = id.partition("@")
        try:
            id, now = self._read(handler, resource_type, self._aws({"region": region}), id, state, inputs)
        except Gone:
            self._journal.seen(urn)
            return None
        self._journal.seen(urn)
        if inputs:
            found = refreshed_inputs(handler, resource_type, inputs, state, now)
        else:
            found = imported_inputs(resource_type, now)
        return ResourceState(id=id, state=now, inputs=found)

    def preview_update(self, token: str, old: Props, state: Props, new: Props) -> Props:
        """The planned state."""
        return plan(*_known(token), old, state, new).planned

    def update(self, urn: str, token: str, id: str, old: Props, state: Props, new: Props) -> Props:
        """Changes the resource in place; returns its state."""
        handler, resource_type = _known(token)
        change = plan(handler, resource_type, old, state, new).change
        aws = self._aws(new)
        with self._journal.changing(urn):
            if change.keys and handler.update:
                handler.update(aws, id, change)
            return self._read(handler, resource_type, aws, id, change.new, new)[1]

    def delete(self, urn: str, token: str, id: str, state: Props) -> None:
        """Deletes the resource; already gone is success."""
        handler, _ = _known(token)
        with self._journal.changing(urn):
            handler.delete(self._aws(state), id, state)
        self._journal.acknowledge(urn)

    def invoke(self, token: str, args: Props, *, preview: bool) -> tuple[Props, tuple[str, ...]]:
        """A look-up's result, empty while an argument is unknown; and which of its keys are always secret.

        That of an unknown function is made up in a preview, so that the program can be judged.
        """
        lookup = lookup_of(token)
        if lookup is None and not preview:
            raise errors.unknown_lookup(token)
        if has_unknown(args):
            return {}, ()
        if lookup is None:
            return made_up(token, args, args.get("region") or self._configured.region, ACCOUNT), ()
        return lookup(self._aws(args), args), SECRETS.get(token, ())

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
        self, handler: ResourceHandler, resource_type: ResourceType, aws: Aws, id: str, known: Props, inputs: Props
    ) -> tuple[str, Props]:
        """Id and state as AWS has them; raises `Gone`."""
        read = handler.read(aws, id, without_defaults(known))
        if read is None:
            raise Gone(f"{id} isn't there any more; run `pulumi refresh`, then the command again")
        # A handler returns the id where it was given another form of it, such as an import's.
        id = str(read.pop("id", id))
        return id, state_of(resource_type, self._configured.tag_config, aws.region, read, inputs)


class Gone(Refused):
    """AWS doesn't have the resource."""


def is_known(token: str) -> bool:
    """Whether the stand-in can create resources of this type."""
    token = canonical(token)
    return handler_of(token) is not None and type_of(token) is not None


def _known(token: str) -> tuple[ResourceHandler, ResourceType]:
    """The handler and the schema of a type; raises for one that the stand-in doesn't know."""
    token = canonical(token)
    handler, resource_type = handler_of(token), type_of(token)
    if handler is None or resource_type is None:
        raise errors.unknown_type(token)
    return handler, resource_type


def _named(resource_type: ResourceType) -> str:
    """The property that autonaming fills in; empty when there is none."""
    return resource_type.autoname.property if resource_type.autoname else ""
