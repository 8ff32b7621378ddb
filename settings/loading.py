"""From the configuration that the engine hands to the program, to the settings."""

import json
from collections.abc import Collection, Mapping
from typing import Any

import pulumi
from pydantic import ValidationError

from settings.checks import problems
from settings.keys import Keys
from settings.refusal import KNOWN, encrypted, explained, refusal, reported_once
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
    try:
        keys = Keys.model_validate(raw)
    except ValidationError as error:
        found += [explained(finding) for finding in error.errors() if finding["loc"][0] not in hidden]
        raise refusal(stack, found) from None
    settings = Settings.model_construct(**dict(keys), stack=stack, region=region)
    found = found or list(problems(settings))
    if found:
        raise refusal(stack, found)
    return settings


def _value(text: str) -> Any:
    """Objects and lists come as JSON; everything else stays text, for its key to judge."""
    if text.startswith(("{", "[")):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text
