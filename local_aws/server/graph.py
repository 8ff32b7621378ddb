"""moto's whole object graph as bytes, and back.

One graph, because the services hold each other's objects (a target group its instances). Locks, weak dictionaries and
keys can't be pickled as they are and are remade; what moto ships ready-made is left out and found again in a fresh
backend.
"""

import io
import pickle
import threading
import weakref
from collections import defaultdict
from collections.abc import Callable
from typing import IO, Any

import cloudpickle
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from moto.backends import get_backend
from moto.core.base_backend import BackendDict
from moto.ec2.models import EC2Backend
from moto.ec2.models.amis import Ami
from moto.ec2.models.elastic_block_store import Snapshot
from moto.iam.models import AWSManagedPolicy, IAMBackend
from moto.ssm.models import ParameterDict

Reduced = tuple[Any, ...]


def dump() -> bytes:
    """The state of every backend in use. The caller holds the lock around moto."""
    tree = {
        services.service_name: {account: dict(regions.items()) for account, regions in services.items()}
        for services in _in_use()
    }
    out = io.BytesIO()
    _Pickler(out, protocol=pickle.HIGHEST_PROTOCOL).dump(tree)
    return out.getvalue()


def load(source: IO[bytes]) -> None:
    """Replaces every backend by those of `dump`."""
    for service, accounts in pickle.load(source).items():
        backends = _backends(service)
        for account, regions in accounts.items():
            for region, backend in regions.items():
                dict.__setitem__(backends[account], region, backend)


class _Pickler(cloudpickle.CloudPickler):
    def reducer_override(self, obj: Any) -> Any:
        reduce = _REDUCERS.get(type(obj))
        if reduce:
            reduced = reduce(obj)
            if reduced is not None:
                return reduced
        elif isinstance(obj, defaultdict) and type(obj) is not defaultdict:
            return _remade_defaultdict, (type(obj), obj.default_factory, obj.__dict__, list(obj.items()))
        elif type(obj).__module__.startswith("cryptography."):
            return _key(obj)
        return super().reducer_override(obj)


def _ec2(backend: EC2Backend) -> Reduced:
    state = dict(backend.__dict__)
    state["amis"] = {key: ami for key, ami in backend.amis.items() if not _is_amazons(ami)}
    state["snapshots"] = {key: one for key, one in backend.snapshots.items() if not _is_amazons_snapshot(one)}
    return _new_backend, (EC2Backend, backend.region_name, backend.account_id), state, None, None, _fill_ec2


def _fill_ec2(backend: EC2Backend, state: dict[str, Any]) -> None:
    state["amis"] = backend.amis | state["amis"]
    state["snapshots"] = backend.snapshots | state["snapshots"]
    vars(backend).update(state)


def _is_amazons(ami: Ami) -> bool:
    return ami.owner_alias == "amazon"


def _is_amazons_snapshot(snapshot: Snapshot) -> bool:
    ami = snapshot.ec2_backend.amis.get(snapshot.from_ami)
    return ami is not None and _is_amazons(ami)


def _ami(ami: Ami) -> Reduced | None:
    return (_amazons_ami, (ami.ec2_backend, ami.id)) if _is_amazons(ami) else None


def _amazons_ami(backend: EC2Backend, ami_id: str) -> Ami:
    return backend.amis[ami_id]


def _snapshot(snapshot: Snapshot) -> Reduced | None:
    if _is_amazons_snapshot(snapshot):
        return _amazons_snapshot, (snapshot.ec2_backend, snapshot.from_ami)
    return None


def _amazons_snapshot(backend: EC2Backend, ami_id: str) -> Snapshot:
    return backend.amis[ami_id].ebs_snapshot


def _iam(backend: IAMBackend) -> Reduced:
    state = {key: value for key, value in backend.__dict__.items() if key != "aws_managed_policies"}
    state["managed_policies"] = {
        arn: policy for arn, policy in backend.managed_policies.items() if type(policy) is not AWSManagedPolicy
    }
    attached = {p.arn: p.attachment_count for p in backend.aws_managed_policies if p.attachment_count}
    arguments = (IAMBackend, backend.region_name, backend.account_id)
    return _new_backend, arguments, (state, attached), None, None, _fill_iam


def _fill_iam(backend: IAMBackend, kept: tuple[dict[str, Any], dict[str, int]]) -> None:
    state, attached = kept
    policies = backend.managed_policies
    vars(backend).update(state | {"managed_policies": policies | state["managed_policies"]})
    for arn, count in attached.items():
        policies[arn].attachment_count = count


def _policy(policy: AWSManagedPolicy) -> Reduced:
    return _aws_policy, (_backends("iam")[policy.account_id]["aws"], policy.arn)


def _aws_policy(backend: IAMBackend, arn: str) -> Any:
    return backend.managed_policies[arn]


def _parameters(parameters: ParameterDict) -> Reduced:
    own = {name: versions for name, versions in parameters.items() if not name.startswith("/aws/")}
    arguments = (parameters.account_id, parameters.region_name)
    return ParameterDict, arguments, own, None, None, _fill_parameters


def _fill_parameters(parameters: ParameterDict, own: dict[str, Any]) -> None:
    for name, versions in own.items():
        dict.__setitem__(parameters, name, versions)


def _new_backend(cls: type, region: str, account: str) -> Any:
    return cls(region, account)


def _in_use() -> list[Any]:
    return BackendDict._instances  # type: ignore[misc]


def _backends(service: str) -> BackendDict[Any]:
    for backends in _in_use():
        if backends.service_name == service:
            return backends
    names: dict[str, Any] = {"lambda": "awslambda", "application-autoscaling": "applicationautoscaling"}
    return get_backend(names.get(service, service))


def _remade_defaultdict(cls: Any, factory: Any, attributes: dict[str, Any], items: list[Any]) -> Any:
    remade = cls.__new__(cls)
    remade.default_factory = factory
    remade.__dict__.update(attributes)
    for key, value in items:
        dict.__setitem__(remade, key, value)
    return remade


def _weak(items: dict[Any, Any]) -> Any:
    return weakref.WeakValueDictionary(items)


def _key(obj: Any) -> Any:
    if hasattr(obj, "private_bytes"):
        return _private_key, (obj.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),)
    if isinstance(obj, x509.Certificate):
        return _certificate, (obj.public_bytes(Encoding.PEM),)
    if hasattr(obj, "public_bytes"):
        return _public_key, (obj.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),)
    return NotImplemented


# The library's own loaders can't be pickled by name.
def _private_key(data: bytes) -> Any:
    return load_pem_private_key(data, None)


def _certificate(data: bytes) -> Any:
    return x509.load_pem_x509_certificate(data)


def _public_key(data: bytes) -> Any:
    return load_pem_public_key(data)


_REDUCERS: dict[type, Callable[[Any], Reduced | None]] = {
    EC2Backend: _ec2,
    Ami: _ami,
    Snapshot: _snapshot,
    IAMBackend: _iam,
    ParameterDict: _parameters,
    AWSManagedPolicy: _policy,
    BackendDict: lambda backends: (_backends, (backends.service_name,)),
    type(threading.Lock()): lambda _: (threading.Lock, ()),
    type(threading.RLock()): lambda _: (threading.RLock, ()),
    weakref.WeakValueDictionary: lambda weak: (_weak, (dict(weak),)),
}
