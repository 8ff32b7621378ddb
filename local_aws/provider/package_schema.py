"""The schema of the package `aws`, against which Pulumi YAML checks a program: every type, function and property.

The real provider brings it along. The SDK is generated from it, so that it can be read back from the sources of the
installed pulumi-aws: they are scanned, as to import or parse 119 MB in 3,141 files would take a minute. Whoever asks
(Pulumi YAML, `pulumi package get-schema`) keeps the answer in its Pulumi home. Left out are descriptions and defaults.
"""

import ast
import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from local_aws.provider import sdk

Spec = dict[str, Any]
"""A part of Pulumi's package schema."""
Properties = dict[str, str]
"""The names of properties as they are on the wire, and their types as Python writes them."""

HEAD = re.compile(r"\nclass (\w+)")
PROPERTY = re.compile(
    r'\n    @pulumi\.getter(?:\(name="(\w+)"\))?\n(?:    @_utilities\.deprecated\((?s:.*?)\)\n)?'
    r"    def (\w+)\(self\) -> (.+):\n"
)
TYPE_TOKEN = re.compile(r'\n@pulumi\.type_token\("([^"]+)"\)\nclass (\w+)')
ENUM_MEMBER = re.compile(r'\n    (\w+) = (".*")')
ALIAS = re.compile(r'pulumi\.Alias\(type_="([^"]+)"\)')
SECRETS = re.compile(r"ResourceOptions\(additional_secret_outputs=(\[.*\])\)")
SIGNATURE = re.compile(r"\w+(\(.*?\)) -> \w+:\n", re.DOTALL)
ARGUMENT = re.compile(r"\n    __args__\['(\w+)'\] = (\w+)")
INVOKE = re.compile(r"pulumi\.runtime\.invoke\('([^']+)', __args__, opts=opts, typ=(\w+)\)")

PLAIN: dict[str, Spec] = {
    "str": {"type": "string"},
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "Any": {"$ref": "pulumi.json#/Any"},
    "Asset": {"$ref": "pulumi.json#/Asset"},
    "Archive": {"$ref": "pulumi.json#/Archive"},
}


def package_schema() -> str:
    """The schema as JSON: 7 MB, made in two seconds."""
    return json.dumps(read(installed()) | {"version": sdk.version()}, separators=(",", ":"))


def installed() -> Path:
    """The folder of the SDK."""
    spec = find_spec("pulumi_aws")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@cache
def resources_in(file: Path) -> Spec:
    """The resources of one file of the SDK, by token: for who looks at a few types and can't wait for all."""
    text = file.read_text(encoding="utf-8")
    return {token: _resource(file.parent.name.rstrip("_"), name, text) for token, name in TYPE_TOKEN.findall(text)}


@cache
def outputs_of(token: str) -> Spec:
    """What a function gives, by its token; nothing for one that the SDK does not have."""
    module, _, member = token.removeprefix("aws:").partition(":")[0].partition("/")
    file = f"{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', member).lower()}.py"
    folders = (installed(),) if module == "index" else (installed() / module, installed() / f"{module}_")
    path = next((folder / file for folder in folders if (folder / file).is_file()), None)
    found = _functions("." if module == "index" else module, path.read_text(encoding="utf-8")) if path else {}
    return found.get(token, {}).get("outputs", {}).get("properties", {})


@cache
def types_of(module: str) -> Spec:
    """The nested types of one module, by token."""
    types: Spec = {}
    for file in ("_inputs.py", "outputs.py"):
        for folder in (installed() / module, installed() / f"{module}_"):  # lambda is a keyword
            if (folder / file).is_file():
                _add_types(types, module, (folder / file).read_text(encoding="utf-8"))
    return types


def read(package: Path) -> Spec:
    """The schema that the sources of the SDK in this folder were generated from."""
    schema: Spec = {"name": "aws", "provider": {}, "resources": {}, "functions": {}, "types": {}}
    for file in sorted(package.rglob("*.py")):  # of each module _inputs.py before outputs.py
        module = file.parent.relative_to(package).as_posix().rstrip("_")
        text = file.read_text(encoding="utf-8")
        match file.name:
            case "_inputs.py" | "outputs.py":
                _add_types(schema["types"], module, text)
            case "_enums.py":
                schema["types"] |= _enums(text)
            case "provider.py":
                schema["provider"] = _resource(module, "Provider", text)
            case _:
                schema["functions"] |= _functions(module, text)
                for token, name in TYPE_TOKEN.findall(text):
                    schema["resources"][token] = _resource(module, name, text)
    return schema


def _resource(module: str, name: str, text: str) -> Spec:
    classes = _classes(text)
    arguments = next(iter(classes.values()))  # XArgs, or XInitArgs where a nested object has that name
    inputs, state = _object(module, arguments), _object(module, classes[name])
    for secret in {secret for found in SECRETS.findall(text) for secret in ast.literal_eval(found)}:
        for properties in (inputs["properties"], state["properties"]):
            if secret in properties:
                properties[secret] = properties[secret] | {"secret": True}
    return state | {
        "inputProperties": inputs["properties"],
        "requiredInputs": inputs["required"],
        "aliases": [{"type": former} for former in ALIAS.findall(text)],
    }


def _functions(module: str, text: str) -> Spec:
    functions = {}
    for part in text.split("\ndef ")[1:]:
        signature, invoke = SIGNATURE.match(part), INVOKE.search(part)
        if signature and invoke:
            written = ast.parse(f"def f{signature[1]}: ...").body[0]
            assert isinstance(written, ast.FunctionDef)
            types = {one.arg: ast.unparse(one.annotation) for one in written.args.args if one.annotation}
            arguments = {argument: types[name] for argument, name in ARGUMENT.findall(part)}
            functions[invoke[1]] = {
                "inputs": _object(module, arguments),
                "outputs": _object(module, _classes(text)[invoke[2]]),
            }
    return functions


def _add_types(types: Spec, module: str, text: str) -> None:
    """Adds nested objects. The SDK keeps inputs and outputs apart; here they are one, inputs say what is required."""
    for name, properties in _classes(text).items():
        if not name.endswith("ArgsDict"):  # the same as a TypedDict
            token = _token(module, name)
            this, inputs = _object(module, properties), types.get(token, {"properties": {}})
            types[token] = this | inputs | {"properties": this["properties"] | inputs["properties"]}


def _enums(text: str) -> Spec:
    return {
        token: {
            "type": "string",
            "enum": [{"name": name, "value": json.loads(value)} for name, value in ENUM_MEMBER.findall(body)],
        }
        for (token, _), body in zip(TYPE_TOKEN.findall(text), HEAD.split(text)[2::2], strict=True)
    }


def _classes(text: str) -> dict[str, Properties]:
    parts = HEAD.split(text)
    return {
        name: {wire or python: annotation for wire, python, annotation in PROPERTY.findall(body)}
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _object(module: str, properties: Properties) -> Spec:
    return {
        "type": "object",
        "properties": {name: _type(module, annotation) for name, annotation in properties.items()},
        "required": [name for name, annotation in properties.items() if not _optional(annotation)],
    }


def _optional(annotation: str) -> bool:
    return annotation.removeprefix("pulumi.Input[").removeprefix("pulumi.Output[").startswith("Optional[")


@cache
def _type(module: str, annotation: str) -> Spec:
    return _of(module, ast.parse(annotation, mode="eval").body)


def _of(module: str, annotation: ast.expr) -> Spec:
    match annotation:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return PLAIN[name]
        case ast.Constant(value=str(name)):
            return {"$ref": f"#/types/{_token(module, name).replace('/', '%2F')}"}
        case ast.Subscript(value=ast.Name(id="Sequence"), slice=item):
            return {"type": "array", "items": _of(module, item)}
        case ast.Subscript(value=ast.Name(id="Mapping"), slice=ast.Tuple(elts=[_, item])):
            return {"type": "object", "additionalProperties": _of(module, item)}
        case ast.Subscript(value=ast.Name(id="Union"), slice=ast.Tuple(elts=members)):
            choices = list({json.dumps(one): one for one in (_of(module, member) for member in members)}.values())
            return choices[0] if len(choices) == 1 else {"oneOf": choices}
        case ast.Subscript(slice=inner):  # Optional, pulumi.Input, pulumi.Output
            return _of(module, inner)
    raise ValueError(f"a type of pulumi-aws in a form that it had not before: {ast.unparse(annotation)}")


def _token(module: str, name: str) -> str:
    """The token of a nested type: `outputs.ServiceAlarms` and `ServiceAlarmsArgs` in `ecs` are one."""
    *prefix, name = name.split(".")
    if prefix and prefix[0] != "outputs":
        module = prefix[0].lstrip("_")
    name = name.removesuffix("Dict").removesuffix("Args").removesuffix("Result")
    return f"aws:{'index' if module == '.' else module}/{name}:{name}"
