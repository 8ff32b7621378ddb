"""The values of a template's parameters.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

import re
from collections.abc import Mapping
from typing import Any

from policy.reading import UNKNOWN, flag
from verdict.cloudformation.intrinsics import Traced

ID = re.compile(r"AWS::EC2::\w+::Id")
"""The types of parameters that are the ID of one thing."""


def values(declared: Mapping[str, Any], given: Mapping[str, Traced]) -> dict[str, Traced]:
    """Each parameter with what is given, or its default."""
    return {name: _value(name, one if isinstance(one, dict) else {}, given.get(name)) for name, one in declared.items()}


def _value(name: str, declared: Mapping[str, Any], given: Traced | None) -> Traced:
    found = given or Traced(value=declared.get("Default"))
    value = _typed(name, str(declared.get("Type", "String")), found.value)
    # CloudFormation shows the value to nobody.
    return Traced(value=value, made_of=found.made_of, secret=found.secret or flag(declared.get("NoEcho")) is True)


def _typed(name: str, kind: str, value: Any) -> Any:
    """UNKNOWN where there is no value, or it is looked up.

    For the ID of something that is there already its name stands: whoever mentions it twice means the same.
    """
    if value is None and ID.fullmatch(kind):
        return name
    if value is None or value is UNKNOWN or kind.startswith("AWS::SSM::Parameter::"):
        return UNKNOWN
    if (kind == "CommaDelimitedList" or kind.startswith("List<")) and not isinstance(value, list):
        return [one.strip() for one in str(value).split(",")]
    return value
