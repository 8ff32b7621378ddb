"""What a provider answers when a program registers a resource: in a first preview, or after a create."""

from dataclasses import dataclass
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.rpc import UNKNOWN as UNKNOWN_MARKER

from local_aws.provider.first_preview import first_preview
from model.partitions import partition
from policy.reading import LISTENER, UNKNOWN
from policy.wire import plain

BALANCING = "elasticloadbalancing:us-east-1:123456789012"
LIKE_AWS = {"aws:lb/listenerRule:ListenerRule": f"{BALANCING}:listener-rule/app/{{name}}"}
"""Ends of made-up ARNs that have the form of AWS's, because a rule looks at the form."""
NETWORK_LISTENER = f"{BALANCING}:listener/net/{{name}}"
"""The same of what a rule takes in the place of one."""

GIVEN = {
    "aws:ec2/vpc:Vpc": {"ipv6CidrBlock": "2001:db8:1234:1a00::/56"},
    "aws:ec2/eip:Eip": {"publicIp": "203.0.113.1"},
}
"""What one type alone has."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the engine would know of the resource."""

    id: str = ""
    checked: Struct
    """The inputs with what the provider fills in."""
    outputs: Struct
    """The state; in a preview, the planned one."""


VALIDATED_BY = {
    "domainName": "name.example",
    "resourceRecordName": "_a.name.example.",
    "resourceRecordType": "CNAME",
    "resourceRecordValue": "_b.validations.example.",
}
"""The record that a certificate waits for."""


class Creates:
    """Answers with the inputs, and with made-up values for what AWS would decide."""

    failures: tuple[str, ...] = ()

    def __init__(self, region: str) -> None:
        self._arns = f"arn:{partition(region).name}:"

    def answer(self, type: str, name: str, inputs: Struct) -> Answer:
        outputs = Struct()
        outputs.update(
            {
                "name": name,
                "bucket": name,
                "arn": self._arns + _form(type, inputs).format(name=name),
                "arnSuffix": f"suffix/{name}",
                "dnsName": f"{name}.elb.example",
                "zoneId": f"{name}-zone",
                "repositoryUrl": f"registry.example/{name}",
                "latestVersion": 1,
                "deploymentConfigName": name,
                "domainValidationOptions": [VALIDATED_BY],
                **GIVEN.get(type, {}),
            }
        )
        outputs.MergeFrom(inputs)
        return Answer(id=f"{name}-id", checked=inputs, outputs=outputs)


def _form(type: str, inputs: Struct) -> str:
    """The end of its ARN."""
    if type == LISTENER and plain(inputs).get("protocol") in ("TCP", "TLS"):
        return NETWORK_LISTENER
    return LIKE_AWS.get(type, f"{type}::{{name}}")


class Previews:
    """Answers as the `aws` provider does in a first preview; other types have their inputs alone."""

    def __init__(self, region: str) -> None:
        self.failures: list[str] = []
        """Why the provider would refuse the program."""
        self._region = region

    def answer(self, type: str, name: str, inputs: Struct) -> Answer:
        previewed = first_preview(type, name, inputs, self._region)
        if previewed is None:
            return Answer(checked=inputs, outputs=inputs)
        self.failures += [f"{type} {failure}" for failure in previewed.failures]
        return Answer(checked=previewed.inputs, outputs=previewed.state)


@dataclass(frozen=True, kw_only=True)
class Completed:
    """A resource that no program of Pulumi declared, in plain values, with what its provider would fill in."""

    checked: dict[str, Any]
    outputs: dict[str, Any]


def completed(type: str, name: str, properties: dict[str, Any], region: str) -> Completed:
    """The resource in a first preview. Whoever made the properties has made them right: nothing is refused."""
    inputs = Struct()
    inputs.update(_marked(properties))
    answer = Previews(region).answer(type, name, inputs)
    return Completed(checked=plain(answer.checked), outputs=plain(answer.outputs))


def _marked(value: Any) -> Any:
    """The value as Pulumi's wire has it, with a marker for what is unknown."""
    if isinstance(value, dict):
        return {key: _marked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_marked(one) for one in value]
    return UNKNOWN_MARKER if value is UNKNOWN else value
