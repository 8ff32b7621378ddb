"""What a look-up that nobody answers here could give, so that a program that asks for it goes on in a preview."""

import re
from typing import Any

from local_aws.provider.values import Props
from model.partitions import arn

TEXT = {"type": "string"}


def made_up(token: str, given: Props, region: str, account: str) -> Props:
    """The arguments, and an ID, an ARN or a name wherever the SDK says that the function gives a text.

    Numbers, flags and objects are not set. The engine takes no unknown value from a function.
    """
    # Imported here, as hardly anybody asks.
    from local_aws.provider.package_schema import outputs_of

    module, _, member = token.removeprefix("aws:").partition(":")[0].partition("/")
    called, place = re.sub("^get", "", member).lower(), arn(region, module, account)
    texts = {name: spec for name, spec in outputs_of(token).items() if TEXT in (spec, spec.get("items"))}
    return {**{name: _of(f"{called}-{name.lower()}", spec, place) for name, spec in texts.items()}, **given}


def _of(value: str, spec: Any, place: str) -> Any:
    if value.endswith("arn"):
        value = f"{place}{value}"
    return value if spec == TEXT else [f"{value}-{number}" for number in (1, 2)]
