"""How a mistake is reported: the key, its value, what is allowed and what to do."""

import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pulumi

from settings.brought.keys import ClusterKeys, LoadBalancerKeys, VpcKeys
from settings.connect import HeaderObject, NamespaceObject, ServiceConnectObject, ServiceDiscoveryObject
from settings.containers import DependencyKeys, MountKeys, SidecarKeys, UlimitKeys, VolumeKeys
from settings.hooks import HookKeys, Probe, Task
from settings.keys import Keys, RollbackAlarms, ServiceKeys
from settings.permissions import Permission
from settings.pipeline import PipelineObject, SourceObject
from settings.releases import FORMS, CustomShift
from settings.scaling import ScalingObject, ScheduledBounds, SpotObject
from settings.strict import Strict
from settings.targets import HealthCheckKeys
from settings.telemetry import TelemetryObject
from settings.wording import nearest, shortened

REPORTED = 32
"""The exit code of a Python program that has reported to the user itself what is wrong
(pulumi-language-python-exec)."""

PLAIN_WORDS = {
    "missing": "is not set",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be true or false",
    "string_type": "must be text; put it in quotes, or give `pulumi config set` --type string",
    "dict_type": "must be an object (name: value)",
    "model_type": "must be an object (name: value)",
    "list_type": "must be a list",
}
"""What pydantic's findings mean to the person who wrote the file."""


def _aliases(model: type[Strict]) -> set[str]:
    """The names of a model's keys, as people write them."""
    return {field.alias for field in model.model_fields.values() if field.alias}


KNOWN = _aliases(Keys)
OF_A_SERVICE = _aliases(ServiceKeys)
OWN = re.compile(r"bluegreen:(\w+)")

MODELS: Mapping[str, type[Strict]] = {
    "": Keys,
    "rollbackAlarms": RollbackAlarms,
    "deploymentConfig": CustomShift,
    "healthCheck": HealthCheckKeys,
    "hooks": HookKeys,
    "hooks.probe": Probe,
    "hooks.task": Task,
    "taskPermissions": Permission,
    "sidecars": SidecarKeys,
    "volumes": VolumeKeys,
    **{
        f"{of}{key}": model
        for of in ("", "sidecars.")
        for key, model in (("dependsOn", DependencyKeys), ("mountPoints", MountKeys), ("ulimits", UlimitKeys))
    },
    "scaling": ScalingObject,
    "scaling.schedule": ScheduledBounds,
    "spot": SpotObject,
    "telemetry": TelemetryObject,
    "pipeline": PipelineObject,
    "pipeline.source": SourceObject,
    "vpc": VpcKeys,
    "loadBalancer": LoadBalancerKeys,
    "cluster": ClusterKeys,
    "namespace": NamespaceObject,
    "serviceConnect": ServiceConnectObject,
    "serviceConnect.testHeader": HeaderObject,
    "serviceDiscovery": ServiceDiscoveryObject,
}
"""The keys that are objects with keys of their own, by the way to them."""


def explained(finding: Any) -> str:
    """One finding of pydantic's as a line: key, value, what is allowed."""
    path = [str(part) for part in finding["loc"] if part not in FORMS]
    key = "bluegreen:" + ".".join(map(shortened, path))
    kind = finding["type"]
    if kind == "extra_forbidden":
        model = MODELS[".".join(part for part in path[:-1] if not part.isdigit())]
        meant = nearest(path[-1], _aliases(model))
        return f"{key}: there is no such key; " + (f"did you mean {meant}?" if meant else "take it out")
    message = PLAIN_WORDS.get(kind, finding["msg"])
    if kind == "value_error":
        message = str(finding["ctx"]["error"])
    if kind == "literal_error":
        message = f"must be {finding['ctx']['expected'].replace(chr(39), '')}"
    shown = not isinstance(finding["input"], dict | list) and not {"environment", "secrets"} & set(path)
    value = f" = {shortened(str(finding['input']))}" if shown and kind != "missing" and finding["input"] != "" else ""
    return f"{key}{value}: {message}"


def misplaced(service: str, key: str) -> str:
    """A line for a key that no entry of `services` has."""
    said = f"bluegreen:services.{service}.{shortened(key)}"
    if key in KNOWN:
        return f"{said}: all services of a stack share it; set bluegreen:{key}"
    meant = nearest(key, OF_A_SERVICE)
    return f"{said}: there is no such key; " + (f"did you mean {meant}?" if meant else "take it out")


def of_entry(line: str, service: str, own: Collection[str]) -> str:
    """A line about one service's settings, with the keys where they are written."""
    return OWN.sub(lambda key: f"bluegreen:services.{service}.{key[1]}" if key[1] in own else key[0], line)


def encrypted(key: str) -> str:
    """A line without the value, which nobody may see."""
    advice = f"set it again without --secret (`pulumi config set bluegreen:{key} …`)"
    if key == "environment":
        advice = "keep the value in Secrets Manager and its ARN in bluegreen:secrets"
    return f"bluegreen:{key}: is encrypted, but AWS would show it to everyone who may read the resources; {advice}"


def refusal(stack: str, problems: Sequence[str]) -> pulumi.RunError:
    """All problems in one message."""
    lines = "\n".join(f"  - {problem}" for problem in problems)
    return pulumi.RunError(f"the settings of stack {stack} cannot work, so nothing was changed:\n{lines}")


@contextmanager
def reported_once() -> Iterator[None]:
    """Ends the run at a refusal with its text alone; raised to Pulumi, it would be followed by an exit code."""
    try:
        yield
    except pulumi.RunError as refused:
        pulumi.log.error(str(refused))
        sys.exit(REPORTED)
