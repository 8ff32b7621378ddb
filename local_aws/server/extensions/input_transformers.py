"""EventBridge's input transformers: what a target gets in place of the event (user guide, eb-transform-target-input).

A place within quotes gets a text, another one JSON; a text keeps the quotes of its template, as e-mails of SNS show
them (github.com/hashicorp/terraform-provider-aws/issues/43253). moto takes templates of one JSON value only.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from jsonpath_ng.ext.parser import parse

_PLACE = re.compile(r"<([\w.-]+)>")
_QUOTE = re.compile(r'(?<!\\)"')


def transformed(transformer: Mapping[str, Any], event: Mapping[str, Any], rule: Mapping[str, str]) -> str:
    """The template with its places filled; `rule` has name and ARN of the rule."""
    values = {
        "aws.events.rule-name": rule["name"],
        "aws.events.rule-arn": rule["arn"],
        "aws.events.event.ingestion-time": event.get("time", ""),
        "aws.events.event.json": dict(event),
        "aws.events.event": {key: value for key, value in event.items() if key != "detail"},
        **{name: at(path, event) for name, path in (transformer.get("InputPathsMap") or {}).items()},
    }
    template = transformer["InputTemplate"]

    def filled(place: re.Match[str]) -> str:
        value = values.get(place[1])
        quoted = len(_QUOTE.findall(template, 0, place.start())) % 2 == 1
        if value is None:
            return ""
        written = json.dumps(value, ensure_ascii=False)
        return written[1:-1] if quoted and isinstance(value, str) else written

    return _PLACE.sub(filled, template)


def at(path: str, event: Mapping[str, Any]) -> Any:
    """What the event has there; None: nothing."""
    found = parse(path).find(event)
    return found[0].value if found else None
