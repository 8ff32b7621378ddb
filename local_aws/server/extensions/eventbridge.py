"""EventBridge: events of AWS's own services, and the targets that moto does not know: topics, functions and pipelines.

moto delivers to log groups, queues, event buses and archives. Not faithful: nothing is tried again, and a target's
permissions are not looked at.
"""

import copy
import json
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from moto.awslambda.models import lambda_backends
from moto.codepipeline.models import codepipeline_backends
from moto.events.models import Rule, events_backends
from moto.moto_api._internal import mock_random
from moto.sns.models import sns_backends

from local_aws.server.extensions import input_transformers
from local_aws.server.extensions.patching import patches

_send_to_targets = Rule.send_to_targets

Event = dict[str, Any]


def put(
    account_id: str, region: str, source: str, kind: str, at: datetime, resources: list[str], detail: Event
) -> None:
    """An event of a service of AWS, on the default bus."""
    backend = events_backends[account_id][region]
    event: Any = {
        "version": "0",
        "id": str(mock_random.uuid4()),
        "detail-type": kind,
        "source": source,
        "account": account_id,
        "time": at.timestamp(),
        "region": region,
        "resources": resources,
        "detail": detail,
        "ingestion-time": at.timestamp(),
    }
    for rule in list(backend.describe_event_bus("default").rules.values()):
        if rule.event_pattern.get_pattern():  # one with a schedule only has none
            rule.send_to_targets(event)


@patches(Rule)
def send_to_targets(self: Rule, original_event: Any, transform_input: bool = True) -> None:
    """A target that cannot take the event is in the log, and the others get it; a disabled rule sends nothing. moto
    sends no `account`."""
    if self.state != "ENABLED" or not self.event_pattern.matches_event(original_event):
        return
    for target in self.targets:
        try:
            service = target["Arn"].split(":")[2]
            if service in ("sns", "lambda"):
                _send(service, target, _shown(self, target, original_event))
            elif service == "codepipeline":
                _start(self, target)
            else:
                alone = copy.copy(self)
                alone.targets = [target]
                transforms = transform_input and "InputTransformer" in target
                event: Any = dict(original_event) if transforms else _without_ingestion(original_event)
                _send_to_targets(alone, event, transforms)
        except Exception:
            print(f"event of rule {self.name} for {target.get('Arn')}:", file=sys.stderr)
            traceback.print_exc(file=sys.stderr)


def _send(service: str, target: Event, text: str) -> None:
    arn = target["Arn"]
    _, _, _, region, owner, _ = arn.split(":", 5)
    if service == "sns":
        sns_backends[owner][region].publish(text, arn)
    else:
        lambda_backends[owner][region].get_function(arn).invoke(text, {}, {})


def _start(rule: Rule, target: Event) -> None:
    """A pipeline runs, whatever the input of the target says."""
    from local_aws.server.extensions.codepipeline import executions  # pyright: ignore[reportAttributeAccessIssue]

    _, _, _, region, owner, name = target["Arn"].split(":", 5)
    executions.start(codepipeline_backends[owner][region], name, trigger=("CloudWatchEvent", rule.arn))


def _shown(rule: Rule, target: Event, event: Event) -> str:
    """What the target gets: the whole event, or what its input says."""
    event = _without_ingestion(event)
    if isinstance(event["time"], int | float):
        event["time"] = f"{datetime.fromtimestamp(event['time'], UTC):%Y-%m-%dT%H:%M:%SZ}"
    if target.get("Input"):
        return target["Input"]
    if target.get("InputPath"):
        return json.dumps(input_transformers.at(target["InputPath"], event))
    if transformer := target.get("InputTransformer"):
        return input_transformers.transformed(transformer, event, {"name": rule.name, "arn": rule.arn})
    return json.dumps(event)


def _without_ingestion(event: Event) -> Event:
    """Only input transformers know when it came in."""
    return {key: value for key, value in event.items() if key != "ingestion-time"}
