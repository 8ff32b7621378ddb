"""Reads a plan: the JSON of `terraform show -json PLAN`.

https://developer.hashicorp.com/terraform/internals/json-format
"""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

HOW = "make it with `terraform plan -out=plan.bin` and `terraform show -json plan.bin > plan.json`"
MAJOR = "1"
"""Of the format: a minor version only adds to it."""


OBJECT: dict[str, Any] = {"type": "object"}
TEXT: dict[str, Any] = {"type": "string"}
MODULE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "resources": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["address"],
                "properties": {"address": TEXT, "expressions": OBJECT},
            },
        },
        "module_calls": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"source": TEXT, "expressions": OBJECT, "module": {"$ref": "#/$defs/module"}},
            },
        },
        "outputs": {"type": "object", "additionalProperties": OBJECT},
        "variables": {"type": "object", "additionalProperties": OBJECT},
    },
}
SCHEMA: dict[str, Any] = {
    "$defs": {"module": MODULE},
    "properties": {
        "variables": {"type": "object", "additionalProperties": OBJECT},
        "configuration": {"type": "object", "properties": {"root_module": {"$ref": "#/$defs/module"}}},
        "resource_changes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["address", "type", "name", "change"],
                "properties": {
                    "address": TEXT,
                    "module_address": TEXT,
                    "type": TEXT,
                    "name": TEXT,
                    "change": {
                        "type": "object",
                        "required": ["actions"],
                        "properties": {
                            "actions": {"type": "array", "items": TEXT},
                            "before": {"type": ["object", "null"]},
                            "after": {"type": ["object", "null"]},
                            "after_unknown": {"type": ["object", "boolean"]},
                            "after_sensitive": {"type": ["object", "boolean"]},
                        },
                    },
                },
            },
        },
    },
}
"""Of the documented format what is read here."""


class NoPlan(ValueError):
    """A file that is none; the text is for people."""


def read(file: Path) -> dict[str, Any]:
    """The plan; NoPlan where it is none, or cannot be judged."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NoPlan(f"{file}: {error.strerror}") from None
    if content[:2] == b"PK":
        raise NoPlan(f"{file} is a plan as Terraform saves it, and not its JSON: {HOW}")
    try:
        plan = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoPlan(f"{file} is no text: {HOW}") from None
    except ValueError as error:
        raise NoPlan(_no_json(file, content.decode("utf-8-sig"), error)) from None
    if not isinstance(plan, dict) or "format_version" not in plan:
        raise NoPlan(_no_plan(file, plan))
    if "resource_changes" not in plan and "configuration" not in plan:
        what = "a state" if "values" in plan else "the JSON of something else"
        raise NoPlan(f"{file} is {what}, and not a plan: {HOW}")
    if str(plan["format_version"]).partition(".")[0] != MAJOR:
        raise NoPlan(f"{file}: its format_version is {plan['format_version']!r}, and {MAJOR}.x is known here")
    if plan.get("errored"):
        raise NoPlan(
            f"{file}: Terraform ended this plan with an error, so part of it is missing; repair that, and plan anew"
        )
    if wrong := best_match(Draft202012Validator(SCHEMA).iter_errors(plan)):
        raise NoPlan(f"{file} is not as Terraform writes a plan, at {wrong.json_path}: {_expected(wrong)}; {HOW}")
    return plan


def _expected(wrong: ValidationError) -> str:
    """What should be there; not what is, which may be a secret."""
    allowed = wrong.validator_value
    if wrong.validator == "type":
        return f"what is there is no {' or '.join(allowed) if isinstance(allowed, list) else allowed}"
    return wrong.message


def _no_json(file: Path, text: str, error: ValueError) -> str:
    if "Terraform will perform the following actions" in text or "OpenTofu will perform" in text:
        return f"{file} is what `terraform plan` prints for people: {HOW}"
    if text.startswith("{") and '"@level"' in text.partition("\n")[0]:
        return f"{file} is the log of `terraform plan -json`, which has no plan in it: {HOW}"
    return f"{file} is not JSON ({error}): {HOW}"


def _no_plan(file: Path, found: Any) -> str:
    if isinstance(found, dict) and "terraform_version" in found and "lineage" in found:
        return f"{file} is a state (terraform.tfstate), and not a plan: {HOW}"
    if isinstance(found, dict) and "Resources" in found:
        return f"{file} is a CloudFormation template: judge it with --cloudformation"
    if isinstance(found, dict) and "@level" in found:
        return f"{file} is the log of `terraform plan -json`, which has no plan in it: {HOW}"
    return f"{file} is JSON, but no plan of Terraform: {HOW}"
