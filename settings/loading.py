"""From the configuration that the engine hands to the program, to the settings."""

import json
from collections.abc import Collection, Mapping
from typing import Any

import pulumi
from pydantic import ValidationError

from settings.checks import problems
from settings.keys import Keys
from settings.refusal import KNOWN, OF_A_SERVICE, encrypted, explained, misplaced, of_entry, refusal, reported_once
from settings.settings import Settings

NAMESPACE = "bluegreen:"


def load() -> Settings:
    """The settings of the running stack; when any is wrong, a message that says so and the end of the run.

    Read as a whole from what the engine hands to the program, defaults of `Pulumi.yaml` included, because
    `pulumi.Config` answers only for names that it is asked for: a misspelt key would never be seen.
    """
    with reported_once():
        return parse(
            pulumi.runtime.get_config_env(), pulumi.get_stack(), secrets=pulumi.runtime.get_config_secret_keys_env()
        )


def parse(config: Mapping[str, str], stack: str, secrets: Collection[str] = ()) -> Settings:
    """Settings from configuration as the engine gives it: `namespace:key` to text, objects and lists as JSON.

    RunError when any is wrong.
    """
    raw = {key.removeprefix(NAMESPACE): _value(text) for key, text in config.items() if key.startswith(NAMESPACE)}
    hidden = {key.removeprefix(NAMESPACE) for key in secrets} & KNOWN
    found = [encrypted(key) for key in sorted(hidden & raw.keys())]
    region = config.get("aws:region", "")
    if not region:
        found.append("aws:region: is not set; run `pulumi config set aws:region us-east-1`, or another region")
    settings, faults = _read(_with_image(raw), hidden, stack, region)
    if settings and not found:
        several, faults = _several(settings, raw, hidden)
        settings = settings.model_copy(update={"several": several})
        faults = faults or list(problems(settings))
    if settings is None or found or faults:
        raise refusal(stack, [*found, *faults])
    return settings


def _with_image(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The stack needs no image of its own where its services have theirs."""
    entries = raw.get("services")
    theirs = (
        [one.get("image") for one in entries.values() if isinstance(one, dict)] if isinstance(entries, dict) else []
    )
    return {**raw, "image": raw.get("image") or theirs[0]} if theirs and all(theirs) else raw


def _read(
    raw: Mapping[str, Any], hidden: Collection[str], stack: str, region: str
) -> tuple[Settings | None, list[str]]:
    """The settings, or a line for each value that is wrong by itself."""
    try:
        keys = Keys.model_validate(raw)
    except ValidationError as error:
        return None, [explained(finding) for finding in error.errors() if finding["loc"][0] not in hidden]
    return Settings.model_construct(**dict(keys), stack=stack, region=region), []


def _several(
    stack: Settings, raw: Mapping[str, Any], hidden: Collection[str]
) -> tuple[tuple[Settings, ...], list[str]]:
    """The settings of each entry of `services`: its own keys over the stack's."""
    made, faults = [], []
    for name, own in sorted(stack.entries.items()):
        strange = [misplaced(name, key) for key in own.keys() - OF_A_SERVICE]
        over = {**raw, **own, "serviceName": name, "services": {}}
        settings, wrong = (None, []) if strange else _read(over, hidden, stack.stack, stack.region)
        faults += strange + [of_entry(line, name, own) for line in wrong]
        made += [settings] if settings else []
    return tuple(made), faults


def _value(text: str) -> Any:
    """Objects and lists come as JSON; everything else stays text, for its key to judge."""
    if text.startswith(("{", "[")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text
