#!/usr/bin/env bash
# A component of a Pulumi package written in Python declares an integer, the schema says "integer" to every language, and
# the component is given a float: the host converts the number, as all numbers come as floats from the engine, and then
# writes the unconverted one over it. Seen with pulumi 3.272.0 (PyPI).
#
#   count: pulumi.Input[int], and a program that says 3 -> the component is given 3.0, a float
#
# What follows here: package/ makes an int of each such argument, and a test holds one to it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0
cat >counting.py <<'PY'
from typing import TypedDict

import pulumi


class CountingArgs(TypedDict):
    count: pulumi.Input[int]


class Counting(pulumi.ComponentResource):
    def __init__(self, name: str, args: CountingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("numbers:index:Counting", name, {}, opts)
        given.append(args["count"])


given: list[object] = []
PY
cat >ask.py <<'PY'
import json

import pulumi
from pulumi.provider.experimental.component import ComponentProvider

import counting


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return args.name, args.inputs

    def call(self, args):
        return {}


pulumi.runtime.set_mocks(Mocks())
provider = ComponentProvider([counting.Counting], "numbers")
declared = json.loads(provider.schema)["resources"]["numbers:index:Counting"]["inputProperties"]["count"]["type"]
provider.construct("one", "numbers:index:Counting", {"count": 3.0})
(number,) = counting.given
print(f"declared: {declared}; given: {number!r}")
assert declared == "integer", "the schema says something else now"
assert isinstance(number, float), "it is an int now"
PY
PYTHONPATH=. venv/bin/python ask.py
echo "as before: an integer of a component arrives as a float"
