"""CloudFormation's words for types and properties that rules know by Pulumi's names; see `verdict/wording.py`."""

from collections.abc import Mapping, Sequence
from functools import cache

from model.container_definition import PARAMETERS
from verdict import shapes
from verdict.cloudformation import details
from verdict.cloudformation.types import of_token


class Naming:
    """The tables that read a template, the other way round."""

    commands: Mapping[str, str] = {
        "pulumi up": "aws cloudformation deploy",
        "run pulumi refresh": "detect drift",
        "depends_on": "DependsOn",
    }

    def __init__(self, types: Mapping[str, str]) -> None:
        self._types = types
        """The template's types, by Pulumi's tokens."""

    def type(self, token: str) -> str:
        """`AWS::ECS::Service`."""
        return self._types.get(token, token)

    def path(self, token: str, steps: Sequence[str]) -> str:
        """`deploymentMaximumPercent` of a service is `DeploymentConfiguration.MaximumPercent`."""
        places, around = _places(token)
        shape = shapes.resource(token)
        said, at = around, ""
        for step in steps:
            at = f"{at}.{step}" if at else step
            known = step in shape.fields or step in PARAMETERS
            said = places.get(at) or (f"{said}." if said else "") + (step[0].upper() + step[1:] if known else step)
            inside = shape.fields.get(step, shapes.NOTHING)
            shape = inside.members if inside.kind == "list" else inside
        return said


@cache
def _places(token: str) -> tuple[Mapping[str, str], str]:
    """CloudFormation's place of each property that has another one, and what is around those that have none."""
    places: dict[str, str] = {}
    around = ""
    for kind in of_token(token).values():
        for source, target in kind.properties.items():
            if target:
                places.setdefault(target, source)
            elif target == "":
                around = source
    return {**places, **details.PLACES.get(token, {})}, around
