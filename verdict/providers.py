"""What a provider answers when a program registers a resource: in a first preview, or after a create."""

from dataclasses import dataclass

from google.protobuf.struct_pb2 import Struct

from local_aws.provider.first_preview import first_preview

LIKE_AWS = {
    "aws:lb/listenerRule:ListenerRule": "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/{name}"
}
"""Made-up ARNs that have the form of AWS's, because a rule looks at the form."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the engine would know of the resource."""

    id: str = ""
    checked: Struct
    """The inputs with what the provider fills in."""
    outputs: Struct
    """The state; in a preview, the planned one."""


class Creates:
    """Answers with the inputs, and with made-up values for what AWS would decide."""

    failures: tuple[str, ...] = ()

    def answer(self, type: str, name: str, inputs: Struct) -> Answer:
        outputs = Struct()
        outputs.update(
            {
                "name": name,
                "arn": LIKE_AWS.get(type, f"arn:aws:{type}::{{name}}").format(name=name),
                "arnSuffix": f"suffix/{name}",
                "dnsName": f"{name}.elb.example",
                "repositoryUrl": f"registry.example/{name}",
                "latestVersion": 1,
                "deploymentConfigName": name,
            }
        )
        outputs.MergeFrom(inputs)
        return Answer(id=f"{name}-id", checked=inputs, outputs=outputs)


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
