"""Answers to the look-ups of any program: what is looked up is there, and is no part of the program."""

import json
from collections.abc import Mapping
from typing import Any

from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks

from local_aws.provider.made_up import made_up
from model.partitions import global_arn, partition

ACCOUNT = "123456789012"


class Invented(Mocks):
    """Makes up an ID, an ARN or a name wherever the SDK says that a text is looked up; other things are not set."""

    def __init__(self, region: str) -> None:
        self._region = region

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        return self._answer(args), []

    def _answer(self, args: MockCallArgs) -> dict[str, Any]:
        given = {name: value for name, value in args.args.items() if value is not None}
        member = args.token.rpartition(":")[2]
        match member:
            case "getCallerIdentity":
                return {
                    "accountId": ACCOUNT,
                    "arn": global_arn(self._region, "iam", ACCOUNT, "user/somebody"),
                    "id": ACCOUNT,
                    "userId": "A",
                }
            case "getRegion":
                return {"name": self._region, "region": self._region, "id": self._region, **given}
            case "getPartition":
                found = partition(self._region)
                return {
                    "partition": found.name,
                    "dnsSuffix": found.dns_suffix,
                    "id": found.name,
                    "reverseDnsPrefix": ".".join(reversed(found.dns_suffix.split("."))),
                }
            case "getAvailabilityZones":
                names = [f"{self._region}{zone}" for zone in "abcd"]
                return {"names": names, "zoneIds": [f"az{number}" for number in range(1, 5)], "id": self._region}
            case "getPolicyDocument":
                return {"json": policy_document(given), "minifiedJson": policy_document(given), "id": "1"}
        return made_up(args.token, given, self._region, ACCOUNT)

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        """A resource that is read and not made."""
        return args.resource_id or args.name, dict(args.inputs)


def policy_document(args: Mapping[str, Any]) -> str:
    """The JSON of `aws.iam.getPolicyDocument`."""
    statements = [_statement(one) for one in args.get("statements") or () if isinstance(one, dict)]
    return json.dumps({"Version": args.get("version", "2012-10-17"), "Statement": statements})


def _statement(given: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"Effect": given.get("effect") or "Allow"}
    for name, called in (
        ("sid", "Sid"),
        ("actions", "Action"),
        ("notActions", "NotAction"),
        ("resources", "Resource"),
        ("notResources", "NotResource"),
    ):
        if value := given.get(name):
            made[called] = value
    for name, called in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        if who := given.get(name):
            kinds = {one["type"]: one["identifiers"] for one in who}
            made[called] = "*" if kinds == {"*": ["*"]} else kinds
    for one in given.get("conditions") or ():
        made.setdefault("Condition", {}).setdefault(one["test"], {})[one["variable"]] = one["values"]
    return made
