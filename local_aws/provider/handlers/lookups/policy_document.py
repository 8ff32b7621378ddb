"""`aws:iam/getPolicyDocument:getPolicyDocument`: statements in, the JSON of an IAM policy out. Nothing is asked of AWS.

Byte for byte what the real provider writes, as read in hashicorp/terraform-provider-aws
(internal/service/iam/policy_document_data_source.go): key order, sorting, and a list of one as a text.
"""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props

NEWEST = "2012-10-17"
OLDEST = "2008-10-17"
VERSIONS = (OLDEST, NEWEST)
# In the order in which a statement's keys are written, with the argument that each comes from.
LISTS = (("Action", "actions"), ("NotAction", "notActions"), ("Resource", "resources"), ("NotResource", "notResources"))
PRINCIPALS = (("Principal", "principals"), ("NotPrincipal", "notPrincipals"))
ORDER = ("Sid", "Effect", *(key for key, _ in (*LISTS, *PRINCIPALS)), "Condition")


def get_policy_document(aws: Aws, args: Props) -> Props:
    """The document, indented by two spaces and without spaces; raises ValueError for a Sid that comes twice."""
    version = args.get("version", NEWEST)
    if version not in VERSIONS:
        raise ValueError(f"expected version to be one of {' '.join(VERSIONS)}, got {version}")
    document: Props = {"Version": version, "Id": args.get("policyId"), "Statement": []}
    statements = [_statement(statement, version) for statement in args.get("statements", [])]
    _distinct(statements)
    sources = _documents(args, "sourceJson", "sourcePolicyDocuments")
    _distinct(statement for source in sources for statement in source["Statement"])
    given = document | {"Statement": statements}
    result: Props = {"Version": "", "Id": None, "Statement": []}
    for layer in (*sources, given, *_documents(args, "overrideJson", "overridePolicyDocuments")):
        _overlay(result, layer)
    written = {key: value for key, value in result.items() if value}
    text = _json(written, indent=2)
    return {
        **args,
        "id": str(zlib.crc32(text.encode())),
        "json": text,
        "minifiedJson": _json(written, separators=(",", ":")),
        "version": result["Version"],
    }


def _statement(args: Props, version: str) -> Props:
    found: Props = {"Sid": args.get("sid"), "Effect": args.get("effect", "Allow")}
    for key, name in LISTS:
        values = [_variables(value, version, key) for value in args.get(name, [])]
        found[key] = _one_or_all(sorted(values, reverse=True))
    for key, name in PRINCIPALS:
        found[key] = _principals(args.get(name, []), version)
    found["Condition"] = _conditions(args.get("conditions", []), version)
    return {key: found[key] for key in ORDER if found[key]}


def _principals(principals: list[Props], version: str) -> Any:
    if [(one["type"], one["identifiers"]) for one in principals] == [("*", ["*"])]:
        return "*"
    merged: dict[str, list[str]] = {}
    for one in principals:
        identifiers = (_variables(value, version, "Principal") for value in one["identifiers"])
        merged.setdefault(one["type"], []).extend(identifiers)
    return {type: _one_or_all(sorted(names, reverse=True)) for type, names in sorted(merged.items())}


def _conditions(conditions: list[Props], version: str) -> Any:
    merged: dict[str, dict[str, Any]] = {}
    for one in conditions:
        values = [_variables(value, version, "Condition") for value in one["values"]]
        merged.setdefault(one["test"], {})[one["variable"]] = _one_or_all(values)
    return {test: dict(sorted(on.items())) for test, on in sorted(merged.items())}


def _variables(text: str, version: str, key: str) -> str:
    """`&{aws:username}` stands for `${aws:username}`, which some program languages would take for theirs."""
    if key in ("Action", "NotAction") or "&{" not in text:
        return text
    if version == OLDEST:
        raise ValueError(f"found &{{ sequence in ({text}), which is not supported in document version {OLDEST}")
    return text.replace("&{", "${")


def _documents(args: Props, single: str, several: str) -> list[Props]:
    """Documents given as JSON text, the single one first."""
    texts = [text for text in (args.get(single), *args.get(several, [])) if text]
    documents = [json.loads(text) for text in texts]
    for document in documents:
        statements = document.get("Statement", [])
        document["Statement"] = statements if isinstance(statements, list) else [statements]
    return documents


def _distinct(statements: Iterable[Props]) -> None:
    seen: set[str] = set()
    for sid in (statement.get("Sid") for statement in statements):
        if sid and sid in seen:
            raise ValueError(f"duplicate Sid ({sid}): each statement needs its own, or none")
        seen |= {sid} if sid else set()


def _overlay(document: Props, layer: Props) -> None:
    """A later statement takes the place of the earlier one with its Sid; the others are appended."""
    document["Version"] = max(document["Version"], layer.get("Version", ""))
    document["Id"] = layer.get("Id") or document["Id"]
    statements: list[Props] = document["Statement"]
    places = {statement["Sid"]: i for i, statement in enumerate(statements) if statement.get("Sid")}
    for statement in layer["Statement"]:
        if statement.get("Sid") in places:
            statements[places[statement["Sid"]]] = statement
        else:
            statements.append(statement)


def _one_or_all(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values


def _json(value: Any, **layout: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, **layout)
    # Go's writer, which the real provider uses, escapes what would be markup inside of HTML.
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
