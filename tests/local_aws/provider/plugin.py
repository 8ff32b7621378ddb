"""Drives the stand-in provider as the engine does: over a real gRPC socket, with plain values in and out."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Self

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from local_aws.provider.protocol import wire
from local_aws.provider.protocol.serving import MESSAGE_BYTES, serving
from local_aws.provider.values import Props

SEED = b"the seed of every test"


class CheckFailed(Exception):
    """The provider refused the inputs; the text has every reason."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A resource as it is in the engine's state."""

    token: str
    name: str
    id: str
    inputs: Props
    """Checked: with names, defaults and `__defaults`."""
    state: Props


class Plugin:
    """A provider of its own, configured for the local AWS at the endpoint."""

    def __init__(self, endpoint: str, region: str = "us-east-1", **config: Any) -> None:
        self._config: Props = {"region": region, "endpoints": [{"sts": endpoint}], **config}

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            port = stack.enter_context(serving())
            # Like the engine's: a proxy in the developer's environment is not for loopback, and messages may be large.
            options = [("grpc.enable_http_proxy", 0), ("grpc.max_receive_message_length", MESSAGE_BYTES)]
            channel = stack.enter_context(grpc.insecure_channel(f"127.0.0.1:{port}", options=options))
            self.stub = provider_pb2_grpc.ResourceProviderStub(channel)
            self.stub.Configure(provider_pb2.ConfigureRequest(args=wire.encode(self._config), acceptSecrets=True))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def check(self, token: str, inputs: Props, name: str = "thing", old: Props | None = None) -> Props:
        """The complete inputs; raises `CheckFailed`."""
        answer = self.stub.Check(
            provider_pb2.CheckRequest(
                **_who(token, name), news=wire.encode(inputs), olds=wire.encode(old or {}), randomSeed=SEED
            )
        )
        if answer.failures:
            raise CheckFailed("\n".join(failure.reason for failure in answer.failures))
        return wire.plain(answer.inputs)

    def create(self, token: str, inputs: Props, name: str = "thing") -> Made:
        """Checks and creates."""
        checked = self.check(token, inputs, name)
        request = provider_pb2.CreateRequest(**_who(token, name), properties=wire.encode(checked))
        answer = self.stub.Create(request)
        return Made(token=token, name=name, id=answer.id, inputs=checked, state=wire.plain(answer.properties))

    def preview(self, token: str, inputs: Props, name: str = "thing") -> Props:
        """The outputs that a preview of the create shows; what isn't known is `UNKNOWN`."""
        checked = wire.encode(self.check(token, inputs, name))
        request = provider_pb2.CreateRequest(**_who(token, name), properties=checked, preview=True)
        return wire.plain(self.stub.Create(request).properties)

    def diff(self, made: Made, inputs: Props) -> dict[str, str]:
        """What these inputs would change, by path: add, update, delete, add-replace, update-replace, delete-replace."""
        found = self._diff(made, self.check(made.token, inputs, made.name, made.inputs)).detailedDiff
        verbs = provider_pb2.PropertyDiff.Kind
        return {path: verbs.Name(one.kind).lower().replace("_", "-") for path, one in found.items()}

    def deletes_first(self, made: Made, inputs: Props) -> bool:
        """Whether the replacement that these inputs ask for deletes before it creates."""
        return self._diff(made, self.check(made.token, inputs, made.name, made.inputs)).deleteBeforeReplace

    def update(self, made: Made, inputs: Props) -> Made:
        """Checks and changes in place."""
        checked, state = self._update(made, inputs, preview=False)
        return replace(made, inputs=checked, state=state)

    def preview_update(self, made: Made, inputs: Props) -> Props:
        """The outputs that a preview of the update shows."""
        return self._update(made, inputs, preview=True)[1]

    def refresh(self, made: Made) -> Made | None:
        """The resource as it is now; None when it is gone."""
        answer = self.stub.Read(
            provider_pb2.ReadRequest(
                **_who(made.token, made.name),
                id=made.id,
                inputs=wire.encode(made.inputs),
                properties=wire.encode(made.state),
            )
        )
        if not answer.id:
            return None
        return replace(made, id=answer.id, inputs=wire.plain(answer.inputs), state=wire.plain(answer.properties))

    def import_(self, token: str, id: str, name: str = "thing") -> Made:
        """The resource that AWS has under this id; raises LookupError when there is none."""
        answer = self.stub.Read(provider_pb2.ReadRequest(**_who(token, name), id=id))
        if not answer.id:
            raise LookupError(f"{token} {id} isn't there")
        inputs, state = wire.plain(answer.inputs), wire.plain(answer.properties)
        return Made(token=token, name=name, id=answer.id, inputs=inputs, state=state)

    def delete(self, made: Made) -> None:
        """Removes it."""
        self.stub.Delete(
            provider_pb2.DeleteRequest(
                **_who(made.token, made.name),
                id=made.id,
                properties=wire.encode(made.state),
                old_inputs=wire.encode(made.inputs),
            )
        )

    def invoke(self, token: str, args: Props, *, preview: bool = False) -> Props:
        """The result of a look-up."""
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=wire.encode(args), preview=preview))
        return wire.plain(getattr(answer, "return"))

    def _diff(self, made: Made, checked: Props) -> Any:
        return self.stub.Diff(
            provider_pb2.DiffRequest(
                **_who(made.token, made.name),
                id=made.id,
                old_inputs=wire.encode(made.inputs),
                olds=wire.encode(made.state),
                news=wire.encode(checked),
            )
        )

    def _update(self, made: Made, inputs: Props, *, preview: bool) -> tuple[Props, Props]:
        checked = self.check(made.token, inputs, made.name, made.inputs)
        answer = self.stub.Update(
            provider_pb2.UpdateRequest(
                **_who(made.token, made.name),
                id=made.id,
                old_inputs=wire.encode(made.inputs),
                olds=wire.encode(made.state),
                news=wire.encode(checked),
                preview=preview,
            )
        )
        return checked, wire.plain(answer.properties)


def _who(token: str, name: str) -> dict[str, Any]:
    return {"urn": f"urn:pulumi:test::test::{token}::{name}", "type": token, "name": name}


def contract(
    plugin: Plugin,
    token: str,
    inputs: Props,
    change: Props,
    name: str = "thing",
    *,
    replaces: bool = False,
    import_id: str | None = None,
) -> None:
    """The life of a resource that every handler must support, from its creation to its deletion.

    `change` has the top-level inputs that are changed, None for one that is removed; `import_id` is what a person
    gives to `pulumi import` where that isn't the id.
    """
    made = plugin.create(token, inputs, name)
    assert made.id
    _unchanged(plugin, made, inputs)

    changed = {key: value for key, value in {**inputs, **change}.items() if value is not None}
    if changed != inputs:
        verbs = plugin.diff(made, changed).values()
        assert verbs, f"{token}: {change} is no difference"
        assert any(verb.endswith("-replace") for verb in verbs) == replaces, verbs
        if replaces:
            plugin.delete(made)
            made = plugin.create(token, changed, name)
        else:
            made = plugin.update(made, changed)
        _unchanged(plugin, made, changed)

    found = plugin.import_(token, import_id or made.id, name)
    assert found.id == made.id
    named = made.inputs if "__defaults" not in made.inputs else _by_hand(made.inputs)
    assert plugin.diff(found, named) == {}, f"{token}: differs from its import"

    plugin.delete(made)
    assert plugin.refresh(made) is None, f"{token}: still there after its delete"
    plugin.delete(made)


def _unchanged(plugin: Plugin, made: Made, inputs: Props) -> None:
    """The same program again changes nothing, before and after a refresh."""
    assert plugin.diff(made, inputs) == {}, f"{made.token}: differs right after it was made"
    refreshed = plugin.refresh(made)
    assert refreshed is not None, f"{made.token}: gone right after it was made"
    assert refreshed.id == made.id
    assert refreshed.inputs == made.inputs, f"{made.token}: a refresh changes the inputs"
    assert plugin.diff(refreshed, inputs) == {}, f"{made.token}: differs after a refresh"


def _by_hand(value: Any) -> Any:
    """Checked inputs as a program would write them all by hand: `tagsAll` and what was filled in are no inputs."""
    if isinstance(value, dict):
        return {key: _by_hand(one) for key, one in value.items() if key not in ("__defaults", "tagsAll")}
    return [_by_hand(one) for one in value] if isinstance(value, list) else value
