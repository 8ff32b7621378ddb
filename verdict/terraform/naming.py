"""Terraform's words for types and properties that rules know by Pulumi's names; see `verdict/wording.py`."""

from collections.abc import Mapping, Sequence

from verdict import shapes
from verdict.terraform import cloud_control
from verdict.terraform.names import name_of, renamed_of


class Naming:
    """The words of a plan, which shows the names of all properties that its resources have."""

    commands: Mapping[str, str] = {"pulumi up": "terraform apply", "pulumi refresh": "terraform apply -refresh-only"}

    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}
        self._cloud_control: set[str] = set()

    def learn(self, token: str, names: Mapping[str, str]) -> None:
        """Pulumi's names of properties, and a plan's."""
        self._names.setdefault(token, {}).update(names)

    def learn_cloud_control(self, token: str) -> None:
        """A type that the plan has of the provider `awscc`; where it has it of both, `aws` has the words."""
        self._cloud_control.add(token)

    def type(self, token: str) -> str:
        """Nothing: it is in the address."""
        return ""

    def path(self, token: str, steps: Sequence[str]) -> str:
        """`loadBalancers.containerPort` of a service is `load_balancer.container_port`; JSON stays as it is."""
        if token in self._cloud_control and token not in self._names:
            return cloud_control.path(token, steps)
        shape, own = shapes.resource(token), self._names.get(token) or renamed_of(token)
        words = []
        for step in steps:
            inside = shape.fields.get(step)
            words.append(own.get(step) or name_of(step, inside) if inside else step)
            shape, own = (inside.members if inside.kind == "list" else inside) if inside else shapes.NOTHING, {}
        return ".".join(words)
